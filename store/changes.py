"""Changes: who did what to which subjects. A subject's version is the revision of the last change that touched it."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Protocol

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from routing.problems import WorldError
from routing.sentences import joined, sentence
from store.tables.house import change_subjects, changes
from store.words import Kind

__all__ = ["Kind"]

_BATCH = 400
"""Keys a question: well below the number of parameters either database takes."""


@dataclass(frozen=True, slots=True, order=True)
class Subject:
    """One thing that changes: `key` is its id, such as an account's or a rep's; empty for what there is once."""

    kind: Kind
    key: str = ""


def draft_key(number: int, rep_id: str) -> str:
    """Return the key of the subject that one rep's part of a draft is."""
    return f"{number}/{rep_id}"


class ToldChange(Protocol):
    """What is told of a change."""

    @property
    def made_at(self) -> str:
        """Return the instant."""

    @property
    def actor(self) -> str:
        """Return who did it."""

    @property
    def verb(self) -> str:
        """Return the use case."""

    @property
    def summary(self) -> str:
        """Return what was changed, a sentence."""


@dataclass(frozen=True, slots=True)
class Change:
    """What one person changed; `made_at` is an instant in UTC."""

    revision: int
    made_at: str
    actor: str
    verb: str
    summary: str


def change_line(one: ToldChange) -> str:
    """Return a change as a line of a message."""
    told = {"made_at": one.made_at, "actor": one.actor, "verb": one.verb, "summary": one.summary}
    return sentence("  {made_at} {actor} {verb}: {summary}", **told)


class ChangedMeanwhileError(WorldError):
    """What somebody worked on is not what it was when the work began."""

    def __init__(self, since: tuple[Change, ...]) -> None:
        self.since = since
        lines = joined("\n", [change_line(one) for one in since])
        super().__init__(
            sentence(
                (
                    "What this works on was changed meanwhile, so its result was not kept:\n{lines}\nLook at the "
                    "present state and do it again."
                ),
                lines=lines,
            )
        )


def revision(connection: Connection) -> int:
    """Return the number of the last change, 0 if there is none."""
    return connection.execute(sa.select(sa.func.max(changes.c.revision))).scalar() or 0


def record_change(
    connection: Connection,
    verb: str,
    summary: str,
    now: datetime,
    *,
    actor: str = "",
    subjects: Iterable[Subject] = (),
) -> int:
    """Note in the caller's transaction who changed what; return the new revision."""
    number = revision(connection) + 1
    made_at = now.astimezone(UTC).isoformat(timespec="seconds")
    row = {"revision": number, "made_at": made_at, "actor": actor, "verb": verb, "summary": summary}
    connection.execute(changes.insert().values(row))
    touched = [{"kind": one.kind, "key": one.key, "revision": number} for one in sorted(set(subjects))]
    if touched:
        connection.execute(change_subjects.insert(), touched)
    return number


def changes_since(connection: Connection, number: int) -> tuple[Change, ...]:
    """Return what was changed after revision `number`, oldest first."""
    query = sa.select(changes).where(changes.c.revision > number).order_by(changes.c.revision)
    return tuple(Change(*row) for row in connection.execute(query))


def read_changes(
    connection: Connection,
    *,
    actor: str = "",
    kind: str = "",
    key: str = "",
    before: int = 0,
    most: int = 200,
    since: str = "",
    until: str = "",
) -> list[tuple[Change, tuple[Subject, ...]]]:
    """Return the newest changes with what they touched, newest first; empty texts and 0 ask for nothing.

    `since` is the first instant, `until` the first one after.
    """
    if kind and kind not in set(Kind):
        return []  # nothing is of a kind that there is not
    query = sa.select(changes).order_by(changes.c.revision.desc()).limit(most)
    if actor:
        query = query.where(changes.c.actor == actor)
    if before:
        query = query.where(changes.c.revision < before)
    if since:
        query = query.where(changes.c.made_at >= since)
    if until:
        query = query.where(changes.c.made_at < until)
    if kind or key:
        touched = sa.select(change_subjects.c.revision)
        touched = touched.where(change_subjects.c.kind == kind) if kind else touched
        touched = touched.where(change_subjects.c.key == key) if key else touched
        query = query.where(changes.c.revision.in_(touched))
    found = [Change(*row) for row in connection.execute(query)]
    revisions = [change.revision for change in found]
    subjects: dict[int, list[Subject]] = {}
    wanted = sa.select(change_subjects).where(change_subjects.c.revision.in_(revisions))
    for row in connection.execute(wanted.order_by(change_subjects.c.kind, change_subjects.c.key)):
        subjects.setdefault(row.revision, []).append(Subject(row.kind, row.key))
    return [(change, tuple(subjects.get(change.revision, ()))) for change in found]


