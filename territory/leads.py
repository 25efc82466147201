"""New accounts find their owner: by a rule that names one, else by where they are, who fits, and who has room.

The nearest junction decides where an account lies, as it did for the design. Where that rep does not fit, or has a full
year, the one of the others who fit is taken whose way there is short and whose year has room. Asking for one or for
many gives the same owners.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import cKDTree

from routing.sentences import sentence

EARTH_M_PER_DEGREE = 111_195.0
NEAR_M = 2_000.0
"""A way this long is added to every rep's: nobody is taken for the last hundred metres alone."""
FULL = 1.1
"""A year of so much of the target is full: until then an account is its own area's rep's."""
SPARE = 0.1
"""So much a load weighs at least, as a part of the target: an empty year does not draw from far away."""


class LeadBy(StrEnum):
    """What decided about a lead."""

    RULE = "rule"
    ROAD = "road"
    FIT = "fit"
    ROOM = "room"


@dataclass(frozen=True, slots=True)
class Lead:
    """A place to be owned, with what it asks of its rep; `named` is the rep that a rule gives it to, and the rule."""

    id: str
    lat: float
    lon: float
    hours: float
    fits: frozenset[str] | None = None
    named: tuple[str, str] = ("", "")


@dataclass(frozen=True, slots=True)
class LeadAnswer:
    """Who owns a lead and why, and what the owner's workload comes to with it, as a part of the target.

    Attributes
    ----------
    rule : str
        The rule, where one decided.
    instead_of : str
        The rep whose area it lies in, where another was taken.
    """

    lead_id: str
    rep_id: str
    by: LeadBy
    load: float
    rule: str = ""
    instead_of: str = ""

    @property
    def reason(self) -> str:
        """Return why, in words."""
        return {
            LeadBy.RULE: f"rule {self.rule}",
            LeadBy.ROAD: "it lies in the territory",
            LeadBy.FIT: sentence(
                "{instead_of}, in whose territory it lies, lacks what it asks for", instead_of=self.instead_of
            ),
            LeadBy.ROOM: sentence("{instead_of}, in whose territory it lies, has no room", instead_of=self.instead_of),
        }[self.by]


class LeadDesk:
    """Knows the owner of every junction; made once for a design.

    Parameters
    ----------
    junctions : two float arrays, shape (m,)
        Latitudes and longitudes.
    owners : int array, shape (m,)
        The row of `rep_ids` that owns each junction.
    hours : two float arrays, shape (reps,)
        Hours a year that each rep has, and should have.
    """

    def __init__(
        self,
        junctions: tuple[NDArray[np.float64], NDArray[np.float64]],
        owners: NDArray[np.int32],
        rep_ids: Sequence[str],
        hours: tuple[NDArray[np.float64], NDArray[np.float64]],
    ) -> None:
        lat, lon = junctions
        self._shrink = float(np.cos(np.radians(lat.mean()))) if len(lat) else 1.0
        points = np.stack([lat, lon * self._shrink], axis=1) * EARTH_M_PER_DEGREE
        self._trees = {row: cKDTree(points[owners == row]) for row in np.unique(owners).tolist()}
        self._reps = tuple(rep_ids)
        self._load, self._target = hours

    def ask(self, leads: Sequence[Lead]) -> list[LeadAnswer | None]:
        """Return the owner of each lead, with that owner's workload with this lead alone; None where nobody fits."""
        return [self._answer(lead) for lead in leads]

    def _answer(self, lead: Lead) -> LeadAnswer | None:
        rep, rule = lead.named
        if rep in self._reps:
            return LeadAnswer(lead.id, rep, LeadBy.RULE, self._with(self._reps.index(rep), lead), rule)
        away = self._away(lead)
        if not away:
            return None
        nearest = min(away, key=lambda row: (away[row], row))
        able = [row for row in away if lead.fits is None or self._reps[row] in lead.fits]
        if not able:
            return None
        if nearest in able and self._with(nearest, lead) <= FULL:
            return LeadAnswer(lead.id, self._reps[nearest], LeadBy.ROAD, self._with(nearest, lead))
        taken = min(able, key=lambda row: ((away[row] + NEAR_M) * (self._with(row, lead) + SPARE), row))
        by = LeadBy.ROAD if taken == nearest else LeadBy.FIT if nearest not in able else LeadBy.ROOM
        instead = "" if by is LeadBy.ROAD else self._reps[nearest]
        return LeadAnswer(lead.id, self._reps[taken], by, self._with(taken, lead), "", instead)

    def _away(self, lead: Lead) -> dict[int, float]:
        """Return how far each rep's nearest junction is, in whole metres."""
        point = np.array([lead.lat, lead.lon * self._shrink]) * EARTH_M_PER_DEGREE
        return {row: float(round(tree.query(point)[0])) for row, tree in self._trees.items()}

    def _with(self, row: int, lead: Lead) -> float:
        return float((self._load[row] + lead.hours) / max(self._target[row], 1e-9))
