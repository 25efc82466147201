"""Travel to units: from a table of all pairs, or along a road network a few origins at a time."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import dijkstra

from territory.design.problem import Floats, Ints

UNREACHED_S = 1e7
"""What an unreachable unit costs (about four months): finite, so that sums stay comparable; `check` names it."""


METRES_A_DEGREE = 111_195.0
SLOW_M_S = 8.0
"""Roads are hardly ever so slow, as the crow flies, over a whole territory: it limits how far a centre is searched."""


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
    graph : csr_array, shape (nodes, nodes)
        Seconds from node to node; no stored zeros.
    unit_nodes, seat_nodes : int arrays
        The node of each unit and of each seat's home.
    positions : float array, shape (n, 2)
        Positions of the units, from which candidates for a centre are taken.
    candidates : int
        How many members nearest the middle are tried as a territory's centre.
    """

    graph: csr_array
    unit_nodes: Ints
    seat_nodes: Ints
    positions: Floats
    candidates: int = 6
    _rows: dict[int, Floats] = field(default_factory=dict, repr=False)

    def from_seats(self) -> Floats:
        """Return the seconds from the homes: one shortest-path tree for each."""
        return self._reach(self.seat_nodes)

    def from_units(self, units: Ints) -> Floats:
        """Return the seconds from `units`: one shortest-path tree for each that was not asked for before."""
        wanted = [int(unit) for unit in units]
        new = sorted(set(wanted) - self._rows.keys())
        if len(self._rows) + len(new) > _KEPT_ROWS:
            self._rows.clear()
            new = sorted(set(wanted))
        if new:
            self._rows.update(zip(new, self._reach(self.unit_nodes[new]), strict=True))
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
        extent_m = METRES_A_DEGREE * float(np.ptp(self.positions[members] * scale, axis=0).sum())
        rows = self._reach(self.unit_nodes[tried], limit_s=600 + extent_m / SLOW_M_S)
        return int(tried[np.argmin(rows[:, members] @ visits[members])])

    def _reach(self, nodes: Ints, limit_s: float = np.inf) -> Floats:
        rows = dijkstra(self.graph, indices=nodes, limit=limit_s)[:, self.unit_nodes]
        return np.where(np.isfinite(rows), rows, UNREACHED_S)


_KEPT_ROWS = 600
"""Rows kept by a `NetworkTravel`: 72 MB at 15,000 units."""
