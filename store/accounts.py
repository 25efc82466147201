"""Accounts and reps in the database."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import asdict
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from store.rows import BATCH, Written, plain_rows, upsert
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


def read_accounts_of(connection: Connection, ids: Collection[str]) -> tuple[Account, ...]:
    """Return some accounts in the order of their ids."""
    found: list[Account] = []
    wanted = sorted(ids)
    for begin in range(0, len(wanted), BATCH):
        query = sa.select(accounts).where(accounts.c.id.in_(wanted[begin : begin + BATCH])).order_by(accounts.c.id)
        found += [_account(row) for row in plain_rows(connection, query)]
    return tuple(found)


def account_names(connection: Connection, ids: Collection[str]) -> dict[str, str]:
    """Return the names of some accounts by id."""
    found: dict[str, str] = {}
    wanted = sorted(ids)
    for begin in range(0, len(wanted), BATCH):
        query = sa.select(accounts.c.id, accounts.c.name).where(accounts.c.id.in_(wanted[begin : begin + BATCH]))
        found |= {row.id: row.name for row in connection.execute(query)}
    return found


def find_account(connection: Connection, account_id: str) -> Account | None:
    """Return one account, None where there is none such."""
    row = connection.execute(sa.select(accounts).where(accounts.c.id == account_id)).mappings().one_or_none()
    return None if row is None else _account(dict(row))


def find_rep(connection: Connection, rep_id: str) -> Rep | None:
    """Return one rep, None where there is none such."""
    row = connection.execute(sa.select(reps).where(reps.c.id == rep_id)).mappings().one_or_none()
    return None if row is None else Rep(**_with_sets(dict(row)))


def rep_ids(connection: Connection) -> tuple[str, ...]:
    """Return the ids of all reps in their order."""
    return tuple(connection.execute(sa.select(reps.c.id).order_by(reps.c.id)).scalars())


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
