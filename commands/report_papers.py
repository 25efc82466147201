"""`roundsman report week | tours | territories | plan`: papers of one's own plan, to look at and to forward."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import click

from commands.arguments import DAY, week_of
from commands.context import enter, now, say, workspace_option
from commands.plan_choice import plan_meant, plan_option
from commands.travel import measured_as, measured_by
from office.plans.shown import Shown, read_shown_plan
from reports.html import html_text
from reports.paper import Paper
from reports.pdf import pdf_bytes
from reports.rounds import pictures, plan_paper, territories_paper, tours_paper
from routing.named_files import write_named
from routing.problems import BadInputError, Problem

Verb = Callable[..., Any]


def _how(function: Verb) -> Verb:
    for option in (
        workspace_option,
        click.option("--out", type=click.Path(dir_okay=False, path_type=Path), required=True, help="The file."),
        click.option("--format", "form", type=click.Choice(["pdf", "html", "png"]), default="pdf", show_default=True),
    ):
        function = option(function)
    return function


@click.command("week")
@click.argument("rep_id", metavar="REP")
@click.option("--week", type=DAY, metavar="DATE", help="The week of this day.  [default: the plan's first]")
@plan_option
@_how
def week_verb(*, rep_id: str, week: date | None, number: int | None, form: str, out: Path, folder: Path) -> None:
    """Write REP's week: a map with a colour a day, and each day's stops with names and times."""
    shown, engine, days = _plan(folder, number, week)
    if rep_id not in shown.reps:
        cause = f"there is no rep {rep_id!r} (reps: {', '.join(sorted(shown.reps))})"
        raise BadInputError([Problem("rep-unknown", "REP", cause, "Name one of them.")])
    paper = tours_paper(shown.only(rep_id), engine, days, f"Week of {shown.names.rep(rep_id)}")
    _write(paper, form, out)


@click.command("tours")
@click.option("--week", type=DAY, metavar="DATE", help="The week of this day.  [default: the plan's first]")
@plan_option
@_how
def tours_verb(*, week: date | None, number: int | None, form: str, out: Path, folder: Path) -> None:
    """Write everybody's tours of a week, rep by rep; as PNG a file for each rep."""
    shown, engine, days = _plan(folder, number, week)
    _write(tours_paper(shown, engine, days, "Tours"), form, out)


@click.command("plan")
@click.option("--week", type=DAY, metavar="DATE", help="The week on the map.  [default: the plan's first]")
@plan_option
@_how
def plan_verb(*, week: date | None, number: int | None, form: str, out: Path, folder: Path) -> None:
    """Write a plan's figures by rep and week, a map of everybody's tours, and what is left out with the reasons."""
    shown, engine, days = _plan(folder, number, week)
    _write(plan_paper(shown, engine, days), form, out)


@click.command("territories")
@click.option("--date", "day", type=DAY, help="Owners on this day.  [default: today]")
@_how
def territories_verb(*, day: date | None, form: str, out: Path, folder: Path) -> None:
    """Write who owns what: a map with each rep's accounts, and their names."""
    office, who = enter(folder)
    when = day or now().date()
    shown = read_shown_plan(office, who, None, when, plan=False)
    _write(territories_paper(shown, measured_by(office), when), form, out)


def _plan(folder: Path, number: int | None, week: date | None) -> tuple[Shown, Any, tuple[date, date]]:
    office, who = enter(folder)
    meant = plan_meant(office, who, number)
    shown = read_shown_plan(office, who, meant, now().date())
    return shown, measured_as(office, meant), week_of(week or shown.plan.start)


def _write(paper: Paper, form: str, out: Path) -> None:
    if form == "png":
        _write_pictures(pictures(paper), out)
        return
    write_named(out, pdf_bytes(paper) if form == "pdf" else html_text(paper).encode())
    say(f"Wrote {out}.")


def _write_pictures(found: list[bytes], out: Path) -> None:
    """Write one picture under the name given, several with a number before the suffix."""
    if not found:
        cause = "nobody drives or owns anything then"
        raise BadInputError([Problem("picture-empty", "the picture", cause, "Name another day.")])
    for number, png in enumerate(found, 1):
        path = out if len(found) == 1 else out.with_name(f"{out.stem}-{number}{out.suffix}")
        write_named(path, png)
        say(f"Wrote {path}.")
