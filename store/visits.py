"""What became of visits: done, skipped or declined, with what was said about them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from scheduler.plan import VisitStatus
from store.rows import Written, upsert
from store.tables.plans import visit_log


@dataclass(frozen=True, slots=True)
class ClosedVisit:
    """A visit that is over; times are seconds since local midnight, None where nobody told them."""

    visit_id: str
    account_id: str
    rep_id: str
    status: VisitStatus
    date: date
    start_s: int | None
    end_s: int | None
    outcome: str
    notes: str
    reason: str
    recorded_at: str


def write_closed_visit(connection: Connection, visit: ClosedVisit) -> None:
    """Insert or correct what became of a visit."""
    write_closed_visits(connection, [visit])


def write_closed_visits(connection: Connection, visits: Sequence[ClosedVisit]) -> Written:
    """Insert or correct what became of many visits."""
    return upsert(connection, visit_log, [asdict(visit) | {"status": visit.status.value} for visit in visits])


def read_visit_log(connection: Connection) -> tuple[ClosedVisit, ...]:
    """Return all closed visits in the order of their dates."""
    rows = connection.execute(sa.select(visit_log)).mappings()
    found = [ClosedVisit(**row | {"status": VisitStatus(row["status"])}) for row in map(dict, rows)]
    return tuple(sorted(found, key=lambda visit: (visit.date, visit.rep_id, visit.start_s or 0, visit.visit_id)))


def reopen_visit(connection: Connection, visit_id: str, status: VisitStatus) -> bool:
    """Forget that a visit is closed, if it is closed with that status; return whether it was."""
    where = (visit_log.c.visit_id == visit_id, visit_log.c.status == status.value)
    return connection.execute(visit_log.delete().where(*where)).rowcount > 0
