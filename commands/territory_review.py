"""`roundsman territory review`: the manager's page, as HTML and PDF; the notebook, and baselines."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from pathlib import Path

import click

from commands.context import emit_json, json_option, now, say, workspace_option
from office.opening import Office, open_office
from office.reviews.analysis import Analysis
from office.reviews.manager_files import take_baseline
from office.reviews.overrides import require_territory
from office.reviews.reviews import analysis_of, write_review
from store.changes import record_change
from store.database import reading, writing
from store.review import add_note, read_baselines
from territory.baseline import changes
from territory.review.review import Review

on_option = click.option("--on", type=click.DateTime(["%Y-%m-%d"]), help="The day.  [default: today]")
FILE = click.Path(dir_okay=False, path_type=Path)


@click.command("review")
@on_option
@click.option("--weeks", type=click.IntRange(1, 520), default=13, show_default=True, help="Weeks looked back on.")
@click.option("--most", type=click.IntRange(1, 1000), default=20, show_default=True, help="Proposals listed.")
@click.option("--html", type=FILE, help="Write the page here.")
@click.option("--pdf", type=FILE, help="Write it as PDF here.")
@workspace_option
@json_option
def review(
    *, on: datetime | None, weeks: int, most: int, html: Path | None, pdf: Path | None, folder: Path, as_json: bool
) -> None:
    """Say what has drifted, what was done, and what to do next."""
    made = analysis_of(open_office(folder), (on or now()).date(), weeks, most)
    for path in write_review(made, html, pdf):
        say(f"Wrote {path}")
    if as_json:
        emit_json(asdict(made.review))
    else:
        _show(made.review)


def _show(found: Review) -> None:
    click.echo(f"Review of {found.today}: {len(found.alarms)} alarms, {len(found.proposals)} proposals")
    for alarm in found.alarms:
        click.echo(f"  {'ALARM' if alarm.level == 2 else 'watch'}  {alarm.territory}  {alarm.kind}: {alarm.text}")
    for rank, one in enumerate(found.proposals, 1):
        worth = "worth not known" if one.worth is None else f"{one.worth:+,.0f} a year"
        click.echo(f"  {rank:>3}. {one.text} ({worth}; {one.how})")


@click.command("note")
@click.argument("territory")
@click.argument("text")
@click.option("--by", required=True, help="Who writes.")
@on_option
@workspace_option
def note(*, territory: str, text: str, by: str, on: datetime | None, folder: Path) -> None:
    """Write TEXT into the notebook of a TERRITORY; the review shows it."""
    with writing(open_office(folder).database) as connection:
        require_territory(connection, territory, (on or now()).date())
        add_note(connection, territory, by, text, now())
        record_change(connection, "territory note", f"{territory}: {len(text)} letters by {by}", now())
    click.echo(f"Kept in the notebook of {territory}.")


@click.command("baseline")
@click.argument("name")
@on_option
@workspace_option
@json_option
def baseline(*, name: str, on: datetime | None, folder: Path, as_json: bool) -> None:
    """Freeze today's key figures under NAME; given a NAME that exists, compare them with today's."""
    office = open_office(folder)
    found = analysis_of(office, (on or now()).date())
    with reading(office.database) as connection:
        known = {one.name: one for one in read_baselines(connection)}
    if name not in known:
        _freeze(office, found, name)
        return
    if not known[name].intact:
        raise click.ClickException(f"The baseline {name} was changed after it was frozen: its seal is broken.")
    rows = changes(known[name], found.figures)
    if as_json:
        emit_json([asdict(row) for row in rows])
    for row in rows if not as_json else ():
        moved = "not known" if row.change is None else f"{row.change:+,.3f}"
        click.echo(f"  {row.territory}  {row.kpi}: {moved}")


def _freeze(office: Office, found: Analysis, name: str) -> None:
    with writing(office.database) as connection:
        frozen = take_baseline(connection, found, name, now())
    click.echo(f"Froze {len(frozen.figures)} figures of {frozen.taken_on} as {name}.")
