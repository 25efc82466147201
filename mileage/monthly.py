"""Mileage by rep and month, with the rate in force at each date: where a rate changes within a month, two lines."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from mileage.distance import in_unit
from mileage.money import Money
from mileage.pricing import PricedTrip


class Basis(StrEnum):
    """Where a report's kilometres come from; it stands in every line."""

    CONFIRMED = "confirmed"
    PLANNED = "planned (forecast, not claimable)"


@dataclass(frozen=True, slots=True)
class MonthLine:
    """One rep's month at one rate.

    Attributes
    ----------
    month : str
        ``2026-05``, of the trip dates.
    rates : str
        Money a unit, ``0.55/0.25`` where a tier was crossed within the month.
    in_force : date
        From when the rate holds.
    distance : Decimal
        Claimed distance in `unit`, one digit.
    commute : Decimal
        What the commuting policy took off, in `unit`.
    pay : Money
    """

    basis: Basis
    rep_id: str
    month: str
    scheme: str
    vehicle: str
    rates: str
    in_force: date
    trips: int
    distance: Decimal
    commute: Decimal
    unit: str
    pay: Money


def monthly_report(priced: Iterable[PricedTrip], basis: Basis) -> tuple[MonthLine, ...]:
    """Return the lines in order of rep, month and rate."""
    groups: dict[tuple[str, str, str, str, date], list[PricedTrip]] = defaultdict(list)
    for item in priced:
        key = (item.trip.rep_id, f"{item.trip.date:%Y-%m}", item.pool.scheme, item.quote.rate.vehicle.value,
               item.quote.rate.valid_from)  # fmt: skip
        groups[key].append(item)
    return tuple(_line(key, groups[key], basis) for key in sorted(groups))


def _line(key: tuple[str, str, str, str, date], items: list[PricedTrip], basis: Basis) -> MonthLine:
    rep_id, month, scheme, vehicle, in_force = key
    unit, currency = items[0].quote.table.unit, items[0].quote.pay.currency
    rates = dict.fromkeys(rate for item in items for rate in item.quote.rates.split("/") if rate)
    return MonthLine(
        basis=basis,
        rep_id=rep_id,
        month=month,
        scheme=scheme,
        vehicle=vehicle,
        rates="/".join(rates),
        in_force=in_force,
        trips=len(items),
        distance=in_unit(sum((item.trip.claimed_m for item in items), Decimal(0)), unit),
        commute=in_unit(sum((item.trip.commute_m for item in items), Decimal(0)), unit),
        unit=unit,
        pay=sum((item.quote.pay for item in items), Money(Decimal(0), currency)),
    )


COLUMNS = ("basis", "rep", "month", "scheme", "vehicle", "rates", "in_force_from", "trips", "distance",
           "commute_deducted", "unit", "pay", "currency")  # fmt: skip


def rows(lines: Iterable[MonthLine]) -> list[tuple[object, ...]]:
    """Return the lines as rows under `COLUMNS`."""
    return [
        (line.basis.value, line.rep_id, line.month, line.scheme, line.vehicle, line.rates, line.in_force, line.trips,
         line.distance, line.commute, line.unit, line.pay.amount, line.pay.currency)
        for line in lines
    ]  # fmt: skip
