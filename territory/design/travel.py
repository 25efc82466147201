"""Travel to units: from a table of all pairs, or along a road network a few origins at a time."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from territory.design.problem import Floats, Ints

if TYPE_CHECKING:
    from routing.reach import Reach

UNREACHED_S = 1e7
"""What an unreachable unit costs (about four months): finite, so that sums stay comparable; `check` names it."""


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
        wanted = [int(unit) for unit in units]
        new = sorted(set(wanted) - self._rows.keys())
        if len(self._rows) + len(new) > _KEPT_ROWS:
            self._rows.clear()
            new = sorted(set(wanted))
        if new:
            self._rows.update(zip(new, self._reach(self.unit_nodes[new], self.unit_nodes), strict=True))
        return np.stack([self._rows[unit] for unit in wanted])

    def table(self) -> Floats | None:
        """Return None: a network keeps no table of all pairs."""
        return None

    def centre(self, members: Ints, visits: Floats) -> int:
        """Return the best of the members nearest the weighted middle; ties go to the lower number."""
        middle = np.average(self.positions[members], axis=0, weights=visits[members])
        scale = np.array([1.0, np.cos(np.radians(middle[0]))])
        near = members[np.argsort((((self.positions[members] - middle) * scale) ** 2).sum(axis=1), kind="stable")]
        tried = np.sort(near[: self.candidates])
        rows = self._reach(self.unit_nodes[tried], self.unit_nodes[members])
        return int(tried[np.argmin(rows @ visits[members])])

    def near_seconds(self, neighbours: int) -> Floats:
        """Return the mean seconds from each unit to its nearest others, sought among the nearest as the crow flies."""
        from scipy.spatial import cKDTree  # noqa: PLC0415 - scipy is large, and few who serve need it

        count = min(neighbours, len(self.positions) - 1)
        if count < 1:
            return np.zeros(len(self.positions))
        flat = self.positions * np.array([1.0, np.cos(np.radians(self.positions[:, 0].mean()))])
        looked = min(_LOOKED_AT * count, len(flat) - 1)
        near = cKDTree(flat).query(flat, k=looked + 1)[1]
        found = np.empty(len(flat))
        for first in range(0, len(flat), _BLOCK):
            rows = np.arange(first, min(first + _BLOCK, len(flat)))
            ways = self._reach(self.unit_nodes[rows], self.unit_nodes)[np.arange(len(rows))[:, None], near[rows]]
            ways[near[rows] == rows[:, None]] = np.inf
            found[rows] = np.sort(ways, axis=1)[:, :count].mean(axis=1)
        return found

    def _reach(self, nodes: Ints, goals: Ints) -> Floats:
        rows = self.reach.seconds(nodes, goals)
        return np.where(np.isfinite(rows), rows, UNREACHED_S)


_LOOKED_AT = 3
"""How many times as many units are looked at as are wanted: the nearest on roads are among them."""
_BLOCK = 64

_KEPT_ROWS = 600
"""Rows kept by a `NetworkTravel`: 72 MB at 15,000 units."""
