"""Plans in the database: a plan is written once and never changed; only its status moves on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from routing.problems import BadInputError, Problem
from scheduler.plan import Night, Plan, PlannedVisit, Tour, UnservedVisit, VisitStatus
from store.rows import Row, batches
from store.tables.plans import plan_nights, planned_visits, plans, tours, unserved_visits


class PlanStatus(StrEnum):
    """A plan's life: at most one is published, the others are drafts or have been replaced."""

    DRAFT = "draft"
    PUBLISHED = "published"
    REPLACED = "replaced"


@dataclass(frozen=True, slots=True)
class PlanHead:
    """A stored plan without its tours."""

    id: int
    made_at: str
    start: date
    end: date
    status: PlanStatus


@dataclass(frozen=True, slots=True)
class Placed:
    """Where a stored plan has a visit."""

    visit_id: str
    account_id: str
    rep_id: str
    date: date


def write_plan(connection: Connection, plan: Plan, now: datetime) -> int:
    """Store a plan as a draft; return its number."""
    number = (connection.execute(sa.select(sa.func.max(plans.c.id))).scalar() or 0) + 1
    head = {
        "id": number,
        "made_at": now.astimezone(UTC).isoformat(timespec="seconds"),
        "start": plan.start,
        "end": plan.end,
        "status": PlanStatus.DRAFT.value,
        "evidence": plan.evidence,
    }
    connection.execute(plans.insert().values(head))
    for table, rows in [
        (tours, (_tour_row(number, tour) for tour in plan.tours)),
        (planned_visits, (row for tour in plan.tours for row in _visit_rows(number, tour))),
        (unserved_visits, (_unserved_row(number, visit) for visit in plan.unserved)),
        (plan_nights, (_night_row(number, night) for night in plan.nights)),
    ]:
        for batch in batches(rows):
            connection.execute(table.insert(), batch)
    return number


def plan_heads(connection: Connection) -> tuple[PlanHead, ...]:
    """Return all plans, oldest first."""
    columns = (plans.c.id, plans.c.made_at, plans.c.start, plans.c.end, plans.c.status)
    rows = connection.execute(sa.select(*columns).order_by(plans.c.id))
    return tuple(PlanHead(row.id, row.made_at, row.start, row.end, PlanStatus(row.status)) for row in rows)


def find_plan(connection: Connection, number: int | None) -> PlanHead:
    """Return a plan by its number, or the newest one; raises `BadInputError` if there is none such."""
    heads = plan_heads(connection)
    found = heads[-1:] if number is None else [head for head in heads if head.id == number]
    if found:
        return found[0]
    known = ", ".join(str(head.id) for head in heads) or "none yet"
    cause = "there is no plan" if number is None else f"there is no plan {number} (plans: {known})"
    raise BadInputError([Problem("plan-unknown", "plan", cause, "Make one with: roundsman plan.")])


def published_plan(connection: Connection) -> PlanHead | None:
    """Return the plan that is in force, if one was published."""
    return next((head for head in plan_heads(connection) if head.status is PlanStatus.PUBLISHED), None)


def read_plan(connection: Connection, head: PlanHead, only: AbstractSet[str] = frozenset()) -> Plan:
    """Return a stored plan whole, or the tours and visits of some reps alone."""
    status = VisitStatus.PUBLISHED if head.status is PlanStatus.PUBLISHED else VisitStatus.DRAFT
    visits: dict[tuple[str, date], list[PlannedVisit]] = defaultdict(list)
    for row in _rows(connection, planned_visits, head.id, only):
        key = row.pop("rep_id"), row.pop("date")
        visits[key].append(PlannedVisit(**row, status=status))
    found = [
        Tour(**row, visits=tuple(sorted(visits[row["rep_id"], row["date"]], key=lambda visit: visit.sequence)))
        for row in _rows(connection, tours, head.id, only)
    ]
    left_out = [UnservedVisit(**row) for row in _rows(connection, unserved_visits, head.id, only)]
    return Plan(
        head.start,
        head.end,
        tuple(sorted(found, key=lambda tour: (tour.rep_id, tour.date))),
        tuple(sorted(left_out, key=lambda visit: (visit.rep_id, visit.account_id, visit.visit_id))),
        read_evidence(connection, head),
        read_nights(connection, head.id, only),
    )


def read_nights(connection: Connection, number: int, only: AbstractSet[str] = frozenset()) -> tuple[Night, ...]:
    """Return the nights away of a plan by rep and date, those of some reps alone where these are named."""
    rows = _rows(connection, plan_nights, number, only)
    found = (Night(**(row | {"price": Decimal(row["price"])})) for row in rows)
    return tuple(sorted(found, key=lambda night: (night.rep_id, night.date)))


