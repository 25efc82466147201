"""Changes made by hand, in and out of the database."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from store.tables.fixed_dates import decisions, pins


@dataclass(frozen=True, slots=True)
class MadeDecision:
    """A change that was made by hand.

    Attributes
    ----------
    said : str
        What it did, in words.
    before : mapping
        What it replaced: ``pins`` (visit id to its row, None where there was no pin), ``closed`` (the visit that it
        closed, or empty), ``not_before`` (the account's date, None where there was none), ``appointments`` (those
        that it made).
    undone_at : str or None
        When it was taken back.
    """

    id: int
    made_at: str
    kind: str
    account_id: str
    visit_id: str
    said: str
    reason: str
    before: Mapping[str, Any]
    undone_at: str | None = None


def add_decision(connection: Connection, made: MadeDecision) -> int:
    """Store a decision under the next number (its `id` is not asked); return the number."""
    number = (connection.execute(sa.select(sa.func.max(decisions.c.id))).scalar() or 0) + 1
    connection.execute(decisions.insert().values(asdict(made) | {"id": number}))
    return number


def read_decisions(connection: Connection) -> tuple[MadeDecision, ...]:
    """Return all decisions, oldest first."""
    rows = connection.execute(sa.select(decisions).order_by(decisions.c.id)).mappings()
    return tuple(MadeDecision(**row) for row in rows)


def mark_undone(connection: Connection, number: int, now: datetime) -> None:
    """Note that a decision was taken back."""
    at = now.astimezone(UTC).isoformat(timespec="seconds")
    connection.execute(decisions.update().where(decisions.c.id == number).values(undone_at=at))


def pin_rows(connection: Connection, visit_ids: set[str]) -> dict[str, dict[str, Any] | None]:
    """Return the pin of each visit as plain values, None where it has none."""
    query = sa.select(pins).where(pins.c.visit_id.in_(visit_ids))
    found = {row["visit_id"]: dict(row) | {"date": str(row["date"])} for row in connection.execute(query).mappings()}
    return {visit_id: found.get(visit_id) for visit_id in sorted(visit_ids)}


def restore_pins(connection: Connection, rows: Mapping[str, dict[str, Any] | None]) -> None:
    """Put pins back as they were: those that were not there go."""
    connection.execute(pins.delete().where(pins.c.visit_id.in_(list(rows))))
    for row in rows.values():
        if row:
            connection.execute(pins.insert().values(row | {"date": date.fromisoformat(row["date"])}))
