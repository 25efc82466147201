"""The outbox: what is made or sent after a change was committed, by whoever runs next."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from store.instants import written
from store.tables.house import outbox


@dataclass(frozen=True, slots=True)
class Posted:
    """One thing to do: `facts` are JSON values, `tries` how often it failed."""

    id: int
    revision: int
    kind: str
    facts: dict[str, Any]
    tries: int


def post(connection: Connection, revision: int, things: Sequence[tuple[str, dict[str, Any]]], now: datetime) -> None:
    """Put things into the outbox, in the transaction of the change that they follow from."""
    first = (connection.execute(sa.select(sa.func.max(outbox.c.id))).scalar() or 0) + 1
    rows = [
        {
            "id": first + number,
            "revision": revision,
            "kind": kind,
            "facts": facts,
            "tries": 0,
            "next_at": written(now),
            "done_at": None,
            "error": "",
        }
        for number, (kind, facts) in enumerate(things)
    ]
    if rows:
        connection.execute(outbox.insert(), rows)


def waiting(connection: Connection, now: datetime, kinds: Collection[str], most: int = 500) -> tuple[Posted, ...]:
    """Return what is to be done by now, oldest first."""
    query = (
        sa.select(outbox)
        .where(outbox.c.done_at.is_(None), outbox.c.next_at <= written(now), outbox.c.kind.in_(kinds))
        .order_by(outbox.c.id)
        .limit(most)
    )
    return _posted(connection, query)


def waiting_of_rep(connection: Connection, kind: str, rep_id: str) -> tuple[Posted, ...]:
    """Return what of one kind is yet to be done for a rep, oldest first; the things name their rep."""
    query = (
        sa.select(outbox)
        .where(outbox.c.done_at.is_(None), outbox.c.kind == kind)
        .where(outbox.c.facts["rep_id"].as_string() == rep_id)
        .order_by(outbox.c.id)
    )
    return _posted(connection, query)


def _posted(connection: Connection, query: sa.Select[Any]) -> tuple[Posted, ...]:
    return tuple(Posted(row.id, row.revision, row.kind, row.facts, row.tries) for row in connection.execute(query))


def mark_done(connection: Connection, ids: Collection[int], now: datetime) -> None:
    """Note that things were done."""
    connection.execute(outbox.update().where(outbox.c.id.in_(ids)).values(done_at=written(now), error=""))


def mark_failed(connection: Connection, posted: Posted, error: str, next_at: datetime | None, now: datetime) -> None:
    """Note that a thing failed, and when it is tried again; None gives it up."""
    values = {"tries": posted.tries + 1, "error": error}
    values |= {"done_at": written(now)} if next_at is None else {"next_at": written(next_at)}
    connection.execute(outbox.update().where(outbox.c.id == posted.id).values(values))


def take(connection: Connection, posted: Posted, now: datetime, until: datetime) -> bool:
    """Take a thing to send it oneself until an instant; return False where somebody else has taken or done it."""
    where = (outbox.c.id == posted.id, outbox.c.done_at.is_(None), outbox.c.next_at <= written(now))
    return connection.execute(outbox.update().where(*where).values(next_at=written(until))).rowcount > 0


def count_failing(connection: Connection) -> int:
    """Return how many things are yet to be done whose last try failed."""
    query = sa.select(sa.func.count()).where(outbox.c.done_at.is_(None), outbox.c.error != "")
    return int(connection.execute(query).scalar_one())


def count_waiting(connection: Connection) -> dict[str, int]:
    """Return how many things are yet to be done, by kind."""
    query = sa.select(outbox.c.kind, sa.func.count()).where(outbox.c.done_at.is_(None)).group_by(outbox.c.kind)
    return {row[0]: row[1] for row in connection.execute(query.order_by(outbox.c.kind))}
