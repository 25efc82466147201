"""`roundsman status`: how things stand, and what to do about it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from commands.context import emit_json, enter, json_option, workspace_option
from office.names import Names, list_names
from office.status import PlanLine, Status, read_status
from scheduler.wording import counted

MOST_LINES = 5
"""So many overdue accounts are named; --json tells all."""


@click.command()
@workspace_option
@json_option
def command(*, folder: Path, as_json: bool) -> None:
    """Show how things stand: plans, absences, questions, reports and claims that are missing, overdue accounts."""
    office, who = enter(folder)
    found = read_status(office, who)
    if as_json:
        emit_json(_plain(found))
        return
    names = list_names(office, who)
    for line in _lines(found, names):
        click.echo(line)


def _lines(found: Status, names: Names) -> Iterator[str]:
    if found.in_force is None:
        yield "No plan is in force: roundsman plan, then roundsman publish."
    else:
        over = " It is over: roundsman plan." if found.in_force.last < found.day else ""
        yield f"In force: plan {found.in_force.number}, {found.in_force.first} to {found.in_force.last}.{over}"
    yield from map(_draft, found.drafts)
    if found.older:
        yield f"{counted(found.older, 'older draft')}, made before the plan in force."
    for away in found.away:
        until = "" if away.last == away.first else f" to {away.last}"
        yield f"Away: {away.rep}, {away.first}{until}{f' ({away.reason})' if away.reason else ''}."
    if found.waiting:
        yield f"{counted(found.waiting, 'question')} for a planner: roundsman visit questions."
    for rep in found.unreported:
        left, remedy = counted(rep.visits, "visit"), f"roundsman visit report --rep {rep.rep_id} --week {rep.since}"
        yield f"No report: {left} of {rep.rep} since {rep.since}: {remedy}."
    for (person, what), count in Counter((one.who, one.what) for one in found.missing).items():
        yield f"For pay: {names.rep(person)}: {what}, {count} times: roundsman mileage missing."
    if found.ownerless:
        remedy = "roundsman territory lead --all --keep" if found.divided else "roundsman territory design"
        yield f"{counted(found.ownerless, 'account')} without an owner: {remedy}."
    yield from _overdue(found, names)


def _overdue(found: Status, names: Names) -> Iterator[str]:
    if found.overdue:
        yield f"{counted(len(found.overdue), 'account')} overdue, the latest first:"
    for one in found.overdue[:MOST_LINES]:
        whose = names.rep(one.rep_id) if one.rep_id else "nobody's"
        yield f"  {one.account}, {counted(one.late_days, 'day')} late, {whose}"
    if len(found.overdue) > MOST_LINES:
        yield f"  and {len(found.overdue) - MOST_LINES} more (--json tells all)"


def _draft(draft: PlanLine) -> str:
    made = f"made {draft.made_at[:16].replace('T', ' ')}{f' by {draft.made_by}' if draft.made_by else ''}"
    since = f", {counted(draft.changes, 'change')} since" if draft.changes else ""
    return (
        f"Draft: plan {draft.number}, {draft.first} to {draft.last}, {made}{since}: roundsman plan diff {draft.number}."
    )


def _plain(found: Status) -> dict[str, Any]:
    return {
        "date": found.day.isoformat(),
        "in_force": found.in_force and _plan(found.in_force),
        "drafts": [_plan(draft) for draft in found.drafts],
        "older_drafts": found.older,
        "away": [
            {"rep": one.rep_id, "first": one.first.isoformat(), "last": one.last.isoformat(), "reason": one.reason}
            for one in found.away
        ],
        "questions": found.waiting,
        "unreported": [
            {"rep": one.rep_id, "visits": one.visits, "since": one.since.isoformat()} for one in found.unreported
        ],
        "missing_for_pay": [{"who": one.who, "what": one.what, "about": one.about} for one in found.missing],
        "overdue": [
            {"account": one.account_id, "name": one.account, "rep": one.rep_id, "late_days": one.late_days}
            for one in found.overdue
        ],
        "without_owner": found.ownerless,
    }


def _plan(line: PlanLine) -> dict[str, Any]:
    return {
        "plan": line.number,
        "made_at": line.made_at,
        "made_by": line.made_by,
        "first": line.first.isoformat(),
        "last": line.last.isoformat(),
        "changes": line.changes,
    }
