"""`roundsman territory realign`: fewer moves than a new design, each with its reason and its date."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

import click

from commands.context import emit_json, enter, json_option, say, show_problems, workspace_option
from commands.numbers import FiniteRange
from commands.territory_shared import (
    budget_of,
    design_options,
    first_day,
    from_option,
    handed_over,
    handover_json,
    handover_options,
    joint_visit_json,
    metrics_json,
    show_joint_visits,
    show_metrics,
    success_option,
    wishes_of,
)
from commands.travel import measured_by
from office.names import Names, list_names
from office.ownership.realignment import Realigned, first_monday, keep_realignment, propose_realignment
from territory.design.realign import MoveBudget
from territory.handover import HandoverRules, When, sentence
from territory.handover_facts import Timing


@click.command("realign")
@from_option
@design_options
@success_option
@click.option("--improve", is_flag=True, help="Move more than the tolerance asks for, where it saves travel.")
@click.option("--most-accounts", type=click.IntRange(0), help="Improve, but no more accounts than this change hands.")
@click.option("--most-workload", type=FiniteRange(0, 1), help="Improve, but no more of the workload than this part.")
@handover_options
@click.option("--dry-run", is_flag=True, help="Show what would change and keep nothing.")
@workspace_option
@json_option
def realign(
    *,
    day: datetime | None,
    seconds: float | None,
    steps: int | None,
    seed: int,
    improve: bool,
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
    office, who = enter(folder)
    rules = HandoverRules(first_monday(first_day(day)), a_week=a_week, after_days=days)
    say(f"Looking for the moves that pay from {rules.start} ...")
    needed = not improve and most_accounts is None and most_workload is None
    made = propose_realignment(
        office,
        who,
        measured_by(office),
        rules,
        budget_of(seconds, steps),
        seed=seed,
        budget=MoveBudget(most_accounts, most_workload, needed),
        wishes=wishes_of(**wished),
        timing=Timing(When(when), retain),
    )
    if not dry_run:
        keep_realignment(office, who, made)
    show_problems((*made.left_out, *made.joint.problems))
    if as_json:
        emit_json(_json(made))
        return
    _show(made, list_names(office, who), dry_run=dry_run)
    show_joint_visits(made.joint)


def _json(made: Realigned) -> dict[str, Any]:
    return {
        "metrics": metrics_json(made.metrics),
        "minimum": {"units": made.minimum.units, "amount": made.minimum.amount},
        "moved_h": made.moved_h,
        "handovers": [*map(handover_json, made.plan.handovers)],
        "joint_hours": dict(made.plan.joint_hours),
        "joint_visits": [*map(joint_visit_json, made.joint.found)],
    }


def _show(made: Realigned, names: Names, *, dry_run: bool) -> None:
    show_metrics(made.metrics)
    for one in made.plan.handovers:
        click.echo(f"  {one.on}  {handed_over(one.move, names)}: {sentence(one)}")
    least = made.minimum
    share = 100 * made.moved_h / made.total_h
    click.echo(
        f"{len(made.moves)} accounts {'would move' if dry_run else 'move'}, "
        f"{made.moved_h:.0f} h ({share:.1f} %); "
        f"the tolerance asks for at least {least.units} accounts and {least.amount:.0f} h."
    )
    for rep, hours in made.plan.joint_hours.items():
        click.echo(f"Joint visits: {names.rep(rep)} {hours:.1f} h.")
