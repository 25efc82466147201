"""`roundsman report`: what managers hand on."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from commands.arguments import span, span_options
from commands.context import enter, say, show_problems, workspace_option
from commands.verbs import Table, Verbs
from mileage.cells import csv_text
from mileage.handout import SHEETS
from mileage.monthly import COLUMNS, rows
from mileage.summaries import KEYS
from office.mileage.forecast import forecast_mileage
from office.mileage.reports import Form, mileage_report
from routing.named_files import write_named

VERBS: Table = {
    "week": ("commands.report_papers", "week_verb", "A rep's week: a map, and each day's stops with names and times."),
    "tours": ("commands.report_papers", "tours_verb", "Everybody's tours of a week, rep by rep."),
    "territories": ("commands.report_papers", "territories_verb", "Who owns what: a map, and the accounts' names."),
    "plan": ("commands.report_papers", "plan_verb", "A plan's figures, a map of its tours, and what is left out."),
}


@click.group(cls=Verbs, verbs=VERBS)
def command() -> None:
    """Write reports to look at and to hand on."""


@command.command("mileage")
@click.option("--rep", "rep_id", help="One rep; all if not given.")
@span_options
@click.option("--by", type=click.Choice(sorted({*KEYS, *SHEETS})), default="rep", show_default=True, help="Of a CSV.")
@click.option("--format", "form", type=click.Choice([one.value for one in Form]), default="csv", show_default=True)
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="The file; a CSV goes to standard output.")
@workspace_option
def mileage(*, rep_id: str | None, by: str, form: str, out: Path | None, folder: Path, **days: Any) -> None:
    """Write the mileage of some days: trips, totals, flags and expenses, without private trips."""
    asked = span(**days)
    if form != "csv" and out is None:
        raise click.UsageError(f"Name the file with --out: a {form} is no text.")
    office, who = enter(folder)
    made = mileage_report(office, who, asked, rep_id, Form(form), by)
    if out is None:
        click.echo(made.content.decode(), nl=False)
        return
    write_named(out, made.content)
    say(f"Wrote {out}: {made.trips} trips, {made.flags} flags, ledger {made.head.count}:{made.head.hash}.")


@command.command("forecast")
@click.argument("plan", type=int, required=False)
@workspace_option
def forecast_verb(*, plan: int | None, folder: Path) -> None:
    """Write what PLAN (the newest, if none is named) would cost to drive, as CSV: planned, never claimable."""
    office, who = enter(folder)
    found = forecast_mileage(office, who, plan)
    click.echo(csv_text(COLUMNS, rows(found.lines)), nl=False)
    show_problems(found.problems)
