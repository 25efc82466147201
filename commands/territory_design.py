"""`roundsman territory design`: all accounts divided among all reps."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from commands.context import emit_json, json_option, now, say, workspace_option
from commands.measuring import measured_by
from commands.territory_shared import (
    budget_of,
    design_options,
    first_day,
    from_option,
    metrics_json,
    show_metrics,
    show_moves,
    wishes_of,
)
from office.designs.alignment import align, propose
from office.opening import open_office


@click.command("design")
@from_option
@design_options
@click.option("--dry-run", is_flag=True, help="Show the design and keep nothing.")
@workspace_option
@json_option
def design(
    *,
    day: datetime | None,
    seconds: float | None,
    steps: int | None,
    seed: int,
    dry_run: bool,
    folder: Path,
    as_json: bool,
    **wished: Any,
) -> None:
    """Divide all accounts among all reps: least travel, even workload and potential, in one piece on the roads."""
    office = open_office(folder)
    first, wishes, stop = first_day(day), wishes_of(**wished), budget_of(seconds, steps)
    engine = measured_by(office)
    say(f"Dividing accounts among reps from {first} ...")
    if dry_run:
        _, made = propose(office, engine, first, stop, seed=seed, wishes=wishes)
    else:
        made = align(office, engine, first, stop, seed=seed, now=now(), wishes=wishes)
    if as_json:
        emit_json(
            {"metrics": metrics_json(made.metrics), "owners": dict(made.owners), "moves": [*map(asdict, made.moves)]}
        )
        return
    show_metrics(made.metrics)
    show_moves(tuple(move for move in made.moves if move.from_id))
    click.echo(f"{made.moved} accounts {'would have' if dry_run else 'have'} a new owner from {first}.")
