"""Trips in the database: every version that was ever attested stays, and its state says which one holds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from mileage.trips import Trip
from store.lengths import from_um, maybe_from_um, maybe_to_um, to_um
from store.rows import BATCH, batches, plain_rows
from store.sound import Unsound, sound
from store.tables.mileage import trips
from store.words import TripState

__all__ = ["TripState"]


@dataclass(frozen=True, slots=True)
class StoredTrip:
    """One version of one trip."""

    trip: Trip
    version: int
    state: TripState


_LENGTHS = ("distance", "commute")
_MAYBE_LENGTHS = ("network", "odometer_start", "odometer_end", "planned")
_PLAIN = (
    "id", "rep_id", "date", "from_id", "from_address", "to_id", "to_address", "vehicle_id", "purpose", "account_id",
    "visit_id", "leave_s", "arrive_s", "passengers", "region", "captured_at", "created_by",
)  # fmt: skip


def add_trips(connection: Connection, values: Iterable[StoredTrip]) -> None:
    """Insert new versions."""
    for batch in batches(_row(value) for value in values):
        connection.execute(trips.insert(), batch)


def set_state(connection: Connection, values: Sequence[StoredTrip], state: TripState) -> None:
    """Give stored versions another state."""
    for batch in batches({"trip": value.trip.id, "number": value.version} for value in values):
        connection.execute(
            trips.update()
            .where(trips.c.id == sa.bindparam("trip"), trips.c.version == sa.bindparam("number"))
            .values(state=state.value),
            batch,
        )


def remove_drafts(connection: Connection, values: Sequence[StoredTrip]) -> None:
    """Delete versions that were never attested."""
    for batch in batches({"trip": value.trip.id, "number": value.version} for value in values):
        connection.execute(
            trips.delete().where(
                trips.c.id == sa.bindparam("trip"),
                trips.c.version == sa.bindparam("number"),
                sa.or_(*(trips.c.state == state.value for state in (TripState.DRAFT, TripState.LEAVING))),
            ),
            batch,
        )


def read_trips(
    connection: Connection,
    states: Iterable[TripState],
    rep_id: str | None = None,
    first: date | None = None,
    last: date | None = None,
) -> tuple[StoredTrip, ...]:
    """Return the versions in some states, of one rep or all, between two days inclusive, by date and id."""
    query = sa.select(trips).where(trips.c.state.in_([state.value for state in states]))
    if rep_id is not None:
        query = query.where(trips.c.rep_id == rep_id)
    if first is not None:
        query = query.where(trips.c.date >= first)
    if last is not None:
        query = query.where(trips.c.date <= last)
    found = (_stored(row) for row in plain_rows(connection, query))
    return tuple(sorted(found, key=lambda value: (value.trip.date, value.trip.id, value.version)))


def count_trips(connection: Connection, state: TripState, first: date, last: date) -> int:
    """Return how many trips of a state lie between two days, both inclusive."""
    within = trips.c.state == state, trips.c.date.between(first, last)
    return connection.execute(sa.select(sa.func.count()).select_from(trips).where(*within)).scalar_one()


def versions_of(connection: Connection, trip_ids: Sequence[str]) -> tuple[StoredTrip, ...]:
    """Return every version of some trips."""
    found: list[StoredTrip] = []
    for start in range(0, len(trip_ids), BATCH):
        query = sa.select(trips).where(trips.c.id.in_(trip_ids[start : start + BATCH]))
        found += (_stored(row) for row in plain_rows(connection, query))
    return tuple(sorted(found, key=lambda value: (value.trip.id, value.version)))


def all_versions(connection: Connection, spoilt: list[Unsound]) -> Iterator[StoredTrip]:
    """Yield every version that is one; rows that are none any more go to `spoilt`."""
    return sound(connection, trips, _stored, spoilt)


def _row(value: StoredTrip) -> dict[str, Any]:
    trip = value.trip
    row: dict[str, Any] = {name: getattr(trip, name) for name in _PLAIN}
    row |= {f"{name}_um": to_um(getattr(trip, f"{name}_m")) for name in _LENGTHS}
    row |= {f"{name}_um": maybe_to_um(getattr(trip, f"{name}_m")) for name in _MAYBE_LENGTHS}
    return row | {
        "kind": trip.kind.value,
        "source": trip.source.value,
        "version": value.version,
        "state": value.state.value,
    }


def _stored(row: Mapping[str, Any]) -> StoredTrip:
    return StoredTrip(_trip(row), row["version"], row["state"])


def _trip(row: Mapping[str, Any]) -> Trip:
    values: dict[str, Any] = {name: row[name] for name in _PLAIN}
    values |= {f"{name}_m": from_um(row[f"{name}_um"]) for name in _LENGTHS}
    values |= {f"{name}_m": maybe_from_um(row[f"{name}_um"]) for name in _MAYBE_LENGTHS}
    return Trip(**values, kind=row["kind"], source=row["source"])
