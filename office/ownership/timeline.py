"""Putting moves in force: one row of ownership for each, from its own date on; the past is left as it was."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime

from office.opening import Office
from routing.problems import BadInputError, Problem
from store.changes import record_change, require_unchanged
from store.database import Connection, writing
from store.ownership import Owned, Timeline, add_ownership, coming_after, owned_on, timelines

REPLACED = "stays: a later decision replaced what was to come"


def keep_owners(office: Office, seen: int, entries: Sequence[Owned], what: str, now: datetime) -> None:
    """Add a decision; see `kept_owners`."""
    with kept_owners(office, seen, entries, what, now):
        pass


@contextmanager
def kept_owners(office: Office, seen: int, entries: Sequence[Owned], what: str, now: datetime) -> Iterator[Connection]:
    """Add a decision, and yield its transaction; it replaces what was to come into force of its accounts.

    Raises
    ------
    ChangedMeanwhileError
        If the workspace was changed since revision `seen`.
    BadInputError
        If it would change who owned an account on a day that has passed.
    """
    with writing(office.database) as connection:
        require_unchanged(connection, seen)
        past = _in_the_past(timelines(connection), entries, now.date())
        if past:
            raise BadInputError(past)
        add_ownership(connection, sorted(entries, key=lambda one: (one.account_id, one.valid_from)))
        record_change(connection, "territory", what, now)
        yield connection


def staying(lines: dict[str, Timeline], day: date, moved: set[str]) -> list[Owned]:
    """Return entries for the accounts that do not move on a day, where something else was to come for them.

    A new alignment decides about all accounts: hand-overs planned before it are no longer meant.
    """
    entries = []
    for account, line in lines.items():
        owned = owned_on(line, day)
        if account not in moved and owned is not None and coming_after(line, day):
            entries.append(Owned(account, day, owned.rep_id, REPLACED))
    return entries


def _in_the_past(lines: dict[str, Timeline], entries: Sequence[Owned], today: date) -> list[Problem]:
    clashes = sorted(
        (one.account_id, one.valid_from)
        for one in entries
        if one.valid_from < today and owned_on(lines.get(one.account_id, ()), today) is not None
    )
    return [
        Problem(
            "owner-in-the-past",
            f"account {account}",
            f"it had an owner on {day}, and who owned what on past days is not rewritten",
            "Let the new owners begin today or later (--from).",
        )
        for account, day in clashes
    ]
