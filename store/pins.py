"""Pins: visits that people have put on a date, in and out of the database."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import UTC, datetime

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from scheduler.demand.rules import Pin
from store.rows import Written, upsert
from store.tables.planning import pins


def write_pin(connection: Connection, pin: Pin, reason: str, now: datetime) -> None:
    """Insert or move a pin by its visit."""
    write_pins(connection, [(pin, reason)], now)


def write_pins(connection: Connection, told: Sequence[tuple[Pin, str]], now: datetime) -> Written:
    """Insert or move pins by their visits, each with its reason; equal ones keep their day of making."""
    made_at = now.astimezone(UTC).isoformat(timespec="seconds")
    there = {row["visit_id"]: dict(row) for row in connection.execute(sa.select(pins)).mappings()}
    rows = []
    for pin, reason in told:
        row = asdict(pin) | {"reason": reason}
        old = there.get(pin.visit_id, {})
        same = row.items() <= old.items()
        rows.append(row | {"made_at": old["made_at"] if same else made_at})
    return upsert(connection, pins, rows)


def remove_pin(connection: Connection, visit_id: str) -> bool:
    """Take a pin back; return whether there was one."""
    return connection.execute(pins.delete().where(pins.c.visit_id == visit_id)).rowcount > 0


def read_pins(connection: Connection) -> tuple[Pin, ...]:
    """Return all pins by visit."""
    rows = connection.execute(sa.select(pins).order_by(pins.c.visit_id))
    return tuple(Pin(row.visit_id, row.date, row.start_s, row.force) for row in rows)
