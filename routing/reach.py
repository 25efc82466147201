"""Times from a few junctions to all others, thousands of trees a second: one climb, then one sweep down the hierarchy.

From its source a cheapest way climbs to more and more important junctions and then descends (Dibbelt, Strasser, Wagner
2016). All descents share one pass over the junctions from the most important one down (PHAST: Delling, Goldberg,
Nowatzyk, Werneck 2013), here for several sources at a time. Turns are not priced: this is for those who compare
thousands of places, not for driving directions.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from routing.arriving import arcs_between_junctions
from routing.hierarchy import make_hierarchy
from routing.network import RoadNetwork
from routing.states import SearchGraph

if TYPE_CHECKING:
    from collections.abc import Callable

    def njit(**_options: Any) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
        """Stand for numba's decorator, which type checkers cannot see."""

else:
    from numba import njit

UNREACHED_MS = 2**30
"""No way: about twelve days, and two of them can be added in 32 bits."""
_ABREAST = 16
"""Sources whose descents share a pass: one cache line of milliseconds."""


class Reach:
    """The junctions of a network, contracted once; turns are not priced, and of parallel arcs the fastest counts.

    The order of contraction is the network's own: a junction counts for as much as its most important arc.
    """

    def __init__(self, network: RoadNetwork) -> None:
        arcs = len(network.arc_tail)
        highest = np.full(len(network.node_lat), -1, np.int64)
        for ends in (network.arc_tail, network.arc_head):
            np.maximum.at(highest, ends, network.state_rank[:arcs])
        ranks = np.empty(len(highest), np.int32)
        ranks[np.argsort(highest, kind="stable")] = np.arange(len(highest), dtype=np.int32)
        tail, head, ms = arcs_between_junctions(network)
        none = np.zeros(0, np.int32)
        graph = SearchGraph(ranks, np.arange(len(tail)), tail, head, ms, (none, none))
        made = make_hierarchy(graph)
        self._rank, self._parent = made.rank, made.parent
        self._start, self._head = made.up_start, made.up_head
        self._weight = np.minimum(made.weight, UNREACHED_MS).astype(np.int32)

    def seconds(self, sources: NDArray[np.int32], goals: NDArray[np.int32]) -> NDArray[np.float64]:
        """Return the seconds from each source to each goal, shape (len(sources), len(goals)); inf without a way."""
        found = np.empty((len(sources), len(goals)))
        for first in range(0, len(sources), _ABREAST):
            some = self._rank[sources[first : first + _ABREAST]]
            ms = _trees(self._start, self._head, self._weight, self._parent, some)[self._rank[goals]].T
            found[first : first + len(some)] = np.where(ms < UNREACHED_MS, ms / 1000.0, np.inf)
        return found


@njit(cache=True)
def _trees(start: Any, head: Any, weight: Any, parent: Any, sources: Any) -> Any:
    """Return the milliseconds from each source to every state, both by rank, shape (states, sources)."""
    states, count = len(parent), len(sources)
    ms = np.full((states, count), UNREACHED_MS, np.int32)
    for column in range(count):
        here = sources[column]
        ms[here, column] = 0
        while here >= 0:
            for k in range(start[here], start[here + 1]):
                ms[head[k], column] = min(ms[head[k], column], ms[here, column] + weight[0, k])
            here = parent[here]
    for state in range(states - 1, -1, -1):
        for k in range(start[state], start[state + 1]):
            high, way = head[k], weight[1, k]
            for column in range(count):
                ms[state, column] = min(ms[state, column], ms[high, column] + way)
    return ms
