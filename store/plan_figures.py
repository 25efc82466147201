"""Figures of stored plans, counted by the database: nothing of a plan is read visit by visit for them."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any

import sqlalchemy as sa

from scheduler.fairness import DayLoad
from store.database import Connection
from store.tables.accounts import accounts
from store.tables.plans import plan_nights, planned_visits, tours, unserved_visits


def count_visits(
    connection: Connection, numbers: Collection[int], reps: Collection[str] | None
) -> dict[int, tuple[int, int]]:
    """Return how many visits each plan has, and how many it leaves out: of all reps, or of some."""
    found = {number: [0, 0] for number in numbers}
    for place, table in enumerate((planned_visits, unserved_visits)):
        query = sa.select(table.c.plan_id, sa.func.count()).group_by(table.c.plan_id)
        for number, count in connection.execute(_of(query, table, numbers, reps)):
            found[number][place] = count
    return {number: (planned, left) for number, (planned, left) in found.items()}


def day_loads(connection: Connection, number: int, reps: Collection[str] | None) -> tuple[DayLoad, ...]:
    """Return every day of a plan on which something is driven, by rep and date: of all reps, or of some."""
    stops = planned_visits.c
    counted = _of(
        sa.select(
            stops.rep_id, stops.date, sa.func.count(), sa.func.sum(stops.travel_s), sa.func.sum(stops.distance_m)
        ),
        planned_visits,
        [number],
        reps,
    ).group_by(stops.rep_id, stops.date)
    visits = {(row[0], row[1]): (row[2], row[3], row[4]) for row in connection.execute(counted)}
    beds = _of(sa.select(plan_nights.c.rep_id, plan_nights.c.date), plan_nights, [number], reps)
    nights = {(row[0], row[1]) for row in connection.execute(beds)}
    driven = _of(sa.select(tours), tours, [number], reps).order_by(tours.c.rep_id, tours.c.date)
    return tuple(
        DayLoad(
            row.rep_id,
            row.date,
            count,
            int(ways) + row.return_travel_s,
            row.return_s - row.leave_s,
            (row.rep_id, row.date) in nights,
            row.return_s,
            int(metres) + row.return_distance_m,
        )
        for row in connection.execute(driven)
        for count, ways, metres in [visits.get((row.rep_id, row.date), (0, 0, 0))]
    )


def count_unserved(connection: Connection, number: int, reps: Collection[str] | None) -> dict[tuple[str, str], int]:
    """Return how many visits a plan leaves out, by rep and reason."""
    table = unserved_visits.c
    query = sa.select(table.rep_id, table.reason, sa.func.count()).group_by(table.rep_id, table.reason)
    found = connection.execute(_of(query, unserved_visits, [number], reps))
    return {(rep_id, reason): count for rep_id, reason, count in found}


def accounts_reached(
    connection: Connection, number: int, first: date, reps: Collection[str] | None
) -> tuple[int, float]:
    """Return how many accounts a plan visits at all from a day on, and their potential together."""
    there = planned_visits.c
    some = _of(sa.select(there.account_id), planned_visits, [number], reps).where(there.date >= first)
    query = sa.select(sa.func.count(), sa.func.sum(accounts.c.potential)).where(accounts.c.id.in_(some))
    count, potential = connection.execute(query).one()
    return int(count), float(potential or 0.0)


def value_of_visits(
    connection: Connection, number: int, first: date, reps: Collection[str] | None
) -> dict[str, tuple[float, float]]:
    """Return by rep what a plan's visits from a day on are worth, and those with what it leaves out.

    Each visit counts the potential of its account.
    """
    found: dict[str, list[float]] = {}
    for place, table in enumerate((planned_visits, unserved_visits)):
        of = table.c
        query = sa.select(of.rep_id, sa.func.sum(accounts.c.potential)).join_from(
            table, accounts, of.account_id == accounts.c.id
        )
        query = query.where(of.date >= first) if table is planned_visits else query
        for rep_id, potential in connection.execute(_of(query, table, [number], reps).group_by(of.rep_id)):
            found.setdefault(rep_id, [0.0, 0.0])[place] = float(potential or 0.0)
    return {rep_id: (served, served + left) for rep_id, (served, left) in sorted(found.items())}


def alike(connection: Connection, one: int, other: int, first: date, reps: Collection[str] | None) -> int:
    """Return how many visits lie on the same day of the same rep in two plans, from a day on."""
    here, there = planned_visits, planned_visits.alias("there")
    same = sa.and_(here.c.visit_id == there.c.visit_id, here.c.date == there.c.date, here.c.rep_id == there.c.rep_id)
    query = sa.select(sa.func.count()).select_from(here.join(there, same))
    query = _of(query.where(there.c.plan_id == other, here.c.date >= first), here, [one], reps)
    return int(connection.execute(query).scalar_one())


def _of(
    query: sa.Select[Any], table: sa.Table, numbers: Collection[int], reps: Collection[str] | None
) -> sa.Select[Any]:
    query = query.where(table.c.plan_id.in_(sorted(numbers)))
    return query if reps is None else query.where(table.c.rep_id.in_(sorted(reps)))
