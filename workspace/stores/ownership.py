"""Who owns which account from which date on: rows are added, never changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from workspace.stores.rows import batches
from workspace.tables.accounts import ownership


@dataclass(frozen=True, slots=True)
class Owned:
    """From `valid_from` on the account is the rep's, until a later entry says otherwise."""

    account_id: str
    valid_from: date
    rep_id: str
    reason: str


def owners_on(connection: Connection, day: date) -> dict[str, Owned]:
    """Return the entry in force on a day for each account that has one."""
    query = (
        sa.select(ownership)
        .where(ownership.c.valid_from <= day)
        .order_by(ownership.c.account_id, ownership.c.valid_from)
    )
    return {
        row.account_id: Owned(row.account_id, row.valid_from, row.rep_id, row.reason)
        for row in connection.execute(query)
    }


def add_ownership(connection: Connection, entries: Sequence[Owned]) -> None:
    """Add entries; the account must not have one with the same date."""
    for batch in batches(asdict(entry) for entry in entries):
        connection.execute(ownership.insert(), batch)
