"""Rate tables as values: what a scheme pays, for which vehicle, from when to when, and by which notice.

A band is written in slope and intercept: after `d` units driven in the year, all in all ``rate * d + plus`` is owed.
Tiers ("45 pence up to 10,000 miles, then 25") and scales ("0.357 d + 1,395") are then one thing.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Protocol

from mileage.distance import METRES
from mileage.money import EXACT
from mileage.vehicles import Vehicle, VehicleKind
from routing.sentences import sentence


class NoRateError(ValueError):
    """The table holds no rate for this vehicle on this day."""

    def __init__(self, scheme: str, vehicle: str, day: date) -> None:
        self.scheme, self.vehicle, self.day = scheme, vehicle, day
        super().__init__(
            sentence(
                "{scheme} has no rate for a {vehicle} on {day}: add it to the table or name another scheme",
                scheme=scheme,
                vehicle=vehicle,
                day=day,
            )
        )


@dataclass(frozen=True, slots=True)
class Band:
    """Part of a year's distance.

    Attributes
    ----------
    up_to : Decimal or None
        Where the band ends, in the table's unit, inclusive; None for the last.
    rate : Decimal
        Money a unit.
    plus : Decimal
        What is owed at distance 0 if the band's line is drawn back to there.
    """

    up_to: Decimal | None
    rate: Decimal
    plus: Decimal


@dataclass(frozen=True, slots=True)
class Rate:
    """What one class of vehicle is paid over a span of dates.

    Attributes
    ----------
    valid_from, valid_to : date
        Both inclusive; None at the end for "until further notice".
    bands : tuple of Band
        Rising; the last is open.
    electric : Decimal
        The factor for electric vehicles; 1 where the table makes no difference.
    passenger : Decimal
        Money a unit for each passenger.
    regions : tuple of (region, money a unit)
    source : str
        The notice or law.
    """

    vehicle: VehicleKind
    power: int | None
    valid_from: date
    valid_to: date | None
    bands: tuple[Band, ...]
    electric: Decimal
    passenger: Decimal
    regions: tuple[tuple[str, Decimal], ...]
    source: str

    def valid_on(self, day: date) -> bool:
        """Return whether the rate is in force on a day."""
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)

    def band(self, metres: Decimal, unit: str) -> Band:
        """Return the band in which the last of `metres` lies."""
        size = METRES[unit]
        return next(b for b in self.bands if b.up_to is None or metres <= EXACT.multiply(b.up_to, size))

    def supplement(self, region: str, passengers: int) -> Decimal:
        """Return the money a unit that is added to the rate."""
        extra = dict(self.regions).get(region, Decimal(0))
        return EXACT.fma(self.passenger, Decimal(passengers), extra)


@dataclass(frozen=True, slots=True)
class RateTable:
    """One scheme, whole.

    Attributes
    ----------
    unit : str
        ``mi`` or ``km``.
    year_starts : (month, day)
        Where the year over which distance is counted begins.
    pool : str
        ``class``: the distance of all the rep's vehicles of one kind counts together; ``vehicle``: of each by itself.
    hash : str
        SHA-256 of the content in canonical form: it stands in every posting, so that a posting names its version.
    """

    scheme: str
    title: str
    currency: str
    unit: str
    year_starts: tuple[int, int]
    pool: str
    rates: tuple[Rate, ...]
    hash: str

    def on(self, day: date) -> RateTable:  # noqa: ARG002 - one shape with `Tables`
        """Return the table itself: it holds on every day."""
        return self

    def year(self, day: date) -> date:
        """Return the first day of the table's year in which a day lies."""
        start = day.replace(month=self.year_starts[0], day=self.year_starts[1])
        return start if start <= day else start.replace(year=start.year - 1)

    def rate(self, vehicle: Vehicle, day: date) -> Rate:
        """Return the rate in force, the nearest power of the scale standing for those beyond its ends.

        Raises
        ------
        NoRateError
            Where the table has a gap.
        """
        fitting = [rate for rate in self.rates if rate.vehicle == vehicle.kind and rate.valid_on(day)]
        if not fitting:
            raise NoRateError(self.scheme, vehicle.kind.value, day)
        if fitting[0].power is None:
            return fitting[0]
        powers = {rate.power or 0: rate for rate in fitting}
        if vehicle.power is None:
            raise NoRateError(self.scheme, f"{vehicle.kind} of unknown power", day)
        return powers[max(min(vehicle.power, max(powers)), min(powers))]


class TableOn(Protocol):
    """By which table a day is priced: one table for all days, or `Tables`."""

    def on(self, day: date) -> RateTable:
        """Return the table that holds on a day."""


@dataclass(frozen=True, slots=True)
class Tables:
    """One table after the other: each holds from its first day on, the first one before that too."""

    since: tuple[tuple[date, RateTable], ...]

    def __post_init__(self) -> None:
        days = [first for first, _ in self.since]
        if not days or days != sorted(set(days)):
            raise ValueError("tables follow each other by their first days")

    def on(self, day: date) -> RateTable:
        """Return the table that holds on a day."""
        return next((table for first, table in reversed(self.since) if first <= day), self.since[0][1])
