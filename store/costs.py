"""What days on the road cost and how long they were meant to be, for figures rather than for the books."""

from __future__ import annotations

from datetime import date

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from scheduler.review.costs import Cost, RepDay
from store.plans import ever_in_force
from store.tables.mileage import expenses, postings
from store.tables.plans import plans, tours


def read_costs(connection: Connection, since: date) -> tuple[Cost, ...]:
    """Return mileage and allowances by rep and day, and each expense with what it names, from a day on."""
    return (*_posted(connection, since), *_spent(connection, since))


def _posted(connection: Connection, since: date) -> list[Cost]:
    table = postings
    total = sa.func.sum(sa.cast(table.c.amount, sa.Float))
    query = (
        sa.select(table.c.rep_id, table.c.day, total, table.c.currency)
        .where(table.c.day >= since, sa.or_(*(table.c.debit.like(f"{kind}:%") for kind in ("mileage", "allowance"))))
        .group_by(table.c.rep_id, table.c.day, table.c.currency)
        .order_by(table.c.day, table.c.rep_id, table.c.currency)
    )
    return [Cost(rep, day, float(amount), currency) for rep, day, amount, currency in connection.execute(query)]


def _spent(connection: Connection, since: date) -> list[Cost]:
    table = expenses
    names = ("rep_id", "date", "gross", "currency", "account_id", "territory_id", "category")
    query = (
        sa.select(*(table.c[name] for name in names))
        .where(table.c.date >= since, table.c.state == "posted")
        .order_by(table.c.date, table.c.id)
    )
    return [Cost(rep, day, float(gross), *rest) for rep, day, gross, *rest in connection.execute(query)]


def read_tour_hours(connection: Connection, since: date, until: date) -> dict[RepDay, float]:
    """Return the hours from leaving to return, lunch left out, that plans in force meant each rep-day to last."""
    query = (
        sa.select(tours.c.rep_id, tours.c.date, tours.c.return_s - tours.c.leave_s - tours.c.lunch_s)
        .join(plans, plans.c.id == tours.c.plan_id)
        .where(tours.c.date >= since, tours.c.date <= until, ever_in_force())
        .order_by(tours.c.plan_id)
    )
    return {(rep, day): seconds / 3600 for rep, day, seconds in connection.execute(query)}
