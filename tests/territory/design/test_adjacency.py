"""Neighbours are the accounts whose stretches of road meet."""

from __future__ import annotations

import numpy as np
from scipy.sparse import csr_array

from territory.design.adjacency import islands, road_adjacency, road_cells
from territory.design.land import lifted


def street(lengths: list[float]) -> csr_array:
    """Return a street of two-way roads with the given lengths."""
    nodes = np.arange(len(lengths))
    ends = np.concatenate([nodes, nodes + 1]), np.concatenate([nodes + 1, nodes])
    return csr_array((np.array(lengths * 2, float), ends), shape=(len(lengths) + 1,) * 2)


def test_each_node_belongs_to_the_account_reached_first() -> None:
    assert road_cells(street([1, 1, 5, 1]), np.array([0, 4], np.int32)).tolist() == [0, 0, 0, 1, 1]


def test_accounts_along_a_street_are_neighbours_of_the_next_only() -> None:
    assert road_adjacency(street([1, 1, 1, 1]), np.array([0, 2, 4], np.int32)).tolist() == [[0, 1], [1, 2]]


def test_accounts_at_one_corner_are_neighbours() -> None:
    assert road_adjacency(street([1, 1]), np.array([2, 0, 2], np.int32)).tolist() == [[0, 1], [0, 2]]


def test_a_river_without_a_bridge_leaves_islands() -> None:
    graph = street([1, 1, 1]).tolil()
    graph[1, 2] = graph[2, 1] = 0
    edges = road_adjacency(csr_array(graph.tocsr()), np.array([0, 1, 3], np.int32))
    assert edges.tolist() == [[0, 1]]
    assert [part.tolist() for part in islands(3, edges)] == [[0, 1], [2]]


def test_lifting_an_account_joins_its_neighbours() -> None:
    edges = np.array([[0, 1], [1, 2], [2, 3]], np.int32)
    assert lifted(edges, np.array([False, True, False, False])).tolist() == [[0, 2], [2, 3]]
