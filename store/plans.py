"""Plans in the database: a plan is written once and never changed; only its status moves on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from routing.problems import BadInputError, Problem
from routing.sentences import sentence
from scheduler.plan import Night, Plan, PlannedVisit, Tour, UnservedVisit, VisitStatus
from store.rows import Row, batches, plain_rows
from store.tables.plans import plan_nights, planned_visits, plans, tours, unserved_visits, visits
from store.visits import Visit, keep_visits
from store.words import EVER_IN_FORCE, PlanStatus

__all__ = ["PlanStatus"]


@dataclass(frozen=True, slots=True)
class Origin:
    """The state that a plan was made from: the last change, the plan in force then, and who made it."""

    revision: int = 0
    in_force: int | None = None
    made_by: str = ""


@dataclass(frozen=True, slots=True)
class PlanHead:
    """A stored plan without its tours; `origin` is the state that it was made from."""

    id: int
    made_at: str
    start: date
    end: date
    status: PlanStatus
    origin: Origin = field(default_factory=Origin)


def write_plan(connection: Connection, plan: Plan, now: datetime, origin: Origin | None = None) -> int:
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
    connection.execute(plans.insert().values(head | asdict(origin or Origin())))
    add_rows(connection, number, plan)
    return number


def add_rows(connection: Connection, number: int, plan: Plan) -> None:
    """Add tours, unserved visits and nights to a stored plan."""
    keep_visits(connection, _visits_of(plan))
    for table, rows in [
        (tours, (_tour_row(number, tour) for tour in plan.tours)),
        (planned_visits, (row for tour in plan.tours for row in _visit_rows(number, tour))),
        (unserved_visits, (_unserved_row(number, visit) for visit in plan.unserved)),
        (plan_nights, (_night_row(number, night) for night in plan.nights)),
    ]:
        for batch in batches(rows):
            connection.execute(table.insert(), batch)


def copy_rows(connection: Connection, source: int, target: int, without: AbstractSet[str] = frozenset()) -> None:
    """Give a stored plan all rows of another, but for some reps: within the database, whatever their number."""
    for table in (tours, planned_visits, unserved_visits, plan_nights):
        columns = [sa.literal(target) if column.name == "plan_id" else column for column in table.columns]
        query = sa.select(*columns).where(table.c.plan_id == source, table.c.rep_id.not_in(sorted(without)))
        connection.execute(table.insert().from_select([column.name for column in table.columns], query))


def reps_toured(connection: Connection, number: int) -> frozenset[str]:
    """Return the reps of whom a plan speaks: with a tour, or with a visit left out."""
    told = (tours, unserved_visits)
    queries = [sa.select(table.c.rep_id).distinct().where(table.c.plan_id == number) for table in told]
    return frozenset(rep for query in queries for rep in connection.execute(query).scalars())


def reps_sharing(connection: Connection, one: int, other: int, reps: AbstractSet[str]) -> frozenset[str]:
    """Return the other reps to whom plan `one` gives visits that plan `other` gives to `reps`."""
    mine, theirs = planned_visits.alias(), planned_visits.alias()
    query = (
        sa.select(mine.c.rep_id)
        .distinct()
        .join(theirs, sa.and_(theirs.c.plan_id == other, theirs.c.visit_id == mine.c.visit_id))
        .where(mine.c.plan_id == one, theirs.c.rep_id.in_(sorted(reps)), mine.c.rep_id.not_in(sorted(reps)))
    )
    return frozenset(connection.execute(query).scalars())


def _visits_of(plan: Plan) -> Iterator[Visit]:
    for tour in plan.tours:
        yield from (Visit(visit.visit_id, visit.account_id, visit.number) for visit in tour.visits)
    yield from (Visit(left.visit_id, left.account_id, left.number) for left in plan.unserved)


def plan_heads(connection: Connection) -> tuple[PlanHead, ...]:
    """Return all plans, oldest first."""
    return tuple(_head(row) for row in connection.execute(_HEADS))


_HEADS = sa.select(*(column for column in plans.columns if column.name != "evidence")).order_by(plans.c.id)
_PUBLISHED = _HEADS.where(plans.c.status == PlanStatus.PUBLISHED.value)
_ONE = _HEADS.where(plans.c.id == sa.bindparam("plan"))


def _head(row: sa.Row[Any]) -> PlanHead:
    origin = Origin(row.revision, row.in_force, row.made_by)
    return PlanHead(row.id, row.made_at, row.start, row.end, row.status, origin)


def find_plan(connection: Connection, number: int | None) -> PlanHead:
    """Return a plan by its number, or the newest one that is not withdrawn; raises `BadInputError` if there is none."""
    heads = plan_heads(connection)
    standing = [head for head in heads if head.status is not PlanStatus.WITHDRAWN]
    found = standing[-1:] if number is None else [head for head in heads if head.id == number]
    if found:
        return found[0]
    known = ", ".join(str(head.id) for head in heads) or "none yet"
    cause = (
        "there is no plan"
        if number is None
        else sentence("there is no plan {number} (plans: {known})", number=number, known=known)
    )
    raise BadInputError([Problem("plan-unknown", "plan", cause, "Make one with: roundsman plan.")])


def find_plan_row(connection: Connection, number: int) -> PlanHead | None:
    """Return a plan by its number, None where there is none such."""
    row = connection.execute(_ONE, {"plan": number}).one_or_none()
    return None if row is None else _head(row)


def published_plan(connection: Connection) -> PlanHead | None:
    """Return the plan that is in force, if one was published."""
    row = connection.execute(_PUBLISHED).first()
    return None if row is None else _head(row)


def plan_in_force(connection: Connection) -> PlanHead:
    """Return the plan that is in force; raises `BadInputError` if none is."""
    head = published_plan(connection)
    if head is None:
        cause = "no plan is in force"
        raise BadInputError([Problem("plan-none-in-force", "plan", cause, "Publish one: roundsman publish.")])
    return head


def read_plan(connection: Connection, head: PlanHead, only: AbstractSet[str] = frozenset()) -> Plan:
    """Return a stored plan whole, or the tours and visits of some reps alone."""
    status = VisitStatus.PUBLISHED if head.status is PlanStatus.PUBLISHED else VisitStatus.DRAFT
    by_day: dict[tuple[str, date], list[PlannedVisit]] = defaultdict(list)
    for row in _numbered_rows(connection, planned_visits, head.id, only):
        key = row.pop("rep_id"), row.pop("date")
        by_day[key].append(PlannedVisit(**row, status=status))
    found = [
        Tour(**row, visits=tuple(sorted(by_day[row["rep_id"], row["date"]], key=lambda visit: visit.sequence)))
        for row in _rows(connection, tours, head.id, only)
    ]
    left_out = [UnservedVisit(**row) for row in _numbered_rows(connection, unserved_visits, head.id, only)]
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
    found = (Night(**row) for row in rows)
    return tuple(sorted(found, key=lambda night: (night.rep_id, night.date)))


def tours_between(
    connection: Connection, head: PlanHead, first: date, last: date, reps: Collection[str] | None = None
) -> tuple[Tour, ...]:
    """Return the tours of a plan between two days, inclusive, by rep and date: of all reps, or of some."""
    status = VisitStatus.PUBLISHED if head.status is PlanStatus.PUBLISHED else VisitStatus.DRAFT
    stops: dict[tuple[str, date], list[PlannedVisit]] = defaultdict(list)
    given = {"plan": head.id, "first": first, "last": last} | ({} if reps is None else {"reps": sorted(reps)})
    for row in plain_rows(connection, _stops_between(some=reps is not None), given):
        key = row.pop("rep_id"), row.pop("date")
        stops[key].append(PlannedVisit(**row, status=status))
    found = plain_rows(connection, _between(tours, some=reps is not None), given)
    return tuple(Tour(**row, visits=tuple(stops[row["rep_id"], row["date"]])) for row in found)


def nights_between(connection: Connection, number: int, day: date, rep_id: str) -> tuple[Night, ...]:
    """Return a rep's nights of a plan around a day: from a week before it until its evening."""
    given = {"plan": number, "first": day - timedelta(days=7), "last": day, "reps": [rep_id]}
    return tuple(Night(**row) for row in plain_rows(connection, _between(plan_nights, some=True), given))


