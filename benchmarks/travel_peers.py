"""Other libraries' shortest paths on the product's graph; what each needs is made before the clock runs."""

from __future__ import annotations

import heapq
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import Any

import numpy as np
from numpy.typing import NDArray

from routing.doors import DoorFinder
from routing.network import RoadNetwork
from routing.places import Place
from routing.roads import RoadEngine
from routing.states import search_graph

Rows = NDArray[np.float64]
Prepared = Callable[[NDArray[np.int64]], Rows]


@dataclass(frozen=True, slots=True, eq=False)
class DoorGraph:
    """The main part's steps, with a state for leaving each place (`states` + row) and one for reaching it.

    Milliseconds are whole and positive; those of doors are one too many, as some libraries know no zero.
    """

    states: int
    places: int
    rank: NDArray[np.int32]
    tail: NDArray[np.int64]
    head: NDArray[np.int64]
    ms: NDArray[np.int64]

    @property
    def size(self) -> int:
        """Return the number of states in all."""
        return self.states + 2 * self.places

    def seconds(self, ms: Any, sources: NDArray[np.int64]) -> Rows:
        """Return rows of milliseconds as seconds, from each place to itself none."""
        rows = (np.asarray(ms, float) - 2) / 1000
        rows[np.arange(len(sources)), sources] = 0.0
        return rows


def door_graph(network: RoadNetwork, engine: RoadEngine, places: Sequence[Place]) -> DoorGraph:
    """Return the graph on which every library answers what `RoadEngine.table` is asked."""
    graph = search_graph(network)
    ends = DoorFinder(network).ends(engine.index.snap(places))
    states, count = len(graph.rank), len(places)
    leave = states + np.repeat(np.arange(count), np.diff(ends.out.begin))
    reach = states + count + np.repeat(np.arange(count), np.diff(ends.before.begin))
    tail = np.concatenate([graph.tail, leave, ends.before.state, states + ends.one_edge[0]])
    head = np.concatenate([graph.head, ends.out.state, reach, states + count + ends.one_edge[1]])
    shifts = np.repeat([0, 1, 1, 2], [len(graph.tail), len(leave), len(reach), len(ends.along)])
    ms = (np.concatenate([graph.cost, ends.out.cost, ends.before.cost, ends.along]) >> 26) + shifts
    driven = ms < 10**9
    order = np.lexsort((ms[driven], head[driven], tail[driven]))
    tail, head, ms = tail[driven][order], head[driven][order], ms[driven][order]
    first = np.concatenate([[True], (np.diff(tail) != 0) | (np.diff(head) != 0)]) & (tail != head)
    return DoorGraph(states, count, graph.rank, tail[first], head[first], ms[first])


def networkx_dijkstra(doors: DoorGraph) -> Prepared:
    """Prepare the reference: networkx, pure Python."""
    nx: Any = import_module("networkx")

    graph = nx.DiGraph()
    graph.add_weighted_edges_from(zip(doors.tail.tolist(), doors.head.tolist(), doors.ms.tolist(), strict=True))
    goals = range(doors.states + doors.places, doors.size)

    def rows(sources: NDArray[np.int64]) -> Rows:
        found = [nx.single_source_dijkstra_path_length(graph, doors.states + int(source)) for source in sources]
        return doors.seconds([[row.get(goal, np.inf) for goal in goals] for row in found], sources)

    return rows


def scipy_dijkstra(doors: DoorGraph) -> Prepared:
    """Prepare scipy's compiled Dijkstra search."""
    dijkstra = import_module("scipy.sparse.csgraph").dijkstra
    coo_array = import_module("scipy.sparse").coo_array
    graph = coo_array((doors.ms.astype(float), (doors.tail, doors.head)), shape=(doors.size, doors.size)).tocsr()
    goals = slice(doors.states + doors.places, doors.size)
    return lambda sources: doors.seconds(dijkstra(graph, indices=doors.states + sources)[:, goals], sources)


def numba_dijkstra(doors: DoorGraph) -> Prepared:
    """Prepare Dijkstra's search over arrays, compiled by numba."""
    njit = import_module("numba").njit
    order = np.argsort(doors.tail, kind="stable")
    start = np.searchsorted(doors.tail[order], np.arange(doors.size + 1))
    head, ms = doors.head[order], doors.ms[order]

    @njit
    def search(start: Any, head: Any, ms: Any, source: int) -> Any:
        best = np.full(len(start) - 1, 2**60)
        best[source] = 0
        heap = [(0, source)]
        while heap:
            cost, state = heapq.heappop(heap)
            if cost > best[state]:
                continue
            for k in range(start[state], start[state + 1]):
                longer = cost + ms[k]
                if longer < best[head[k]]:
                    best[head[k]] = longer
                    heapq.heappush(heap, (longer, head[k]))
        return best

    goals = slice(doors.states + doors.places, doors.size)
    return lambda sources: doors.seconds(
        [search(start, head, ms, doors.states + int(s))[goals] for s in sources], sources
    )


def routingkit(doors: DoorGraph) -> Prepared:
    """Prepare RoutingKit's customizable contraction hierarchy, by its own queries (time only)."""
    kit: Any = import_module("routingkit_cch")
    order = [*range(doors.states, doors.size), *np.argsort(doors.rank).tolist()]
    hierarchy = kit.CCH(order, doors.tail.tolist(), doors.head.tolist(), filter_always_inf_arcs=False)
    metric = kit.CCHMetric(hierarchy, doors.ms.tolist())
    query = kit.CCHOneToMany(metric, list(range(doors.states + doors.places, doors.size)))
    far = float("inf")

    def rows(sources: NDArray[np.int64]) -> Rows:
        found = [query.distances_from(doors.states + int(source)) for source in sources]
        return doors.seconds([[far if ms is None else ms for ms in row] for row in found], sources)

    return rows


def igraph_distances(doors: DoorGraph) -> Prepared:
    """Prepare the C library igraph."""
    igraph: Any = import_module("igraph")
    graph = igraph.Graph(doors.size, np.column_stack([doors.tail, doors.head]), directed=True)
    weights, goals = doors.ms.tolist(), list(range(doors.states + doors.places, doors.size))
    return lambda sources: doors.seconds(
        graph.distances((doors.states + sources).tolist(), goals, weights=weights, mode="out"), sources
    )


def rustworkx_dijkstra(doors: DoorGraph) -> Prepared:
    """Prepare the Rust library rustworkx."""
    rustworkx: Any = import_module("rustworkx")
    graph = rustworkx.PyDiGraph()
    graph.add_nodes_from([None] * doors.size)
    graph.add_edges_from(list(zip(doors.tail.tolist(), doors.head.tolist(), doors.ms.tolist(), strict=True)))
    goals = range(doors.states + doors.places, doors.size)

    def rows(sources: NDArray[np.int64]) -> Rows:
        found = [rustworkx.dijkstra_shortest_path_lengths(graph, doors.states + int(s), float) for s in sources]
        return doors.seconds([[_of(row, goal) for goal in goals] for row in found], sources)

    return rows


def _of(row: Any, goal: int) -> float:
    """Return a mapping's value; rustworkx's knows no default."""
    return float(row[goal]) if goal in row else np.inf


PEERS: dict[str, Callable[[DoorGraph], Prepared]] = {
    "networkx Dijkstra": networkx_dijkstra,
    "scipy Dijkstra": scipy_dijkstra,
    "numba Dijkstra": numba_dijkstra,
    "RoutingKit CCH (seconds only)": routingkit,
    "igraph": igraph_distances,
    "rustworkx Dijkstra": rustworkx_dijkstra,
}
"""The reference first; those that are not installed are left out."""
