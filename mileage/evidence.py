"""The seal of a trip: one hash over all that the rep attested, kept in the posting so that the log cannot drift.

A seal begins with the version of what it covers, so that a later one never makes an earlier one look tampered with.
Seals without a version are of the two forms that were made before there was one.
"""

from __future__ import annotations

from decimal import Decimal

from mileage.chain import digest
from mileage.ledger import plain
from mileage.trips import Trip

VERSION = "2"
"""What a seal covers today."""


def seal(trip: Trip) -> str:
    """Return the hash of a trip's content; the ledger keeps it, the words themselves stay with the trip."""
    return f"{VERSION}:{digest((*_driven(trip), *_captured(trip)))}"


def seals(trip: Trip) -> frozenset[str]:
    """Return what each version of the seal, today's and those before it, says of a trip."""
    without_version = (digest(_driven(trip)), digest((*_driven(trip), *_captured(trip))))
    return frozenset({seal(trip), *without_version})


def _driven(trip: Trip) -> tuple[str | int | None, ...]:
    return (
        trip.id, trip.rep_id, trip.date.isoformat(), trip.from_id, trip.from_address, trip.to_id, trip.to_address,
        plain(trip.distance_m), trip.vehicle_id, trip.purpose, trip.account_id, trip.visit_id,
        _maybe(trip.network_m), plain(trip.commute_m), trip.kind.value, trip.source.value,
        trip.leave_s, trip.arrive_s, _maybe(trip.odometer_start_m), _maybe(trip.odometer_end_m),
        trip.passengers, trip.region,
    )  # fmt: skip


def _captured(trip: Trip) -> tuple[str | int | None, ...]:
    return trip.captured_at, trip.created_by, _maybe(trip.planned_m)


def _maybe(number: Decimal | None) -> str | None:
    return None if number is None else plain(number)
