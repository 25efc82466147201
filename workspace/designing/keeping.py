"""Putting moves in force: one row of ownership for each, from its own date on."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from routing.problems import BadInputError, Problem
from workspace.database import writing
from workspace.opening import Workspace
from workspace.revision import record_change, require_unchanged
from workspace.stores.ownership import Owned, add_ownership
from workspace.tables.accounts import ownership


def keep_owners(workspace: Workspace, seen: int, entries: Sequence[Owned], what: str, now: datetime) -> None:
    """Add entries of ownership in one transaction.

    Raises
    ------
    ChangedMeanwhileError
        If the workspace was changed since revision `seen`.
    BadInputError
        If an account has an entry with the same date already: entries are added, never changed.
    """
    with writing(workspace.engine) as connection:
        require_unchanged(connection, seen)
        clashes = _dated_already(connection, entries)
        if clashes:
            raise BadInputError(clashes)
        add_ownership(connection, sorted(entries, key=lambda one: (one.account_id, one.valid_from)))
        record_change(connection, "territory", what, now)


def _dated_already(connection: Connection, entries: Sequence[Owned]) -> list[Problem]:
    rows = connection.execute(sa.select(ownership.c.account_id, ownership.c.valid_from))
    there = {(row.account_id, row.valid_from) for row in rows}
    clashes = sorted((one.account_id, one.valid_from) for one in entries if (one.account_id, one.valid_from) in there)
    return [
        Problem(
            "owner-dated-already",
            f"account {account}",
            f"it changes owner on {day} already",
            "Let the new design begin on another day (--from).",
        )
        for account, day in clashes
    ]
