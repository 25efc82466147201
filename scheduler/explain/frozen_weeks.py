"""What a plan carries over from the one in force, before the first day that it chose."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from routing.dates import Day
from scheduler.plan import Plan


@dataclass(frozen=True, slots=True)
class FrozenVisit:
    """A visit of a frozen tour, in seconds since the rep's local midnight."""

    visit_id: str
    account_id: str
    rep_id: str
    date: Day
    start_s: int
    end_s: int


@dataclass(frozen=True, slots=True)
class Frozen:
    """What stands before `planned_from`, the first day that the plan chose: tours in force that it carries over."""

    planned_from: date
    visits: tuple[FrozenVisit, ...]


def frozen_in(plan: Plan, first: date, *, day: date | None = None, account_id: str = "") -> Frozen | None:
    """Return what stands on a day, or with an account, before the first day that was planned; None if nothing could."""
    visits = tuple(
        FrozenVisit(visit.visit_id, visit.account_id, tour.rep_id, tour.date, visit.start_s, visit.end_s)
        for tour in plan.tours
        if tour.date < first and day in {None, tour.date}
        for visit in tour.visits
        if account_id in {"", visit.account_id}
    )
    return Frozen(first, visits) if visits or (day is not None and day < first) else None
