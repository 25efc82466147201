"""The log as an auditor reads it: each trip with its vehicle, its capture, its pay and where it stands."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from math import inf

from mileage.distance import in_unit
from mileage.money import Money
from mileage.trips import Trip, TripKind


@dataclass(frozen=True, slots=True)
class LogEntry:
    """One trip as the log shows it.

    Attributes
    ----------
    captured_on : date
        The day on which the record was made.
    state : str
        ``draft`` (not attested, never paid), ``attested``, or the state of the claim that holds it.
    pay : Money or None
        What has been posted for the trip; None for a draft.
    period : str
        The month to which it was posted.
    rates, unit : str
        As in the rate table.
    """

    trip: Trip
    captured_on: date
    state: str
    plate: str = ""
    vehicle: str = ""
    territory_id: str = ""
    account_name: str = ""
    pay: Money | None = None
    period: str = ""
    rates: str = ""
    unit: str = "km"

    @property
    def variance(self) -> Decimal | None:
        """Return by how many per cent the driven distance exceeds the planned one."""
        if not self.trip.planned_m:
            return None
        return ((self.trip.distance_m / self.trip.planned_m - 1) * 100).quantize(Decimal("0.1"))


def as_driven(entry: LogEntry) -> tuple[date, str, float, str]:
    """Order a log by day, rep and time; of a day's first way only the arrival is known, of its last the leaving."""
    trip = entry.trip
    known = [moment for moment in (trip.leave_s, trip.arrive_s) if moment is not None]
    return trip.date, trip.rep_id, known[0] if known else inf, trip.id


def business(entries: tuple[LogEntry, ...]) -> tuple[LogEntry, ...]:
    """Return what anybody but the rep may see: no private trips, in no form."""
    return tuple(entry for entry in entries if entry.trip.kind is not TripKind.PRIVATE)


LOG_COLUMNS = (
    "date", "rep", "start", "end", "account", "purpose", "kind", "vehicle", "plate", "odometer_start", "odometer_end",
    "passengers", "distance", "unit", "commute_deducted", "network", "planned", "variance_percent", "rate", "pay",
    "currency", "period", "state", "source", "captured_at", "created_by", "trip",
)  # fmt: skip


def log_row(entry: LogEntry) -> tuple[object, ...]:
    """Return a trip as a row under `LOG_COLUMNS`; distances in the scheme's unit."""
    trip, unit = entry.trip, entry.unit
    return (
        trip.date, trip.rep_id, trip.from_address or trip.from_id, trip.to_address or trip.to_id,
        entry.account_name or trip.account_id, trip.purpose, trip.kind.value, entry.vehicle, entry.plate,
        _shown(trip.odometer_start_m, unit), _shown(trip.odometer_end_m, unit), trip.passengers,
        _shown(trip.distance_m, unit), unit, _shown(trip.commute_m, unit), _shown(trip.network_m, unit),
        _shown(trip.planned_m, unit), entry.variance, entry.rates, entry.pay.amount if entry.pay else None,
        entry.pay.currency if entry.pay else "", entry.period, entry.state, trip.source.value, trip.captured_at,
        trip.created_by, trip.id,
    )  # fmt: skip


def _shown(metres: Decimal | None, unit: str) -> Decimal | None:
    return None if metres is None else in_unit(metres, unit, 2)
