"""`roundsman report`: what managers hand on."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import click

from commands.arguments import span, span_options
from commands.context import now, say, show_problems, workspace_option
from mileage.cells import csv_text
from mileage.handout import SHEETS, Contents, one_sheet, report
from mileage.monthly import COLUMNS, rows
from mileage.pdf import pdf_bytes
from mileage.summaries import KEYS
from mileage.xlsx import xlsx_bytes
from office.mileage.acts import Days
from office.mileage.forecast import forecast
from office.mileage.reports import Asked, contents
from office.opening import open_office
from scheduler.demand.workdays import public_holidays
from store.accounts import read_reps
from store.database import reading
from store.ledger import read_head
from store.plans import find_plan, read_plan
from territory.accounts import Rep


@click.group()
def command() -> None:
    """Write reports to look at and to hand on."""


@command.command("mileage")
@click.option("--rep", "rep_id", help="One rep; all if not given.")
@span_options
@click.option("--by", type=click.Choice(sorted({*KEYS, *SHEETS})), default="rep", show_default=True, help="Of a CSV.")
@click.option("--format", "form", type=click.Choice(["csv", "xlsx", "pdf"]), default="csv", show_default=True)
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="The file; a CSV goes to standard output.")
@workspace_option
def mileage(*, rep_id: str | None, by: str, form: str, out: Path | None, folder: Path, **days: Any) -> None:
    """Write the mileage of some days: trips, totals, flags and expenses, without private trips."""
    asked = Asked(span(**days), rep_id)
    if form != "csv" and out is None:
        raise click.UsageError(f"Name the file with --out: a {form} is no text.")
    with reading(open_office(folder).database) as connection:
        holidays = {rep.id: _holidays(rep, asked.days) for rep in read_reps(connection)}
        found, head = contents(connection, asked, holidays), read_head(connection)
    made_at = now()
    subtitle = f"{rep_id or 'all reps'}, {asked.days.first} to {asked.days.last}; "
    subtitle += f"made {made_at:%Y-%m-%d %H:%M} UTC; ledger {head.count}:{head.hash[:16]}"
    if form == "csv":
        _write_text(_csv(found, by), out)
        return
    whole = report("Mileage report", subtitle, found, on_paper=form == "pdf")
    content = pdf_bytes(whole) if form == "pdf" else xlsx_bytes(whole, made_at)
    if out is not None:
        out.write_bytes(content)
        say(f"Wrote {out}: {len(found.entries)} trips, {len(found.flags)} flags.")


@command.command("forecast")
@click.argument("plan", type=int, required=False)
@workspace_option
def forecast_verb(*, plan: int | None, folder: Path) -> None:
    """Write what PLAN (the newest, if none is named) would cost to drive, as CSV: planned, never claimable."""
    with reading(open_office(folder).database) as connection:
        lines, problems = forecast(connection, read_plan(connection, find_plan(connection, plan)))
    click.echo(csv_text(COLUMNS, rows(lines)), nl=False)
    show_problems(problems)


def _holidays(rep: Rep, days: Days) -> frozenset[date]:
    return frozenset(public_holidays(rep.country, rep.region, days.first, days.last))


def _csv(found: Contents, by: str) -> str:
    sheet = one_sheet(found, by)
    return csv_text(sheet.columns, sheet.rows)


def _write_text(text: str, out: Path | None) -> None:
    if out is None:
        click.echo(text, nl=False)
    else:
        out.write_text(text, encoding="utf-8", newline="")
