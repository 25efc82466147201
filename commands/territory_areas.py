"""`roundsman territory areas` and `export`: territories on the map, and as files."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path

import click

from commands.context import emit_json, enter, show_problems, workspace_option
from commands.numbers import FiniteRange
from commands.territory_shared import asked_day, first_day
from commands.travel import measured_by
from office.designs.areas import outline_territories
from office.designs.files import export_territories
from reports.areas import areas_geojson


@click.command("areas")
@asked_day("The day whose owners are drawn.")
@click.option("--simplify", type=FiniteRange(0), default=100.0, show_default=True, help="Metres.")
@workspace_option
def areas(*, day: datetime | None, simplify: float, folder: Path) -> None:
    """Write the territories of a day as GeoJSON areas without overlap or hole, every account inside its own."""
    office, who = enter(folder)
    emit_json(areas_geojson(outline_territories(office, who, measured_by(office), first_day(day), simplify)))


@click.command("export")
@click.argument("into", metavar="DIR", type=click.Path(file_okay=False, path_type=Path))
@asked_day("The day whose owners are written.")
@workspace_option
def export(*, into: Path, day: datetime | None, folder: Path) -> None:
    """Write the territories of a day into DIR: accounts, reps, borders and areas, for whoever wants to check them."""
    office, who = enter(folder)
    made = export_territories(office, who, measured_by(office), first_day(day))
    texts = dict(made.texts)
    if made.areas is not None:
        texts["areas.geojson"] = json.dumps(areas_geojson(made.areas), indent=1) + "\n"
    show_problems(made.left_out)
    into.mkdir(parents=True, exist_ok=True)
    for name, text in texts.items():
        (into / name).write_text(text, encoding="utf-8", newline="")
        click.echo(into / name)
