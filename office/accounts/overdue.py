"""Which accounts have waited beyond their longest spacing: kept between requests, reckoned anew where visits went on.

Managers and planners ask for it with each page, of everybody; a day's visits concern few accounts at a time.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from office.door import USE_CASES, Act
from store.accounts import read_accounts_of, read_spacings
from store.changes import Kind, revision, subjects_since
from store.counted_visits import as_counted, days_counted, read_counting
from store.database import Connection
from store.rows import BATCH
from store.visits import accounts_of_visits
from territory.accounts import Account

_NAME = "due days"
_SPARED = frozenset({Kind.DRAFT, Kind.PEOPLE, Kind.CALENDAR, Kind.LEDGER, Kind.REVIEW, Kind.ROADS})
"""What changes no account's last visit."""


@dataclass(frozen=True, slots=True)
class _Kept:
    """The day on which each account's longest spacing is over, as of a revision."""

    revision: int
    due: Mapping[str, date]


def late_accounts(act: Act, day: date) -> dict[str, int]:
    """Return the accounts that the person sees and that are overdue on a day, with by how many days."""
    late = {name: (day - due).days for name, due in _due(act).items() if due < day}
    return late if act.accounts is None else {name: days for name, days in late.items() if name in act.accounts}


def _due(act: Act) -> Mapping[str, date]:
    if USE_CASES[act.verb].kind in {"writes", "works"}:  # what they wrote may yet be taken back
        return _all(act.connection)
    now_on = revision(act.connection)
    kept: _Kept | None = act.office.memory.get(_NAME)
    if kept is not None and kept.revision == now_on:
        return kept.due
    if kept is not None and kept.revision > now_on:
        return _all(act.connection)
    due = _followed(act.connection, kept) if kept is not None else None
    act.office.memory[_NAME] = kept = _Kept(now_on, _all(act.connection) if due is None else due)
    return kept.due


def _all(connection: Connection) -> Mapping[str, date]:
    counted, due = days_counted(connection), {}
    for name, last, most in read_spacings(connection):
        days = [day for day in (last, counted.get(name)) if day is not None]
        if days:
            due[name] = max(days) + timedelta(days=most)
    return due


def _followed(connection: Connection, kept: _Kept) -> Mapping[str, date] | None:
    """Return the days with those of accounts that were visited since; None where something else was changed."""
    since = subjects_since(connection, kept.revision)
    if any(one is None or (one.kind is not Kind.VISIT and one.kind not in _SPARED) for one in since):
        return None
    visits = sorted({one.key for one in since if one is not None and one.kind is Kind.VISIT})
    if not visits:
        return kept.due
    of_visits = accounts_of_visits(connection, visits)
    if len(visits) > BATCH or len(of_visits) < len(visits) or not read_counting(connection).is_usual:
        return None
    changed = as_counted(connection, read_accounts_of(connection, set(of_visits.values())))
    left = {name: due for name, due in kept.due.items() if name not in {one.id for one in changed}}
    return left | {one.id: one.last_visit + timedelta(days=one.most_days) for one in changed if one.last_visit}


def late_days(account: Account, day: date) -> int:
    """Return the days since an account's longest spacing was over; 0 where it is not, or nobody was there yet."""
    if account.last_visit is None:
        return 0
    return max(0, (day - account.last_visit - timedelta(days=account.most_days)).days)
