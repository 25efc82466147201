"""The roads that a workspace plans on: made once, kept in its database, loaded from a file beside it."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from office.door import Act, reads, works
from office.next_steps import missing, next_step
from office.opening import Office
from routing.ground.ground import Ground, pack
from routing.network import RoadNetwork, RoadsDamagedError, RoadsNotKeptError, load, save
from routing.places import Place
from routing.problems import Problem
from routing.roads import RoadEngine
from routing.sentences import sentence
from routing.snapping import require_stops
from store.accounts import read_accounts, read_reps
from store.changes import Kind, Subject
from store.database import Connection, reading
from store.roads import add_roads, newest_roads, read_roads, set_ground

if TYPE_CHECKING:
    from routing.osm import Box

LOG = logging.getLogger(__name__)
ENGINE = "roads.engine"
"""Where the engine over the network in use is kept, with the network's key."""

BOX_MARGIN_DEGREES = 0.05
"""About 5 km: roads that lead around the accounts are needed too."""


@dataclass(frozen=True, slots=True, eq=False)
class KeptRoads:
    """The network in use, what it was made from, and which accounts and reps it cannot serve well."""

    network: RoadNetwork
    problems: tuple[Problem, ...]


@works
def keep_roads(act: Act, network: RoadNetwork, ground: Ground | None = None) -> KeptRoads:
    """Put a network in use, with the ground that maps are drawn on, and say which places it cannot serve well.

    The one that is in use already is not kept a second time; a ground that it lacked is added to it.

    Raises
    ------
    BadInputError
        If places can meet no road of it.
    """
    require_stops(network)
    source, key = str(network.meta["source"]), str(network.meta["key"])
    with act.reading() as connection:
        newest, places = newest_roads(connection), placed(connection)
    packed = None if newest is not None and newest.key == key else _bytes(network)
    drawn = pack(ground) if ground is not None else None
    kept = KeptRoads(network, (*_of_extract(network, places), *RoadEngine(network).problems(places)))
    if packed is not None:
        with act.writing() as connection:
            number = add_roads(connection, key, source, act.at, packed)
            if drawn is not None:
                set_ground(connection, number, drawn)
            act.touch(Subject(Kind.ROADS))
            act.note(
                sentence("roads of {source}, {junctions} junctions", source=source, junctions=len(network.node_lat))
            )
            return act.answer(kept)
    if drawn is not None and newest is not None and not newest.has_ground:
        with act.writing() as connection:
            set_ground(connection, newest.id, drawn)
            act.touch(Subject(Kind.ROADS))
            act.note(sentence("the ground of maps of {source}", source=source))
            return act.answer(kept)
    return kept


def _of_extract(network: RoadNetwork, places: Sequence[Place]) -> Iterator[Problem]:
    """Say where ways of the extract were cut, and that the network is smaller than the accounts' area."""
    source, missing = str(network.meta["source"]), int(network.meta.get("missing_nodes", 0))
    if missing:
        cause = sentence("its ways name {missing} nodes that it does not hold: they are cut there", missing=missing)
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
        covers = sentence(
            "it covers {south:.2f} to {north:.2f} north and {west:.2f} to {east:.2f} east",
            south=south,
            north=north,
            west=west,
            east=east,
        )
        cause = sentence(
            "{count} of {count_2} accounts and homes lie outside it; {covers}",
            count=len(places) - inside,
            count_2=len(places),
            covers=covers,
        )
        yield Problem("roads-too-small", source, cause, "Take a larger extract, or: roundsman roads --around-accounts.")


@reads
def box_of_accounts(act: Act) -> Box:
    """Return the box around all accounts and homes, with a margin; raises `BadInputError` if there are none."""
    places = placed(act.connection)
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
    """Return the engine over the network in use, None if there is none yet; it is kept as long as the network is."""
    with reading(office.database) as connection:
        row = newest_roads(connection)
    known: tuple[str, RoadEngine] | None = office.memory.get(ENGINE)
    if row is not None and known is not None and known[0] == row.key:
        return known[1]
    network = network_kept(office)
    if network is None:
        return None
    engine = RoadEngine(network, folder=office.folder.path / "travel")
    office.memory[ENGINE] = str(network.meta["key"]), engine
    return engine


def network_kept(office: Office) -> RoadNetwork | None:
    """Return the network in use, from its file, else (missing or damaged) from the database; None if there is none."""
    with reading(office.database) as connection:
        row = newest_roads(connection)
        if row is None:
            return None
        kept = office.folder.path / "roads" / f"roads-{row.key[:16]}.npz"
        try:
            return load(kept)
        except FileNotFoundError:
            LOG.info("Writing the road network from the database to %s.", kept)
        except RoadsDamagedError as error:
            LOG.warning("%s It is written anew from the database now.", error)
        data = read_roads(connection, row.id)
    network = _network(data)
    try:
        save(network, kept)
    except RoadsNotKeptError as error:
        LOG.warning("%s It is read from the database each time until then.", error)
    return network


def off_road(office: Office) -> Callable[[Sequence[Place]], tuple[Problem, ...]]:
    """Return what names places that no road in use reaches; nobody where there are no roads yet."""
    with reading(office.database) as connection:
        known = newest_roads(connection) is not None
    return road_engine(office).problems if known else lambda _: ()


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
