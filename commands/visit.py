"""`roundsman visit`: what a rep says about a visit."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from commands.context import emit_json, json_option, now, say, show_problems, workspace_option
from office.opening import open_office
from office.visits import visits as cases
from office.visits.durations import apply_durations, learn_durations
from scheduler.wording import counted
from store.answers import read_answers
from store.changes import record_change
from store.database import reading, writing


class ClockTime(click.ParamType[int]):
    """A time of day such as 09:30, as seconds after midnight."""

    name = "HH:MM"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """Return the seconds after midnight."""
        if isinstance(value, int):
            return value
        hours, _, minutes = str(value).partition(":")
        if not (hours.isdigit() and minutes.isdigit() and int(hours) < 24 and int(minutes) < 60):
            self.fail(f"{value!r} is no time of day such as 09:30", param, ctx)
        return int(hours) * 3600 + int(minutes) * 60


day_type = click.DateTime(["%Y-%m-%d"])


def _said(folder: Path, verb: str, visit: str, case: Callable[..., Any], *arguments: Any, **more: Any) -> Any:
    """Run a use case in a transaction that notes what was said."""
    with writing(open_office(folder).database) as connection:
        result = case(connection, visit, *arguments, **more)
        record_change(connection, f"visit {verb}", visit, now())
    return result


@click.group()
def command() -> None:
    """Accept, move, decline or skip a visit, and report it done."""


@command.command("accept")
@click.argument("visit")
@workspace_option
def accept(*, visit: str, folder: Path) -> None:
    """Say that VISIT takes place as planned: its event is confirmed."""
    _said(folder, "accept", visit, cases.accept_visit, now())
    click.echo("Accepted.")


@command.command("move")
@click.argument("visit")
@click.argument("day", type=day_type)
@click.argument("start", type=ClockTime(), required=False)
@click.option("--reason", default="")
@click.option("--force", is_flag=True, help="The planner's yes, although a rule is in the way.")
@workspace_option
def move(*, visit: str, day: datetime, start: int | None, reason: str, force: bool, folder: Path) -> None:
    """Put VISIT on DAY (and at START): pinned where the rules allow it, else a question to the planner."""
    if force:
        _said(folder, "move", visit, cases.allow_move, day.date(), start, now())
        click.echo("Pinned.")
        return
    moved = _said(folder, "move", visit, cases.move_visit, day.date(), start, reason=reason, now=now())
    show_problems(moved.problems)
    click.echo("It is a question to the planner now." if moved.problems else "Pinned; the next plan keeps it there.")


@command.command("decline")
@click.argument("visit")
@click.option("--reason", required=True, help="What the planner should know.")
@workspace_option
def decline(*, visit: str, reason: str, folder: Path) -> None:
    """Say that VISIT will not take place, or give the reason of one that was deleted in a calendar."""
    _said(folder, "decline", visit, cases.decline_visit, reason, now())
    click.echo("Declined; the reason is kept for the planner.")


@command.command("restore")
@click.argument("visit")
@workspace_option
def restore(*, visit: str, folder: Path) -> None:
    """Open a declined VISIT again."""
    opened = _said(folder, "restore", visit, cases.restore_visit, now())
    click.echo("Opened again." if opened else "It was not declined; nothing changed.")


@command.command("skip")
@click.argument("visit")
@click.option("--reason", required=True, help="What the planner should know.")
@workspace_option
def skip(*, visit: str, reason: str, folder: Path) -> None:
    """Say that VISIT did not take place."""
    _said(folder, "skip", visit, cases.skip_visit, reason, now())
    click.echo("Skipped; the reason is kept for the planner.")


@command.command("done")
@click.argument("visit")
@click.option("--date", "day", type=day_type, required=True, help="The day on which it took place.")
@click.option("--from", "start", type=ClockTime(), help="When it really began.")
@click.option("--until", "end", type=ClockTime(), help="When it really ended.")
@click.option("--outcome", default="", help="In a word, such as: order.")
@click.option("--notes", default="")
@click.option("--next-step", default="")
@workspace_option
def done(
    *,
    visit: str,
    day: datetime,
    start: int | None,
    end: int | None,
    outcome: str,
    notes: str,
    next_step: str,
    folder: Path,
) -> None:
    """Report that VISIT took place, when it really was and what came of it."""
    try:
        report = cases.Report(day.date(), start, end, outcome, notes, next_step)
    except ValueError as error:
        raise click.UsageError(str(error)) from error
    _said(folder, "done", visit, cases.report_visit, report, now())
    click.echo("Done.")


@command.command("questions")
@workspace_option
@json_option
def questions(*, folder: Path, as_json: bool) -> None:
    """Show what waits for an answer: moves against a rule, deletions without a reason, events gone."""
    with reading(open_office(folder).database) as connection:
        found = read_answers(connection, only_open=True)
    if as_json:
        emit_json([asdict(answer) for answer in found])
        return
    for answer in found:
        where = "" if answer.date is None else f" to {answer.date}"
        click.echo(f"{answer.visit_id} {answer.kind}{where} by {answer.rep_id}: {answer.text or 'why?'}")
    say(f"{len(found)} open.")


@command.command("durations")
@click.option("--apply", "applied", is_flag=True, help="Plan with what was learnt from now on.")
@workspace_option
@json_option
def durations(*, applied: bool, folder: Path, as_json: bool) -> None:
    """Show how long visits really take, learnt from the times that reps reported."""
    office = open_office(folder)
    with reading(office.database) as connection:
        learnt = learn_durations(connection)
    if applied:
        with writing(office.database) as connection:
            apply_durations(connection, learnt)
            record_change(connection, "visit durations", f"{len(learnt)} accounts", now())
    if as_json:
        emit_json([asdict(duration) for duration in learnt])
        return
    for one in learnt:
        visits = counted(one.visits, "visit")
        click.echo(f"{one.account_id}: {visits}, {one.planned_s // 60} min planned, {one.learnt_s // 60} learnt")
    say(f"{counted(len(learnt), 'account')} with reported times.")
