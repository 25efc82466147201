"""Cheapest costs by scipy's Dijkstra search: slower than the hierarchy, the same answers, nothing but scipy needed.

It shares no code with the hierarchy beyond the graph, so each checks the other.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array, csr_array
from scipy.sparse.csgraph import dijkstra

from routing.costs import NO_WAY
from routing.doors import Doors, Ends
from routing.states import SearchGraph

_ROWS = 64
"""Sources searched at once: bounds the memory to this many rows of the graph."""


class DijkstraSearch:
    """Cheapest costs between doors by plain search of the network's main part."""

    name = "Dijkstra"

    def __init__(self, graph: SearchGraph) -> None:
        self._graph = graph
        order = np.lexsort((graph.cost, graph.head, graph.tail))
        tail, head = graph.tail[order], graph.head[order]
        self._kept = order[_changes(tail, head) & (tail != head)]

    def all_pairs(self, ends: Ends) -> NDArray[np.int64]:
        """Return the cost between all pairs of places by way of states, shape (n, n)."""
        places, states = len(ends.out.begin) - 1, len(self._graph.rank)
        graph = self._with_doors(ends.out, ends.before, places)
        result = np.empty((places, places), np.int64)
        for begin in range(0, places, _ROWS):
            rows = np.arange(begin, min(begin + _ROWS, places))
            found = dijkstra(graph, indices=states + rows)[:, states + places :]
            result[rows] = np.where(np.isfinite(found), found - 2, NO_WAY).astype(np.int64)
        return result

    def _with_doors(self, out: Doors, before: Doors, places: int) -> csr_array:
        """Add states for leaving and for reaching each place; door costs are one dearer, as scipy knows no zero."""
        states = len(self._graph.rank)
        leave = states + np.repeat(np.arange(places), np.diff(out.begin))
        reach = states + places + np.repeat(np.arange(places), np.diff(before.begin))
        tail = np.concatenate([self._graph.tail[self._kept], leave, before.state])
        head = np.concatenate([self._graph.head[self._kept], out.state, reach])
        cost = np.concatenate([self._graph.cost[self._kept], out.cost + 1.0, before.cost + 1.0])
        return _cheapest_of_parallels(tail, head, cost, states + 2 * places)

    def steps(self, out: Doors, before: Doors) -> tuple[int, NDArray[np.int64]]:
        """Return the cost between two single places, and the steps driven."""
        states = len(self._graph.rank)
        cost, previous = dijkstra(self._with_doors(out, before, 1), indices=states, return_predecessors=True)
        if not np.isfinite(cost[states + 1]):
            return NO_WAY, np.zeros(0, np.int64)
        passed = [previous[states + 1]]
        while previous[passed[-1]] != states:
            passed.append(previous[passed[-1]])
        graph = self._graph
        number = dict(
            zip(
                zip(graph.tail[self._kept].tolist(), graph.head[self._kept].tolist(), strict=True),
                graph.step[self._kept],
                strict=True,
            )
        )
        ways = zip(passed[:0:-1], passed[-2::-1], strict=True)
        return int(cost[states + 1]) - 2, np.array([number[int(a), int(b)] for a, b in ways], np.int64)


def _cheapest_of_parallels(
    tail: NDArray[np.int64], head: NDArray[np.int64], cost: NDArray[np.float64], count: int
) -> csr_array:
    order = np.lexsort((cost, head, tail))
    tail, head, cost = tail[order], head[order], cost[order]
    first = _changes(tail, head)
    return coo_array((cost[first], (tail[first], head[first])), shape=(count, count)).tocsr()


def _changes(tail: NDArray[Any], head: NDArray[Any]) -> NDArray[np.bool_]:
    """Say where a sorted list of pairs goes on to another pair."""
    return np.concatenate([[True], (np.diff(tail) != 0) | (np.diff(head) != 0)])
