"""`roundsman territory price`: the present territories, or a new design, judged by real routes."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

import click

from commands.context import emit_json, enter, json_option, say, show_problems, workspace_option
from commands.presented import picked
from commands.territory_shared import budget_of, design_options, first_day, from_option, wishes_of
from commands.travel import measured_by
from office.designs.prices import price_design
from office.plans.drafts import PlanOrder
from routing.stopping import Steps
from territory.design.judged import Judgement


@click.command("price")
@from_option
@design_options
@click.option("--weeks", type=click.IntRange(1, 52), default=8, show_default=True, help="Sample weeks for each rep.")
@click.option("--search-steps", type=click.IntRange(1), default=5000, show_default=True, help="Effort for each rep.")
@workspace_option
@json_option
def price(
    *,
    day: datetime | None,
    seconds: float | None,
    steps: int | None,
    seed: int,
    weeks: int,
    search_steps: int,
    folder: Path,
    as_json: bool,
    **wished: Any,
) -> None:
    """Plan sample weeks of a new design's territories: hours driven beside the hours that the design guessed."""
    office, who = enter(folder)
    first, wishes, stop = first_day(day), wishes_of(**wished), budget_of(seconds, steps)
    say(f"Planning {weeks} weeks of each territory ...")
    order = PlanOrder(first, weeks, Steps(search_steps), seed)
    made, judgement = price_design(office, who, measured_by(office), order, stop, seed=seed, wishes=wishes)
    show_problems(made.left_out)
    if as_json:
        emit_json(_json(judgement))
    else:
        _show(judgement)


def _json(judgement: Judgement) -> dict[str, Any]:
    routed = ("driving_h", "service_h", "visits", "unserved", "nights")
    return {
        "reps": [
            picked(one, "rep_id", "estimated_h") | {"routed": picked(one.routed, *routed)} for one in judgement.reps
        ],
        **picked(judgement, "error", "mean_error"),
        "calibrated": picked(judgement.calibrated, "per_neighbour", "per_home", "neighbours", "day_s"),
    }


def _show(judgement: Judgement) -> None:
    click.echo(f"{'rep':<12}{'visits':>8}{'driven h':>10}{'guessed h':>11}{'error':>8}{'unserved':>10}{'nights':>8}")
    for one in judgement.reps:
        click.echo(
            f"{one.rep_id:<12}{one.routed.visits:>8}{one.routed.driving_h:>10.1f}{one.estimated_h:>11.1f}"
            f"{100 * one.error:>+7.0f}%{one.routed.unserved:>10}{one.routed.nights:>8}"
        )
    click.echo(
        f"The guess is off by {100 * judgement.error:+.1f} % in all, {100 * judgement.mean_error:.1f} % for a rep."
    )
    click.echo(f"Design again with --travel {judgement.calibrated.per_neighbour:.2f}.")
