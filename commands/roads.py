"""`roundsman roads`: the road network that travel times come from."""

from __future__ import annotations

from pathlib import Path

import click

from commands.context import emit_json, enter, json_option, say, show_problems, workspace_option
from commands.osm_servers import osm_options
from office.roads import KeptRoads, box_of_accounts, keep_roads
from office.travel import choose_travel
from routing.choice import FORMS
from routing.ground.read import read_ground
from routing.keeping import network_from_file, network_from_place
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
    (office, who), speeds = enter(folder), load_profile(profile, country)
    if file is not None:
        network, ground = network_from_file(file, speeds, office.folder.path / "roads"), read_ground(file)
    else:
        say("Downloading roads from OpenStreetMap ...")
        where = place or box_of_accounts(office, who)
        network, ground = network_from_place(where, speeds, OsmServers(nominatim, overpass))
    _show(keep_roads(office, who, network, ground), as_json=as_json)


def _choose(folder: Path, travel: str, *, as_json: bool) -> None:
    office, who = enter(folder)
    source = choose_travel(office, who, travel)
    if as_json:
        emit_json({"travel": source, "estimate": is_estimate(source)})
    else:
        click.echo(f"Times and distances come from {source} from now on.")


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
