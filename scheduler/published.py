"""Putting a draft in force, whole or in part: its tours of some reps and days beside the rest of the plan in force.

What people did meanwhile stays: a visit that is closed is not planned once more on another day, a visit that moved
across the edge of the part is planned once, and what has no tour any more is named among the unserved visits.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from datetime import date

from routing.findings import Finding
from scheduler.explain.reasons import why_unserved
from scheduler.plan import Plan, PlannedVisit, Tour, UnservedVisit

NOT_PUBLISHED = "not-published"
"""Why a visit has no tour: the draft has it outside the part that was put in force."""


@dataclass(frozen=True, slots=True)
class Part:
    """Which tours of a draft are meant: those of some reps, between two days inclusive."""

    reps: frozenset[str]
    first: date
    last: date

    def has(self, rep_id: str, day: date) -> bool:
        """Return whether a rep-day is meant."""
        return rep_id in self.reps and self.first <= day <= self.last


def put_together(base: Plan, draft: Plan, part: Part, over: Mapping[str, date]) -> Plan:
    """Return the plan in force with a part of a draft in its place; both hold at least the reps that it concerns.

    Parameters
    ----------
    over : mapping of visit id to date
        Visits that are closed, and the day on which that was: they stay there, or nowhere.
    """
    taken = [_without(tour, _elsewhere(tour, over)) for tour in draft.tours if part.has(tour.rep_id, tour.date)]
    placed = {visit.visit_id for tour in taken for visit in tour.visits}
    kept = [_without(tour, placed) for tour in base.tours if not part.has(tour.rep_id, tour.date)]
    tours = sorted((t for t in (*kept, *taken) if t.visits), key=lambda tour: (tour.rep_id, tour.date))
    served = {visit.visit_id for tour in tours for visit in tour.visits}
    left = [visit for visit in _left(base, draft, part) if visit.visit_id not in served and visit.visit_id not in over]
    outside = (n for n in base.nights if not part.has(n.rep_id, n.date))
    inside = (n for n in draft.nights if part.has(n.rep_id, n.date))
    return Plan(
        min([base.start, *(tour.date for tour in tours)]),
        max([base.end, *(tour.date for tour in tours)]),
        tuple(tours),
        tuple(sorted(left, key=lambda visit: (visit.rep_id, visit.account_id, visit.visit_id))),
        base.evidence,
        tuple(sorted((*outside, *inside), key=lambda night: (night.rep_id, night.date))),
    )


def _elsewhere(tour: Tour, over: Mapping[str, date]) -> set[str]:
    """Return the visits of a tour that are closed on another day than its own."""
    return {v.visit_id for v in tour.visits if v.visit_id in over and over[v.visit_id] != tour.date}


def _left(base: Plan, draft: Plan, part: Part) -> Iterator[UnservedVisit]:
    """Yield what may be unserved now, each visit once, the draft's word before the plan's in force."""
    beyond = _beyond(draft, part)
    told: dict[str, UnservedVisit] = {v.visit_id: v for v in base.unserved if v.rep_id not in part.reps}
    told |= {v.visit_id: v for v in draft.unserved if v.rep_id in part.reps}
    stay = (v for v in base.unserved if v.visit_id in beyond or _ends_outside(v, part))
    told |= {v.visit_id: v for v in stay if v.visit_id not in told}
    for tour in base.tours:
        for visit in tour.visits if part.has(tour.rep_id, tour.date) else ():
            if visit.visit_id in beyond and visit.visit_id not in told:
                last, why = beyond[visit.visit_id]
                lying = (visit.visit_id, visit.account_id, tour.rep_id, tour.date, max(last, tour.date))
                told[visit.visit_id] = UnservedVisit(*lying, NOT_PUBLISHED, why, visit.number)
    yield from told.values()


def _beyond(draft: Plan, part: Part) -> dict[str, tuple[date, Finding]]:
    """Return the visits of a draft that are outside the part: until when they wait, and what the draft does."""
    found = {
        v.visit_id: (v.last_date, why_unserved("draft-leaves-out", rep=v.rep_id))
        for v in draft.unserved
        if v.rep_id not in part.reps
    }
    for tour in draft.tours:
        if not part.has(tour.rep_id, tour.date):
            why = why_unserved("draft-elsewhere", day=tour.date.isoformat(), rep=tour.rep_id)
            found |= {visit.visit_id: (tour.date, why) for visit in tour.visits}
    return found


def _ends_outside(visit: UnservedVisit, part: Part) -> bool:
    """Return whether the window of a visit ends on a day that the part does not speak of."""
    return not part.first <= visit.last_date <= part.last


def _without(tour: Tour, gone: AbstractSet[str]) -> Tour:
    """Return a tour without some of its visits: the rep drives past them, and all times stay as they are.

    The way past a stop is taken as long as the way by it: no road is asked here, and no shorter way breaks a rule.
    """
    if not any(visit.visit_id in gone for visit in tour.visits):
        return tour
    visits: list[PlannedVisit] = []
    past_s, past_m = 0, 0
    for visit in tour.visits:
        way_s, way_m = visit.travel_s + past_s, visit.distance_m + past_m
        if visit.visit_id in gone:
            past_s, past_m = way_s, way_m
        else:
            visits.append(replace(visit, sequence=len(visits) + 1, travel_s=way_s, distance_m=way_m))
            past_s, past_m = 0, 0
    return replace(
        tour,
        visits=tuple(visits),
        return_travel_s=tour.return_travel_s + past_s,
        return_distance_m=tour.return_distance_m + past_m,
    )
