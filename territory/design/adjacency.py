"""Which accounts are neighbours: the ones whose cells of the road network share a road.

Each road node belongs to the account from which it is reached first; a road between nodes of two accounts makes them
neighbours. Islands and river banks are thus neighbours only where a road, bridge or ferry joins them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from territory.design.problem import Ints

if TYPE_CHECKING:
    from scipy.sparse import csr_array


def road_cells(graph: csr_array, unit_nodes: Ints) -> Ints:
    """Return the unit that owns each road node, -1 where no unit reaches it.

    Units that share a node share its cell, which then belongs to the lowest of them.
    """
    from scipy.sparse.csgraph import dijkstra  # noqa: PLC0415 - scipy is large, and few who serve need it

    first = _first_at_node(graph.shape[0], unit_nodes)
    undirected = graph.maximum(graph.T)
    _, _, sources = dijkstra(
        undirected, indices=np.unique(unit_nodes), min_only=True, return_predecessors=True, directed=True
    )
    return np.where(sources >= 0, first[np.maximum(sources, 0)], -1).astype(np.int32)


def road_adjacency(graph: csr_array, unit_nodes: Ints) -> Ints:
    """Return the pairs (lower, higher) of neighbouring units, shape (m, 2), sorted.

    Units at one node are joined to the lowest of them and so to each other.
    """
    cells = road_cells(graph, unit_nodes)
    roads = graph.tocoo()
    left, right = cells[roads.row], cells[roads.col]
    joined = (left != right) & (left >= 0) & (right >= 0)
    first = _first_at_node(graph.shape[0], unit_nodes)[unit_nodes]
    units = np.arange(len(unit_nodes), dtype=np.int32)
    shared = first != units
    pairs = np.concatenate(
        [np.stack([left[joined], right[joined]], axis=1), np.stack([first[shared], units[shared]], axis=1)]
    )
    return np.unique(np.sort(pairs, axis=1), axis=0).astype(np.int32).reshape(-1, 2)


def islands(count: int, edges: Ints) -> list[Ints]:
    """Return the parts that `edges` leave unconnected among `count` units, largest first."""
    from scipy.sparse import csr_array  # noqa: PLC0415 - scipy is large, and few who serve need it
    from scipy.sparse.csgraph import connected_components  # noqa: PLC0415 - as above

    ones = np.ones(len(edges), dtype=np.int8)
    graph = csr_array((ones, (edges[:, 0], edges[:, 1])), shape=(count, count))
    parts, label = connected_components(graph, directed=False)
    members = [np.flatnonzero(label == part).astype(np.int32) for part in range(parts)]
    return sorted(members, key=lambda units: (-len(units), int(units[0])))


def _first_at_node(nodes: int, unit_nodes: Ints) -> Ints:
    first = np.full(nodes, -1, dtype=np.int32)
    first[unit_nodes[::-1]] = np.arange(len(unit_nodes), dtype=np.int32)[::-1]
    return first
