"""New leads find their owner by where they are: the nearest junction decides, as it did for the design.

A rule that names an owner (a segment, a named account) goes before geography. The effect on the owner's hours is told
with the answer. Asking for one lead or for many gives the same owners.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import cKDTree

from routing.places import Place


@dataclass(frozen=True, slots=True)
class LeadAnswer:
    """Who owns a lead, why, and what the owner's workload comes to with it, as a part of the target."""

    lead_id: str
    rep_id: str
    by: str
    load: float


class LeadDesk:
    """Knows the owner of every junction; made once for a design.

    Parameters
    ----------
    lat, lon : float arrays, shape (m,)
        Junctions.
    owners : int array, shape (m,)
        The row of `rep_ids` that owns each junction.
    load_h, target_h : float arrays, shape (reps,)
        Hours a year that each rep has, and should have.
    rule : function of a place, or None
        Returns the id of the rep whom a rule names, or None.
    """

    def __init__(
        self,
        junctions: tuple[NDArray[np.float64], NDArray[np.float64]],
        owners: NDArray[np.int32],
        rep_ids: Sequence[str],
        hours: tuple[NDArray[np.float64], NDArray[np.float64]],
        rule: Callable[[Place], str | None] | None = None,
    ) -> None:
        lat, lon = junctions
        self._shrink = float(np.cos(np.radians(lat.mean())))
        self._tree = cKDTree(np.stack([lat, lon * self._shrink], axis=1))
        self._owners, self._reps, self._rule = owners, tuple(rep_ids), rule
        self._load, self._target = hours
        self._row: Mapping[str, int] = {rep: row for row, rep in enumerate(self._reps)}

    def owners_at(self, lat: NDArray[np.float64], lon: NDArray[np.float64]) -> NDArray[np.int32]:
        """Return the row of the rep who owns each position."""
        _, junction = self._tree.query(np.stack([lat, lon * self._shrink], axis=1))
        return np.asarray(self._owners[junction], np.int32)

    def ask(self, leads: Sequence[Place], hours_each: float) -> list[LeadAnswer]:
        """Return the owner of each lead, and what that owner's workload would be with this lead alone."""
        if not leads:
            return []
        rows = self.owners_at(np.array([lead.lat for lead in leads]), np.array([lead.lon for lead in leads]))
        return [self._answer(lead, int(row), hours_each) for lead, row in zip(leads, rows, strict=True)]

    def _answer(self, lead: Place, row: int, hours: float) -> LeadAnswer:
        named = self._rule(lead) if self._rule else None
        if named is not None:
            row = self._row[named]
        load = (self._load[row] + hours) / self._target[row]
        return LeadAnswer(lead.id, self._reps[row], "rule" if named is not None else "road", float(load))
