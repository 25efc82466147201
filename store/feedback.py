"""Answers of customers in the database."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from routing.dates import Day
from store.rows import Written, upsert
from store.tables.feedback import satisfaction


@dataclass(frozen=True, slots=True)
class Feedback:
    """How satisfied an account was on a day, from 0 to 1."""

    account_id: str
    date: Day
    points: float


def write_feedback(connection: Connection, values: Sequence[Feedback]) -> Written:
    """Insert or update answers by account and day."""
    return upsert(connection, satisfaction, [asdict(value) for value in values])


def read_feedback(connection: Connection) -> tuple[Feedback, ...]:
    """Return all answers by day and account."""
    query = sa.select(satisfaction).order_by(satisfaction.c.date, satisfaction.c.account_id)
    return tuple(Feedback(*row) for row in connection.execute(query))
