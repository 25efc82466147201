"""Answers of customers in the database."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from store.rows import Written, upsert
from store.tables.feedback import satisfaction
from territory.feedback import Feedback


def write_feedback(connection: Connection, values: Sequence[Feedback]) -> Written:
    """Insert or update answers by account and day."""
    return upsert(connection, satisfaction, [asdict(value) for value in values])


def read_feedback(connection: Connection) -> tuple[Feedback, ...]:
    """Return all answers by day and account."""
    query = sa.select(satisfaction).order_by(satisfaction.c.date, satisfaction.c.account_id)
    return tuple(Feedback(*row) for row in connection.execute(query))


def feedback_of(connection: Connection, account_id: str) -> tuple[Feedback, ...]:
    """Return the answers of one account by day."""
    query = sa.select(satisfaction).where(satisfaction.c.account_id == account_id).order_by(satisfaction.c.date)
    return tuple(Feedback(*row) for row in connection.execute(query))
