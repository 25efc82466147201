"""What changes of a rep by itself."""

from __future__ import annotations

from datetime import date

from sqlalchemy.engine import Connection

from store.tables.accounts import reps


def set_last_day(connection: Connection, rep_id: str, ends: date | None) -> None:
    """Set a rep's last day of work; None is open."""
    connection.execute(reps.update().where(reps.c.id == rep_id).values(ends=ends))
