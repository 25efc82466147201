"""`roundsman plan on-time` and `plan evidence`: how likely visits begin on time; a plan judged by others."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from commands.arguments import DAY
from commands.context import emit_json, enter, json_option, workspace_option
from office.names import Names, list_names
from office.plans.on_time import DayForeseen, Foreseen, foresee_on_time
from office.plans.reproduction import gather_evidence
from reports.evidence_bundle import bundle_bytes
from scheduler.on_time import GRACE_MIN
from scheduler.wording import clock_text

LEAST = 0.8
"""Visits below this are listed."""


@click.command("on-time")
@click.argument("plan", type=int, required=False)
@click.option("--from", "first", type=DAY, help="First day.  [default: today]")
@click.option("--until", "last", type=DAY, help="Last day.  [default: a week from the first]")
@workspace_option
@json_option
def on_time(*, plan: int | None, first: date | None, last: date | None, folder: Path, as_json: bool) -> None:
    """Say how likely each visit of PLAN (the one in force) begins on time, by what visits and ways took before."""
    office, who = enter(folder)
    found = foresee_on_time(office, who, plan, first, last)
    if as_json:
        emit_json(_json(found))
        return
    names = list_names(office, who)
    share = "not known: too few visits were reported with their times" if found.share is None else f"{found.share:.0%}"
    click.echo(f"Plan {found.plan}, {found.first} to {found.last}: on time (within {GRACE_MIN} minutes) {share}.")
    for day in found.days:
        _show(day, names)


def _show(day: DayForeseen, names: Names) -> None:
    if day.share is None:
        return
    click.echo(f"  {names.rep(day.rep_id)}, {day.date}: {day.share:.0%}")
    for one in day.visits:
        if one.on_time is not None and one.on_time < LEAST:
            click.echo(f"    {clock_text(one.start_s)} {names.account(one.account_id)}: {one.on_time:.0%}")


def _json(found: Foreseen) -> dict[str, object]:
    visits = [
        {
            "rep_id": day.rep_id,
            "date": day.date.isoformat(),
            "visit_id": one.visit_id,
            "account_id": one.account_id,
            "start_s": one.start_s,
            "on_time": one.on_time,
        }
        for day in found.days
        for one in day.visits
    ]
    days = {"first": found.first.isoformat(), "last": found.last.isoformat()}
    return {"plan": found.plan, **days, "share": found.share, "grace_min": GRACE_MIN, "visits": visits}


@click.command("evidence")
@click.argument("plan", type=int, required=False)
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="Write it here.  [default: plan-N.zip]")
@workspace_option
def evidence(*, plan: int | None, out: Path | None, folder: Path) -> None:
    """Write what PLAN (the newest) was made from and what came out, with a checker that needs none of us."""
    office, who = enter(folder)
    found = gather_evidence(office, who, plan)
    path = out or Path(f"plan-{found.number}.zip")
    path.write_bytes(bundle_bytes(found))
    click.echo(f"Wrote {path}. To judge it: unpack it, then python check.py")
    if found.missing:
        click.echo(f"Not in it, since their tours were changed by hand: {', '.join(found.missing)}.")
