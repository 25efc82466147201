"""Turn restrictions: which step no car may take, and which it must.

A restriction over a node forbids pairs of arcs. One over ways needs memory: the arcs on its way get states of
their own, entered only from its first arc.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from routing.extract import Restriction
from routing.states import Steps

_CARS = frozenset({"motorcar", "motor_vehicle", "vehicle"})


@dataclass(frozen=True, slots=True, eq=False)
class ArcFacts:
    """What restrictions are matched with: for each arc its nodes (OpenStreetMap ids), way and edge."""

    tail: NDArray[np.int64]
    head: NDArray[np.int64]
    way: NDArray[np.int64]
    edge: NDArray[np.int32]


def restrict(steps: Steps, restrictions: tuple[Restriction, ...], arcs: ArcFacts) -> Steps:
    """Return the steps that the restrictions leave."""
    holding = [one for one in restrictions if not one.except_for & _CARS and one.kind.startswith(("no_", "only_"))]
    known = _by_way(arcs, {way for one in holding for way in (*one.from_ways, *one.via_ways, *one.to_ways)})
    overlay = _Overlay(steps)
    for one in holding:
        only = one.kind.startswith("only_")
        for path, ends in _paths(one, arcs, known):
            overlay.forbid(path, ends, only=only)
    return overlay.steps()


def _by_way(arcs: ArcFacts, ways: set[int]) -> dict[int, list[int]]:
    """Return the arcs of each way asked for."""
    found: dict[int, list[int]] = {way: [] for way in ways}
    for arc in np.flatnonzero(np.isin(arcs.way, list(ways))).tolist():
        found[int(arcs.way[arc])].append(arc)
    return found


def _paths(one: Restriction, arcs: ArcFacts, known: dict[int, list[int]]) -> Iterator[tuple[list[int], set[int]]]:
    """Yield each restricted sequence of arcs up to the last turn, and the arcs that this turn is about."""
    goals = [arc for way in one.to_ways for arc in known[way]]
    for begin in (arc for way in one.from_ways for arc in known[way]):
        via: list[list[int]]
        if one.via_node is not None:
            via = [[]] if arcs.head[begin] == one.via_node else []
        else:
            via = _chains(int(arcs.head[begin]), [arc for way in one.via_ways for arc in known[way]], arcs)
        for middle in via:
            path = [begin, *middle]
            ends = {arc for arc in goals if arcs.tail[arc] == arcs.head[path[-1]]}
            if one.kind == "no_u_turn" and one.from_ways == one.to_ways:
                ends = {arc for arc in ends if arcs.edge[arc] == arcs.edge[begin]}
            if ends:
                yield path, ends


def _chains(node: int, via: list[int], arcs: ArcFacts) -> list[list[int]]:
    """Return the sequences of via arcs that start at a node, use every via way and drive no edge twice."""
    grown: list[list[int]] = [[arc] for arc in via if arcs.tail[arc] == node]
    for chain in grown:
        used = {int(arcs.edge[arc]) for arc in chain}
        onward = [arc for arc in via if arcs.tail[arc] == arcs.head[chain[-1]] and int(arcs.edge[arc]) not in used]
        grown += [[*chain, arc] for arc in onward]
    ways = {int(arcs.way[arc]) for arc in via}
    return [chain for chain in grown if {int(arcs.way[arc]) for arc in chain} == ways]


class _Overlay:
    """Steps with changes on top: the few states that restrictions touch, with their own lists of steps."""

    def __init__(self, steps: Steps) -> None:
        self._steps = steps
        self._order = np.argsort(steps.tail, kind="stable")
        self._start = np.searchsorted(steps.tail[self._order], np.arange(len(steps.state_arc) + 1))
        self._arc_of: dict[int, int] = {}
        self._count = len(steps.state_arc)
        self._copies: dict[int, list[int]] = {}
        self._changed: dict[int, list[tuple[int, int]]] = {}

    def forbid(self, path: list[int], ends: set[int], *, only: bool) -> None:
        """Forbid the turn from the end of a path onto `ends`, or (`only`) every other turn."""
        here = [path[0], *self._copies.get(path[0], [])]
        for arc in path[1:]:
            here = [state for one in here for state in self._enter(one, arc)]
        for state in here:
            self._changed[state] = [step for step in self._of(state) if (self._arc(step[0]) in ends) == only]

    def _enter(self, state: int, arc: int) -> list[int]:
        """Lead a state's steps onto an arc to copies of its states, and return them."""
        steps, entered = [], []
        for head, turn_ms in self._of(state):
            if self._arc(head) == arc:
                steps.append((self._copy(head), turn_ms))
                entered.append(steps[-1][0])
            else:
                steps.append((head, turn_ms))
        self._changed[state] = steps
        return entered

    def _copy(self, state: int) -> int:
        new, arc = self._count, self._arc(state)
        self._count += 1
        self._arc_of[new] = arc
        self._copies.setdefault(arc, []).append(new)
        self._changed[new] = list(self._of(state))
        return new

    def _arc(self, state: int) -> int:
        return self._arc_of.get(state, state)

    def _of(self, state: int) -> list[tuple[int, int]]:
        """Return a state's steps as (head, milliseconds of the turn)."""
        if state not in self._changed:
            rows = self._order[self._start[state] : self._start[state + 1]]
            self._changed[state] = list(
                zip(self._steps.head[rows].tolist(), self._steps.turn_ms[rows].tolist(), strict=True)
            )
        return self._changed[state]

    def steps(self) -> Steps:
        """Return the steps as they are now."""
        old = self._steps
        kept = ~np.isin(old.tail, list(self._changed))
        new = np.array([(s, *step) for s, steps in self._changed.items() for step in steps], np.int32).reshape(-1, 3)
        columns = (old.tail, old.head, old.turn_ms)
        joined = [np.concatenate([column[kept], new[:, k]]) for k, column in enumerate(columns)]
        state_arc = np.concatenate([old.state_arc, np.array(list(self._arc_of.values()), np.int32)])
        return Steps(joined[0], joined[1], joined[2], state_arc)
