"""`roundsman plan`: everybody's visits for some weeks, as a draft; and what planners ask of a plan and decide in it."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import click

from commands.arguments import MIDNIGHT
from commands.context import emit_json, enter, json_option, now, say, show_problems, workspace_option
from commands.figures import show_summary, summary_json
from commands.numbers import FiniteRange
from commands.plan_changes import DECIDING
from commands.plan_fixed_dates import FIXED_DATES
from commands.plan_nights import nights
from commands.plan_questions import ASKING, parse_weights
from commands.progress import Reps
from commands.travel import measured_by
from office.plans.drafts import MadePlan, PlanOrder, make_plan, next_monday
from office.plans.lessons import list_lessons
from office.travel import chosen
from routing.choice import FORMS
from routing.stopping import Seconds, Steps, Stop
from scheduler.summary import driving_cost, summarise
from scheduler.wording import counted


@click.group(invoke_without_command=True)
@click.option("--start", type=MIDNIGHT, help="First day of the horizon.  [default: next Monday]")
@click.option("--weeks", type=click.IntRange(1, 53), default=13, show_default=True)
@click.option("--seconds", type=FiniteRange(0.1, 86_400), help="How long each rep's search may take.")
@click.option("--steps", type=click.IntRange(1), help="Search so many steps instead: the same plan on any machine.")
@click.option("--seed", default=1, show_default=True)
@click.option("--limit", type=FiniteRange(0.1), help="Seconds for everybody; then the best plans so far are taken.")
@click.option("--workers", type=click.IntRange(1, 1024), help="Reps searched side by side.  [default: processors]")
@click.option(
    "--cluster", default="", metavar="ADDRESS", help="Search on this Dask cluster, such as tcp://10.0.0.7:8786."
)
@click.option(
    "--cluster-wait",
    type=FiniteRange(0.1, 3600),
    default=20.0,
    show_default=True,
    help="Seconds to wait for the cluster, or for a worker of it.",
)
@click.option(
    "--moves", type=click.IntRange(0), help="At most so many visits of a rep leave their day, if rules allow."
)
@click.option("--set", "weights", multiple=True, metavar="NAME=VALUE", help="A weight for this draft; repeatable.")
@click.option("--travel", default="", metavar="ENGINE", help=f"Ask another engine than the workspace's roads: {FORMS}.")
@workspace_option
@json_option
@click.pass_context
def command(
    context: click.Context,
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
    """Plan everybody's visits and keep the plan as a draft.

    What is in force before its first day is frozen; what comes later stays where it was unless moving it pays.
    """
    if context.invoked_subcommand:
        return
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


for verb in (*ASKING, *DECIDING, *FIXED_DATES, nights):
    command.add_command(verb)


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
        click.echo(f"{visits} not aimed at what was asked, with the reason for each: roundsman plan notes.")
    if made.since:
        changes = counted(len(made.since), "change")
        click.echo(f"{changes} by others while it was searched: roundsman plan since {made.number} tells which.")
    click.echo(f"Plan {made.number} is a draft from {first}. Put it in force with: roundsman publish {made.number}")
