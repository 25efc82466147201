"""Make a network once and keep it: beside the hash of its source, its profile and its country."""

from __future__ import annotations

import logging
from pathlib import Path

from routing.network import RoadNetwork, RoadsDamagedError, key_of, load, save
from routing.problems import BadInputError, Problem
from routing.profile import Profile

LOG = logging.getLogger(__name__)


def network_from_file(source: Path, profile: Profile, folder: Path) -> RoadNetwork:
    """Return the network of an OpenStreetMap file, made now or when it was asked for before.

    A kept network that is damaged is made again, with a warning.

    Raises
    ------
    BadInputError
        If the source is missing or holds no roads for this profile.
    RoadsNotKeptError
        If the folder cannot be written.
    """
    key = key_of(_read(source), profile.text, profile.country)
    kept = folder / f"roads-{key[:16]}.npz"
    try:
        return load(kept)
    except FileNotFoundError:
        LOG.info("Making the road network of %s.", source)
    except RoadsDamagedError as error:
        LOG.warning("%s It is made again now.", error)
    network = _make(source, profile, key)
    save(network, kept)
    return network


def _make(source: Path, profile: Profile, key: str) -> RoadNetwork:
    from routing.build import build_network  # noqa: PLC0415 - reading and compiling are slow to import, and seldom needed
    from routing.osm import ATTRIBUTION, read_file  # noqa: PLC0415

    meta = {"source": source.name, "key": key, "attribution": ATTRIBUTION}
    return build_network(read_file(source), profile, meta)


def _read(source: Path) -> bytes:
    try:
        return source.read_bytes()
    except OSError as error:
        action = "Name an .osm.pbf or .osm file that exists and may be read."
        raise BadInputError([Problem("roads-unreadable", str(source), error.strerror or str(error), action)]) from error
