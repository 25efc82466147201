"""What `roundsman plan` does by itself: plan everybody's visits and keep the plan as a draft."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import click

from commands.context import emit_json, enter, now, say, show_problems
from commands.figures import show_summary, summary_json
from commands.plan_weights import parse_weights
from commands.progress import Reps
from commands.travel import measured_by
from office.plans.drafts import MadePlan, PlanOrder, make_plan, next_monday
from office.plans.lessons import list_lessons
from office.travel import chosen
from routing.stopping import Seconds, Steps, Stop
from scheduler.summary import driving_cost, summarise
from scheduler.wording import counted


def make_draft(
    *,
    start: datetime | None,
    weeks: int,
    seconds: float | None,
    steps: int | None,
    seed: int,
    limit: float | None,
    cluster: str,
    cluster_wait: float,
    workers: int | None,
    moves: int | None,
    weights: tuple[str, ...],
    travel: str,
    folder: Path,
    as_json: bool,
) -> None:
    """Make a draft by the options of `roundsman plan` and show it."""
    office, who = enter(folder)
    first = start.date() if start else next_monday(now().date())
    today = min(now().date(), first)
    order = PlanOrder(
        first,
        weeks,
        _budget(seconds, steps),
        seed,
        workers,
        today=today,
        moves=moves,
        weights=parse_weights(weights),
        cluster=cluster,
        cluster_wait_s=cluster_wait,
        limit_s=limit,
        travel=chosen(office, travel),
    )
    say(f"Planning {counted(weeks, 'week')} from {first} ...")
    engine = measured_by(office, order.travel)
    made = make_plan(office, who, engine, order, on_progress=Reps(), on_problems=show_problems)
    if as_json:
        emit_json({"plan": made.number, **summary_json(summarise(made.plan), driving_cost(made.plan))})
    else:
        _show(made, first)
        _show_lessons(len(list_lessons(office, who)))


def _budget(seconds: float | None, steps: int | None) -> Stop:
    if seconds is not None and steps is not None:
        raise click.UsageError("Give --seconds or --steps, not both.")
    return Steps(steps) if steps is not None else Seconds(seconds or 10.0)


def _show_lessons(count: int) -> None:
    if count:
        changes = counted(count, "change")
        click.echo(f"The visits so far propose {changes}; nothing was changed: roundsman plan lessons.")


def _show(made: MadePlan, first: date) -> None:
    show_summary(summarise(made.plan), price=driving_cost(made.plan))
    if made.cut_short:
        say(f"The search ended before its budget ({made.cut_short}); this is the best plan so far.")
    if made.moves:
        visits = counted(made.moves, "visit")
        click.echo(f"{visits} no longer on the day of the plan in force: roundsman plan diff tells why.")
    if made.relaxed:
        visits = counted(made.relaxed, "visit")
        click.echo(f"{visits} planned for another time than the intervals ask; why: roundsman plan notes.")
    if made.since:
        changes = counted(len(made.since), "change")
        click.echo(f"{changes} by others while it was searched: roundsman plan since {made.number} tells which.")
    click.echo(f"Plan {made.number} is a draft from {first}. Put it in force with: roundsman publish {made.number}")