@cache
def _stops_between(*, some: bool) -> sa.Select[Any]:
    numbered = _between(planned_visits, some=some).add_columns(visits.c.number)
    return numbered.join(visits, visits.c.id == planned_visits.c.visit_id).order_by(planned_visits.c.sequence)


@cache
def _between(table: sa.Table, *, some: bool) -> sa.Select[Any]:
    """Return the question for a plan's rows between two days, by rep and date: of all reps, or of `some`."""
    columns = [column for column in table.columns if column.name != "plan_id"]
    days = table.c.date.between(sa.bindparam("first"), sa.bindparam("last"))
    query = sa.select(*columns).where(table.c.plan_id == sa.bindparam("plan"), days)
    query = query.where(table.c.rep_id.in_(sa.bindparam("reps", expanding=True))) if some else query
    return query.order_by(table.c.rep_id, table.c.date)


def replace_days(connection: Connection, number: int, rep_id: str, days: Collection[date], put: Plan) -> Plan:
    """Put other tours and unserved visits in the place of some days' of one rep; return what was there.

    Unserved visits that a tour of `put` has are served then.
    """
    before = read_plan(connection, find_plan(connection, number), {rep_id})
    gone = tuple(tour for tour in before.tours if tour.date in days)
    served = {visit.visit_id for tour in put.tours for visit in tour.visits}
    left = tuple(visit for visit in before.unserved if visit.visit_id in served)
    for table in (tours, planned_visits):
        where = (table.c.plan_id == number, table.c.rep_id == rep_id, table.c.date.in_(sorted(days)))
        connection.execute(table.delete().where(*where))
    named = {visit.visit_id for visit in (*left, *put.unserved)}
    of_plan = unserved_visits.c.plan_id == number
    connection.execute(unserved_visits.delete().where(of_plan, unserved_visits.c.visit_id.in_(sorted(named))))
    add_rows(connection, number, put)
    return replace(before, tours=gone, unserved=left, nights=())


