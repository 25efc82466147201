"""`roundsman territory by-routes`: accounts choose their rep by the rounds, within limits, with what that saves."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

import click

from commands.context import emit_json, enter, json_option, say, show_problems, workspace_option
from commands.numbers import FiniteRange
from commands.presented import picked
from commands.territory_shared import (
    first_day,
    from_option,
    handed_over,
    handover_json,
    handover_options,
    joint_visit_json,
    metrics_json,
    show_joint_visits,
    show_metrics,
)
from commands.travel import measured_by
from office.designs.inputs import Wishes
from office.names import Names, list_names
from office.ownership.by_routes import ByRoutes, RouteLimits, propose_by_routes
from office.ownership.realignment import first_monday, keep_realignment
from office.plans.drafts import PlanOrder
from routing.stopping import Steps
from territory.handover import HandoverRules, When, handover_words
from territory.handover_facts import Timing


@click.command("by-routes")
@from_option
@click.option("--account", "accounts", multiple=True, metavar="ACCOUNT", help="May change; repeatable.  [default: all]")
@click.option("--rep", "reps", multiple=True, metavar="REP", help="May give and take; repeatable.  [default: all]")
@click.option("--most-accounts", type=click.IntRange(0), default=10, show_default=True, help="That may change hands.")
@click.option(
    "--least-minutes",
    type=FiniteRange(0),
    default=10.0,
    show_default=True,
    help="Minutes of driving a week, or what is worth as much, that each has to gain.",
)
@click.option(
    "--tolerance",
    type=FiniteRange(0, 10),
    default=0.1,
    show_default=True,
    help="How far above an even share of the workload a rep may come by taking.",
)
@click.option("--weeks", type=click.IntRange(1, 52), default=4, show_default=True, help="Sample weeks of each rep.")
@click.option("--steps", type=click.IntRange(1), default=10_000, show_default=True, help="Effort for each rep's weeks.")
@click.option("--seed", default=1, show_default=True)
@handover_options
@click.option("--keep", is_flag=True, help="Put it in force; without it nothing is kept.")
@workspace_option
@json_option
def by_routes(
    *,
    day: datetime | None,
    accounts: tuple[str, ...],
    reps: tuple[str, ...],
    most_accounts: int,
    least_minutes: float,
    tolerance: float,
    weeks: int,
    steps: int,
    seed: int,
    a_week: int,
    when: str,
    days: int,
    retain: int,
    keep: bool,
    folder: Path,
    as_json: bool,
) -> None:
    """Let accounts choose the rep whose rounds they lengthen least: hours and kilometres are told, then --keep."""
    office, who = enter(folder)
    rules = HandoverRules(first_monday(first_day(day)), a_week=a_week, after_days=days)
    say(f"Planning {weeks} weeks of each rep from {rules.start}, and trying accounts with other reps ...")
    found = propose_by_routes(
        office,
        who,
        measured_by(office),
        rules,
        PlanOrder(rules.start, weeks, Steps(steps), seed),
        RouteLimits(most_accounts, least_minutes, frozenset(accounts), frozenset(reps)),
        steps=steps,
        wishes=Wishes(tolerance, contiguous=False),
        timing=Timing(When(when), retain),
    )
    number = keep_realignment(office, who, found.made) if keep else 0
    show_problems((*found.made.left_out, *found.made.joint.problems))
    if as_json:
        emit_json(_json(found, number))
        return
    _show(found, list_names(office, who), number)
    show_joint_visits(found.made.joint)


def _json(found: ByRoutes, number: int) -> dict[str, Any]:
    figures = ("driving_s", "distance_m", "visits", "unserved")
    return {
        **picked(found, "weeks", "saved_s", "saved_m", "more_visits"),
        "decision": number or None,
        "reps": [
            {"rep_id": rep, "before": picked(one, *figures), "after": picked(found.after[rep], *figures)}
            for rep, one in found.before.items()
        ],
        "metrics": metrics_json(found.made.metrics),
        "handovers": [*map(handover_json, found.made.plan.handovers)],
        "joint_visits": [*map(joint_visit_json, found.made.joint.found)],
    }


def _show(found: ByRoutes, names: Names, number: int) -> None:
    for one in found.made.plan.handovers:
        click.echo(f"  {one.on}  {handed_over(one.move, names)}: {handover_words(one)}")
    if not found.made.moves:
        click.echo("No account within these limits fits another rep's rounds better.")
        return
    show_metrics(found.made.metrics)
    click.echo(f"{'rep':<24}{'driving h':>20}{'km':>18}{'left out':>14}")
    for rep, before in found.before.items():
        after = found.after[rep]
        hours = f"{before.driving_s / 3600:.1f} to {after.driving_s / 3600:.1f}"
        ways = f"{before.distance_m / 1000:.0f} to {after.distance_m / 1000:.0f}"
        click.echo(f"{names.rep(rep):<24}{hours:>20}{ways:>18}{f'{before.unserved} to {after.unserved}':>14}")
    saved = f"{found.saved_s / 3600 / found.weeks:.1f} h and {found.saved_m / 1000 / found.weeks:.0f} km a week saved"
    more = f"{found.more_visits:+d} visits in {found.weeks} weeks"
    click.echo(f"{len(found.made.moves)} accounts change their rep: {saved}, {more}.")
    if number:
        click.echo(f"In force as decision {number}; take it back: roundsman territory undo {number}")
    else:
        click.echo("Nothing is kept: put it in force with --keep.")
