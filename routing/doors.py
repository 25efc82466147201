"""From places to the search: the states a car can be in after leaving a door and before reaching one."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

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
        Between door and state, in the sense of `routing.costs`; may be negative in `Ends.through`.
    arc : int32 array
        The arc on which the door's road point lies.
    """

    begin: NDArray[np.int64]
    state: NDArray[np.int32]
    cost: NDArray[np.int64]
    arc: NDArray[np.int32]

    def only(self, places: NDArray[np.int64]) -> Doors:
        """Return the rows of some places, numbered anew in the order given."""
        sizes = self.begin[places + 1] - self.begin[places]
        begin = np.concatenate([[0], np.cumsum(sizes)])
        rows = np.repeat(self.begin[places] - begin[:-1], sizes) + np.arange(begin[-1])
        return Doors(begin, self.state[rows], self.cost[rows], self.arc[rows])

    def of(self, place: int) -> Doors:
        """Return one place's rows."""
        return self.only(np.array([place]))


@dataclass(frozen=True, slots=True, eq=False)
class Ends:
    """How places are left and reached.

    Attributes
    ----------
    out : Doors
        The states at the ends of each place's arcs, and what driving there costs.
    before : Doors
        The states from which a place's arcs are entered, and what turning in and driving to the place costs.
    through : Doors
        The same as one state for each arc: drive it to its end, and take back what lies behind the place. Not true for
        places on one edge, of which the first may be left on that arc already.
    one_edge : pair of int64 arrays
        All ordered pairs of different places that stand on one edge.
    along : int64 array, as long as those
        What driving from one to the other along the edge costs.
    """

    out: Doors
    before: Doors
    through: Doors
    one_edge: tuple[NDArray[np.int64], NDArray[np.int64]]
    along: NDArray[np.int64]


