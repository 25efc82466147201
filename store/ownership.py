"""Who owns which account from which date on: rows are added, never changed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from store.rows import batches
from store.tables.accounts import ownership


@dataclass(frozen=True, slots=True)
class Owned:
    """From `valid_from` on the account is the rep's, until a later entry says otherwise."""

    account_id: str
    valid_from: date
    rep_id: str
    reason: str


Timeline = tuple[Owned, ...]
"""An account's entries in force, by their dates; what later decisions replaced is left out."""


def timelines(connection: Connection) -> dict[str, Timeline]:
    """Return for each account that ever had an owner what was, is and is to be in force."""
    return _timelines(connection, _ROWS)


def timelines_of(connection: Connection, rep_id: str) -> dict[str, Timeline]:
    """Return the timelines of the accounts that were, are or are to be a rep's."""
    held = sa.select(ownership.c.account_id).where(ownership.c.rep_id == rep_id)
    return _timelines(connection, _ROWS.where(ownership.c.account_id.in_(held)))


def owners_within(connection: Connection, account_id: str, first: date, last: date) -> tuple[str, ...]:
    """Return the reps who own an account on a day between two, one after the other."""
    line = _timelines(connection, _ROWS.where(ownership.c.account_id == account_id)).get(account_id, ())
    held = owned_on(line, first)
    coming = [one for one in coming_after(line, first) if one.valid_from <= last]
    return tuple(dict.fromkeys(one.rep_id for one in [*([held] if held else []), *coming]))


def owners_of(connection: Connection, account_id: str) -> tuple[str, ...]:
    """Return the reps who own an account in the entries that are in force, one after the other."""
    line = _timelines(connection, _ROWS.where(ownership.c.account_id == account_id)).get(account_id, ())
    return tuple(dict.fromkeys(owned.rep_id for owned in line))


_ROWS = sa.select(ownership).order_by(ownership.c.account_id, ownership.c.decision, ownership.c.valid_from)


def _timelines(connection: Connection, query: sa.Select[Any]) -> dict[str, Timeline]:
    found: dict[str, list[Owned]] = defaultdict(list)
    for row in connection.execute(query):
        line = found[row.account_id]
        while line and line[-1].valid_from >= row.valid_from:
            line.pop()
        line.append(Owned(row.account_id, row.valid_from, row.rep_id, row.reason))
    return {account: tuple(line) for account, line in found.items()}


def owners_on(connection: Connection, day: date) -> dict[str, Owned]:
    """Return the entry in force on a day for each account that has one."""
    found = ((account, owned_on(line, day)) for account, line in timelines(connection).items())
    return {account: owned for account, owned in found if owned is not None}


def owned_on(line: Timeline, day: date) -> Owned | None:
    """Return the entry of a timeline that is in force on a day."""
    return next((owned for owned in reversed(line) if owned.valid_from <= day), None)


def coming_after(line: Timeline, day: date) -> Timeline:
    """Return the entries of a timeline that come into force after a day."""
    return tuple(owned for owned in line if owned.valid_from > day)


def add_ownership(connection: Connection, entries: Sequence[Owned]) -> None:
    """Add the entries of one decision: each replaces all that was to be in force of its account from its day on."""
    decision = (connection.execute(sa.select(sa.func.max(ownership.c.decision))).scalar() or 0) + 1
    for batch in batches(asdict(entry) | {"decision": decision} for entry in entries):
        connection.execute(ownership.insert(), batch)
