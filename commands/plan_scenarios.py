"""`roundsman plan scenarios`: plans with other weights side by side, and choosing one of them."""

from __future__ import annotations

from pathlib import Path

import click

from commands.context import emit_json, enter, json_option, workspace_option
from office.plans.scenarios import Scenario, choose_scenario, compare_scenarios


@click.command("scenarios")
@click.argument("plans", type=int, nargs=-1, required=True)
@click.option("--choose", type=int, metavar="PLAN", help="Take this one: the other drafts are withdrawn.")
@workspace_option
@json_option
def scenarios(*, plans: tuple[int, ...], choose: int | None, folder: Path, as_json: bool) -> None:
    """Compare PLANS with each other, the first being what the others are held against."""
    office, who = enter(folder)
    found = compare_scenarios(office, who, plans)
    gone = choose_scenario(office, who, choose, [one for one in plans if one != choose]) if choose else ()
    if as_json:
        shown = [_json(one) for one in found.plans]
        emit_json({"plans": shown, "differing": list(found.differing), "chosen": choose, "withdrawn": list(gone)})
        return
    for one in found.plans:
        weights = "".join(f" {name} {one.weights[name]:g}" for name in found.differing)
        served = "" if one.value is None else f", {one.value:.1%} of the value due served"
        click.echo(
            f"Plan {one.line.number}:{weights} {one.line.visits} visits at {one.accounts} accounts worth "
            f"{one.potential:,.0f} {one.currency}, {one.line.unserved} left out{served}, "
            f"{one.driving_s / 3600:.1f} h and {one.distance_m / 1000:,.0f} km of driving, "
            f"{one.nights} nights, longest day {one.longest_s / 3600:.1f} h"
            + ("." if one.alike is None else f"; {one.alike} visits on the same day as in plan {plans[0]}.")
        )
    if choose:
        withdrawn = f"; withdrawn: {', '.join(map(str, gone))}" if gone else ""
        click.echo(f"Plan {choose} is chosen{withdrawn}. Put it in force with: roundsman publish {choose}")


def _json(one: Scenario) -> dict[str, object]:
    return {
        "plan": one.line.number,
        "weights": dict(one.weights),
        "visits": one.line.visits,
        "unserved": one.line.unserved,
        "accounts": one.accounts,
        "potential": one.potential,
        "value_served": one.value,
        "value_served_by_rep": {rep_id: own.value for rep_id, own in one.reps.items()},
        "driving_s": one.driving_s,
        "distance_m": one.distance_m,
        "nights": one.nights,
        "longest_s": one.longest_s,
        "gap": one.gap,
        "alike": one.alike,
    }
