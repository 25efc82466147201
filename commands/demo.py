"""`roundsman demo`: the main job on a real small region, in one go."""

from __future__ import annotations

from concurrent.futures import BrokenExecutor, Future
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

import click

from commands.arguments import MIDNIGHT
from commands.context import emit_json, json_option, now, say
from commands.figures import show_summary, summary_json
from commands.osm_servers import osm_options
from office.demonstration.demonstration import (
    START,
    Demonstrated,
    DemoOrder,
    demonstrate,
    end_demonstration,
    open_demonstration,
)
from office.demonstration.region import REGION
from office.demonstration.sample import REPS
from office.opening import Office
from office.people import owner
from office.plans.drafts import MadePlan
from reports.folder import ExportedFile, PlanWeek, write_texts
from routing.businesses import Business
from routing.ground.ground import Ground
from routing.ground.read import read_ground
from routing.keeping import network_from_file, network_from_place
from routing.network import RoadNetwork
from routing.osm import OsmServers, businesses_in
from routing.problems import WorldError
from routing.profile import load_profile
from scheduler.team.ready import ready_crew


@click.command()
@click.option("--dir", "folder", type=click.Path(file_okay=False, path_type=Path), default="demo", show_default=True)
@click.option("--start", type=MIDNIGHT, default=f"{START}", show_default=True)
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
    servers, code = OsmServers(nominatim, overpass), country.upper()
    with (
        open_demonstration(folder, now, currency="EUR" if place else "CHF", tell=say) as office,
        ready_crew(len(REPS)) as crew,
    ):
        order = DemoOrder(start.date(), weeks, _businesses(place, servers), code, timezone)
        drawing: list[Future[tuple[ExportedFile, ...]]] = []

        def begin_to_draw(made: MadePlan) -> None:
            """Draw beside the first week, which changes nothing of what is drawn."""
            drawing.append(crew.start().submit(_draw_maps, folder, PlanWeek(made.number, start.date())))

        roads = partial(_network, office, place, code, servers)
        made = demonstrate(office, roads, order, crew, tell=say, on_published=begin_to_draw)
        say("Writing calendars, reports, maps and tables ...")
        week = PlanWeek(made.plan.number, start.date())
        files = (*write_texts(office, owner(), folder, week), *_drawn(drawing[0]))
        end_demonstration(office, owner(), len(files))
    if as_json:
        _emit(made, files)
    else:
        _show(made, files, folder)


def _draw_maps(folder: Path, week: PlanWeek) -> tuple[ExportedFile, ...]:
    from reports.maps import draw_maps

    return draw_maps(folder, week)


def _drawn(drawing: Future[tuple[ExportedFile, ...]]) -> tuple[ExportedFile, ...]:
    try:
        return drawing.result()
    except BrokenExecutor as error:
        raise WorldError("The process that drew the maps ended: is there enough memory? Run it again then.") from error


def _businesses(place: str, servers: OsmServers) -> tuple[Business, ...]:
    if not place:
        return ()
    say(f"Downloading the businesses of {place} from OpenStreetMap ...")
    return tuple(businesses_in(place, servers))


def _network(office: Office, place: str, country: str, servers: OsmServers) -> tuple[RoadNetwork, Ground]:
    if not place:
        file = REGION / "roads.osm.pbf"
        return network_from_file(file, load_profile(country="LI"), office.folder.path / "roads"), read_ground(file)
    say(f"Downloading the roads of {place} ...")
    return network_from_place(place, load_profile(country=country), servers)


def _emit(made: Demonstrated, files: tuple[ExportedFile, ...]) -> None:
    written = [{"path": str(file.path), "what": file.what} for file in files]
    people = {"ids": list(made.players.ids), "password": made.players.password}
    emit_json({"plan": made.plan.number, **summary_json(made.summary), "files": written, "people": people})


def _show(made: Demonstrated, files: tuple[ExportedFile, ...], folder: Path) -> None:
    click.echo()
    show_summary(made.summary)
    click.echo(f"\nMade in {folder}:")
    for file in files:
        click.echo(f"  {file.path.relative_to(folder)!s:<28} {file.what}")
    click.echo(f"\nLook on with: roundsman show plan --weeks --workspace {folder}")
    players = made.players
    click.echo(f"Or in a browser with: roundsman serve --workspace {folder}")
    monday = made.plan.plan.start + timedelta(days=7)
    click.echo(f"  as on the Monday after its first week, set ROUNDSMAN_NOW={monday}T08:00:00Z before it")
    click.echo(f"  sign in as {', '.join(players.ids)}; the password of each is {players.password}")
