"""Junctions as the search sees them: a state says where a car is and, where turns are limited, how it came there."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from routing.costs import pack
from routing.network import RoadNetwork

Pairs = tuple[NDArray[np.int32], NDArray[np.int32]]


@dataclass(frozen=True, slots=True, eq=False)
class SearchGraph:
    """What a search for the cheapest way is made from.

    Attributes
    ----------
    rank : int32 array, shape (s,)
        Contraction order of the states.
    step, tail, head : int32 arrays, shape (t,)
        The steps of the main part: their number in the network, and their states.
    cost : int64 array, shape (t,)
        In the sense of `routing.costs`.
    beside : pair of int32 arrays
        States between which a place can stand.
    """

    rank: NDArray[np.int32]
    step: NDArray[np.int64]
    tail: NDArray[np.int32]
    head: NDArray[np.int32]
    cost: NDArray[np.int64]
    beside: Pairs


def search_graph(network: RoadNetwork, arc_ms: NDArray[np.int64] | None = None) -> SearchGraph:
    """Return the main part of a network as a graph, with its own times or the given ones (shape (a,), milliseconds)."""
    net = network
    main = np.flatnonzero(net.main_state[net.step_tail] & net.main_state[net.step_head])
    arc = net.step_arc[main]
    ms = (net.arc_ms if arc_ms is None else arc_ms)[arc] + net.step_turn_ms[main]
    cost = pack(ms, net.arc_dm[arc])
    beside = (net.beside_a, net.beside_b)
    return SearchGraph(net.state_rank, main, net.step_tail[main], net.step_head[main], cost, beside)


@dataclass(frozen=True, slots=True, eq=False)
class Steps:
    """The graph that is searched; see `routing.network.RoadNetwork` for its arrays."""

    node: NDArray[np.int32]
    tail: NDArray[np.int32]
    head: NDArray[np.int32]
    arc: NDArray[np.int32]
    turn_ms: NDArray[np.int32]
    arc_end: NDArray[np.int32]

    def beside(self, arc_edge: NDArray[np.int32]) -> Pairs:
        """Return pairs of states between which a place on one edge can stand; a hierarchy holds them together."""
        edge = np.concatenate([arc_edge, arc_edge[self.arc]])
        state = np.concatenate([self.arc_end, self.tail])
        edge, state = np.unique(np.stack([edge, state]), axis=1)
        start = np.searchsorted(edge, edge, side="left")
        end = np.searchsorted(edge, edge, side="right")
        row = np.arange(len(edge))
        later = [row[row - start >= gap] for gap in range(1, int((end - start).max(initial=1)))]
        ahead = np.concatenate([np.zeros(0, np.int64), *later])
        gaps = np.repeat(np.arange(1, len(later) + 1), [len(rows) for rows in later])
        return state[ahead - gaps].astype(np.int32), state[ahead].astype(np.int32)


def plain_steps(nodes: int, arc_tail: NDArray[np.int32], arc_head: NDArray[np.int32]) -> Steps:
    """Return one state for each node: every turn allowed, none delayed."""
    arcs = np.arange(len(arc_tail), dtype=np.int32)
    return Steps(np.arange(nodes, dtype=np.int32), arc_tail, arc_head, arcs, np.zeros(len(arcs), np.int32), arc_head)


def largest_part(steps: Steps) -> NDArray[np.bool_]:
    """Say which states belong to the largest part in which every state reaches every other."""
    count = len(steps.node)
    graph = coo_array((np.ones(len(steps.tail), np.int8), (steps.tail, steps.head)), shape=(count, count))
    _, part = connected_components(graph.tocsr(), directed=True, connection="strong")
    return np.asarray(part == np.bincount(part).argmax())
