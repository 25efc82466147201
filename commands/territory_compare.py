"""`roundsman territory compare`: several designs side by side, and a report of them with pictures."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from commands.context import emit_json, json_option, say, workspace_option
from commands.measuring import measured_by
from commands.territory_curves import factors
from commands.territory_shared import budget_of, design_options, first_day, from_option, wishes_of
from office.designs.curves import Curve, curve
from office.designs.inputs import Land, read_land
from office.designs.scenarios import Compared, compare
from office.opening import open_office
from office.roads import road_engine
from reports.designs import COLUMNS, cells, write_report
from routing.stopping import Stop


@click.command("compare")
@from_option
@design_options
@click.option("--experience", "experienced", multiple=True, metavar="REP=FACTOR", help="For the curve of chances.")
@click.option("--report", type=click.Path(file_okay=False, path_type=Path), help="Write tables and pictures there.")
@workspace_option
@json_option
def compared(
    *,
    day: datetime | None,
    seconds: float | None,
    steps: int | None,
    seed: int,
    experienced: tuple[str, ...],
    report: Path | None,
    folder: Path,
    as_json: bool,
    **wished: Any,
) -> None:
    """Show scenarios side by side: balance, travel, shape, what moves and which relationships break; keep nothing."""
    office = open_office(folder)
    engine, stop = measured_by(office), budget_of(seconds, steps)
    land = read_land(office, engine, first_day(day), wishes_of(**wished))
    made = compare(land, stop, seed)
    if report is not None:
        curves = _curves(land, budget_of(seconds, steps), seed, factors(experienced))
        for path in write_report(report, land, made, curves, road_engine(office).network):
            say(str(path))
    if as_json:
        emit_json([asdict(one) for one in made])
    else:
        _show(made)


def _curves(land: Land, stop: Stop, seed: int, experience: dict[str, float]) -> list[Curve]:
    """Return the curves that the workspace can answer: moves where there are owners, chances where some are senior."""
    made = [curve("moves", land, stop, seed, {})] if (land.present >= 0).all() else []
    return [*made, curve("chance", land, stop, seed, experience)] if experience else made


def _show(made: tuple[Compared, ...]) -> None:
    width = max(len(one.name) for one in made) + 2
    click.echo(" " * width + "".join(f"{name:>22}" for name in COLUMNS))
    for one in made:
        click.echo(f"{one.name:<{width}}" + "".join(f"{cell:>22}" for cell in cells(one)))
        if one.refused:
            click.echo(f"  cannot be had: {one.refused}")
