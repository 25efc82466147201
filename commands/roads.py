"""`roundsman roads`: the road network that travel times come from."""

from __future__ import annotations

from pathlib import Path

import click

from commands.context import emit_json, json_option, now, osm_options, say, show_problems, workspace_option
from office.opening import open_office
from office.roads import KeptRoads, box_of_accounts, roads_from_file, roads_from_place
from office.travel import choose_travel
from routing.choice import FORMS
from routing.osm import OsmServers
from routing.profile import load_profile
from routing.travel import is_estimate


@click.command()
@click.argument("file", type=click.Path(path_type=Path), required=False)
@click.option("--place", default="", help="Download the roads of a place, such as 'Vaduz, Liechtenstein'.")
@click.option("--around-accounts", is_flag=True, help="Download the roads around all accounts and homes.")
@click.option(
    "--travel",
    default="",
    metavar="ENGINE",
    help=f"Measure ways by another engine from now on: {FORMS}; --travel roads: by these roads again.",
)
@click.option("--profile", type=click.Path(path_type=Path), help="Speeds and access of your own; see docs/roads.md.")
@click.option("--country", default="", help="ISO code, for its implicit speed limits.")
@osm_options
@workspace_option
@json_option
def command(
    *,
    file: Path | None,
    place: str,
    around_accounts: bool,
    travel: str,
    profile: Path | None,
    country: str,
    nominatim: str,
    overpass: str,
    folder: Path,
    as_json: bool,
) -> None:
    """Build the road network from FILE (.osm.pbf or .osm), or download it, and put it in use.

    With --travel, times and distances come from a routing server or from straight lines instead.
    """
    if sum([file is not None, bool(place), around_accounts, bool(travel)]) != 1:
        raise click.UsageError("Name one source of roads: a FILE, a --place, --around-accounts, or --travel ENGINE.")
    if travel:
        _choose(folder, travel, as_json=as_json)
        return
    office, speeds = open_office(folder), load_profile(profile, country)
    if file is not None:
        kept = roads_from_file(office, file, speeds, now())
    else:
        say("Downloading roads from OpenStreetMap ...")
        kept = roads_from_place(
            office, place or box_of_accounts(office), speeds, now(), OsmServers(nominatim, overpass)
        )
    _show(kept, as_json=as_json)


def _choose(folder: Path, travel: str, *, as_json: bool) -> None:
    engine = choose_travel(open_office(folder), travel, now())
    if as_json:
        emit_json({"travel": engine.source, "estimate": is_estimate(engine.source)})
    else:
        click.echo(f"Times and distances come from {engine.source} from now on.")


def _show(kept: KeptRoads, *, as_json: bool) -> None:
    show_problems(kept.problems)
    network = kept.network
    figures = {
        "source": network.meta["source"],
        "junctions": len(network.node_lat),
        "roads": len(network.edge_start) - 1,
        "kilometres": round(float(network.arc_dm.sum()) / 10_000),
        "problems": len(kept.problems),
    }
    if as_json:
        emit_json(figures)
    else:
        click.echo(
            f"Roads of {figures['source']}: {figures['junctions']} junctions, {figures['kilometres']} km driven ways."
        )
