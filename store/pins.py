"""Pins: visits that people have put on a date, in and out of the database."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from scheduler.demand.rules import Pin
from scheduler.plan import PlannedVisit, VisitStatus
from store.rows import BATCH, Written, among, plain_rows, rows_among, upsert
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
    return tuple(Pin(**row) for row in rows_among(connection, _PINS_AMONG, visit_ids))


def pinned_among(connection: Connection, visit_ids: Sequence[str]) -> frozenset[str]:
    """Return those of some visits that are pinned."""
    return frozenset(row["visit_id"] for row in rows_among(connection, _PINNED_AMONG, visit_ids))


def visits_moved_between(
    connection: Connection, number: int, rep_id: str, first: date, last: date
) -> tuple[tuple[date, PlannedVisit], ...]:
    """Return the visits that a plan has on other days of a rep than their pins have them, and that are not over.

    Each with its pin's day, which lies between `first` and `last`.
    """
    # asked in two steps: joined at once, a database would look for a pin of each visit that the plan gives the rep
    days = {row[0]: row[1] for row in connection.execute(_PINNED_BETWEEN, {"first": first, "last": last})}
    found: list[tuple[date, PlannedVisit]] = []
    for row in rows_among(connection, _PLANNED_OPEN, sorted(days), {"plan": number, "rep": rep_id}):
        planned_on, day = row.pop("date"), days[row["visit_id"]]
        if planned_on != day:
            found.append((day, PlannedVisit(**row | {"status": VisitStatus.PUBLISHED})))
    return tuple(found)


_PINNED_BETWEEN = sa.select(pins.c.visit_id, pins.c.date).where(
    pins.c.date.between(sa.bindparam("first"), sa.bindparam("last"))
)
_PLANNED_OPEN = (
    sa.select(*(column for column in planned_visits.columns if column.name not in ("plan_id", "rep_id")))
    .where(among(planned_visits.c.visit_id), planned_visits.c.plan_id == sa.bindparam("plan"))
    .where(planned_visits.c.rep_id == sa.bindparam("rep"))
    .where(~sa.select(visit_log.c.visit_id).where(visit_log.c.visit_id == planned_visits.c.visit_id).exists())
    .order_by(planned_visits.c.visit_id)
)


def read_open_pins(connection: Connection) -> tuple[Pin, ...]:
    """Return the pins of visits that are not over, by visit."""
    over = sa.select(visit_log.c.visit_id).where(visit_log.c.visit_id == pins.c.visit_id).exists()
    return _read(connection, _PINS.where(~over))


_PINS = (
    sa.select(pins.c.visit_id, pins.c.date, pins.c.start_s, pins.c.force, visits.c.account_id, visits.c.number)
    .join(visits, visits.c.id == pins.c.visit_id)
    .order_by(pins.c.visit_id)
)
_PINS_AMONG = _PINS.where(among(pins.c.visit_id))
_PINNED_AMONG = sa.select(pins.c.visit_id).where(among(pins.c.visit_id))


def _read(connection: Connection, query: sa.Select[Any]) -> tuple[Pin, ...]:
    return tuple(Pin(**row) for row in plain_rows(connection, query))
