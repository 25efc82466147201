"""`roundsman visit`: what a rep says about a visit, and what a planner answers."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

import click

from commands.arguments import MIDNIGHT
from commands.context import emit_json, enter, json_option, say, show_problems, workspace_option
from commands.numbers import FiniteRange
from commands.verbs import Group
from commands.visit_report import report
from office.names import Names, list_names
from office.opening import Office
from office.people import Person
from office.plans.on_time import Buffer, apply_buffers
from office.visits import visits as cases
from office.visits.durations import apply_durations, list_durations
from office.visits.moves import allow_move, move_visit
from office.visits.questions import VisitAnswer, answer_question, list_questions
from office.visits.several import Named, accept_visits, decline_visits, finish_visits, skip_visits
from office.visits.undo import undo_visit
from scheduler.learning import Lesson
from scheduler.wording import counted


class ClockTime(click.ParamType[int]):
    """A time of day such as 09:30, as seconds after midnight."""

    name = "HH:MM"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """Return the seconds after midnight."""
        if isinstance(value, int):
            return value
        hours, _, minutes = str(value).partition(":")
        if not (hours.isdecimal() and minutes.isdecimal() and int(hours) < 24 and int(minutes) < 60):
            self.fail(f"{value!r} is no time of day such as 09:30", param, ctx)
        return int(hours) * 3600 + int(minutes) * 60


day_type = MIDNIGHT
visits_argument = click.argument("visits", nargs=-1, required=True, metavar="VISIT...")


@click.group(cls=Group)
def command() -> None:
    """Accept, move, decline or skip a visit, and report it done."""


@command.command("accept")
@visits_argument
@workspace_option
def accept(*, visits: tuple[str, ...], folder: Path) -> None:
    """Say that VISITS take place as planned: their events are confirmed."""
    office, who = enter(folder)
    _closed(office, who, "Accepted", accept_visits(office, who, visits))


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
        allow_move(*enter(folder), visit, day.date(), start)
        click.echo("Pinned.")
        return
    moved = move_visit(*enter(folder), visit, day.date(), start, reason)
    show_problems(moved.problems)
    click.echo("It is a question to the planner now." if moved.problems else "Pinned; the next plan keeps it there.")


@command.command("decline")
@visits_argument
@click.option("--reason", required=True, help="What the planner should know.")
@workspace_option
def decline(*, visits: tuple[str, ...], reason: str, folder: Path) -> None:
    """Say that VISITS will not take place, or give the reason of those that were deleted in a calendar."""
    office, who = enter(folder)
    _closed(office, who, "Declined", decline_visits(office, who, visits, reason))


@command.command("restore")
@click.argument("visit")
@workspace_option
def restore(*, visit: str, folder: Path) -> None:
    """Open a declined or skipped VISIT again."""
    opened = cases.reopen_visit(*enter(folder), visit)
    click.echo("Opened again." if opened else "It was not declined or skipped; nothing changed.")


@command.command("skip")
@visits_argument
@click.option("--reason", required=True, help="What the planner should know.")
@workspace_option
def skip(*, visits: tuple[str, ...], reason: str, folder: Path) -> None:
    """Say that VISITS did not take place."""
    office, who = enter(folder)
    _closed(office, who, "Skipped", skip_visits(office, who, visits, reason))


@command.command("done")
@visits_argument
@click.option("--date", "day", type=day_type, required=True, help="The day on which it took place.")
@click.option("--from", "start", type=ClockTime(), help="When it really began.")
@click.option("--until", "end", type=ClockTime(), help="When it really ended.")
@click.option("--outcome", default="", help="In a word, such as: order; - takes it back.")
@click.option("--notes", default="")
@click.option("--next-step", default="")
@workspace_option
def done(
    *,
    visits: tuple[str, ...],
    day: datetime,
    start: int | None,
    end: int | None,
    outcome: str,
    notes: str,
    next_step: str,
    folder: Path,
) -> None:
    """Report that VISITS took place on a day, when one really was and what came of it."""
    if len(visits) > 1 and (start is not None or end is not None):
        raise click.UsageError("Times are of one visit: name one, or report the day as planned: visit report.")
    office, who = enter(folder)
    try:
        told = cases.Report(day.date(), start, end, outcome, notes, next_step)
    except ValueError as error:
        raise click.UsageError(str(error)) from error
    _closed(office, who, "Done", finish_visits(office, who, visits, told))


command.add_command(report)


@command.command("undo")
@click.argument("visit")
@workspace_option
def undo(*, visit: str, folder: Path) -> None:
    """Take back what was said or done last about VISIT."""
    answer = undo_visit(*enter(folder), visit)
    click.echo(f"Took back: {answer.kind}, by {answer.by}.")


@command.command("questions")
@workspace_option
@json_option
def questions(*, folder: Path, as_json: bool) -> None:
    """Show what waits for an answer: moves against a rule, deletions without a reason, events gone."""
    office, who = enter(folder)
    found = list_questions(office, who)
    if as_json:
        emit_json([_answer(answer) for answer in found])
        return
    names = list_names(office, who)
    for one in found:
        where = "" if one.date is None else f" to {one.date}"
        what = f"{names.account(one.account_id)} {one.kind}{where} by {names.rep(one.rep_id)}"
        click.echo(f"{one.number}. {what}: {one.text or 'why?'} [{one.visit_id}]")
    say(f"{len(found)} open.")


@command.command("answer")
@click.argument("number", type=int)
@click.argument("word", type=click.Choice(["yes", "no"]))
@click.option("--reason", default="", help="Why a visit does not take place, where that is the answer.")
@workspace_option
def answer(*, number: int, word: str, reason: str, folder: Path) -> None:
    """Answer question NUMBER: yes, what the rep did counts; or no, the plan's word counts again."""
    answer_question(*enter(folder), number, reason, agreed=word == "yes")
    click.echo("Answered.")


