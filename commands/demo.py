"""`roundsman demo`: the main job on a real small region, in one go."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from commands.context import emit_json, json_option, now, osm_options, say
from commands.figures import show_summary, summary_json
from office.demonstration.demonstration import START, Demonstrated, DemoOrder, demonstrate
from routing.osm import OsmServers


@click.command()
@click.option("--dir", "folder", type=click.Path(file_okay=False, path_type=Path), default="demo", show_default=True)
@click.option("--start", type=click.DateTime(["%Y-%m-%d"]), default=f"{START}", show_default=True)
@click.option("--weeks", type=click.IntRange(1, 53), default=13, show_default=True)
@click.option("--place", default="", help="Your own town, downloaded from OpenStreetMap, such as 'Brugge, Belgium'.")
@click.option("--country", default="", help="ISO code of that place, for its public holidays.")
@click.option("--timezone", default="UTC", show_default=True, help="IANA name of that place's clock.")
@osm_options
@json_option
def command(
    *,
    folder: Path,
    start: datetime,
    weeks: int,
    place: str,
    country: str,
    timezone: str,
    nominatim: str,
    overpass: str,
    as_json: bool,
) -> None:
    """Make a workspace from a real region and run the whole week in it."""
    if place and not country:
        raise click.UsageError("Say with --country where the place is, such as --country BE: holidays depend on it.")
    servers = OsmServers(nominatim, overpass)
    order = DemoOrder(folder, start.date(), weeks, place, country.upper(), timezone, servers)
    made = demonstrate(order, now(), say)
    if as_json:
        files = [{"path": str(file.path), "what": file.what} for file in made.files]
        emit_json({"plan": made.plan.number, **summary_json(made.summary), "files": files})
    else:
        _show(made, folder)


def _show(made: Demonstrated, folder: Path) -> None:
    click.echo()
    show_summary(made.summary)
    click.echo(f"\nMade in {folder}:")
    for file in made.files:
        click.echo(f"  {file.path.relative_to(folder)!s:<28} {file.what}")
    click.echo(f"\nLook on with: roundsman show plan --weeks --workspace {folder}")
