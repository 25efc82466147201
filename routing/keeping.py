"""Make a network once and keep it: beside the hash of its source, its profile and its country."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import TYPE_CHECKING

from routing.named_files import read_named
from routing.network import RoadNetwork, RoadsDamagedError, RoadsOutdatedError, key_of, load, save
from routing.profile import Profile

if TYPE_CHECKING:
    from routing.ground.ground import Ground
    from routing.osm import Box, OsmServers

LOG = logging.getLogger(__name__)


def network_from_file(source: Path, profile: Profile, folder: Path) -> RoadNetwork:
    """Return the network of an OpenStreetMap file, made now or when it was asked for before.

    A kept network that is damaged, or was made by an earlier version's rules, is made again with a warning.

    Raises
    ------
    BadInputError
        If the source is missing or holds no roads for this profile.
    RoadsNotKeptError
        If the folder cannot be written.
    """
    key = key_of(read_named(source), profile.text, profile.country)
    kept = folder / f"roads-{key[:16]}.npz"
    try:
        return load(kept)
    except FileNotFoundError:
        LOG.info("Making the road network of %s.", source)
    except (RoadsDamagedError, RoadsOutdatedError) as error:
        LOG.warning("%s It is made again now.", error)
    network = _make(source, profile, key)
    save(network, kept)
    return network


def network_from_place(
    place: str | Box, profile: Profile, servers: OsmServers | None = None
) -> tuple[RoadNetwork, Ground]:
    """Download the roads of a named place, or of a box (south, west, north, east), and make their network.

    The second is the ground that maps are drawn on, made of the same roads alone.

    Raises
    ------
    BadInputError
        If nothing of that name is known, or no road lies there.
    OsmAwayError
        If a server does not answer.
    """
    from routing.build import build_network  # noqa: PLC0415 - as in `_make`
    from routing.ground.read import ground_of_extract  # noqa: PLC0415
    from routing.osm import ATTRIBUTION, read_place  # noqa: PLC0415

    extract = read_place(place, profile.classes, servers)
    name = place if isinstance(place, str) else "box " + ", ".join(f"{side:.4f}" for side in place)
    key = key_of(extract.refs.tobytes() + repr(extract.way_tags).encode(), profile.text, profile.country)
    network = build_network(extract, profile, {"source": name, "key": key, "attribution": ATTRIBUTION})
    return network, ground_of_extract(extract)


def _make(source: Path, profile: Profile, key: str) -> RoadNetwork:
    from routing.build import build_network  # noqa: PLC0415 - reading and compiling are slow to import, and seldom needed
    from routing.osm import ATTRIBUTION, read_file  # noqa: PLC0415

    meta = {"source": source.name, "key": key, "attribution": ATTRIBUTION}
    return build_network(read_file(source), profile, meta)
