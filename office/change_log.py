"""The log of changes: who did what, when, and to which things."""

from __future__ import annotations

from dataclasses import dataclass

from office.door import Act, reads
from store.changes import Change, Subject, read_changes

MOST = 200


@dataclass(frozen=True, slots=True)
class Logged:
    """A change and what it touched."""

    change: Change
    subjects: tuple[Subject, ...]


@reads
def list_changes(act: Act, actor: str = "", kind: str = "", key: str = "", before: int = 0) -> tuple[Logged, ...]:
    """Return the newest changes, newest first: by a person, of a kind of thing, of one thing, before a revision."""
    found = read_changes(act.connection, actor=actor, kind=kind, key=key, before=before, most=MOST)
    return tuple(Logged(change, subjects) for change, subjects in found)
