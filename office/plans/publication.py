"""Putting a plan in force."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from office.calendars.events import refresh_events
from office.opening import Office
from store.changes import record_change
from store.database import writing
from store.plans import PlanHead, PlanStatus, find_plan, published_plan, set_published


@dataclass(frozen=True, slots=True)
class Published:
    """The plan now in force, and the one that was before."""

    number: int
    replaced: PlanHead | None
    changed: bool


def publish(office: Office, number: int | None, now: datetime) -> Published:
    """Put a plan in force, the newest if no number is given; doing it twice changes nothing."""
    with writing(office.database) as connection:
        head, before = find_plan(connection, number), published_plan(connection)
        if head.status is PlanStatus.PUBLISHED:
            return Published(head.id, None, changed=False)
        set_published(connection, head.id)
        refresh_events(connection, now)
        record_change(connection, "publish", f"plan {head.id} is in force", now)
    return Published(head.id, before, changed=True)
