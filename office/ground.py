"""Tiles of the ground that maps are drawn on: baked from the roads in use when they are first asked for, and kept."""

from __future__ import annotations

import gzip
import hashlib
import logging
import threading
from collections import OrderedDict
from dataclasses import dataclass

from office.door import Act, reads, thinks
from office.opening import Office
from office.roads import network_kept
from routing.ground.ground import Ground, GroundDamagedError, unpack
from routing.ground.kinds import DEEPEST
from store.database import reading
from store.roads import RoadsRow, newest_roads, read_ground
from store.settings import read_settings

LOG = logging.getLogger(__name__)

RULES = 1
"""Part of every tile's address: tiles that are baked otherwise have another."""
MOST_KEPT_BYTES = 24_000_000
"""Packed tiles that one server keeps in memory; the one that was not asked for longest is baked again."""
OSM = "openstreetmap"
"""The setting by which maps take OpenStreetMap's own tiles instead of ours."""

_BAKING = threading.Lock()


@dataclass(frozen=True, slots=True)
class Tile:
    """A tile as it is sent: a packed vector tile and the hash of what is in it."""

    packed: bytes
    etag: str


@dataclass(frozen=True, slots=True)
class GroundInUse:
    """What maps are drawn on: the key of our tiles (empty without roads), or OpenStreetMap's own by choice."""

    key: str
    osm: bool
    deepest: int = DEEPEST


@reads
def read_ground_in_use(act: Act) -> GroundInUse:
    """Return which tiles maps take."""
    row = newest_roads(act.connection)
    return GroundInUse(_key(row) if row else "", read_settings(act.connection).map_tiles == OSM)


def _key(row: RoadsRow) -> str:
    """Return the key of the tiles: another where a ground was added to roads that had none."""
    return f"{row.key[:16]}-{RULES}{'g' if row.has_ground else 'r'}"


@thinks
def read_tile(act: Act, key: str, zoom: int, x: int, y: int) -> Tile | None:
    """Return a tile of the roads in use; None if there is none of these numbers, or the key is that of other roads.

    Baking takes bounded time, outside every transaction.
    """
    from routing.ground.tiles import bake, is_tile  # noqa: PLC0415 - slow to import, and only maps need it

    if not is_tile(zoom, x, y):
        return None
    with act.reading():
        if read_ground_in_use.inside(act).key != key:
            return None
    kept: OrderedDict[tuple[str, int, int, int], Tile] = act.office.memory.setdefault("tiles", OrderedDict())
    name = (key, zoom, x, y)
    with _BAKING:
        tile = kept.pop(name, None)
        if tile is None:
            data = bake(_ground(act.office, key), zoom, x, y)
            tile = Tile(gzip.compress(data, 6, mtime=0), f'"{hashlib.sha256(data).hexdigest()[:24]}"')
        kept[name] = tile
        while sum(len(one.packed) for one in kept.values()) > MOST_KEPT_BYTES:
            kept.popitem(last=False)
    return tile


def _ground(office: Office, key: str) -> Ground:
    """Return the ground in use, kept in memory under its key; made of the network where its source was not read."""
    known: tuple[str, Ground] | None = office.memory.get("ground")
    if known is None or known[0] != key:
        office.memory["ground"] = known = (key, _loaded(office))
    return known[1]


def _loaded(office: Office) -> Ground:
    with reading(office.database) as connection:
        row = newest_roads(connection)
        data = read_ground(connection, row.id) if row else None
    if data is not None:
        try:
            return unpack(data)
        except GroundDamagedError as error:
            LOG.warning("Maps show roads without names (%s). Make the roads again: roundsman roads.", error)
    from routing.ground.read import ground_of_network  # noqa: PLC0415 - seldom needed

    network = network_kept(office)
    if network is None:
        raise RuntimeError("a tile was asked for without roads")
    return ground_of_network(network)
