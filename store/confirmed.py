"""What mileage reads of visits and plans: confirmed visits, and how long the plans in force meant their ways to be."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from routing.dates import Day
from scheduler.plan import VisitStatus
from store.plans import ever_in_force
from store.tables.plans import planned_visits, plans, tours, visit_log

_DONE = visit_log.c.status == VisitStatus.DONE.value


@dataclass(frozen=True, slots=True)
class ConfirmedVisit:
    """A visit that a person has reported as done; times are seconds since local midnight."""

    date: Day
    visit_id: str
    account_id: str
    start_s: int | None
    end_s: int | None
    outcome: str


def confirmed_visits(connection: Connection, rep_id: str, first: date, last: date) -> tuple[ConfirmedVisit, ...]:
    """Return a rep's confirmed visits between two days inclusive, by day and time."""
    columns = (visit_log.c[name] for name in ConfirmedVisit.__dataclass_fields__)
    query = sa.select(*columns).where(_DONE, visit_log.c.rep_id == rep_id, visit_log.c.date.between(first, last))
    rows = connection.execute(query.order_by(visit_log.c.date, visit_log.c.start_s, visit_log.c.visit_id))
    return tuple(ConfirmedVisit(*row) for row in rows)


def visited_days(connection: Connection, since: date) -> frozenset[tuple[str, date]]:
    """Return rep and day of all confirmed visits to accounts from a day on."""
    query = sa.select(visit_log.c.rep_id, visit_log.c.date).where(_DONE, visit_log.c.account_id != visit_log.c.rep_id)
    query = query.where(visit_log.c.date >= since)
    return frozenset((row.rep_id, row.date) for row in connection.execute(query.distinct()))


def first_day_in_force(connection: Connection) -> date | None:
    """Return the first day of the first plan that was ever in force: what lies before it is imported history."""
    query = sa.select(sa.func.min(plans.c.start)).where(ever_in_force())
    return connection.execute(query).scalar()


def planned_metres(connection: Connection, rep_id: str, first: date, last: date) -> dict[tuple[date, str], Decimal]:
    """Return what the last plan in force meant each way to be: by day, and visit id or (for the way to bed) rep id."""
    published = sa.select(plans.c.id).where(ever_in_force()).scalar_subquery()
    visits = (
        sa.select(
            planned_visits.c.date, planned_visits.c.visit_id, planned_visits.c.distance_m, planned_visits.c.plan_id
        )
        .where(planned_visits.c.plan_id.in_(published), planned_visits.c.rep_id == rep_id)
        .where(planned_visits.c.date.between(first, last))
    )
    homes = (
        sa.select(tours.c.date, tours.c.rep_id, tours.c.return_distance_m, tours.c.plan_id)
        .where(tours.c.plan_id.in_(published), tours.c.rep_id == rep_id)
        .where(tours.c.date.between(first, last))
    )
    rows = sorted([*connection.execute(visits), *connection.execute(homes)], key=lambda row: row.plan_id)
    return {(day, name): Decimal(metres) for day, name, metres, _ in rows}
