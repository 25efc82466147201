"""Where plans have visits and nights: asked by visit, account, rep or day, without reading a whole plan."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from routing.dates import Day
from scheduler.plan import Night
from store.plans import PlanHead, plan_heads, published_plan, read_nights
from store.rows import BATCH, among, rows_among
from store.tables.plans import planned_visits, plans, unserved_visits, visit_log, visits
from store.words import PlanStatus


@dataclass(frozen=True, slots=True)
class Placed:
    """Where a stored plan has a visit."""

    visit_id: str
    account_id: str
    rep_id: str
    date: Day
    number: int | None


def find_in_force(connection: Connection, visit_id: str) -> Placed | None:
    """Return where the plan in force has a visit, None where it has not, or there is no such plan."""
    row = connection.execute(_one_in_force(), {"visit": visit_id}).one_or_none()
    return None if row is None else Placed(*row)


class Lying(NamedTuple):
    """Where a plan has a visit: `date` and `start_s` are None where it leaves it out."""

    rep_id: str
    date: Day | None
    start_s: int | None


def lying_in(connection: Connection, number: int, visit_ids: Sequence[str]) -> dict[str, Lying]:
    """Return where a plan has those of some visits that it speaks of: on a tour, or among the unserved ones."""
    found: dict[str, Lying] = {}
    for begin in range(0, len(visit_ids), BATCH):
        some = visit_ids[begin : begin + BATCH]
        left, there = unserved_visits.c, planned_visits.c
        query = sa.select(left.visit_id, left.rep_id).where(left.plan_id == number, left.visit_id.in_(some))
        found |= {row.visit_id: Lying(row.rep_id, None, None) for row in connection.execute(query)}
        tour = sa.select(there.visit_id, there.rep_id, there.date, there.start_s)
        rows = connection.execute(tour.where(there.plan_id == number, there.visit_id.in_(some)))
        found |= {row.visit_id: Lying(row.rep_id, row.date, row.start_s) for row in rows}
    return found


def visits_named(connection: Connection, text: str, letters: int) -> tuple[Placed, ...]:
    """Return the visits of the plan in force that are named: by their account, their id or the first letters of it."""
    table = planned_visits.c
    named = sa.or_(table.account_id == text, table.visit_id == text)
    if len(text) >= letters:
        named = sa.or_(named, table.visit_id.startswith(text, autoescape=True))
    query = _in_force().where(named).order_by(table.date, table.visit_id)
    return tuple(Placed(*row) for row in connection.execute(query))


def accounts_of_plan(head: PlanHead, only: AbstractSet[str] = frozenset()) -> sa.Select[Any]:
    """Return the question for the accounts that a plan visits, those of some reps alone where these are named."""
    return _of_plan(planned_visits.c.account_id, head, only)


def visits_of_plan(head: PlanHead, only: AbstractSet[str] = frozenset()) -> sa.Select[Any]:
    """Return the question for the visits of a plan, those of some reps alone where these are named."""
    return _of_plan(planned_visits.c.visit_id, head, only)


def _of_plan(column: sa.Column[Any], head: PlanHead, only: AbstractSet[str]) -> sa.Select[Any]:
    query = sa.select(column).where(planned_visits.c.plan_id == head.id)
    return query.where(planned_visits.c.rep_id.in_(sorted(only))) if only else query


def accounts_toured(connection: Connection, reps: Collection[str]) -> frozenset[str]:
    """Return the accounts that reps visit by the plan in force."""
    head = published_plan(connection)
    if head is None:
        return frozenset()
    table = planned_visits.c
    query = sa.select(table.account_id).distinct().where(table.plan_id == head.id, table.rep_id.in_(sorted(reps)))
    return frozenset(connection.execute(query).scalars())


def visits_of_reps(connection: Connection, visit_ids: Collection[str], reps: Collection[str]) -> frozenset[str]:
    """Return those of some visits that any plan gives to some reps."""
    query = sa.select(planned_visits.c.visit_id).distinct().where(planned_visits.c.rep_id.in_(sorted(reps)))
    query = query.where(among(planned_visits.c.visit_id))
    return frozenset(row["visit_id"] for row in rows_among(connection, query, sorted(visit_ids)))


def reps_touring(connection: Connection, account_ids: Collection[str]) -> tuple[str, ...]:
    """Return the reps who visit any of some accounts by the plan in force, by id."""
    head, wanted = published_plan(connection), set(account_ids)
    if head is None or not wanted:
        return ()
    table = planned_visits.c
    query = sa.select(table.rep_id, table.account_id).where(table.plan_id == head.id).distinct()
    return tuple(sorted({rep_id for rep_id, account_id in connection.execute(query) if account_id in wanted}))


def next_planned(connection: Connection, accounts: Collection[str], day: date) -> dict[str, date]:
    """Return the day of each account's next visit by the plan in force, from a day on."""
    head = published_plan(connection)
    if head is None:
        return {}
    table = planned_visits.c
    query = (
        sa.select(table.account_id, sa.func.min(table.date))
        .where(table.plan_id == head.id, table.date >= day, table.account_id.in_(accounts))
        .group_by(table.account_id)
    )
    return {row[0]: row[1] for row in connection.execute(query)}


