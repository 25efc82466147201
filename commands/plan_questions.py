"""What planners ask of a plan: `roundsman plan diff`, `capacity`, `notes`."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import date
from pathlib import Path

import click

from commands.arguments import DAY
from commands.context import emit_json, enter, json_option, now, workspace_option
from commands.numbers import FiniteRange
from commands.travel import measured_as, measured_by
from office.plans.capacity import weigh_capacity
from office.plans.differences import compare_plans
from office.plans.draft_changes import DraftAge, changes_since_draft
from office.plans.drafts import next_monday
from office.plans.inputs import Span
from office.plans.lessons import list_lessons
from office.plans.notes import list_notes
from office.plans.reproduction import read_problem, remake_plan
from scheduler.demand.capacity import POLICIES, Capacity
from scheduler.explain.diff import At, Change, NightChange
from scheduler.learning import Lesson
from scheduler.wording import clock_text, counted

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def parse_weights(texts: tuple[str, ...]) -> dict[str, float | None]:
    """Read ``NAME=VALUE`` pairs."""
    weights: dict[str, float | None] = {}
    for text in texts:
        name, _, value = text.partition("=")
        try:
            weights[name] = float(value)
        except ValueError as error:
            raise click.BadParameter(f"{text!r} is not written like move_s=600", param_hint="--set") from error
    return weights


@click.command("diff")
@click.argument("plan", type=int, required=False)
@click.option("--against", type=int, help="The plan to compare with.  [default: the one in force]")
@workspace_option
@json_option
def diff(*, plan: int | None, against: int | None, folder: Path, as_json: bool) -> None:
    """Show each change of PLAN (the newest) with its reason, and what staying would cost."""
    office, who = enter(folder)
    found = compare_plans(office, who, measured_as(office, plan), plan, against)
    if as_json:
        emit_json(asdict(found))
        return
    for change in found.changes:
        click.echo(_line(change))
    for night in found.nights:
        click.echo(_night(night))
    counts = ", ".join(f"{count} {kind}" for kind, count in sorted(found.counts.items())) or "no changes"
    hours = (found.driving_s[1] - found.driving_s[0]) / 3600
    kilometres = (found.distance_m[1] - found.distance_m[0]) / 1000
    before = f"plan {found.before}" if found.before else "no plan"
    visits = f"{counted(found.visits[1], 'visit')} ({found.visits[1] - found.visits[0]:+d})"
    ways = f"{hours:+.1f} h and {kilometres:+.0f} km of driving"
    click.echo(f"Plan {found.after} beside {before}: {counts}; {visits}, {ways}.")


def _line(change: Change) -> str:
    return f"{change.kind:8} {change.account_id}  {_at(change.before)} -> {_at(change.after)}: {change.detail}"


def _night(change: NightChange) -> str:
    where = f"{change.before or 'home'} -> {change.after or 'home'}: {change.price:+} {change.currency}"
    saves = "" if change.saves_s is None else f"; without it the plan costs {change.saves_s / 3600:+.1f} h of driving"
    return f"night {change.kind:6} {change.rep_id} {change.date}  {where}{saves}"


def _at(at: At | None) -> str:
    return f"{at.rep_id} {at.date} {clock_text(at.start_s)}" if at else "-"


@click.command("since")
@click.argument("plan", type=int, required=False)
@workspace_option
@json_option
def since(*, plan: int | None, folder: Path, as_json: bool) -> None:
    """Show what was changed since PLAN (the newest) was made, as far as it concerns the plan."""
    office, who = enter(folder)
    age = changes_since_draft(office, who, plan)
    if as_json:
        emit_json(_age(age))
        return
    for one in age.changes:
        click.echo(f"{one.made_at}  {one.actor} {one.verb}: {one.summary} [{', '.join(one.kinds)}]")
    if not age.changes:
        click.echo(f"Nothing that concerns plan {age.number} was changed since it was made.")
    if age.in_force not in {age.in_force_then, age.number}:
        click.echo(f"Plan {age.in_force} is in force; plan {age.number} was made beside {_plan(age.in_force_then)}.")


def _plan(number: int | None) -> str:
    return f"plan {number}" if number else "no plan"


def _age(age: DraftAge) -> dict[str, object]:
    changes = [
        {
            "revision": one.revision,
            "made_at": one.made_at,
            "person": one.actor,
            "verb": one.verb,
            "summary": one.summary,
            "kinds": list(one.kinds),
        }
        for one in age.changes
    ]
    return {"plan": age.number, "in_force_then": age.in_force_then, "in_force": age.in_force, "changes": changes}


@click.command("capacity")
@click.option("--start", type=DAY, help="First day.  [default: next Monday]")
@click.option("--weeks", type=click.IntRange(1, 106), default=52, show_default=True)
@click.option("--policy", type=click.Choice(POLICIES), default="value", show_default=True, help="Who slips first.")
@click.option(
    "--segment", "segments", multiple=True, help="For --policy segment: the most important first; repeatable."
)
@workspace_option
@json_option
def capacity(
    *, start: date | None, weeks: int, policy: str, segments: tuple[str, ...], folder: Path, as_json: bool
) -> None:
    """Weigh the hours asked against the hours there are, and say which intervals will slip."""
    office, who = enter(folder)
    first = start or next_monday(now().date())
    found = weigh_capacity(
        office, who, measured_by(office), Span(first, 7 * weeks, min(now().date(), first)), policy, segments
    )
    if as_json:
        emit_json([asdict(each) | {"load": each.load, "needs": each.needs()} for each in found])
        return
    for each in found:
        _show(each)


def _show(each: Capacity) -> None:
    full = [week for week in each.weeks if week.asked_s > week.given_s]
    click.echo(
        f"{each.rep_id}: {each.load:.0%} asked of the time there is, {len(full)} of {len(each.weeks)} weeks too full"
    )
    if not each.lost:
        return
    needs = each.needs()
    longer = f"intervals longer by {needs['longer_intervals'] - 1:.0%}"
    keep = f"{needs['hours_a_week']:.1f} h a week more, {needs['reps']:.2f} reps more, or {longer}"
    click.echo(f"  {each.lost} of {counted(each.asked, 'visit')} will find no time. To keep every interval: {keep}.")
    for slip in each.slips[:10]:
        click.echo(f"  {slip.account_id}: every {slip.gets_days:.0f} instead of {slip.asked_days:.0f} days")
    if len(each.slips) > 10:
        click.echo(f"  and {len(each.slips) - 10} accounts more (--json tells all), slipping by {each.policy}")


@click.command("notes")
@click.argument("plan", type=int, required=False)
@workspace_option
@json_option
def notes(*, plan: int | None, folder: Path, as_json: bool) -> None:
    """Show all that PLAN (the newest) relaxed, withheld or assumed: nothing is stretched silently."""
    office, who = enter(folder)
    found = list_notes(office, who, plan)
    if as_json:
        emit_json([asdict(note) for note in found])
    for note in () if as_json else found:
        days = f" ({note.days:+d} days)" if note.days else ""
        click.echo(f"{note.rep_id}  {note.account_id}: {note.detail}{days} [{note.rule}]")


@click.command("lessons")
@click.option("--on-time", type=FiniteRange(0.5, 0.99), default=0.5, show_default=True, help="Share within length.")
@workspace_option
@json_option
def lessons(*, on_time: float, folder: Path, as_json: bool) -> None:
    """Show what past visits propose: lengths, ways, weekdays, reasons that repeat. Nothing is changed."""
    office, who = enter(folder)
    found = list_lessons(office, who, on_time)
    if as_json:
        emit_json([asdict(lesson) for lesson in found])
        return
    for lesson in found:
        click.echo(f"{lesson.account_id}: {lesson.kind} {_proposed(lesson)}; {lesson.detail}")
    if not found:
        click.echo("The visits so far propose nothing.")


def _proposed(lesson: Lesson) -> str:
    if lesson.kind == "duration":
        return f"{lesson.proposed // 60} instead of {lesson.now // 60} minutes"
    if lesson.kind == "way":
        return f"{lesson.proposed} % instead of {lesson.now} % of what the roads say (plan weights way_factor=...)"
    return f"{WEEKDAYS[lesson.proposed]}" if lesson.kind == "weekday" else f"{lesson.proposed} times"


@click.command("again")
@click.argument("plan", type=int, required=False)
@workspace_option
@json_option
def again(*, plan: int | None, folder: Path, as_json: bool) -> None:
    """Make PLAN (the newest) again from what was stored with it, and judge it by the independent check."""
    office, who = enter(folder)
    number, found = remake_plan(office, who, plan)
    if as_json:
        emit_json([asdict(each) for each in found])
    for each in () if as_json else found:
        said = "searched by the clock: not to be made again" if each.again is None else "made again: other tours"
        verdict = "; ".join(each.violations) or "no violation"
        click.echo(f"Plan {number}, {each.rep_id}: {'made again: the same tours' if each.same else said}; {verdict}")
    if any(each.violations or (each.again is not None and not each.same) for each in found):
        raise SystemExit(1)


@click.command("problem")
@click.argument("rep")
@click.option("--plan", "number", type=int, help="The plan that is meant.  [default: the newest]")
@workspace_option
def problem(*, rep: str, number: int | None, folder: Path) -> None:
    """Print the problem that REP's part of a plan was made from, as `roundsman solve` reads it."""
    office, who = enter(folder)
    click.echo(json.dumps(read_problem(office, who, rep, number)))


ASKING = (diff, since, capacity, notes, lessons, again, problem)
