"""A visit that is over, and what was said about it."""

from __future__ import annotations

from dataclasses import dataclass

from routing.dates import Day
from scheduler.plan import VisitStatus


@dataclass(frozen=True, slots=True)
class ClosedVisit:
    """A visit that is over; times are seconds since local midnight, None where nobody told them.

    `number` is the visit's own, as it is read: None where no plan of ours numbered it.
    """

    visit_id: str
    account_id: str
    rep_id: str
    status: VisitStatus
    date: Day
    start_s: int | None
    end_s: int | None
    outcome: str
    notes: str
    reason: str
    recorded_at: str
    number: int | None = None
