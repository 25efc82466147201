"""`roundsman territory realign`: fewer moves than a new design, each with its reason and its date."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from commands.context import emit_json, json_option, now, say, show_problems, workspace_option
from commands.measuring import measured_by
from commands.numbers import FiniteRange
from commands.territory_shared import (
    budget_of,
    design_options,
    first_day,
    from_option,
    metrics_json,
    show_metrics,
    wishes_of,
)
from office.opening import open_office
from office.ownership.realignment import Realigned, Timing, first_monday, keep_realignment, realign_territories
from scheduler.checking.violation import clock
from territory.design.realign import MoveBudget
from territory.handover import HandoverRules, When, sentence


@click.command("realign")
@from_option
@design_options
@click.option("--most-accounts", type=click.IntRange(0), help="No more accounts than this change hands.")
@click.option("--most-workload", type=FiniteRange(0, 1), help="No more of the workload than this part.")
@click.option("--a-week", type=click.IntRange(1), default=5, show_default=True, help="Hand-overs of a rep in a week.")
@click.option(
    "--when",
    type=click.Choice([when.value for when in When]),
    default=When.NOW.value,
    show_default=True,
    help="Hand over at once, when the open opportunity closes, or after --days.",
)
@click.option("--days", type=click.IntRange(0), default=30, show_default=True, help="Of --when days.")
@click.option(
    "--retain",
    type=click.IntRange(1),
    default=90,
    show_default=True,
    help="Days for which an open opportunity holds the account back, or stays with its owner.",
)
@click.option("--dry-run", is_flag=True, help="Show what would change and keep nothing.")
@workspace_option
@json_option
def realign(
    *,
    day: datetime | None,
    seconds: float | None,
    steps: int | None,
    seed: int,
    most_accounts: int | None,
    most_workload: float | None,
    a_week: int,
    when: str,
    days: int,
    retain: int,
    dry_run: bool,
    folder: Path,
    as_json: bool,
    **wished: Any,
) -> None:
    """Bring territories back into tolerance with few moves: each with its reason, handed over week by week."""
    office = open_office(folder)
    rules = HandoverRules(first_monday(first_day(day)), a_week=a_week, after_days=days)
    say(f"Looking for the moves that pay from {rules.start} ...")
    made = realign_territories(
        office,
        measured_by(office),
        rules,
        budget_of(seconds, steps),
        seed=seed,
        budget=MoveBudget(most_accounts, most_workload),
        wishes=wishes_of(**wished),
        timing=Timing(When(when), retain),
    )
    booked, problems = ((), ()) if dry_run else keep_realignment(office, made, now())
    show_problems(problems)
    if as_json:
        emit_json(_json(made) | {"joint_visits": [asdict(visit) | {"reps": reps} for visit, reps in booked]})
        return
    _show(made, dry_run=dry_run)
    for visit, reps in booked:
        click.echo(f"  {visit.date} {clock(visit.start_s)}  {visit.place_id}: {' and '.join(reps)} together")


def _json(made: Realigned) -> dict[str, Any]:
    return {
        "metrics": metrics_json(made.answer.metrics),
        "minimum": asdict(made.answer.minimum),
        "moved_h": made.answer.moved_h,
        "handovers": [*map(asdict, made.plan.handovers)],
        "joint_hours": dict(made.plan.joint_hours),
    }


def _show(made: Realigned, *, dry_run: bool) -> None:
    show_metrics(made.answer.metrics)
    for one in made.plan.handovers:
        click.echo(
            f"  {one.on}  {one.move.account_id}: {one.move.from_id or 'nobody'} -> {one.move.to_id}: {sentence(one)}"
        )
    least, total = made.answer.minimum, made.land.problem.measures[0].sum()
    share = 100 * made.answer.moved_h / total
    click.echo(
        f"{len(made.answer.moves)} accounts {'would move' if dry_run else 'move'}, "
        f"{made.answer.moved_h:.0f} h ({share:.1f} %); "
        f"the tolerance asks for at least {least.units} accounts and {least.amount:.0f} h."
    )
    for rep, hours in made.plan.joint_hours.items():
        click.echo(f"Joint visits: {rep} {hours:.1f} h.")
