"""Edits of many accounts at once, in and out of the database."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from store.tables.accounts import account_edits

Value = str | int | float
Fields = Mapping[str, Value]
"""Fields of an account by name."""


@dataclass(frozen=True, slots=True)
class AccountEdit:
    """One edit of many accounts; `before` holds by account what its changed fields were."""

    number: int
    made_at: str
    by: str
    said: str
    changes: Fields
    before: Mapping[str, Fields]
    undone_at: str | None = None


def add_edit(connection: Connection, edit: AccountEdit) -> int:
    """Add an edit; return its number."""
    last = connection.execute(sa.select(sa.func.max(account_edits.c.number))).scalar() or 0
    connection.execute(account_edits.insert().values(asdict(edit) | {"number": last + 1}))
    return last + 1


def read_edits(connection: Connection, most: int) -> tuple[AccountEdit, ...]:
    """Return the newest edits, newest first."""
    query = sa.select(account_edits).order_by(account_edits.c.number.desc()).limit(most)
    return tuple(AccountEdit(**row) for row in connection.execute(query).mappings())


def find_edit(connection: Connection, number: int) -> AccountEdit | None:
    """Return an edit, None where there is none such."""
    row = connection.execute(sa.select(account_edits).where(account_edits.c.number == number)).mappings().one_or_none()
    return None if row is None else AccountEdit(**row)


def mark_edit_undone(connection: Connection, number: int, at: str) -> None:
    """Note that an edit was taken back."""
    connection.execute(account_edits.update().where(account_edits.c.number == number).values(undone_at=at))
