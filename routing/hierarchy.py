"""The contraction hierarchy of a network; RoutingKit finds the order in which states are contracted.

RoutingKit (Dibbelt, Strasser, Wagner; BSD licence) enters the product only here. Its own queries are the
independent check of ours in the tests.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import routingkit_cch
from numpy.typing import NDArray

from routing.contraction import chain, customize, eliminate, set_weights, tree_order, unpack
from routing.costs import NO_WAY
from routing.doors import Doors, Ends
from routing.labels import labels, meet, meet_pairs, shared
from routing.roads import USUAL_SEARCH
from routing.states import SearchGraph


def contraction_ranks(
    lat: NDArray[np.float64], lon: NDArray[np.float64], tail: NDArray[np.int32], head: NDArray[np.int32]
) -> NDArray[np.int32]:
    """Return each state's rank by nested dissection with inertial separators, shape (n,)."""
    order = routingkit_cch.compute_order_inertial(len(lat), tail.tolist(), head.tolist(), lat.tolist(), lon.tolist())
    ranks = np.empty(len(lat), np.int32)
    ranks[np.array(order, np.int64)] = np.arange(len(lat), dtype=np.int32)
    return ranks


@dataclass(frozen=True, slots=True, eq=False)
class Hierarchy:
    """States by rank with their ancestors; `weight` and `via` have row 0 upward and row 1 downward."""

    rank: NDArray[np.int32]
    up_start: NDArray[np.int64]
    up_head: NDArray[np.int32]
    parent: NDArray[np.int32]
    depth: NDArray[np.int32]
    walk: NDArray[np.int32]
    weight: NDArray[np.int64]
    via: NDArray[np.int32]


def make_hierarchy(graph: SearchGraph) -> Hierarchy:
    """Contract the states of a graph in its order and make every shortcut as cheap as it can be."""
    rank = np.empty(len(graph.rank), np.int32)
    rank[np.argsort(graph.rank)] = np.arange(len(rank), dtype=np.int32)
    up_start, up_head, parent = _eliminated(graph, rank)
    depth, walk = tree_order(parent)
    weight, via = set_weights(up_start, up_head, rank[graph.tail], rank[graph.head], graph.cost)
    customize(up_start, up_head, weight, via)
    return Hierarchy(rank, up_start, up_head, parent, depth, walk, weight, via)


def _eliminated(graph: SearchGraph, rank: NDArray[np.int32]) -> Any:
    """Return what `eliminate` does; what it is made from is let go before there are weights, which take most room."""
    one, other = (rank[np.concatenate(pair)] for pair in zip((graph.tail, graph.head), graph.beside, strict=True))
    low, high = np.minimum(one, other), np.maximum(one, other)
    apart = low < high
    by_low = np.argsort(low[apart], kind="stable")
    start = np.searchsorted(low[apart][by_low], np.arange(len(rank) + 1))
    return eliminate(start, high[apart][by_low])


class HierarchySearch:
    """Cheapest costs between doors on a contraction hierarchy of the network's main part."""

    name = USUAL_SEARCH

    def __init__(self, graph: SearchGraph) -> None:
        self._step = graph.step
        self._hierarchy = make_hierarchy(graph)

    def all_pairs(self, ends: Ends) -> NDArray[np.int64]:
        """Return the cost between all pairs of places by way of states, shape (n, n)."""
        h = self._hierarchy
        low, out_start, row = self._labels(ends.out, 0)
        low_in, in_start, back = self._labels(ends.through, 1)
        deepest = np.minimum(low, low_in)
        order = np.argsort(h.walk[deepest], kind="stable")
        cost = meet(row, out_start, back, in_start, h.parent, h.depth, deepest, order)
        origin, goal = ends.one_edge
        if len(origin):
            goals, which = np.unique(goal, return_inverse=True)
            before = ends.before.only(goals)
            low_before, before_start, rows = self._labels(_each_state(before), 1)
            first, last = before.begin[which], before.begin[which + 1]
            cost[origin, goal] = meet_pairs(
                row, out_start, low, rows, before_start, low_before, h.parent, h.depth, origin, first, last
            )
        return np.asarray(cost)

    def steps(self, out: Doors, before: Doors) -> tuple[int, NDArray[np.int64]]:
        """Return the cost between two single places, and the steps driven."""
        ways = [self._climb_and_descend(out, one) for one in _singles(before)]
        cost, climb, descend = min(ways, key=lambda way: way[0])
        if cost >= NO_WAY:
            return NO_WAY, np.zeros(0, np.int64)
        h = self._hierarchy
        return cost, self._step[unpack(h.up_start, h.up_head, h.via, climb, descend)]

    def _climb_and_descend(self, out: Doors, before: Doors) -> tuple[int, NDArray[np.int32], NDArray[np.int32]]:
        """Return the cost to one state, and the states of the hierarchy passed upward and downward."""
        h = self._hierarchy
        low, _, row = self._labels(out, 0)
        low_in, _, back = self._labels(before, 1)
        width = min(shared(h.parent, h.depth, low[0], low_in[0]), len(row), len(back))
        sums = row[:width] + back[:width]
        cost = int(sums.min(initial=NO_WAY))
        if cost >= NO_WAY:
            return NO_WAY, _NOWHERE, _NOWHERE
        top = _ancestor(h, low[0], int(sums.argmin()))
        climb = chain(
            h.up_start, h.up_head, h.weight[0], h.parent, h.depth, low[0], row, self._first(out, len(row)), top
        )
        first = self._first(before, len(back))
        descend = chain(h.up_start, h.up_head, h.weight[1], h.parent, h.depth, low_in[0], back, first, top)
        return cost, climb, descend[::-1].copy()

    def _labels(self, doors: Doors, side: int) -> tuple[NDArray[np.int32], NDArray[np.int64], NDArray[np.int64]]:
        h = self._hierarchy
        state = h.rank[doors.state]
        low, start, row = labels(
            h.up_start, h.up_head, h.weight[side], h.parent, h.depth, h.walk, doors.begin, state, doors.cost
        )
        return low, start, row

    def _first(self, doors: Doors, width: int) -> NDArray[np.int64]:
        """Return the cost of starting at each ancestor of a single place, by depth."""
        first = np.full(width, NO_WAY, np.int64)
        np.minimum.at(first, self._hierarchy.depth[self._hierarchy.rank[doors.state]], doors.cost)
        return first


_NOWHERE = np.zeros(0, np.int32)


def _each_state(doors: Doors) -> Doors:
    """Return the same rows, each as a place of its own."""
    return Doors(np.arange(len(doors.state) + 1), doors.state, doors.cost, doors.arc)


def _singles(doors: Doors) -> list[Doors]:
    """Return each row as doors of one place."""
    each = _each_state(doors)
    return [each.of(row) for row in range(len(doors.state))]


def _ancestor(hierarchy: Hierarchy, state: int, depth: int) -> int:
    """Return a state's ancestor at a depth."""
    while hierarchy.depth[state] > depth:
        state = hierarchy.parent[state]
    return int(state)
