"""Accounts and reps in the database."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from store.rows import Written, upsert
from store.tables.accounts import accounts, reps
from territory.accounts import Account, AccountKind, Rep

_SETS = ("skills", "languages")


def write_accounts(connection: Connection, values: Sequence[Account]) -> Written:
    """Insert or update accounts by their id."""
    return upsert(connection, accounts, [_row(value) for value in values])


def read_accounts(connection: Connection) -> tuple[Account, ...]:
    """Return all accounts in the order of their ids."""
    rows = connection.execute(sa.select(accounts)).mappings()
    return tuple(sorted((_account(dict(row)) for row in rows), key=lambda account: account.id))


def write_reps(connection: Connection, values: Sequence[Rep]) -> Written:
    """Insert or update reps by their id."""
    return upsert(connection, reps, [_row(value) for value in values])


def read_reps(connection: Connection) -> tuple[Rep, ...]:
    """Return all reps in the order of their ids."""
    rows = connection.execute(sa.select(reps)).mappings()
    return tuple(sorted((Rep(**_with_sets(dict(row))) for row in rows), key=lambda rep: rep.id))


def _row(value: Account | Rep) -> dict[str, Any]:
    row = asdict(value)
    return row | {name: "|".join(sorted(row[name])) for name in _SETS}


def _account(row: dict[str, Any]) -> Account:
    return Account(**_with_sets(row) | {"kind": AccountKind(row["kind"])})


def _with_sets(row: dict[str, Any]) -> dict[str, Any]:
    return row | {name: frozenset(filter(None, row[name].split("|"))) for name in _SETS}
