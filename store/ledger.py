"""The ledger in the database: postings are inserted and read, and nothing here can change or delete one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from mileage.ledger import Entry, Head, Posting, append
from mileage.money import Money
from mileage.posting import pool_named
from mileage.pricing import Pool
from mileage.quote import Driven
from store.lengths import from_um, to_um
from store.rows import batches, plain_rows
from store.sound import Unsound, sound
from store.tables.mileage import postings

_LONGEST_YEAR = timedelta(days=366)


def read_head(connection: Connection) -> Head:
    """Return where the chain ends."""
    query = sa.select(postings.c.number, postings.c.hash).order_by(postings.c.number.desc()).limit(1)
    row = connection.execute(query).first()
    return Head(row.number, row.hash) if row else Head()


def post(connection: Connection, entries: Iterable[Entry], posted_at: str, posted_by: str) -> tuple[Posting, ...]:
    """Append entries to the chain; who calls holds the one writing transaction, so the head cannot move meanwhile."""
    added = append(read_head(connection), entries, posted_at, posted_by)
    for batch in batches(_row(posting) for posting in added):
        connection.execute(postings.insert(), batch)
    return added


def all_postings(connection: Connection, spoilt: list[Unsound] | None = None) -> Iterator[Posting]:
    """Yield the whole ledger by number; rows that are no postings any more go to `spoilt`, if it is given."""
    if spoilt is not None:
        return sound(connection, postings, _posting, spoilt)
    return (_posting(row) for row in plain_rows(connection, sa.select(postings).order_by(postings.c.number)))


def postings_of(
    connection: Connection,
    rep_id: str | None = None,
    since: date | None = None,
    until: date | None = None,
    period: str | None = None,
) -> tuple[Posting, ...]:
    """Return postings by number: of one rep or all, from a day on, until a day inclusive, of one month."""
    query = sa.select(postings)
    if rep_id is not None:
        query = query.where(postings.c.rep_id == rep_id)
    if since is not None:
        query = query.where(postings.c.day >= since)
    if until is not None:
        query = query.where(postings.c.day <= until)
    if period is not None:
        query = query.where(postings.c.period == period)
    return tuple(_posting(row) for row in plain_rows(connection, query.order_by(postings.c.number)))


def driven_before(connection: Connection, rep_id: str, day: date) -> dict[Pool, Driven]:
    """Return what each of a rep's pools held before a day."""
    mine = sa.and_(
        postings.c.rep_id == rep_id,
        postings.c.day < day,
        postings.c.day >= day - _LONGEST_YEAR,
        postings.c.pool != "",
    )
    metres = sa.select(postings.c.pool, sa.func.sum(postings.c.metres_um)).where(mine).group_by(postings.c.pool)
    extra: dict[str, Decimal] = defaultdict(Decimal)
    with_extra = sa.select(postings.c.pool, postings.c.supplements).where(mine, postings.c.supplements != "0")
    for pool, supplement in connection.execute(with_extra):
        extra[pool] += Decimal(supplement)
    return {
        pool_named(rep_id, pool): Driven(from_um(int(total)), extra[pool]) for pool, total in connection.execute(metres)
    }


def _row(posting: Posting) -> dict[str, Any]:
    entry = posting.entry
    return {
        "number": posting.number,
        "posted_at": posting.posted_at,
        "posted_by": posting.posted_by,
        "kind": entry.kind.value,
        "rep_id": entry.rep_id,
        "subject": entry.subject,
        "day": entry.day,
        "period": entry.period,
        "debit": entry.debit,
        "credit": entry.credit,
        "amount": entry.pay.amount,
        "currency": entry.pay.currency,
        "metres_um": to_um(entry.metres),
        "supplements": entry.supplements,
        "pool": entry.pool,
        "table_hash": entry.table_hash,
        "rates": entry.rates,
        "evidence": entry.evidence,
        "refers": entry.refers,
        "reason": entry.reason,
        "previous": posting.previous,
        "hash": posting.hash,
    }


def _posting(row: Mapping[str, Any]) -> Posting:
    entry = Entry(
        kind=row["kind"],
        rep_id=row["rep_id"],
        subject=row["subject"],
        day=row["day"],
        period=row["period"],
        debit=row["debit"],
        credit=row["credit"],
        pay=Money(row["amount"], row["currency"]),
        metres=from_um(row["metres_um"]),
        supplements=row["supplements"],
        pool=row["pool"],
        table_hash=row["table_hash"],
        rates=row["rates"],
        evidence=row["evidence"],
        refers=row["refers"],
        reason=row["reason"],
    )
    return Posting(row["number"], row["posted_at"], row["posted_by"], entry, row["previous"], row["hash"])
