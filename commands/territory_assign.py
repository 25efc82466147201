"""`roundsman territory assign` and `seats`: which rep takes which territory, and where territories would be best."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from commands.context import emit_json, enter, json_option, say, show_problems, workspace_option
from commands.numbers import FiniteRange
from commands.presented import picked
from commands.territory_shared import (
    budget_of,
    design_options,
    first_day,
    from_option,
    metrics_json,
    show_metrics,
    wishes_of,
)
from commands.travel import measured_by
from office.opening import Office
from office.ownership.assignments import AssignmentProposal, keep_assignment, propose_assignment, propose_territories
from office.people import Person
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
    office, who = enter(folder)
    made = propose_assignment(office, who, measured_by(office), first_day(day), Weights(**weights))
    _take(office, who, made, dry_run=dry_run, as_json=as_json)


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
    office, who = enter(folder)
    weights = Weights(*(wished.pop(name) for name in ("commute", "relation", "experience")))
    wishes, stop, first = wishes_of(**wished), budget_of(seconds, steps), first_day(day)
    say(f"Drawing {count or 'as many'} territories{'' if count else ' as there are reps'} ...")
    engine = measured_by(office)
    made = propose_territories(office, who, engine, first, stop, seed=seed, wishes=wishes, weights=weights, count=count)
    if not as_json:
        show_metrics(made.metrics)
        for name, account in made.centres.items():
            lat, lon = made.places[name]
            click.echo(f"{name}: its centre is {account} ({lat:.5f}, {lon:.5f})")
    if made.assignment is None:
        say(f"There are more territories ({len(made.centres)}) than reps: nothing was assigned or kept.")
        if as_json:
            emit_json({"metrics": metrics_json(made.metrics)})
        return
    _take(office, who, made, dry_run=dry_run, as_json=as_json)


def _take(office: Office, who: Person, made: AssignmentProposal, *, dry_run: bool, as_json: bool) -> None:
    answer = made.assignment
    assert answer is not None  # noqa: S101 - said above
    show_problems(made.left_out)
    if not dry_run:
        keep_assignment(office, who, made)
    moved = None if dry_run else len(made.moved)
    if as_json:
        emit_json({"metrics": metrics_json(made.metrics), "assignment": _json(answer), "moved": moved})
    else:
        _show(answer, moved, made.valid_from.isoformat())


def _json(answer: Assignment) -> dict[str, Any]:
    return picked(answer, "pairs", "price", "forbidden")


def _show(answer: Assignment, moved: int | None, day: str) -> None:
    for territory, rep in answer.pairs:
        click.echo(f"{territory} -> {rep}")
    for rep, territory, reason in answer.forbidden:
        click.echo(f"  {rep} cannot take {territory}: {reason}")
    click.echo("Nothing was kept." if moved is None else f"{moved} accounts have a new owner from {day}.")
