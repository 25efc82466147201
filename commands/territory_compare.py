"""`roundsman territory compare`: several designs side by side, and a report of them with pictures."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

import click

from commands.context import emit_json, enter, json_option, say, show_problems, workspace_option
from commands.presented import picked
from commands.territory_shared import (
    budget_of,
    design_options,
    factors,
    first_day,
    from_option,
    metrics_json,
    wishes_of,
)
from commands.travel import measured_by
from office.designs.choices import compare_designs
from office.roads import road_engine
from reports.designs import COLUMNS, cells, remarks, write_report
from territory.design.compared import Compared


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
    office, who = enter(folder)
    made = compare_designs(
        office,
        who,
        measured_by(office),
        first_day(day),
        budget_of(seconds, steps),
        seed=seed,
        wishes=wishes_of(**wished),
        experience=factors(experienced),
        curves=report is not None,
    )
    show_problems(made.land.left_out)
    if report is not None:
        for path in write_report(report, made.land, made.scenarios, made.curves, road_engine(office).network):
            say(str(path))
    if as_json:
        emit_json([_json(one) for one in made.scenarios])
    else:
        _show(made.scenarios)


def _json(one: Compared) -> dict[str, Any]:
    return {
        **picked(one, "name", "owners"),
        "metrics": one.metrics and metrics_json(one.metrics),
        **picked(one, "compact", "broken", "refused"),
    }


def _show(made: tuple[Compared, ...]) -> None:
    width = max(len(one.name) for one in made) + 2
    click.echo(" " * width + "".join(f"{name:>{len(name) + 3}}" for name in COLUMNS))
    for one in made:
        figures = zip(COLUMNS, cells(one), strict=True)
        click.echo(f"{one.name:<{width}}" + "".join(f"{cell:>{len(name) + 3}}" for name, cell in figures))
        if one.refused:
            click.echo(f"  cannot be had: {one.refused}")
    for said in remarks(made):
        click.echo(said)
