"""Weeks as they were put in force, beside what other plans would have meant: the rows of the savings."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

import sqlalchemy as sa

from scheduler.team.weekly import WeekKept, WeekMeant
from store.database import Connection
from store.tables.plans import weeks_published


def write_weeks(connection: Connection, weeks: Sequence[WeekKept]) -> None:
    """Keep weeks in place of what was kept of them."""
    for one in weeks:
        where = (weeks_published.c.rep_id == one.rep_id, weeks_published.c.monday == one.monday)
        connection.execute(weeks_published.delete().where(*where))
    if weeks:
        connection.execute(weeks_published.insert(), [_row(one) for one in weeks])


def read_weeks(connection: Connection, first: date, last: date, reps: Collection[str] | None) -> tuple[WeekKept, ...]:
    """Return the weeks whose Mondays lie from `first` to `last`, of all reps or of some."""
    table = weeks_published.c
    query = sa.select(weeks_published).where(table.monday.between(first, last)).order_by(table.monday, table.rep_id)
    if reps is not None:
        query = query.where(table.rep_id.in_(sorted(reps)))
    return tuple(_read(row) for row in connection.execute(query))


def _row(one: WeekKept) -> dict[str, Any]:
    hand, carried = one.by_hand, one.carried
    return {
        "rep_id": one.rep_id,
        "monday": one.monday,
        "plan_id": one.plan,
        "visits": one.visits,
        "driving_s": one.driving_s,
        "distance_m": one.distance_m,
        "hand_driving_s": hand and hand.driving_s,
        "hand_visits": hand and hand.visits,
        "carried_driving_s": carried and carried.driving_s,
        "carried_visits": carried and carried.visits,
    }


def _read(row: sa.Row[Any]) -> WeekKept:
    hand = None if row.hand_visits is None else WeekMeant(row.hand_driving_s, row.hand_visits)
    carried = None if row.carried_visits is None else WeekMeant(row.carried_driving_s, row.carried_visits)
    made = (row.plan_id, row.visits, row.driving_s, row.distance_m)
    return WeekKept(row.rep_id, row.monday, *made, hand, carried)
