"""From places to the search: the states a car can be in after leaving a door and before reaching one."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from routing.costs import NO_WAY, pack
from routing.network import RoadNetwork
from routing.snapping import Snaps


@dataclass(frozen=True, slots=True, eq=False)
class Doors:
    """For each place p the rows ``begin[p]:begin[p + 1]`` of the other arrays.

    Attributes
    ----------
    begin : int64 array, length n + 1
    state : int32 array
    cost : int64 array
        From the door to the state, or from the state to the door.
    arc : int32 array
        The arc on which the door's road point lies.
    """

    begin: NDArray[np.int64]
    state: NDArray[np.int32]
    cost: NDArray[np.int64]
    arc: NDArray[np.int32]


class DoorFinder:
    """Knows, for a network, the arcs of each edge and the steps that lead onto each arc."""

    def __init__(self, network: RoadNetwork, arc_ms: NDArray[np.int64] | None = None) -> None:
        self.network = network
        self.arc_ms = network.arc_ms if arc_ms is None else arc_ms
        self._off_road = float(network.meta["off_road_m_per_s"])

    @cached_property
    def _arcs(self) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Arcs sorted by edge, and where each edge's begin."""
        order = np.argsort(self.network.arc_edge, kind="stable")
        return order, np.searchsorted(self.network.arc_edge[order], np.arange(len(self.network.edge_start)))

    @cached_property
    def _steps(self) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Steps of the main part sorted by arc, and where each arc's begin."""
        net = self.network
        main = np.flatnonzero(net.main_state[net.step_tail] & net.main_state[net.step_head])
        order = main[np.argsort(net.step_arc[main], kind="stable")]
        return order, np.searchsorted(net.step_arc[order], np.arange(len(net.arc_tail) + 1))

    def off_road(self, snaps: Snaps) -> NDArray[np.int64]:
        """Return what the way between door and road costs, shape (n,)."""
        return pack(np.rint(snaps.offset_m / self._off_road * 1000), np.rint(snaps.offset_m * 10))

    def out(self, snaps: Snaps) -> Doors:
        """Return the states at the ends of each place's arcs."""
        place, arc = self._arcs_of(snaps)
        state = self.network.arc_end[arc]
        main = self.network.main_state[state]
        cost = self.off_road(snaps)[place] + self.part(arc, 1.0 - self._driven(snaps, place, arc))
        return _doors(len(snaps.edge), place[main], state[main], cost[main], arc[main])

    def into(self, snaps: Snaps) -> Doors:
        """Return the states from which each place's arcs are entered."""
        place, arc = self._arcs_of(snaps)
        order, start = self._steps
        sizes = start[arc + 1] - start[arc]
        step = order[np.repeat(start[arc], sizes) + _count_up(sizes)]
        place, arc = np.repeat(place, sizes), np.repeat(arc, sizes)
        cost = self.off_road(snaps)[place] + self.part(arc, self._driven(snaps, place, arc))
        cost += pack(self.network.step_turn_ms[step], 0)
        return _doors(len(snaps.edge), place, self.network.step_tail[step], cost, arc)

    def direct(self, snaps: Snaps) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
        """Return pairs of places on one edge, and what driving from one to the other along it costs."""
        origin, goal = _pairs_on_one_edge(snaps.edge)
        best = np.full(len(origin), NO_WAY, np.int64)
        place, arc = self._arcs_of(snaps)
        for ahead in (True, False):
            arc_of = np.full(len(snaps.edge), -1, np.int64)
            same = self.network.arc_forward[arc] == ahead
            arc_of[place[same]] = arc[same]
            gain = (snaps.share[goal] - snaps.share[origin]) * (1 if ahead else -1)
            good = (arc_of[origin] >= 0) & (gain >= 0)
            best[good] = np.minimum(best[good], self.part(arc_of[origin[good]], gain[good]))
        off = self.off_road(snaps)
        return origin, goal, np.where(best < NO_WAY, best + off[origin] + off[goal], NO_WAY)

    def _arcs_of(self, snaps: Snaps) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Return (place, arc) for every arc of every place's edge."""
        order, start = self._arcs
        sizes = start[snaps.edge + 1] - start[snaps.edge]
        arc = order[np.repeat(start[snaps.edge], sizes) + _count_up(sizes)]
        return np.repeat(np.arange(len(snaps.edge)), sizes), arc

    def _driven(self, snaps: Snaps, place: NDArray[np.int64], arc: NDArray[np.int64]) -> NDArray[np.float64]:
        """Return the share of each arc that lies before the place's point."""
        share = snaps.share[place]
        return np.where(self.network.arc_forward[arc], share, 1.0 - share)

    def part(self, arc: NDArray[np.int64], share: NDArray[np.float64]) -> NDArray[np.int64]:
        """Return the cost of driving a share of each arc."""
        return pack(np.rint(self.arc_ms[arc] * share), np.rint(self.network.arc_dm[arc] * share))


def _doors(
    count: int, place: NDArray[np.int64], state: NDArray[np.int32], cost: NDArray[np.int64], arc: NDArray[np.int64]
) -> Doors:
    return Doors(np.searchsorted(place, np.arange(count + 1)), state, cost, arc.astype(np.int32))


def _count_up(sizes: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return 0, 1, ... size - 1 for each size, one after the other."""
    return np.arange(sizes.sum()) - np.repeat(np.cumsum(sizes) - sizes, sizes)


def _pairs_on_one_edge(edge: NDArray[np.int32]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return all ordered pairs of different places that share an edge."""
    order = np.argsort(edge, kind="stable")
    groups = np.split(order, np.flatnonzero(np.diff(edge[order])) + 1)
    pairs = [(np.repeat(group, len(group)), np.tile(group, len(group))) for group in groups if len(group) > 1]
    if not pairs:
        return np.zeros(0, np.int64), np.zeros(0, np.int64)
    origin, goal = (np.concatenate(side) for side in zip(*pairs, strict=True))
    return origin[origin != goal], goal[origin != goal]
