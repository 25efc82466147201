"""The seal of a trip: one hash over all that the rep attested, kept in the posting so that the log cannot drift."""

from __future__ import annotations

from decimal import Decimal

from mileage.chain import digest
from mileage.ledger import plain
from mileage.trips import Trip


def seal(trip: Trip) -> str:
    """Return the hash of a trip's content; the ledger keeps it, the words themselves stay with the trip."""
    return digest(
        (
            trip.id, trip.rep_id, trip.date.isoformat(), trip.from_id, trip.from_address, trip.to_id, trip.to_address,
            plain(trip.distance_m), trip.vehicle_id, trip.purpose, trip.account_id, trip.visit_id,
            _maybe(trip.network_m), plain(trip.commute_m), trip.kind.value, trip.source.value,
            trip.leave_s, trip.arrive_s, _maybe(trip.odometer_start_m), _maybe(trip.odometer_end_m),
            trip.passengers, trip.region, trip.captured_at, trip.created_by, _maybe(trip.planned_m),
        )
    )  # fmt: skip


def _maybe(number: Decimal | None) -> str | None:
    return None if number is None else plain(number)