class DoorFinder:
    """Knows, for a network, the arcs of each edge and the steps that lead onto each arc."""

    def __init__(self, network: RoadNetwork, arc_ms: NDArray[np.int32] | None = None) -> None:
        self.network = network
        self.arc_ms = network.arc_ms if arc_ms is None else arc_ms
        self._off_road = float(network.meta["off_road_m_per_s"])

    @cached_property
    def _arcs(self) -> Groups:
        """The main part's arcs by edge."""
        net = self.network
        return _grouped(np.flatnonzero(net.arc_main), net.arc_edge, len(net.edge_start) - 1)

    @cached_property
    def _states(self) -> Groups:
        """The main part's states by arc."""
        net = self.network
        return _grouped(np.flatnonzero(net.main_state), net.state_arc, len(net.arc_tail))

    @cached_property
    def _steps(self) -> Groups:
        """The main part's steps by arc."""
        net = self.network
        main = np.flatnonzero(net.main_state[net.step_tail] & net.main_state[net.step_head])
        return _grouped(main, net.step_arc, len(net.arc_tail))

    def ends(self, snaps: Snaps) -> Ends:
        """Return how places are left and reached."""
        return Ends(self._out(snaps), self._before(snaps), self._through(snaps), *self._along(snaps))

    def _off(self, snaps: Snaps) -> NDArray[np.int64]:
        """Return what the way between door and road costs, shape (n,)."""
        return pack(np.rint(snaps.offset_m / self._off_road * 1000), np.rint(snaps.offset_m * 10))

    def _out(self, snaps: Snaps) -> Doors:
        place, arc = _members(self._arcs, snaps.edge)
        cost = self._off(snaps)[place] + self._whole(arc) - self._begun(arc, self._driven(snaps, place, arc))
        return _doors(len(snaps.edge), place, arc, cost, arc)

    def _before(self, snaps: Snaps) -> Doors:
        place, arc = _members(self._arcs, snaps.edge)
        row, step = _members(self._steps, arc)
        place, arc = place[row], arc[row]
        cost = self._off(snaps)[place] + self._begun(arc, self._driven(snaps, place, arc))
        cost += pack(self.network.step_turn_ms[step], 0)
        return _doors(len(snaps.edge), place, self.network.step_tail[step], cost, arc)

    def _through(self, snaps: Snaps) -> Doors:
        place, arc = _members(self._arcs, snaps.edge)
        row, state = _members(self._states, arc)
        place, arc = place[row], arc[row]
        cost = self._off(snaps)[place] + self._begun(arc, self._driven(snaps, place, arc)) - self._whole(arc)
        return _doors(len(snaps.edge), place, state, cost, arc)

    def _along(self, snaps: Snaps) -> tuple[tuple[NDArray[np.int64], NDArray[np.int64]], NDArray[np.int64]]:
        """Return the pairs of places on one edge, and what driving from one to the other along it costs."""
        origin, goal = _pairs_on_one_edge(snaps.edge)
        best = np.full(len(origin), NO_WAY, np.int64)
        place, arc = _members(self._arcs, snaps.edge)
        for ahead in (True, False):
            same = self.network.arc_forward[arc] == ahead
            arc_of, begun = np.full(len(snaps.edge), -1, np.int64), np.zeros(len(snaps.edge), np.int64)
            arc_of[place[same]] = arc[same]
            begun[place[same]] = self._begun(arc[same], self._driven(snaps, place[same], arc[same]))
            gain = (snaps.share[goal] - snaps.share[origin]) * (1 if ahead else -1)
            good = (arc_of[origin] >= 0) & (gain >= 0)
            best[good] = np.minimum(best[good], (begun[goal] - begun[origin])[good])
        off = self._off(snaps)
        return (origin, goal), np.where(best < NO_WAY, best + off[origin] + off[goal], NO_WAY)

    def _driven(self, snaps: Snaps, place: NDArray[np.int64], arc: NDArray[np.int64]) -> NDArray[np.float64]:
        """Return the share of each arc that lies before the place's point."""
        share = snaps.share[place]
        return np.where(self.network.arc_forward[arc], share, 1.0 - share)

    def _begun(self, arc: NDArray[np.int64], share: NDArray[np.float64]) -> NDArray[np.int64]:
        """Return the cost of driving each arc up to a share of it; delays come at the end."""
        driving = self.arc_ms[arc] - self.network.arc_delay_ms[arc]
        return pack(np.rint(driving * share), np.rint(self.network.arc_dm[arc] * share))

    def _whole(self, arc: NDArray[np.int64]) -> NDArray[np.int64]:
        """Return the cost of driving each arc to its end."""
        return pack(self.arc_ms[arc], self.network.arc_dm[arc])


Groups = tuple[NDArray[np.int64], NDArray[np.int64]]
"""Members sorted by their group, and where each group's begin."""


def _grouped(members: NDArray[np.int64], group_of: NDArray[np.int32], groups: int) -> Groups:
    """Sort members by ``group_of[member]``."""
    order = members[np.argsort(group_of[members], kind="stable")]
    return order, np.searchsorted(group_of[order], np.arange(groups + 1))


def _members(groups: Groups, asked: NDArray[Any]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return (row of `asked`, member) for every member of every group asked for."""
    order, start = groups
    sizes = start[asked + 1] - start[asked]
    first = np.repeat(start[asked] - (np.cumsum(sizes) - sizes), sizes)
    return np.repeat(np.arange(len(asked)), sizes), order[first + np.arange(sizes.sum())]


def _doors(count: int, place: NDArray[Any], state: NDArray[Any], cost: NDArray[np.int64], arc: NDArray[Any]) -> Doors:
    begin = np.searchsorted(place, np.arange(count + 1))
    return Doors(begin, state.astype(np.int32), cost, arc.astype(np.int32))


def _pairs_on_one_edge(edge: NDArray[np.int32]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return all ordered pairs of different places that share an edge."""
    order = np.argsort(edge, kind="stable")
    groups = np.split(order, np.flatnonzero(np.diff(edge[order])) + 1)
    pairs = [(np.repeat(group, len(group)), np.tile(group, len(group))) for group in groups if len(group) > 1]
    if not pairs:
        return np.zeros(0, np.int64), np.zeros(0, np.int64)
    origin, goal = (np.concatenate(side) for side in zip(*pairs, strict=True))
    return origin[origin != goal], goal[origin != goal]
