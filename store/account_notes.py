"""The notebooks of accounts, in and out of the database."""

from __future__ import annotations

from dataclasses import asdict, dataclass

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from store.tables.consultation import account_notes


@dataclass(frozen=True, slots=True)
class AccountNote:
    """One note about an account, by whom and when."""

    account_id: str
    person_id: str
    text: str
    made_at: str


def add_account_note(connection: Connection, note: AccountNote) -> None:
    """Add a note; none is ever changed."""
    number = (connection.execute(sa.select(sa.func.max(account_notes.c.number))).scalar() or 0) + 1
    connection.execute(account_notes.insert().values(asdict(note) | {"number": number}))


def notes_of_account(connection: Connection, account_id: str) -> tuple[AccountNote, ...]:
    """Return an account's notes, the newest first."""
    return _notes(connection, account_notes.c.account_id == account_id)


def notes_by(connection: Connection, person_id: str) -> tuple[AccountNote, ...]:
    """Return what a person wrote, the newest first."""
    return _notes(connection, account_notes.c.person_id == person_id)


def _notes(connection: Connection, where: sa.ColumnElement[bool]) -> tuple[AccountNote, ...]:
    columns = [account_notes.c[name] for name in AccountNote.__dataclass_fields__]
    query = sa.select(*columns).where(where).order_by(account_notes.c.number.desc())
    return tuple(AccountNote(*row) for row in connection.execute(query))
