"""What planners ask of a plan: `roundsman plan diff`, `capacity`, `notes`."""

from __future__ import annotations

import json
import math
from collections import Counter
from dataclasses import replace
from datetime import date
from pathlib import Path

import click

from commands.arguments import DAY, week_of
from commands.context import emit_json, enter, json_option, now, workspace_option
from commands.numbers import FiniteRange
from commands.plan_lists import between, difference_csv, difference_lines
from commands.travel import measured_as, measured_by
from office.names import Names, list_names
from office.plans.capacity import weigh_capacity
from office.plans.differences import compare_plans
from office.plans.draft_changes import DraftAge, changes_since_draft
from office.plans.drafts import next_monday
from office.plans.lessons import list_lessons
from office.plans.reproduction import read_problem, remake_plan
from reports.differences import differences_paper
from reports.finding_words import words
from reports.html import html_text
from reports.plan_answers import capacity_json, comparison_json, lesson_json, remade_json
from scheduler.demand.capacity import POLICIES, Capacity
from scheduler.learning import Lesson
from scheduler.team.situation import Span
from scheduler.wording import counted

FORMS = ("table", "csv", "json", "html")
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


@click.command("diff")
@click.argument("plan", type=int, required=False)
@click.option("--against", type=int, help="The plan to compare with.  [default: the one in force]")
@click.option("--week", type=DAY, metavar="DATE", help="What touches the week of this day alone.")
@click.option("--rep", "rep_id", default="", help="What touches this rep alone.")
@click.option("--all", "every", is_flag=True, help="New times on the same day too.")
@click.option(
    "--format", "form", type=click.Choice(["table", "csv", "json", "html"]), default="table", show_default=True
)
@workspace_option
@json_option
def diff(
    *,
    plan: int | None,
    against: int | None,
    week: date | None,
    rep_id: str,
    every: bool,
    form: str,
    folder: Path,
    as_json: bool,
) -> None:
    """Sum up what PLAN (the newest) changes, by rep and by week; then each change with its reason."""
    office, who = enter(folder)
    found = compare_plans(office, who, measured_as(office, plan), plan, against)
    if week or rep_id:
        days = week_of(week) if week else (date.min, date.max)
        kept = between(found, *days, rep_id)
        found = replace(found, changes=kept, counts=dict(Counter(change.kind for change in kept)))
    if as_json or form == "json":
        emit_json(comparison_json(found))
        return
    names = list_names(office, who)
    if form == "csv":
        click.echo(difference_csv(found, names), nl=False)
        return
    if form == "html":
        click.echo(html_text(differences_paper(found, names, office.clock().date())), nl=False)
        return
    for line in difference_lines(found, names, every=every):
        click.echo(line)


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
        emit_json([capacity_json(each) for each in found])
        return
    names = list_names(office, who)
    for each in found:
        _show(each, names)


def _show(each: Capacity, names: Names) -> None:
    full = [week for week in each.weeks if week.asked_s > week.given_s]
    weeks = f"{len(full)} of {len(each.weeks)} weeks too full"
    click.echo(f"{names.rep(each.rep_id)}: {each.load:.0%} asked of the time there is, {weeks}")
    if each.unreached:
        some = ", ".join(names.account(one) for one in each.unreached[:5])
        more = " ..." if len(each.unreached) > 5 else ""
        click.echo(f"  {counted(len(each.unreached), 'account')} no road reaches, not counted: {some}{more}")
    if not each.lost:
        return
    needs = each.needs()
    longer = f"intervals longer by {needs['longer_intervals'] - 1:.0%}"
    keep = f"{needs['hours_a_week']:.1f} h a week more, {needs['reps']:.2f} reps more, or {longer}"
    click.echo(f"  {each.lost} of {counted(each.asked, 'visit')} will find no time. To keep every interval: {keep}.")
    for slip in each.slips[:10]:
        gets = f"every {slip.gets_days:.0f}" if math.isfinite(slip.gets_days) else "no visit"
        click.echo(f"  {names.account(slip.account_id)}: {gets} instead of every {slip.asked_days:.0f} days")
    if len(each.slips) > 10:
        click.echo(f"  and {len(each.slips) - 10} accounts more (--json tells all), slipping by {each.policy}")


@click.command("lessons")
@click.option("--on-time", type=FiniteRange(0.5, 0.99), default=0.5, show_default=True, help="Share within length.")
@workspace_option
@json_option
def lessons(*, on_time: float, folder: Path, as_json: bool) -> None:
    """Show what past visits propose: lengths, ways, weekdays, hours, reasons that repeat. Nothing is changed."""
    office, who = enter(folder)
    found = list_lessons(office, who, on_time)
    if as_json:
        emit_json([lesson_json(lesson) for lesson in found])
        return
    names = list_names(office, who)
    for lesson in found:
        click.echo(f"{names.account(lesson.account_id)}: {lesson.kind} {_proposed(lesson)}; {words(lesson.why)}")
    if not found:
        click.echo("The visits so far propose nothing.")


def _proposed(lesson: Lesson) -> str:
    if lesson.kind == "duration":
        return f"{lesson.proposed // 60} instead of {lesson.now // 60} minutes"
    if lesson.kind == "way":
        return f"{lesson.proposed} % instead of {lesson.now} % of what the roads say (plan weights way_factor=...)"
    if lesson.kind == "hour":
        return f"from {lesson.proposed:02}:00"
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
        emit_json([remade_json(each) for each in found])
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
