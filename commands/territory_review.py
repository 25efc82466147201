"""`roundsman territory review`: the manager's page, as HTML and PDF; the notebook, and baselines."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from pathlib import Path

import click

from commands.context import emit_json, enter, json_option, say, workspace_option
from commands.territory_files import FILE, on_option
from office.reviews.manager_files import compare_baseline, take_baseline
from office.reviews.reviews import review_territories, write_note
from reports.html import html_text
from reports.pdf import pdf_bytes
from reports.review import paper
from reports.review_answers import ALARM, analysis_json
from reports.speech import Speech, speech_of
from scheduler.wording import counted
from territory.review.review import Review


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
    office, who = enter(folder)
    made = review_territories(office, who, on.date() if on else None, weeks, most)
    written = paper(made) if html is not None or pdf is not None else None
    if html is not None and written is not None:
        html.write_text(html_text(written), encoding="utf-8")
        say(f"Wrote {html}")
    if pdf is not None and written is not None:
        pdf.write_bytes(pdf_bytes(written))
        say(f"Wrote {pdf}")
    if as_json:
        emit_json(analysis_json(made))
    else:
        _show(made.review, speech_of(made))


def _show(found: Review, speech: Speech) -> None:
    alarms = sum(alarm.level == ALARM for alarm in found.alarms)
    counts = f"{counted(alarms, 'alarm')}, {len(found.alarms) - alarms} to watch"
    click.echo(f"Review of {found.today}: {counts}, {counted(len(found.proposals), 'proposal')}")
    for alarm in found.alarms:
        level, where = "ALARM" if alarm.level == ALARM else "watch", speech.territory(alarm.territory)
        click.echo(f"  {level}  {where}  {alarm.kind}: {speech.finding(alarm.why)}")
    for rank, one in enumerate(found.proposals, 1):
        worth = "worth not known" if one.worth is None else f"{one.worth:+,.0f} a year"
        click.echo(
            f"  {rank:>3}. {speech.finding(one.what)} ({worth}; {', '.join(speech.finding(part) for part in one.how)})"
        )


@click.command("note")
@click.argument("territory")
@click.argument("text")
@on_option
@workspace_option
def note(*, territory: str, text: str, on: datetime | None, folder: Path) -> None:
    """Write TEXT into the notebook of a TERRITORY; the review shows it."""
    office, who = enter(folder)
    write_note(office, who, territory, text, on.date() if on else None)
    click.echo(f"Kept in the notebook of {territory}.")


@click.command("baseline")
@click.argument("name")
@on_option
@workspace_option
@json_option
def baseline(*, name: str, on: datetime | None, folder: Path, as_json: bool) -> None:
    """Freeze today's key figures under NAME; given a NAME that exists, compare them with today's."""
    office, who = enter(folder)
    day = on.date() if on else None
    rows = compare_baseline(office, who, name, day)
    if rows is None:
        frozen = take_baseline(office, who, name, day)
        click.echo(f"Froze {len(frozen.figures)} figures of {frozen.taken_on} as {name}.")
        return
    if as_json:
        emit_json([asdict(row) for row in rows])
    for row in rows if not as_json else ():
        moved = "not known" if row.change is None else f"{row.change:+,.3f}"
        click.echo(f"  {row.territory}  {row.kpi}: {moved}")
