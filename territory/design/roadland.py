"""Roads as the engine needs them: a graph in seconds, the junction at each place, cells and neighbours."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from routing.arriving import arcs_between_junctions
from routing.network import RoadNetwork
from routing.places import Place
from routing.snapping import RoadIndex
from territory.accounts import Account, Rep
from territory.design.adjacency import road_adjacency, road_cells
from territory.design.problem import Floats, Ints
from territory.design.travel import NetworkTravel

if TYPE_CHECKING:
    from scipy.sparse import csr_array


@dataclass(frozen=True, slots=True, eq=False)
class RoadLand:
    """Junctions with their positions, the graph between them, and where each place joins it."""

    lat: Floats
    lon: Floats
    graph: csr_array
    place_ids: tuple[str, ...]
    place_nodes: Ints

    def cells(self) -> Ints:
        """Return the place [row of `place_ids`] that owns each junction; -1 where no place reaches."""
        return road_cells(self.graph, self.place_nodes)

    def neighbours(self) -> tuple[tuple[str, str], ...]:
        """Return the pairs of places whose cells share a road."""
        pairs = road_adjacency(self.graph, self.place_nodes)
        return tuple((self.place_ids[a], self.place_ids[b]) for a, b in pairs)


def road_land(network: RoadNetwork, places: Sequence[Place]) -> RoadLand:
    """Return the land of a network; each place joins it at the nearer end of the road it stands on."""
    nodes = _nodes(network, places)
    return RoadLand(network.node_lat, network.node_lon, drive_graph(network), tuple(p.id for p in places), nodes)


def network_travel(
    network: RoadNetwork, accounts: Sequence[Account], reps: Sequence[Rep], neighbours: int
) -> tuple[NetworkTravel, Floats]:
    """Return travel along the network, and the mean seconds from each account to its nearest others, by their ids."""
    from routing.reach import Reach  # noqa: PLC0415 - numba is large, and few who serve need it

    accounts, reps = sorted(accounts, key=lambda one: one.id), sorted(reps, key=lambda one: one.id)
    units = _nodes(network, [account.place for account in accounts])
    homes = _nodes(network, [rep.home for rep in reps])
    positions = np.array([(account.lat, account.lon) for account in accounts])
    travel = NetworkTravel(Reach(network), units, homes, positions)
    return travel, travel.near_seconds(neighbours)


def _nodes(network: RoadNetwork, places: Sequence[Place]) -> Ints:
    snaps = RoadIndex(network).snap(places)
    ends = network.edge_ends
    return np.asarray(np.where(snaps.share < 0.5, ends[snaps.edge, 0], ends[snaps.edge, 1]), np.int32)


def drive_graph(network: RoadNetwork) -> csr_array:
    """Return seconds between junctions along arcs; of parallel arcs the fastest. Nothing passes through local roads."""
    from scipy.sparse import coo_array, csr_array  # noqa: PLC0415 - scipy is large, and few who serve need it

    n = len(network.node_lat)
    tail, head, ms = arcs_between_junctions(network)
    key = tail.astype(np.int64) * n + head
    order = np.lexsort((ms, key))
    first = order[np.unique(key[order], return_index=True)[1]]
    return csr_array(coo_array((ms[first] / 1000.0, (tail[first], head[first])), shape=(n, n)))
