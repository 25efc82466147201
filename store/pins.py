"""Pins: visits that people have put on a date, in and out of the database."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from scheduler.demand.rules import Pin
from scheduler.plan import PlannedVisit, VisitStatus
from store.rows import BATCH, Written, plain_rows, upsert
from store.tables.fixed_dates import pins
from store.tables.plans import planned_visits, visit_log, visits
from store.visits import Visit, keep_visits


def write_pin(connection: Connection, pin: Pin, reason: str, now: datetime) -> None:
    """Insert or move a pin by its visit."""
    write_pins(connection, [(pin, reason)], now)


def write_pins(connection: Connection, told: Sequence[tuple[Pin, str]], now: datetime) -> Written:
    """Insert or move pins by their visits, each with its reason; equal ones keep their day of making."""
    made_at = now.astimezone(UTC).isoformat(timespec="seconds")
    keep_visits(connection, (Visit(pin.visit_id, pin.account_id, pin.number) for pin, _ in told))
    there = _pin_rows(connection, [pin.visit_id for pin, _ in told])
    rows = []
    for pin, reason in told:
        row = {"visit_id": pin.visit_id, "date": pin.date, "start_s": pin.start_s, "force": pin.force, "reason": reason}
        old = there.get(pin.visit_id, {})
        same = row.items() <= old.items()
        rows.append(row | {"made_at": old["made_at"] if same else made_at})
    return upsert(connection, pins, rows)


def _pin_rows(connection: Connection, visit_ids: Sequence[str]) -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {}
    for begin in range(0, len(visit_ids), BATCH):
        query = sa.select(pins).where(pins.c.visit_id.in_(visit_ids[begin : begin + BATCH]))
        found |= {row["visit_id"]: row for row in plain_rows(connection, query)}
    return found


def pins_before(connection: Connection, visit_ids: Collection[str]) -> dict[str, dict[str, Any] | None]:
    """Return the pin of each visit as plain values, None where it has none: for `restore_pins`."""
    found = {name: row | {"date": str(row["date"])} for name, row in _pin_rows(connection, sorted(visit_ids)).items()}
    return {visit_id: found.get(visit_id) for visit_id in sorted(visit_ids)}


def restore_pins(connection: Connection, rows: Mapping[str, dict[str, Any] | None]) -> None:
    """Put pins back as they were: those that were not there go."""
    connection.execute(pins.delete().where(pins.c.visit_id.in_(list(rows))))
    for row in rows.values():
        if row:
            connection.execute(pins.insert().values(row | {"date": date.fromisoformat(row["date"])}))


def remove_pin(connection: Connection, visit_id: str) -> bool:
    """Take a pin back; return whether there was one."""
    return connection.execute(pins.delete().where(pins.c.visit_id == visit_id)).rowcount > 0


def read_pins(connection: Connection) -> tuple[Pin, ...]:
    """Return all pins by visit."""
    return _read(connection, _PINS)


def pins_among(connection: Connection, visit_ids: Sequence[str]) -> tuple[Pin, ...]:
    """Return the pins of some visits."""
    begins = range(0, len(visit_ids), BATCH)
    some = (_read(connection, _PINS.where(pins.c.visit_id.in_(visit_ids[at : at + BATCH]))) for at in begins)
    return tuple(pin for found in some for pin in found)


def pinned_among(connection: Connection, visit_ids: Sequence[str]) -> frozenset[str]:
    """Return those of some visits that are pinned."""
    found: set[str] = set()
    for begin in range(0, len(visit_ids), BATCH):
        query = sa.select(pins.c.visit_id).where(pins.c.visit_id.in_(visit_ids[begin : begin + BATCH]))
        found |= set(connection.execute(query).scalars())
    return frozenset(found)


def visits_moved_to(connection: Connection, number: int, rep_id: str, day: date) -> tuple[PlannedVisit, ...]:
    """Return the visits that a plan has on other days of a rep and a pin puts on this one, and that are not over."""
    # asked in two steps: joined at once, a database would look for a pin of each visit that the plan gives the rep
    here = sorted(connection.execute(sa.select(pins.c.visit_id).where(pins.c.date == day)).scalars())
    planned = planned_visits.c
    over = sa.select(visit_log.c.visit_id).where(visit_log.c.visit_id == planned.visit_id)
    found: list[PlannedVisit] = []
    for begin in range(0, len(here), BATCH):
        query = (
            sa.select(*(column for column in planned if column.name not in ("plan_id", "rep_id", "date")))
            .where(planned.visit_id.in_(here[begin : begin + BATCH]), planned.plan_id == number)
            .where(planned.rep_id == rep_id, planned.date != day, ~over.exists())
            .order_by(planned.visit_id)
        )
        rows = plain_rows(connection, query)
        found += [PlannedVisit(**row | {"status": VisitStatus.PUBLISHED}) for row in rows]
    return tuple(found)


def read_open_pins(connection: Connection) -> tuple[Pin, ...]:
    """Return the pins of visits that are not over, by visit."""
    over = sa.select(visit_log.c.visit_id).where(visit_log.c.visit_id == pins.c.visit_id).exists()
    return _read(connection, _PINS.where(~over))


_PINS = (
    sa.select(pins.c.visit_id, pins.c.date, pins.c.start_s, pins.c.force, visits.c.account_id, visits.c.number)
    .join(visits, visits.c.id == pins.c.visit_id)
    .order_by(pins.c.visit_id)
)


def _read(connection: Connection, query: sa.Select[Any]) -> tuple[Pin, ...]:
    return tuple(Pin(**row) for row in plain_rows(connection, query))