def take_unserved(connection: Connection, number: int, rep_id: str, visit_id: str) -> Plan:
    """Take a visit off those that a plan leaves out of a rep; return what was there."""
    before = read_plan(connection, find_plan(connection, number), {rep_id})
    where = unserved_visits.c.plan_id == number, unserved_visits.c.visit_id == visit_id
    connection.execute(unserved_visits.delete().where(*where))
    left = tuple(visit for visit in before.unserved if visit.visit_id == visit_id)
    return replace(before, tours=(), unserved=left, nights=())


def write_evidence(connection: Connection, number: int, evidence: Mapping[str, str | int | float]) -> None:
    """Say anew what a plan was made of."""
    connection.execute(plans.update().where(plans.c.id == number).values(evidence=dict(evidence)))


def read_evidence(connection: Connection, head: PlanHead) -> dict[str, str | int | float]:
    """Return what made a stored plan."""
    found: dict[str, str | int | float] = connection.execute(
        sa.select(plans.c.evidence).where(plans.c.id == head.id)
    ).scalar_one()
    return found


def ever_in_force() -> sa.ColumnElement[bool]:
    """Return the condition that a plan is, or was once, in force."""
    return plans.c.status.in_(sorted(status.value for status in EVER_IN_FORCE))


def set_withdrawn(connection: Connection, number: int) -> None:
    """Take a draft out of the way: it is the newest plan to nobody any more."""
    of_draft = plans.c.id == number, plans.c.status == PlanStatus.DRAFT.value
    connection.execute(plans.update().where(*of_draft).values(status=PlanStatus.WITHDRAWN.value))


def set_published(connection: Connection, number: int) -> None:
    """Put a plan in force; the one that was is marked as replaced."""
    in_force = plans.c.status == PlanStatus.PUBLISHED.value
    connection.execute(plans.update().where(in_force).values(status=PlanStatus.REPLACED.value))
    connection.execute(plans.update().where(plans.c.id == number).values(status=PlanStatus.PUBLISHED.value))


def _rows(connection: Connection, table: sa.Table, number: int, only: AbstractSet[str]) -> Iterator[dict[str, Any]]:
    return plain_rows(connection, _of_plan(table, number, only))


def _numbered_rows(
    connection: Connection, table: sa.Table, number: int, only: AbstractSet[str]
) -> Iterator[dict[str, Any]]:
    """Yield rows of visits, each with the visit's number."""
    query = _of_plan(table, number, only).join(visits, visits.c.id == table.c.visit_id)
    return plain_rows(connection, query.add_columns(visits.c.number))


def _of_plan(table: sa.Table, number: int, only: AbstractSet[str]) -> sa.Select[Any]:
    columns = [column for column in table.columns if column.name != "plan_id"]
    query = sa.select(*columns).where(table.c.plan_id == number)
    return query.where(table.c.rep_id.in_(sorted(only))) if only else query


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
        "why": visit.why,
    }


def _night_row(number: int, night: Night) -> Row:
    return asdict(night) | {"plan_id": number}
