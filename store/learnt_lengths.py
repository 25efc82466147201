"""Lengths of visits that were learnt and taken over, beside those that people had planned, in the database."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass

import sqlalchemy as sa

from store.database import Connection
from store.rows import upsert
from store.tables.accounts import learnt_lengths
from territory.accounts import Account


@dataclass(frozen=True, slots=True)
class LearntLength:
    """What people had planned for an account's visits, and what was taken over instead; in seconds."""

    account_id: str
    planned_s: int
    learnt_s: int


def write_learnt_lengths(connection: Connection, values: Sequence[LearntLength]) -> None:
    """Insert or update by account."""
    upsert(connection, learnt_lengths, [asdict(value) for value in values])


def planned_lengths(connection: Connection, accounts: Iterable[Account]) -> dict[str, int]:
    """Return the length of each account's visits as people planned it, in seconds.

    Not what an earlier learning made of it, or the same visits would count again.
    """
    learnt = {row.account_id: LearntLength(*row) for row in connection.execute(sa.select(learnt_lengths))}
    found = ((account, learnt.get(account.id)) for account in accounts)
    return {
        account.id: before.planned_s if before and before.learnt_s == account.service_s else account.service_s
        for account, before in found
    }