@command.command("durations")
@click.option("--apply", "applied", is_flag=True, help="Plan with what was learnt from now on.")
@click.option("--on-time", type=FiniteRange(0.5, 0.99), help="With --apply: so long that this share is over in time.")
@workspace_option
@json_option
def durations(*, applied: bool, on_time: float | None, folder: Path, as_json: bool) -> None:
    """Show how long visits really take where it is another time than planned, learnt from what reps reported."""
    office, who = enter(folder)
    if on_time is not None:
        if not applied:
            raise click.UsageError("--on-time puts buffers into the lengths: give --apply, too.")
        _buffered(apply_buffers(office, who, on_time), list_names(office, who), as_json=as_json)
        return
    learnt = apply_durations(office, who) if applied else list_durations(office, who)
    if as_json:
        emit_json([_duration(one) for one in learnt])
        return
    names = list_names(office, who)
    for one in learnt:
        visits = counted(one.visits, "visit")
        click.echo(
            f"{names.account(one.account_id)}: {visits}, {one.now // 60} min planned, {one.proposed // 60} learnt"
        )
    say(f"{counted(len(learnt), 'account')} {'changed' if applied else 'with another length than planned'}.")


def _buffered(found: tuple[Buffer, ...], names: Names, *, as_json: bool) -> None:
    if as_json:
        emit_json([{"account_id": one.account_id, "now_s": one.now_s, "buffered_s": one.buffered_s} for one in found])
        return
    for one in found:
        click.echo(
            f"{names.account(one.account_id)}: {one.now_s // 60} min planned, {one.buffered_s // 60} with buffer"
        )
    say(f"{counted(len(found), 'account')} changed. How likely visits are on time: roundsman plan on-time.")


def _closed(office: Office, who: Person, did: str, found: tuple[Named, ...]) -> None:
    """Say which visits were meant: who names an account wants to know."""
    names = list_names(office, who)
    for one in found:
        click.echo(f"{did}: {names.account(one.account_id)}, planned on {one.date:%a %d %b %Y} [{one.visit_id}]")


def _answer(one: VisitAnswer) -> dict[str, Any]:
    return {
        "number": one.number,
        "visit_id": one.visit_id,
        "account_id": one.account_id,
        "rep_id": one.rep_id,
        "kind": one.kind.value,
        "text": one.text,
        "by": one.by,
        "made_at": one.made_at,
        "date": one.date and one.date.isoformat(),
        "start_s": one.start_s,
        "open": one.open,
    }


def _duration(one: Lesson) -> dict[str, Any]:
    return {"account_id": one.account_id, "visits": one.visits, "planned_s": one.now, "learnt_s": one.proposed}
