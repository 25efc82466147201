"""Travel to units: from a table of all pairs, along a road network, or asked of an engine a few origins at a time."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from routing.geometry import flat_m
from routing.places import Place
from routing.travel import TravelEngine
from territory.accounts import Account, Rep
from territory.design.problem import Floats, Ints

if TYPE_CHECKING:
    from routing.reach import Reach

UNREACHED_S = 1e7
"""What an unreachable unit costs (about four months): finite, so that sums stay comparable; `check` names it."""
MOST_PAIRED = 3_000
"""Units up to which a table of all ways is made (on a network of roads with turns priced); beyond, see below."""


@dataclass(frozen=True, slots=True, eq=False)
class TableTravel:
    """Travel looked up in tables: `between` units, shape (n, n), and from `homes`, shape (p, n); seconds."""

    between: Floats
    homes: Floats

    def from_seats(self) -> Floats:
        """Return the seconds from the homes."""
        return self.homes

    def from_units(self, units: Ints) -> Floats:
        """Return the rows of `units`."""
        return self.between[units]

    def table(self) -> Floats | None:
        """Return all rows."""
        return self.between

    def centre(self, members: Ints, visits: Floats) -> int:
        """Return the weighted 1-median among `members`: exact."""
        return int(members[np.argmin(self.between[np.ix_(members, members)] @ visits[members])])


@dataclass(frozen=True, slots=True, eq=False)
class NetworkTravel:
    """Travel along a directed road graph.

    Attributes
    ----------
    reach : Reach
        The contracted junctions.
    unit_nodes, seat_nodes : int arrays
        The node of each unit and of each seat's home.
    positions : float array, shape (n, 2)
        Positions of the units, from which candidates for a centre are taken.
    candidates : int
        How many members nearest the middle are tried as a territory's centre.
    """

    reach: Reach
    unit_nodes: Ints
    seat_nodes: Ints
    positions: Floats
    candidates: int = 6
    _rows: dict[int, Floats] = field(default_factory=dict, repr=False)

    def from_seats(self) -> Floats:
        """Return the seconds from the homes: one shortest-path tree for each."""
        return self._reach(self.seat_nodes, self.unit_nodes)

    def from_units(self, units: Ints) -> Floats:
        """Return the seconds from `units`: one shortest-path tree for each that was not asked for before."""
        return _kept_rows(self._rows, units, lambda new: self._reach(self.unit_nodes[new], self.unit_nodes))

    def table(self) -> Floats | None:
        """Return None: a network keeps no table of all pairs."""
        return None

    def centre(self, members: Ints, visits: Floats) -> int:
        """Return the best of the members nearest the weighted middle; ties go to the lower number."""
        tried = _near_middle(self.positions, members, visits, self.candidates)
        rows = self._reach(self.unit_nodes[tried], self.unit_nodes[members])
        return int(tried[np.argmin(rows @ visits[members])])

    def near_seconds(self, neighbours: int) -> Floats:
        """Return the mean seconds from each unit to its nearest others, sought among the nearest as the crow flies."""
        nodes = self.unit_nodes
        return _near_seconds(self.positions, neighbours, lambda rows, goals: self._reach(nodes[rows], nodes[goals]))

    def _reach(self, nodes: Ints, goals: Ints) -> Floats:
        rows = self.reach.seconds(nodes, goals)
        return np.where(np.isfinite(rows), rows, UNREACHED_S)


@dataclass(frozen=True, slots=True, eq=False)
class AskedTravel:
    """Travel asked of an engine as it is needed: a table of all pairs of 15,000 units would be 225 million ways.

    Attributes
    ----------
    engine : TravelEngine
    places : tuple of Place
        The units.
    homes : float array, shape (p, n)
        Seconds from the homes.
    positions : float array, shape (n, 2)
    """

    engine: TravelEngine
    places: tuple[Place, ...]
    homes: Floats
    positions: Floats
    _rows: dict[int, Floats] = field(default_factory=dict, repr=False)

    def from_seats(self) -> Floats:
        """Return the seconds from the homes."""
        return self.homes

    def from_units(self, units: Ints) -> Floats:
        """Return the seconds from `units`; what was asked for before is not asked for again."""
        every = np.arange(len(self.places), dtype=np.int32)
        return _kept_rows(self._rows, units, lambda new: self.between(np.array(new, np.int32), every))

    def table(self) -> Floats | None:
        """Return None: no table of all pairs is kept."""
        return None

    def centre(self, members: Ints, visits: Floats) -> int:
        """Return the weighted 1-median among `members`: exact up to `_MOST_COMPARED`, else the best near the middle."""
        few = len(members) <= _MOST_COMPARED
        tried = members if few else _near_middle(self.positions, members, visits, _MOST_COMPARED)
        return int(tried[np.argmin(self.between(tried, members) @ visits[members])])

    def between(self, rows: Ints, goals: Ints) -> Floats:
        """Return the seconds from some units to others; from a unit to itself there is no way."""
        ways = _seconds(self.engine, [self.places[row] for row in rows], [self.places[goal] for goal in goals])
        return np.where(rows[:, None] == goals, 0.0, ways)


def asked_travel(
    engine: TravelEngine, accounts: Sequence[Account], reps: Sequence[Rep], neighbours: int
) -> tuple[AskedTravel, Floats]:
    """Return travel asked of an engine, and the mean seconds from each account to its nearest others, by their ids."""
    accounts, reps = sorted(accounts, key=lambda one: one.id), sorted(reps, key=lambda one: one.id)
    places = tuple(account.place for account in accounts)
    positions = np.array([(account.lat, account.lon) for account in accounts])
    travel = AskedTravel(engine, places, _seconds(engine, [rep.home for rep in reps], places), positions)
    return travel, _near_seconds(positions, neighbours, travel.between)


def _seconds(engine: TravelEngine, origins: Sequence[Place], goals: Sequence[Place]) -> Floats:
    return np.minimum(engine.block(origins, goals)[0].astype(np.float64), UNREACHED_S)


def _kept_rows(kept: dict[int, Floats], units: Ints, ask: Callable[[list[int]], Floats]) -> Floats:
    """Return the rows of `units`, of which those are asked for that are not kept."""
    wanted = [int(unit) for unit in units]
    new = sorted(set(wanted) - kept.keys())
    if len(kept) + len(new) > _KEPT_ROWS:
        kept.clear()
        new = sorted(set(wanted))
    if new:
        kept.update(zip(new, ask(new), strict=True))
    return np.stack([kept[unit] for unit in wanted])


def _near_middle(positions: Floats, members: Ints, visits: Floats, count: int) -> Ints:
    """Return the `count` members that lie nearest the weighted middle, by number."""
    middle = np.average(positions[members], axis=0, weights=visits[members])
    scale = np.array([1.0, np.cos(np.radians(middle[0]))])
    near = members[np.argsort((((positions[members] - middle) * scale) ** 2).sum(axis=1), kind="stable")]
    return np.sort(near[:count])


def _near_seconds(positions: Floats, neighbours: int, ways: Callable[[Ints, Ints], Floats]) -> Floats:
    """Return the mean seconds from each unit to its nearest others, sought among the nearest as the crow flies.

    Units that lie together are asked about together: they share most of their neighbours.
    """
    from scipy.spatial import cKDTree  # noqa: PLC0415 - scipy is large, and few who serve need it

    count = min(neighbours, len(positions) - 1)
    if count < 1:
        return np.zeros(len(positions))
    flat = flat_m(positions)
    looked = min(_LOOKED_AT * count, len(flat) - 1)
    tree = cKDTree(flat)
    near = tree.query(flat, k=looked + 1)[1].astype(np.int32)
    found = np.empty(len(flat))
    for first in range(0, len(flat), _BLOCK):
        rows = tree.indices[first : first + _BLOCK].astype(np.int32)
        goals, column = np.unique(near[rows], return_inverse=True)
        seconds = np.take_along_axis(ways(rows, goals), column.reshape(near[rows].shape), axis=1)
        seconds[near[rows] == rows[:, None]] = np.inf
        found[rows] = np.sort(seconds, axis=1)[:, :count].mean(axis=1)
    return found


_MOST_COMPARED = 500
"""Members of a territory that are all tried as its centre: a quarter of a million ways."""
_LOOKED_AT = 3
"""How many times as many units are looked at as are wanted: the nearest on roads are among them."""
_BLOCK = 64

_KEPT_ROWS = 600
"""Rows kept: 72 MB at 15,000 units."""
