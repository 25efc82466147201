"""`roundsman territory assign` and `seats`: which rep takes which territory, and where territories would be best."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from commands.context import emit_json, json_option, now, say, workspace_option
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
from office.designs.inputs import Wishes, read_land
from office.opening import Office, open_office
from office.ownership.assignments import (
    Territories,
    assign,
    free_territories,
    keep_assignment,
    present_territories,
)
from territory.design.assignment import Assignment, Weights


def weight_options(function: Callable[..., None]) -> Callable[..., None]:
    """Add what a good pair of rep and territory is made of, and what becomes of the answer."""
    positive = FiniteRange(0)
    options = [
        click.option("--commute", default=1.0, type=positive, show_default=True, help="Weight of an hour's way."),
        click.option(
            "--relation", default=0.5, type=positive, show_default=True, help="Weight of an hour with known accounts."
        ),
        click.option(
            "--experience",
            default=0.0,
            type=positive,
            show_default=True,
            help="Hours a year that a tier of experience is worth in a territory of twice the mean potential.",
        ),
        click.option("--dry-run", is_flag=True, help="Show who would take what and keep nothing."),
    ]
    for option in reversed(options):
        function = option(function)
    return function


@click.command("assign")
@from_option
@weight_options
@workspace_option
@json_option
def assign_reps(*, day: datetime | None, dry_run: bool, folder: Path, as_json: bool, **weights: float) -> None:
    """Let the reps take the present territories so that ways, relationships and experience fit best."""
    office = open_office(folder)
    land = read_land(office, measured_by(office), first_day(day), Wishes(contiguous=False))
    made = present_territories(land)
    _take(office, made, Weights(**weights), day, dry_run=dry_run, as_json=as_json)


@click.command("seats")
@click.argument("count", type=click.IntRange(1), required=False)
@from_option
@design_options
@weight_options
@workspace_option
@json_option
def seats(
    *,
    count: int | None,
    day: datetime | None,
    seconds: float | None,
    steps: int | None,
    seed: int,
    dry_run: bool,
    folder: Path,
    as_json: bool,
    **wished: Any,
) -> None:
    """Draw COUNT territories wherever they are best (as many as reps), then let the reps take them."""
    office = open_office(folder)
    weights = Weights(*(wished.pop(name) for name in ("commute", "relation", "experience")))
    land = read_land(office, measured_by(office), first_day(day), wishes_of(**wished))
    count = count or len(land.reps)
    say(f"Drawing {count} territories ...")
    made = free_territories(land, count, budget_of(seconds, steps), seed)
    if not as_json:
        show_metrics(made.metrics)
        for name, centre in zip(made.names, made.centres, strict=True):
            account = land.problem.unit_ids[centre]
            lat, lon = land.problem.positions[centre]
            click.echo(f"{name}: its centre is {account} ({lat:.5f}, {lon:.5f})")
    if count > len(land.reps):
        say(f"There are {len(land.reps)} reps for {count} territories: nothing was assigned or kept.")
        if as_json:
            emit_json({"metrics": metrics_json(made.metrics)})
        return
    _take(office, made, weights, day, dry_run=dry_run, as_json=as_json)


def _take(
    office: Office, made: Territories, weights: Weights, day: datetime | None, *, dry_run: bool, as_json: bool
) -> None:
    answer = assign(made, weights)
    moved = None if dry_run else keep_assignment(office, made, answer, first_day(day), now())
    if as_json:
        emit_json({"metrics": metrics_json(made.metrics), "assignment": asdict(answer), "moved": moved})
    else:
        _show(answer, moved, first_day(day).isoformat())


def _show(answer: Assignment, moved: int | None, day: str) -> None:
    for territory, rep in answer.pairs:
        click.echo(f"{territory} -> {rep}")
    for rep, territory, reason in answer.forbidden:
        click.echo(f"  {rep} cannot take {territory}: {reason}")
    click.echo("Nothing was kept." if moved is None else f"{moved} accounts have a new owner from {day}.")
