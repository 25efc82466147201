"""`roundsman visit`: what a rep says about a visit, and what a planner answers."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

import click

from commands.context import emit_json, enter, json_option, say, show_problems, workspace_option
from office.visits import visits as cases
from office.visits.durations import apply_durations, list_durations
from office.visits.questions import VisitAnswer, answer_question, list_questions
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


day_type = click.DateTime(["%Y-%m-%d"])


@click.group()
def command() -> None:
    """Accept, move, decline or skip a visit, and report it done."""


@command.command("accept")
@click.argument("visit")
@workspace_option
def accept(*, visit: str, folder: Path) -> None:
    """Say that VISIT takes place as planned: its event is confirmed."""
    cases.accept_visit(*enter(folder), visit)
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
        cases.allow_move(*enter(folder), visit, day.date(), start)
        click.echo("Pinned.")
        return
    moved = cases.move_visit(*enter(folder), visit, day.date(), start, reason)
    show_problems(moved.problems)
    click.echo("It is a question to the planner now." if moved.problems else "Pinned; the next plan keeps it there.")


@command.command("decline")
@click.argument("visit")
@click.option("--reason", required=True, help="What the planner should know.")
@workspace_option
def decline(*, visit: str, reason: str, folder: Path) -> None:
    """Say that VISIT will not take place, or give the reason of one that was deleted in a calendar."""
    cases.decline_visit(*enter(folder), visit, reason)
    click.echo("Declined; the reason is kept for the planner.")


@command.command("restore")
@click.argument("visit")
@workspace_option
def restore(*, visit: str, folder: Path) -> None:
    """Open a declined or skipped VISIT again."""
    opened = cases.reopen_visit(*enter(folder), visit)
    click.echo("Opened again." if opened else "It was not declined or skipped; nothing changed.")


@command.command("skip")
@click.argument("visit")
@click.option("--reason", required=True, help="What the planner should know.")
@workspace_option
def skip(*, visit: str, reason: str, folder: Path) -> None:
    """Say that VISIT did not take place."""
    cases.skip_visit(*enter(folder), visit, reason)
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
    cases.report_visit(*enter(folder), visit, report)
    click.echo("Done.")


@command.command("undo")
@click.argument("visit")
@workspace_option
def undo(*, visit: str, folder: Path) -> None:
    """Take back what was said or done last about VISIT."""
    answer = cases.undo_visit(*enter(folder), visit)
    click.echo(f"Took back: {answer.kind}, by {answer.by}.")


@command.command("questions")
@workspace_option
@json_option
def questions(*, folder: Path, as_json: bool) -> None:
    """Show what waits for an answer: moves against a rule, deletions without a reason, events gone."""
    found = list_questions(*enter(folder))
    if as_json:
        emit_json([_answer(answer) for answer in found])
        return
    for one in found:
        where = "" if one.date is None else f" to {one.date}"
        click.echo(f"{one.number}. {one.visit_id} {one.kind}{where} by {one.rep_id}: {one.text or 'why?'}")
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
@workspace_option
@json_option
def durations(*, applied: bool, folder: Path, as_json: bool) -> None:
    """Show how long visits really take where it is another time than planned, learnt from what reps reported."""
    office, who = enter(folder)
    learnt = apply_durations(office, who) if applied else list_durations(office, who)
    if as_json:
        emit_json([_duration(one) for one in learnt])
        return
    for one in learnt:
        visits = counted(one.visits, "visit")
        click.echo(f"{one.account_id}: {visits}, {one.now // 60} min planned, {one.proposed // 60} learnt")
    say(f"{counted(len(learnt), 'account')} {'changed' if applied else 'with another length than planned'}.")


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
