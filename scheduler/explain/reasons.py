"""Why a due visit is in no tour: each reason is tried before it is given."""

from __future__ import annotations

from dataclasses import dataclass

from routing.findings import Fact, Finding
from routing.tour import Window
from scheduler.demand.hours import within
from scheduler.explain.insertion import Priced, Tours, allowed, has_pattern, in_window
from scheduler.explain.trial import drive
from scheduler.horizon import Horizon

CODES = (
    "no-working-day",
    "closed",
    "too-long-for-hours",
    "too-far-for-a-day",
    "no-pattern",
    "spacing",
    "no-room",
    "too-dear",
    "missed",
    "unreachable",
    "no-place",
    "hours-unreadable",
    "hand-over",
)
"""Stable codes of unserved visits."""

RULES = {
    "hours": "it cannot be reached within its hours",
    "return": "home is reached too late",
    "driving": "more driving than a day may have",
    "work": "more work than a day may have",
    "visits": "more visits than a day may have",
    "load": "more load than a day may have",
    "day": "longer from door to door than a day may be",
    "unreachable": "no road leads there",
}
"""The rules of a rep-day that a trial names, and the cause of a problem that each one is."""


@dataclass(frozen=True, slots=True)
class Reason:
    """A tested reason: a stable code of `CODES`, what was found, and the price of the cheapest place, where one is."""

    code: str
    why: Finding
    price: float | None = None


def reason(horizon: Horizon, tours: Tours, visit: int, priced: Priced | None = None) -> Reason:
    """Return why a visit that is in none of the tours is in none, tried from the firmest reason to the softest."""
    days = in_window(horizon, visit)
    if not days:
        return _said("no-working-day")
    shut = _shut(horizon, visit, days)
    if shut:
        return _said(shut)
    alone = [drive(horizon, horizon.rep_days[d], [visit]) for d in days]
    if not any(trial.fits for trial in alone):
        return _said("too-far-for-a-day", rule=alone[0].broken)
    priced = priced or Priced(horizon, tours)
    free = allowed(horizon, priced.day_of, visit)
    if not free:
        return _said("spacing" if has_pattern(horizon, visit) else "no-pattern")
    return _by_price(horizon, visit, priced, free)


def _by_price(horizon: Horizon, visit: int, priced: Priced, free: list[int]) -> Reason:
    place = priced.cheapest(visit, free)
    if place is None:
        return _said("no-room", days=len(free))
    due = horizon.visits[visit]
    dear = place.price > due.price_unserved and not due.compulsory
    return _said(
        "too-dear" if dear else "missed", place.price, price=round(place.price), worth=round(due.price_unserved)
    )


def _said(code: str, cheapest: float | None = None, **facts: Fact) -> Reason:
    return Reason(code, why_unserved(code, **facts), cheapest)


def why_unserved(code: str, **facts: Fact) -> Finding:
    """Return why a visit is in no tour as a finding."""
    return Finding.of(f"unserved-{code}", **facts)


def _shut(horizon: Horizon, visit: int, days: list[int]) -> str:
    """Return ``closed`` or ``too-long-for-hours`` if opening hours alone forbid the visit on all of `days`."""
    due, longest = horizon.visits[visit], 0
    for d in days:
        shift = horizon.rep_days[d]
        spans = within(horizon.hours[due.hours][shift.day], (Window(shift.start_s, shift.end_s),))
        longest = max([longest, *(span.closes_s - span.opens_s for span in spans)])
    if longest == 0:
        return "closed"
    return "too-long-for-hours" if longest < due.service_s else ""