def version_of(connection: Connection, subject: Subject) -> int:
    """Return the revision that touched a subject last, 0 where none did."""
    query = sa.select(sa.func.max(change_subjects.c.revision)).where(
        change_subjects.c.kind == subject.kind, change_subjects.c.key == subject.key
    )
    return connection.execute(query).scalar() or 0


def touched_since(connection: Connection, number: int, subjects: Collection[Subject]) -> tuple[Change, ...]:
    """Return the changes after revision `number` that touched any of `subjects`, oldest first."""
    found: dict[int, Change] = {}
    by_kind: dict[Kind, list[str]] = {}
    for subject in subjects:
        by_kind.setdefault(subject.kind, []).append(subject.key)
    for kind, keys in by_kind.items():
        for begin in range(0, len(keys), _BATCH):
            query = (
                sa.select(changes)
                .join(change_subjects, change_subjects.c.revision == changes.c.revision)
                .where(changes.c.revision > number, change_subjects.c.kind == kind)
                .where(change_subjects.c.key.in_(keys[begin : begin + _BATCH]))
            )
            found |= {row.revision: Change(*row) for row in connection.execute(query)}
    return tuple(found[key] for key in sorted(found))


def kinds_since(connection: Connection, number: int, kinds: Collection[Kind]) -> tuple[tuple[Change, Subject], ...]:
    """Return the changes after revision `number` that touched anything of these kinds, with what they touched."""
    query = (
        sa.select(changes, change_subjects.c.kind, change_subjects.c.key)
        .join(change_subjects, change_subjects.c.revision == changes.c.revision)
        .where(changes.c.revision > number, change_subjects.c.kind.in_(kinds))
        .order_by(changes.c.revision, change_subjects.c.kind, change_subjects.c.key)
    )
    return tuple((Change(*row[:5]), Subject(row.kind, row.key)) for row in connection.execute(query))


def touching_since(
    connection: Connection, number: int, kinds: Collection[Kind]
) -> tuple[tuple[Change, tuple[Kind, ...]], ...]:
    """Return the changes after revision `number` that touched anything of these kinds, oldest first, with the kinds."""
    touched = (
        sa.select(change_subjects.c.revision, change_subjects.c.kind)
        .where(change_subjects.c.revision > number, change_subjects.c.kind.in_(list(kinds)))
        .distinct()
    )
    kinds_of: dict[int, list[Kind]] = {}
    for row in connection.execute(touched):
        kinds_of.setdefault(row.revision, []).append(row.kind)
    query = sa.select(changes).where(changes.c.revision > number).order_by(changes.c.revision)
    told = (Change(*row) for row in connection.execute(query)) if kinds_of else ()
    return tuple((one, tuple(sorted(kinds_of[one.revision]))) for one in told if one.revision in kinds_of)


def is_touched_since(connection: Connection, number: int, kinds: Collection[Kind]) -> bool:
    """Return whether a change after revision `number` touched anything of these kinds, or did not say what it did."""
    meant = sa.or_(change_subjects.c.kind.is_(None), change_subjects.c.kind.in_(list(kinds)))
    query = (
        sa.select(changes.c.revision)
        .select_from(changes.outerjoin(change_subjects, change_subjects.c.revision == changes.c.revision))
        .where(changes.c.revision > number, meant)
        .limit(1)
    )
    return connection.execute(query).first() is not None


def subjects_since(connection: Connection, number: int) -> tuple[Subject | None, ...]:
    """Return what the changes after revision `number` touched; None for a change that named nothing."""
    query = (
        sa.select(change_subjects.c.kind, change_subjects.c.key)
        .select_from(changes.outerjoin(change_subjects, change_subjects.c.revision == changes.c.revision))
        .where(changes.c.revision > number)
        .distinct()
    )
    return tuple(None if row.kind is None else Subject(row.kind, row.key) for row in connection.execute(query))


def require_untouched(connection: Connection, number: int, subjects: Collection[Subject]) -> None:
    """Raise `ChangedMeanwhileError` if any of `subjects` was touched after revision `number`."""
    since = touched_since(connection, number, subjects)
    if since:
        raise ChangedMeanwhileError(since)
