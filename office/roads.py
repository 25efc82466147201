"""The roads that a workspace plans on: made once, kept in its database, loaded from a file beside it."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import sqlalchemy as sa

from office.next_steps import missing, next_step
from office.opening import Office
from routing.keeping import network_from_file, network_from_place
from routing.network import RoadNetwork, RoadsDamagedError, RoadsNotKeptError, load, save
from routing.osm import Box, OsmServers
from routing.places import Place
from routing.problems import Problem
from routing.profile import Profile
from routing.roads import RoadEngine
from routing.snapping import require_stops
from store.accounts import read_accounts, read_reps
from store.changes import record_change
from store.database import Connection, reading, writing
from store.tables.roads import roads

LOG = logging.getLogger(__name__)

BOX_MARGIN_DEGREES = 0.05
"""About 5 km: roads that lead around the accounts are needed too."""


@dataclass(frozen=True, slots=True, eq=False)
class KeptRoads:
    """The network in use, what it was made from, and which accounts and reps it cannot serve well."""

    network: RoadNetwork
    problems: tuple[Problem, ...]


def keep_roads(office: Office, network: RoadNetwork, now: datetime) -> KeptRoads:
    """Put a network in use; raises `BadInputError` if places can meet no road of it."""
    require_stops(network)
    source, key = str(network.meta["source"]), str(network.meta["key"])
    with writing(office.database) as connection:
        newest = _newest(connection)
        if newest is None or newest.key != key:
            row = {
                "id": 1 if newest is None else newest.id + 1,
                "key": key,
                "source": source,
                "made_at": now.astimezone(UTC).isoformat(timespec="seconds"),
                "network": _bytes(network),
            }
            connection.execute(roads.insert().values(row))
            record_change(connection, "roads", f"roads of {source}, {len(network.node_lat)} junctions", now)
        places = placed(connection)
    return KeptRoads(network, (*_of_extract(network, places), *RoadEngine(network).problems(places)))


def _of_extract(network: RoadNetwork, places: Sequence[Place]) -> Iterator[Problem]:
    """Say where ways of the extract were cut, and that the network is smaller than the accounts' area."""
    source, missing = str(network.meta["source"]), int(network.meta.get("missing_nodes", 0))
    if missing:
        cause = f"its ways name {missing} nodes that it does not hold: they are cut there"
        action = "Where roads are missing, take an extract with complete ways."
        yield Problem("roads-clipped", source, cause, action)
    south, north = float(network.node_lat.min()), float(network.node_lat.max())
    west, east = float(network.node_lon.min()), float(network.node_lon.max())
    margin = BOX_MARGIN_DEGREES
    inside = sum(
        south - margin <= place.lat <= north + margin and west - margin <= place.lon <= east + margin
        for place in places
    )
    if len(places) - inside > max(2, len(places) // 10):
        covers = f"it covers {south:.2f} to {north:.2f} north and {west:.2f} to {east:.2f} east"
        cause = f"{len(places) - inside} of {len(places)} accounts and homes lie outside it; {covers}"
        yield Problem("roads-too-small", source, cause, "Take a larger extract, or: roundsman roads --around-accounts.")


def roads_from_file(office: Office, source: Path, profile: Profile, now: datetime) -> KeptRoads:
    """Make the roads of a local ``.osm.pbf`` or ``.osm`` file and put them in use."""
    return keep_roads(office, network_from_file(source, profile, office.folder.path / "roads"), now)


def roads_from_place(
    office: Office, place: str | Box, profile: Profile, now: datetime, servers: OsmServers | None = None
) -> KeptRoads:
    """Download the roads of a named place or a box, from OpenStreetMap's public servers or others; put them in use."""
    return keep_roads(office, network_from_place(place, profile, servers), now)


def box_of_accounts(office: Office) -> Box:
    """Return the box around all accounts and homes, with a margin; raises `BadInputError` if there are none."""
    with reading(office.database) as connection:
        places = placed(connection)
    if not places:
        raise missing("accounts")
    lat, lon = [place.lat for place in places], [place.lon for place in places]
    margin = BOX_MARGIN_DEGREES
    return min(lat) - margin, min(lon) - margin, max(lat) + margin, max(lon) + margin


def road_engine(office: Office) -> RoadEngine:
    """Return the engine over the network in use; raises `BadInputError` with the next step if there is none yet."""
    engine = roads_if_any(office)
    if engine is None:
        with reading(office.database) as connection:
            raise missing(next_step(connection))
    return engine


def roads_if_any(office: Office) -> RoadEngine | None:
    """Return the engine over the network in use, None if there is none yet."""
    network = network_kept(office)
    return RoadEngine(network) if network else None


def network_kept(office: Office) -> RoadNetwork | None:
    """Return the network in use, from its file, else (missing or damaged) from the database; None if there is none."""
    with reading(office.database) as connection:
        row = _newest(connection)
        if row is None:
            return None
        kept = office.folder.path / "roads" / f"roads-{row.key[:16]}.npz"
        try:
            return load(kept)
        except FileNotFoundError:
            LOG.info("Writing the road network from the database to %s.", kept)
        except RoadsDamagedError as error:
            LOG.warning("%s It is written anew from the database now.", error)
        data = connection.execute(sa.select(roads.c.network).where(roads.c.id == row.id)).scalar_one()
    network = _network(data)
    try:
        save(network, kept)
    except RoadsNotKeptError as error:
        LOG.warning("%s It is read from the database each time until then.", error)
    return network


def off_road(office: Office) -> Callable[[Sequence[Place]], tuple[Problem, ...]]:
    """Return what names places that no road in use reaches; nobody where there are no roads yet."""
    with reading(office.database) as connection:
        known = _newest(connection) is not None
    return road_engine(office).problems if known else lambda _: ()


def _newest(connection: Connection) -> Any:
    return connection.execute(sa.select(roads.c.id, roads.c.key).order_by(roads.c.id.desc()).limit(1)).first()


def placed(connection: Connection) -> Sequence[Place]:
    """Return the places of all accounts and homes."""
    return [account.place for account in read_accounts(connection)] + [rep.home for rep in read_reps(connection)]


def _bytes(network: RoadNetwork) -> bytes:
    with TemporaryDirectory(prefix="roundsman-") as folder:
        path = Path(folder) / "roads.npz"
        save(network, path, compressed=True)
        return path.read_bytes()


def _network(data: bytes) -> RoadNetwork:
    with TemporaryDirectory(prefix="roundsman-") as folder:
        path = Path(folder) / "roads.npz"
        path.write_bytes(data)
        return load(path)
