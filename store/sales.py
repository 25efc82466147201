"""Monthly sales and season indices in the database."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from decimal import Decimal

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from store.rows import Written, upsert
from store.tables.accounts import sales, seasons


@dataclass(frozen=True, slots=True)
class MonthlySales:
    """What an account bought in a month, written ``YYYY-MM``."""

    account_id: str
    month: str
    amount: Decimal
    currency: str


def write_sales(connection: Connection, values: Sequence[MonthlySales]) -> Written:
    """Insert or update sales by account and month."""
    return upsert(connection, sales, [asdict(value) for value in values])


def read_sales(connection: Connection) -> Iterator[tuple[str, str, Decimal, str]]:
    """Yield the account, month, amount and currency of all sales, in no order: there are half a million of them."""
    columns = sales.c.account_id, sales.c.month, sales.c.amount, sales.c.currency
    return map(tuple, connection.execute(sa.select(*columns)).all())


def sales_of(connection: Connection, account_id: str) -> tuple[MonthlySales, ...]:
    """Return the sales of one account by month."""
    query = sa.select(sales).where(sales.c.account_id == account_id).order_by(sales.c.month)
    return tuple(MonthlySales(row.account_id, row.month, row.amount, row.currency) for row in connection.execute(query))


def sales_span(connection: Connection) -> tuple[str, str] | None:
    """Return the first and the last month of which any account's sales are known."""
    row = connection.execute(sa.select(sa.func.min(sales.c.month), sa.func.max(sales.c.month))).one()
    return None if row[0] is None else (row[0], row[1])


def write_seasons(connection: Connection, indices: Mapping[tuple[str, int], float]) -> Written:
    """Insert or update season indices, given by (segment, month 1-12)."""
    rows = [{"segment": segment, "month": month, "index": index} for (segment, month), index in indices.items()]
    return upsert(connection, seasons, rows)


def read_seasons(connection: Connection) -> dict[tuple[str, int], float]:
    """Return the season index of each (segment, month 1-12) that has one."""
    rows = connection.execute(sa.select(seasons).order_by(seasons.c.segment, seasons.c.month)).mappings()
    return {(row["segment"], row["month"]): row["index"] for row in rows}
