"""The workspace's revision: every writing command records what it changed, and raises it by one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from routing.problems import WorldError
from store.tables.house import changes


@dataclass(frozen=True, slots=True)
class Change:
    """What one command changed."""

    revision: int
    made_at: str
    command: str
    summary: str


class ChangedMeanwhileError(WorldError):
    """The workspace is not what it was when the work began."""

    def __init__(self, since: tuple[Change, ...]) -> None:
        lines = "\n".join(f"  {change.made_at} {change.command}: {change.summary}" for change in since)
        super().__init__(
            f"The workspace was changed while this ran, so its result was not kept:\n{lines}\n"
            "Run it again on the present state."
        )


def revision(connection: Connection) -> int:
    """Return the number of the last change, 0 if there is none."""
    return connection.execute(sa.select(sa.func.max(changes.c.revision))).scalar() or 0


def record_change(connection: Connection, command: str, summary: str, now: datetime) -> int:
    """Note in the caller's transaction what it changed; return the new revision."""
    number = revision(connection) + 1
    made_at = now.astimezone(UTC).isoformat(timespec="seconds")
    connection.execute(changes.insert().values(revision=number, made_at=made_at, command=command, summary=summary))
    return number


def changes_since(connection: Connection, number: int) -> tuple[Change, ...]:
    """Return what was changed after revision `number`, oldest first."""
    query = sa.select(changes).where(changes.c.revision > number).order_by(changes.c.revision)
    return tuple(Change(*row) for row in connection.execute(query))


def require_unchanged(connection: Connection, number: int) -> None:
    """Raise `ChangedMeanwhileError` if anything was written after revision `number`."""
    since = changes_since(connection, number)
    if since:
        raise ChangedMeanwhileError(since)
