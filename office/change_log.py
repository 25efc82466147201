"""The log of changes: who did what, when, and to which things."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from office.door import Act, reads
from store.changes import Change, Subject, read_changes
from store.instants import written

MOST = 200


@dataclass(frozen=True, slots=True)
class Logged:
    """A change and what it touched."""

    change: Change
    subjects: tuple[Subject, ...]


@reads
def list_changes(
    act: Act,
    actor: str = "",
    kind: str = "",
    key: str = "",
    before: int = 0,
    *,
    first: date | None = None,
    last: date | None = None,
) -> tuple[Logged, ...]:
    """Return the newest changes, newest first: by a person, of a kind of thing, of one thing, before a revision.

    `first` and `last` are days of UTC, both inclusive.
    """
    since = _begin(first) if first else ""
    until = _begin(last + timedelta(days=1)) if last and last < date.max else ""
    wanted = {"actor": actor, "kind": kind, "key": key, "since": since, "until": until}
    found = read_changes(act.connection, **wanted, before=before, most=MOST)
    return tuple(Logged(change, subjects) for change, subjects in found)


def _begin(day: date) -> str:
    return written(datetime(day.year, day.month, day.day, tzinfo=UTC))
