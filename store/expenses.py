"""Expenses, receipts and allowances in the database."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from mileage.allowances import AllowanceLine
from mileage.chain import digest
from mileage.expenses import Accepted, Expense
from mileage.money import Money
from mileage.receipts import Receipt
from store.rows import batches, plain_rows
from store.sound import Unsound, sound
from store.tables.mileage import allowance_lines, expenses, receipts

_PLAIN = (
    "id", "rep_id", "date", "category", "merchant", "note", "visit_id", "account_id", "territory_id", "receipt",
    "refund_of",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class StoredExpense:
    """An accepted expense; `state` is ``posted`` or ``withdrawn``, `flags` are what its assessment said."""

    expense: Expense
    flags: tuple[str, ...]
    state: str
    captured_at: str

    @property
    def accepted(self) -> Accepted:
        """Return what was accepted, which the ledger keeps the seal of."""
        return Accepted(self.expense, self.flags, self.captured_at)


@dataclass(frozen=True, slots=True)
class StoredAllowance:
    """One day's allowance of one rep."""

    rep_id: str
    line: AllowanceLine
    table_hash: str

    @property
    def id(self) -> str:
        """Return the name: a rep gets a day's meals, and a night, once."""
        return f"{self.rep_id}/{self.line.day}/{self.line.what}"

    @property
    def seal(self) -> str:
        """Return the hash of the content, which the ledger keeps."""
        line = self.line
        return digest((self.id, line.place, line.rule, str(line.pay), self.table_hash))


def add_expenses(connection: Connection, values: Iterable[StoredExpense]) -> None:
    """Insert accepted expenses."""
    for batch in batches(_row(value) for value in values):
        connection.execute(expenses.insert(), batch)


def read_expenses(
    connection: Connection, rep_id: str | None = None, first: date | None = None, last: date | None = None
) -> tuple[StoredExpense, ...]:
    """Return expenses by date and id: of one rep or all, between two days inclusive."""
    query = sa.select(expenses)
    if rep_id is not None:
        query = query.where(expenses.c.rep_id == rep_id)
    if first is not None:
        query = query.where(expenses.c.date >= first)
    if last is not None:
        query = query.where(expenses.c.date <= last)
    found = (_stored(row) for row in plain_rows(connection, query))
    return tuple(sorted(found, key=lambda value: (value.expense.date, value.expense.id)))


def withdraw_expense(connection: Connection, expense_id: str) -> None:
    """Mark an expense as withdrawn."""
    connection.execute(expenses.update().where(expenses.c.id == expense_id).values(state="withdrawn"))


def read_refunds(connection: Connection, expense_ids: Collection[str]) -> tuple[StoredExpense, ...]:
    """Return what stands of some expenses and of their refunds."""
    query = sa.select(expenses).where(expenses.c.state == "posted")
    query = query.where(expenses.c.id.in_(expense_ids) | expenses.c.refund_of.in_(expense_ids))
    return tuple(_stored(row) for row in plain_rows(connection, query.order_by(expenses.c.id)))


def find_expense(connection: Connection, expense_id: str) -> StoredExpense | None:
    """Return one expense, None where there is none such."""
    rows = plain_rows(connection, sa.select(expenses).where(expenses.c.id == expense_id))
    return next((_stored(row) for row in rows), None)


def all_expenses(connection: Connection, spoilt: list[Unsound]) -> Iterator[StoredExpense]:
    """Yield every expense that is one; rows that are none any more go to `spoilt`."""
    return sound(connection, expenses, _stored, spoilt)


def all_allowances(connection: Connection, spoilt: list[Unsound]) -> Iterator[StoredAllowance]:
    """Yield every allowance that is one; rows that are none any more go to `spoilt`."""
    return sound(connection, allowance_lines, _allowance, spoilt)


def all_receipts(connection: Connection) -> Iterator[tuple[str, bytes | None]]:
    """Yield the hash and the content of every receipt, one after the other; no content where it was erased."""
    hashes = list(connection.execute(sa.select(receipts.c.hash).order_by(receipts.c.hash)).scalars())
    for name in hashes:
        yield name, connection.execute(sa.select(receipts.c.content).where(receipts.c.hash == name)).scalar()


def reps_of_receipt(connection: Connection, digest_: str) -> frozenset[str]:
    """Return the reps who have handed a receipt in."""
    return frozenset(connection.execute(sa.select(expenses.c.rep_id).where(expenses.c.receipt == digest_)).scalars())


def add_receipt(connection: Connection, receipt: Receipt) -> None:
    """Keep a receipt's content under its hash; the same content is kept once."""
    known = connection.execute(sa.select(receipts.c.hash).where(receipts.c.hash == receipt.hash)).first()
    if known is None:
        row = {"hash": receipt.hash, "media_type": receipt.media_type, "content": receipt.content}
        connection.execute(receipts.insert().values(**row))


def read_receipt_content(connection: Connection, digest_: str) -> tuple[str, bytes] | None:
    """Return a receipt's type and content; None where it is not kept, or no more."""
    row = connection.execute(sa.select(receipts).where(receipts.c.hash == digest_)).mappings().first()
    return (row["media_type"], row["content"]) if row and row["content"] is not None else None


def add_allowances(connection: Connection, values: Iterable[StoredAllowance]) -> None:
    """Insert a journey's allowances."""
    rows = (
        {
            "id": value.id,
            "rep_id": value.rep_id,
            "day": value.line.day,
            "place": value.line.place,
            "what": value.line.what,
            "rule": value.line.rule,
            "amount": value.line.pay.amount,
            "currency": value.line.pay.currency,
            "table_hash": value.table_hash,
        }
        for value in values
    )
    for batch in batches(rows):
        connection.execute(allowance_lines.insert(), batch)


def read_allowances(connection: Connection, rep_id: str | None = None) -> tuple[StoredAllowance, ...]:
    """Return allowances by rep and day."""
    query = sa.select(allowance_lines)
    if rep_id is not None:
        query = query.where(allowance_lines.c.rep_id == rep_id)
    found = (_allowance(row) for row in plain_rows(connection, query))
    return tuple(sorted(found, key=lambda value: value.id))


def _allowance(row: Mapping[str, Any]) -> StoredAllowance:
    pay = Money(row["amount"], row["currency"])
    line = AllowanceLine(row["day"], row["place"], row["what"], row["rule"], pay)
    return StoredAllowance(row["rep_id"], line, row["table_hash"])


def _row(value: StoredExpense) -> dict[str, Any]:
    expense = value.expense
    row: dict[str, Any] = {name: getattr(expense, name) for name in _PLAIN}
    return row | {
        "gross": expense.gross.amount,
        "currency": expense.gross.currency,
        "vat_rate": expense.vat_rate,
        "paid_by": expense.paid_by.value,
        "flags": "|".join(value.flags),
        "state": value.state,
        "captured_at": value.captured_at,
    }


def _stored(row: Mapping[str, Any]) -> StoredExpense:
    values: dict[str, Any] = {name: row[name] for name in _PLAIN}
    expense = Expense(
        **values,
        gross=Money(row["gross"], row["currency"]),
        vat_rate=row["vat_rate"],
        paid_by=row["paid_by"],
    )
    flags = tuple(filter(None, row["flags"].split("|")))
    return StoredExpense(expense, flags, row["state"], row["captured_at"])
