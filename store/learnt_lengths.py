"""Lengths of visits that were learnt and taken over, beside those that people had planned, in the database."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass

import sqlalchemy as sa

from store.database import Connection
from store.rows import upsert
from store.tables.accounts import learnt_lengths


@dataclass(frozen=True, slots=True)
class LearntLength:
    """What people had planned for an account's visits, and what was taken over instead; in seconds."""

    account_id: str
    planned_s: int
    learnt_s: int


def write_learnt_lengths(connection: Connection, values: Sequence[LearntLength]) -> None:
    """Insert or update by account."""
    upsert(connection, learnt_lengths, [asdict(value) for value in values])


def read_learnt_lengths(connection: Connection) -> dict[str, LearntLength]:
    """Return all of them by account."""
    return {row.account_id: LearntLength(*row) for row in connection.execute(sa.select(learnt_lengths))}