def find_placed(connection: Connection, head: PlanHead, visit_id: str) -> Placed | None:
    """Return where a plan has a visit, None where it has not; nothing else of the plan is read."""
    table = planned_visits.c
    columns = (table.visit_id, table.account_id, table.rep_id, table.date)
    query = sa.select(*columns).where(table.plan_id == head.id, table.visit_id == visit_id)
    row = connection.execute(query).one_or_none()
    return None if row is None else Placed(*row)


def accounts_toured(connection: Connection, reps: Collection[str]) -> frozenset[str]:
    """Return the accounts that reps visit by the plan in force."""
    head = published_plan(connection)
    if head is None:
        return frozenset()
    table = planned_visits.c
    query = sa.select(table.account_id.distinct()).where(table.plan_id == head.id, table.rep_id.in_(sorted(reps)))
    return frozenset(connection.execute(query).scalars())


def reps_touring(connection: Connection, account_ids: Collection[str]) -> tuple[str, ...]:
    """Return the reps who visit any of some accounts by the plan in force, by id."""
    head, wanted = published_plan(connection), set(account_ids)
    if head is None or not wanted:
        return ()
    table = planned_visits.c
    query = sa.select(table.rep_id, table.account_id).where(table.plan_id == head.id).distinct()
    return tuple(sorted({rep_id for rep_id, account_id in connection.execute(query) if account_id in wanted}))


def nights_in_force(connection: Connection, rep_id: str, first: date, last: date) -> dict[date, Night]:
    """Return a rep's nights between two dates, each by the newest plan that was in force and covers its date."""
    heads = [head for head in plan_heads(connection) if head.status is not PlanStatus.DRAFT]
    newest = {
        day: head.id
        for head in heads
        for day in (head.start + timedelta(days=n) for n in range((head.end - head.start).days + 1))
        if first <= day <= last
    }
    found = (night for number in sorted(set(newest.values())) for night in _own_nights(connection, number, newest))
    return {night.date: night for night in found if night.rep_id == rep_id}


def _own_nights(connection: Connection, number: int, newest: Mapping[date, int]) -> Iterator[Night]:
    return (night for night in read_nights(connection, number) if newest.get(night.date) == number)


def read_evidence(connection: Connection, head: PlanHead) -> dict[str, str | int | float]:
    """Return what made a stored plan."""
    found: dict[str, str | int | float] = connection.execute(
        sa.select(plans.c.evidence).where(plans.c.id == head.id)
    ).scalar_one()
    return found


def set_published(connection: Connection, number: int) -> None:
    """Put a plan in force; the one that was is marked as replaced."""
    in_force = plans.c.status == PlanStatus.PUBLISHED.value
    connection.execute(plans.update().where(in_force).values(status=PlanStatus.REPLACED.value))
    connection.execute(plans.update().where(plans.c.id == number).values(status=PlanStatus.PUBLISHED.value))


def _rows(connection: Connection, table: sa.Table, number: int, only: AbstractSet[str]) -> Iterator[dict[str, Any]]:
    columns = [column for column in table.columns if column.name != "plan_id"]
    query = sa.select(*columns).where(table.c.plan_id == number)
    if only:
        query = query.where(table.c.rep_id.in_(sorted(only)))
    return (dict(row) for row in connection.execute(query).mappings())


def _tour_row(number: int, tour: Tour) -> Row:
    return {
        "plan_id": number,
        "rep_id": tour.rep_id,
        "date": tour.date,
        "leave_s": tour.leave_s,
        "return_s": tour.return_s,
        "lunch_start_s": tour.lunch_start_s,
        "lunch_s": tour.lunch_s,
        "return_travel_s": tour.return_travel_s,
        "return_distance_m": tour.return_distance_m,
        "start_place": tour.start_place,
        "end_place": tour.end_place,
    }


def _visit_rows(number: int, tour: Tour) -> Iterator[Row]:
    for visit in tour.visits:
        yield {
            "plan_id": number,
            "visit_id": visit.visit_id,
            "account_id": visit.account_id,
            "rep_id": tour.rep_id,
            "date": tour.date,
            "sequence": visit.sequence,
            "arrival_s": visit.arrival_s,
            "start_s": visit.start_s,
            "end_s": visit.end_s,
            "travel_s": visit.travel_s,
            "distance_m": visit.distance_m,
        }


def _unserved_row(number: int, visit: UnservedVisit) -> Row:
    return {
        "plan_id": number,
        "visit_id": visit.visit_id,
        "account_id": visit.account_id,
        "rep_id": visit.rep_id,
        "first_date": visit.first_date,
        "last_date": visit.last_date,
        "reason": visit.reason,
        "detail": visit.detail,
    }


def _night_row(number: int, night: Night) -> Row:
    return asdict(night) | {"plan_id": number, "price": str(night.price)}
