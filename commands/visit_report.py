"""`roundsman visit report`: a day or a week reported in one command."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path

import click

from commands.arguments import DAY, week_of
from commands.context import emit_json, enter, json_option, say, workspace_option
from office.names import list_names
from office.visits.day_reports import DaysOrder, Reported, report_days
from scheduler.wording import counted

SHOWN = {
    "skipped": "skipped",
    "open": "left open",
    "moved": "moved to another day: report it by itself",
    "to come": "still to come",
}
"""What of the visits deserves a line of its own, in words: everything but what became as expected."""


@click.command("report")
@click.option("--day", type=DAY, metavar="DATE", help="The day.")
@click.option("--week", type=DAY, metavar="DATE", help="The week, Monday to Sunday, that this day is in.")
@click.option("--rep", "rep_id", default="", help="Of this rep alone.  [default: everybody whom you may report for]")
@click.option("--as-planned", is_flag=True, help="Each was at the times that the plan has.")
@click.option("--except", "excepted", multiple=True, metavar="VISIT", help="Not this one (or its account); repeatable.")
@click.option("--reason", default="", help="Why those excepted did not take place: they are skipped with it.")
@workspace_option
@json_option
def report(
    *,
    day: date | None,
    week: date | None,
    rep_id: str,
    as_planned: bool,
    excepted: tuple[str, ...],
    reason: str,
    folder: Path,
    as_json: bool,
) -> None:
    """Report that all visits of a day or a week took place, but for those excepted; what is over stays as it is."""
    if (day is None) == (week is None):
        raise click.UsageError("Name the day by --day, or a week by --week.")
    if reason and not excepted:
        raise click.UsageError("--reason is of the visits that --except names.")
    days = week_of(week) if week else (day or date.min, day or date.min)
    office, who = enter(folder)
    found = report_days(office, who, DaysOrder(*days, rep_id, as_planned, excepted, reason))
    if as_json:
        emit_json([_plain(one) for one in found])
        return
    names = list_names(office, who)
    for one in found:
        if one.became in SHOWN:
            when = f"{one.date:%a %d %b %Y}"
            click.echo(f"{names.rep(one.rep_id)}  {when}  {one.account}: {SHOWN[one.became]} [{one.visit_id}]")
    counts = Counter(one.became for one in found)
    done = f"{counted(counts['done'], 'visit')} reported as done"
    before = f", {counts['before']} over already" if counts["before"] else ""
    click.echo(f"{done}{before}.")
    if not found:
        say(f"The plan in force has no visit from {days[0]} to {days[1]}.")


def _plain(one: Reported) -> dict[str, object]:
    return {
        "rep": one.rep_id,
        "date": one.date.isoformat(),
        "visit": one.visit_id,
        "account": one.account_id,
        "name": one.account,
        "became": one.became,
    }
