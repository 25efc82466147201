"""`roundsman territory design`: all accounts divided among all reps."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from commands.context import emit_json, enter, json_option, say, show_problems, workspace_option
from commands.numbers import FiniteRange
from commands.territory_shared import (
    budget_of,
    design_options,
    factors,
    first_day,
    from_option,
    metrics_json,
    move_json,
    show_metrics,
    show_moves,
    success_option,
    wishes_of,
)
from commands.travel import engine_option, measured_by
from office.designs.alignment import keep_design, propose_design
from office.names import list_names


@click.command("design")
@from_option
@design_options
@success_option
@click.option(
    "--experience-share",
    type=FiniteRange(0, 1),
    help="Let potential lean to the experienced: a point of `territory curves chance`. Needs --potential.",
)
@click.option("--experience", "experienced", multiple=True, metavar="REP=FACTOR", help="Beside 1 for the others.")
@click.option("--dry-run", is_flag=True, help="Show the design and keep nothing.")
@click.option("--reason", default="", help="For whoever asks later.")
@engine_option
@workspace_option
@json_option
def design(
    *,
    day: datetime | None,
    seconds: float | None,
    steps: int | None,
    seed: int,
    experience_share: float | None,
    experienced: tuple[str, ...],
    dry_run: bool,
    reason: str,
    engine: str,
    folder: Path,
    as_json: bool,
    **wished: Any,
) -> None:
    """Divide all accounts among all reps: least travel, even workload and potential, in one piece on the roads."""
    office, who = enter(folder)
    first, stop = first_day(day), budget_of(seconds, steps)
    if experienced and experience_share is None:
        raise click.UsageError("--experience tells how far --experience-share leans: give both.")
    wishes = replace(wishes_of(**wished), experience_share=experience_share, experience=factors(experienced))
    say(f"Dividing accounts among reps from {first} ...")
    made = propose_design(office, who, measured_by(office, engine), first, stop, seed=seed, wishes=wishes)
    decision = None if dry_run else keep_design(office, who, made, reason)
    show_problems(made.left_out)
    if as_json:
        moves = [*map(move_json, made.moves)]
        owners = {"owners": dict(made.owners), "moves": moves, "held": dict(made.yielding), "decision": decision}
        emit_json({"metrics": metrics_json(made.metrics), **owners})
        return
    show_metrics(made.metrics)
    show_moves(tuple(move for move in made.moves if move.from_id), list_names(office, who))
    if made.yielding:
        click.echo(f"{len(made.yielding)} accounts stay where rules that name them, or locks, hold them.")
    click.echo(f"{made.moved} accounts {'would have' if dry_run else 'have'} a new owner from {first}.")
