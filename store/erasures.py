"""What was lawfully erased, and how words are taken out of trips and expenses."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from mileage.trips import TripKind
from store.rows import batches
from store.sound import Unsound, sound
from store.tables.mileage import erasures, expenses, receipts, trips
from store.trips import TripState

ERASED = "erased"
_NEVER_PAID = (TripState.DRAFT.value, TripState.LEAVING.value)


@dataclass(frozen=True, slots=True, order=True)
class Erasure:
    """One thing whose words are gone: a ``trip`` or ``expense``, or a ``private`` trip that is gone whole."""

    subject: str
    kind: str
    step: int


def read_erasures(connection: Connection, spoilt: list[Unsound]) -> tuple[Erasure, ...]:
    """Return everything that was erased, by step and subject; rows that are none any more go to `spoilt`."""
    found = sound(connection, erasures, lambda row: Erasure(row["subject"], row["kind"], row["step"]), spoilt)
    return tuple(sorted(found, key=lambda one: (one.step, one.subject)))


def add_erasures(connection: Connection, values: Sequence[Erasure], erased_at: str, reason: str) -> None:
    """Note what was erased."""
    rows = (
        {"subject": one.subject, "kind": one.kind, "step": one.step, "erased_at": erased_at, "reason": reason}
        for one in values
    )
    for batch in batches(rows):
        connection.execute(erasures.insert(), batch)


def erase_private(connection: Connection, rep_id: str) -> tuple[frozenset[str], int]:
    """Delete a rep's private trips and whatever was never paid; return the private ids and how many rows went."""
    private = sa.and_(trips.c.rep_id == rep_id, trips.c.kind == TripKind.PRIVATE.value)
    drafts = sa.and_(trips.c.rep_id == rep_id, trips.c.state.in_(_NEVER_PAID))
    ids = _ids(connection, trips, private)
    return ids, connection.execute(trips.delete().where(sa.or_(private, drafts))).rowcount


def blank_trips(connection: Connection, rep_id: str, keep_from: date) -> frozenset[str]:
    """Take the words out of a rep's trips before a day; return their ids."""
    old = sa.and_(trips.c.rep_id == rep_id, trips.c.date < keep_from, trips.c.to_address != ERASED)
    ids = _ids(connection, trips, old)
    blank = {"from_id": "", "to_id": "", "purpose": ERASED, "account_id": "", "visit_id": ""}
    connection.execute(trips.update().where(old).values(from_address=ERASED, to_address=ERASED, **blank))
    return ids


def blank_expenses(connection: Connection, rep_id: str, keep_from: date) -> frozenset[str]:
    """Take the words out of a rep's expenses before a day; return their ids."""
    old = sa.and_(expenses.c.rep_id == rep_id, expenses.c.date < keep_from, expenses.c.merchant != ERASED)
    ids = _ids(connection, expenses, old)
    blank = {"note": "", "visit_id": "", "account_id": "", "receipt": ""}
    connection.execute(expenses.update().where(old).values(merchant=ERASED, **blank))
    return ids


def erase_receipts(connection: Connection) -> int:
    """Delete the content of receipts that no expense names any more; return how many."""
    unused = sa.and_(receipts.c.hash.not_in(sa.select(expenses.c.receipt)), receipts.c.content.is_not(None))
    return connection.execute(receipts.update().where(unused).values(content=None)).rowcount


def _ids(connection: Connection, table: sa.Table, where: sa.ColumnElement[bool]) -> frozenset[str]:
    return frozenset(connection.execute(sa.select(table.c.id).where(where)).scalars())