def coming_visits(connection: Connection, account_id: str, day: date) -> tuple[Placed, ...]:
    """Return an account's visits of the plan in force from a day on that are not over, by date."""
    table = planned_visits.c
    query = (
        _in_force()
        .outerjoin(visit_log, visit_log.c.visit_id == table.visit_id)
        .where(table.account_id == account_id, table.date >= day, visit_log.c.visit_id.is_(None))
        .order_by(table.date)
    )
    return tuple(Placed(*row) for row in connection.execute(query))


def planned_at(connection: Connection, account_id: str, day: date) -> tuple[tuple[date, int, str], ...]:
    """Return an account's visits to come by the plan in force from a day on: day, start and rep."""
    head = published_plan(connection)
    if head is None:
        return ()
    table = planned_visits.c
    query = (
        sa.select(table.date, table.start_s, table.rep_id)
        .where(table.plan_id == head.id, table.date >= day, table.account_id == account_id)
        .order_by(table.date)
    )
    return tuple((row.date, row.start_s, row.rep_id) for row in connection.execute(query))


def nights_in_force(connection: Connection, rep_id: str, first: date, last: date) -> dict[date, Night]:
    """Return a rep's nights between two dates, each by the newest plan that was in force and covers its date."""
    heads = [head for head in plan_heads(connection) if head.status.was_in_force]
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


def reps_meant(connection: Connection, number: int, text: str, letters: int) -> tuple[str, ...]:
    """Return the reps to whom a plan gives a visit that is named: by its account, its id or the first letters of it."""
    found: set[str] = set()
    for table in (planned_visits, unserved_visits):
        named = table.c.account_id == text
        if len(text) >= letters:
            named = sa.or_(named, table.c.visit_id.startswith(text, autoescape=True))
        query = sa.select(table.c.rep_id).distinct().where(table.c.plan_id == number, named)
        found |= set(connection.execute(query).scalars())
    return tuple(sorted(found))


def visits_in_plan(connection: Connection, number: int, visit_ids: Collection[str]) -> frozenset[str]:
    """Return those of some visits that a plan has, planned or left out."""
    found: set[str] = set()
    wanted = sorted(visit_ids)
    for begin in range(0, len(wanted), BATCH):
        for table in (planned_visits.c, unserved_visits.c):
            query = sa.select(table.visit_id).where(table.visit_id.in_(wanted[begin : begin + BATCH]))
            found |= set(connection.execute(query.where(table.plan_id == number)).scalars())
    return frozenset(found)


def accounts_meant(connection: Connection, number: int, text: str, letters: int) -> frozenset[str]:
    """Return the accounts of a plan that are named: by themselves, or by a visit's id or the first letters of it."""
    found = {text}
    for table in (planned_visits, unserved_visits) if len(text) >= letters else ():
        named = table.c.visit_id.startswith(text, autoescape=True)
        query = sa.select(table.c.account_id).distinct().where(table.c.plan_id == number, named)
        found |= set(connection.execute(query).scalars())
    return frozenset(found)


def has_before(connection: Connection, number: int, day: date, text: str) -> bool:
    """Return whether a plan has a visit, named by its id or the first letters of it, on a day before another."""
    table = planned_visits.c
    named = table.visit_id.startswith(text, autoescape=True)
    query = sa.select(table.visit_id).where(table.plan_id == number, table.date < day, named).limit(1)
    return connection.execute(query).first() is not None


@cache
def _one_in_force() -> sa.Select[Any]:
    return _in_force().where(planned_visits.c.visit_id == sa.bindparam("visit"))


def _in_force() -> sa.Select[Any]:
    """Return the question for the visits of the plan in force, as `Placed` has them."""
    table = planned_visits.c
    return (
        sa.select(table.visit_id, table.account_id, table.rep_id, table.date, visits.c.number)
        .join(plans, plans.c.id == table.plan_id)
        .join(visits, visits.c.id == table.visit_id)
        .where(plans.c.status == PlanStatus.PUBLISHED)
    )
