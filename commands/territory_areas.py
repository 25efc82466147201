"""`roundsman territory areas` and `lead`: territories on the map, and whose a new address is."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from pathlib import Path

import click

from commands.context import emit_json, json_option, show_problems, workspace_option
from commands.measuring import measured_by
from commands.numbers import FiniteRange
from commands.territory_shared import first_day, from_option
from office.designs.areas import areas_geojson, territory_areas
from office.designs.files import export_territories
from office.designs.inputs import Wishes, read_land
from office.opening import open_office
from office.ownership.leads import lead_desk, lead_problems
from routing.places import Place


@click.command("areas")
@from_option
@click.option("--simplify", type=FiniteRange(0), default=100.0, show_default=True, help="Metres.")
@workspace_option
def areas(*, day: datetime | None, simplify: float, folder: Path) -> None:
    """Write the territories of a day as GeoJSON areas without overlap or hole, every account inside its own."""
    office = open_office(folder)
    emit_json(areas_geojson(territory_areas(office, measured_by(office), first_day(day), simplify)))


@click.command("lead")
@click.argument("lat", type=FiniteRange(-90, 90))
@click.argument("lon", type=FiniteRange(-180, 180))
@click.option("--hours", type=FiniteRange(0), default=10.0, show_default=True, help="Workload of the lead in a year.")
@from_option
@workspace_option
@json_option
def lead(*, lat: float, lon: float, hours: float, day: datetime | None, folder: Path, as_json: bool) -> None:
    """Say whose a new lead at LAT LON is, and how full that rep's year would be with it."""
    office = open_office(folder)
    engine, place = measured_by(office), Place("lead", lat, lon)
    (answer,) = lead_desk(read_land(office, engine, first_day(day), Wishes(contiguous=False))).ask([place], hours)
    show_problems(lead_problems(engine, [place]))
    if as_json:
        emit_json(asdict(answer))
    else:
        click.echo(f"{answer.rep_id}: workload {100 * answer.load:.1f} % of the target with it.")


@click.command("export")
@click.argument("into", metavar="DIR", type=click.Path(file_okay=False, path_type=Path))
@from_option
@workspace_option
def export(*, into: Path, day: datetime | None, folder: Path) -> None:
    """Write the territories of a day into DIR: accounts, reps, borders and areas, for whoever wants to check them."""
    office = open_office(folder)
    land = read_land(office, measured_by(office), first_day(day), Wishes(contiguous=False))
    for path in export_territories(land, into):
        click.echo(path)
