"""New accounts find their owner: by a rule that names one, else by where they are, who fits, and who has room.

The nearest junction decides where an account lies, as it did for the design. Where that rep does not fit, or has a full
year, the one of the others who fit is taken whose way there is short and whose year has room. Of several that are asked
about together each finds the years as full as those before have made them, in whatever order they are given: those of
rules first, then who asks most, the longest year first.

Where past success is weighed, somebody whose year is not full is taken instead who has won more deals in the sector, if
that outweighs the way: a rep's price is divided by one and the weight times the success (`territory.success`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from routing.sentences import sentence
from territory.success import Successes, past_words

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
    SUCCESS = "success"


@dataclass(frozen=True, slots=True)
class Lead:
    """A place to be owned, with what it asks of its rep; `named` is the rep that a rule gives it to, and the rule.

    `sector` is what past success is looked up by.
    """

    id: str
    lat: float
    lon: float
    hours: float
    fits: frozenset[str] | None = None
    named: tuple[str, str] = ("", "")
    sector: str = ""


@dataclass(frozen=True, slots=True)
class LeadAnswer:
    """Who owns a lead and why, and what the owner's workload comes to with it, as a part of the target.

    Attributes
    ----------
    rule : str
        The rule, where one decided.
    instead_of : str
        The rep whose area it lies in, where another was taken.
    past : tuple of str
        What the owner, and who would have been it otherwise, have closed in the sector, in words.
    """

    lead_id: str
    rep_id: str
    by: LeadBy
    load: float
    rule: str = ""
    instead_of: str = ""
    past: tuple[str, str] = ("", "")

    @property
    def reason(self) -> str:
        """Return why, in words."""
        return {
            LeadBy.RULE: sentence("rule {rule}", rule=self.rule),
            LeadBy.ROAD: "it lies in the territory",
            LeadBy.FIT: sentence(
                "{instead_of}, in whose territory it lies, may not own it: skill, language, experience or lock",
                instead_of=self.instead_of,
            ),
            LeadBy.ROOM: sentence("{instead_of}, in whose territory it lies, has no room", instead_of=self.instead_of),
            LeadBy.SUCCESS: sentence(
                "{past}, {instead_of} {past_2}", past=self.past[0], instead_of=self.instead_of, past_2=self.past[1]
            ),
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
    past : Successes or None
        What reps have closed; None where it does not count.
    weight : float
        How much it counts: at 1 somebody who wins every deal may come from up to twice as far.
    """

    def __init__(
        self,
        junctions: tuple[NDArray[np.float64], NDArray[np.float64]],
        owners: NDArray[np.int32],
        rep_ids: Sequence[str],
        hours: tuple[NDArray[np.float64], NDArray[np.float64]],
        *,
        past: Successes | None = None,
        weight: float = 0.0,
    ) -> None:
        from scipy.spatial import cKDTree  # noqa: PLC0415 - scipy is large, and few who serve need it

        lat, lon = junctions
        self._shrink = float(np.cos(np.radians(lat.mean()))) if len(lat) else 1.0
        points = np.stack([lat, lon * self._shrink], axis=1) * EARTH_M_PER_DEGREE
        self._trees = {row: cKDTree(points[owners == row]) for row in np.unique(owners).tolist()}
        self._reps = tuple(rep_ids)
        self._load, self._target = hours
        self._past, self._weight = past or Successes(), weight if past else 0.0

    def ask(self, leads: Sequence[Lead]) -> list[LeadAnswer | None]:
        """Return the owner of each lead, with their workload with it and those before; None where nobody fits."""
        answers: dict[int, LeadAnswer | None] = {}
        load = self._load.astype(np.float64, copy=True)
        for number in sorted(range(len(leads)), key=lambda number: _turn(leads[number])):
            lead = leads[number]
            answer = answers[number] = self._answer(lead, load)
            if answer is not None:
                load[self._reps.index(answer.rep_id)] += lead.hours
        return [answers[number] for number in range(len(leads))]

    def _answer(self, lead: Lead, load: NDArray[np.float64]) -> LeadAnswer | None:
        rep, rule = lead.named
        if rep in self._reps:
            return LeadAnswer(lead.id, rep, LeadBy.RULE, self._with(self._reps.index(rep), lead, load), rule)
        away = self._away(lead)
        if not away:
            return None
        nearest = min(away, key=lambda row: (away[row], row))
        able = [row for row in away if lead.fits is None or self._reps[row] in lead.fits]
        if not able:
            return None
        full = {row: self._with(row, lead, load) for row in able}
        price = {row: round((away[row] + NEAR_M) * (full[row] + SPARE), 3) for row in able}
        there = nearest in able and full[nearest] <= FULL
        taken = nearest if there else min(able, key=lambda row: (price[row], row))
        better = self._better(lead, taken, price, full)
        if better is not None:
            past = tuple(
                past_words(self._past.of(self._reps[row], lead.sector), lead.sector) for row in (better, taken)
            )
            names = self._reps[better], LeadBy.SUCCESS, full[better], "", self._reps[taken]
            return LeadAnswer(lead.id, *names, (past[0], past[1]))
        by = LeadBy.ROAD if taken == nearest else LeadBy.FIT if nearest not in able else LeadBy.ROOM
        instead = "" if by is LeadBy.ROAD else self._reps[nearest]
        return LeadAnswer(lead.id, self._reps[taken], by, full[taken], "", instead)

    def _better(self, lead: Lead, taken: int, price: dict[int, float], full: dict[int, float]) -> int | None:
        """Return who has won so much more in the lead's sector that the way and the year do not matter; None if nobody.

        Nobody is taken for it whose year would be full.
        """
        if not (self._weight and lead.sector):
            return None
        won = {row: self._past.of(self._reps[row], lead.sector).success for row in price}
        room = [row for row in price if full[row] <= FULL and won[row] > won[taken]]
        weighed = {row: round(price[row] / (1 + self._weight * won[row]), 3) for row in price}
        best = min(room, key=lambda row: (weighed[row], row), default=taken)
        return best if weighed[best] < weighed[taken] else None

    def _away(self, lead: Lead) -> dict[int, float]:
        """Return how far each rep's nearest junction is, in whole metres."""
        point = np.array([lead.lat, lead.lon * self._shrink]) * EARTH_M_PER_DEGREE
        return {row: float(round(tree.query(point)[0])) for row, tree in self._trees.items()}

    def _with(self, row: int, lead: Lead, load: NDArray[np.float64]) -> float:
        return float((load[row] + lead.hours) / max(self._target[row], 1e-9))


def _turn(lead: Lead) -> tuple[bool, float, float, str]:
    """Return when a lead's turn is: what has no choice first, then what has least, the longest year first."""
    choice = float("inf") if lead.fits is None else float(len(lead.fits))
    return not lead.named[0], choice, -round(lead.hours, 6), lead.id
