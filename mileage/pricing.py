"""A rep's trips priced in order: trip date, then id, each after all that came before it in its pool and year."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from mileage.quote import Driven, Quote, quote
from mileage.rate_tables import NoRateError, RateTable, TableOn
from mileage.trips import Trip, TripKind
from mileage.vehicles import Vehicle
from routing.problems import Problem
from routing.sentences import sentence


@dataclass(frozen=True, slots=True, order=True)
class Pool:
    """What counts together towards a tier: a rep's year in a scheme with one class of vehicle, or with one vehicle."""

    rep_id: str
    scheme: str
    year: date
    vehicle: str


@dataclass(frozen=True, slots=True)
class PricedTrip:
    """A trip with its pay and the pool it counted in."""

    trip: Trip
    quote: Quote
    pool: Pool


def pool_of(trip: Trip, vehicle: Vehicle, table: RateTable) -> Pool:
    """Return the pool in which a trip counts."""
    counted = vehicle.id if table.pool == "vehicle" else vehicle.kind.value
    return Pool(trip.rep_id, table.scheme, table.year(trip.date), counted)


def price(
    trips: Iterable[Trip],
    vehicles: Mapping[str, Vehicle],
    table: TableOn,
    before: Mapping[Pool, Driven] | None = None,
) -> tuple[tuple[PricedTrip, ...], tuple[Problem, ...]]:
    """Return the business trips with their pay, and a problem for each that cannot be priced.

    Parameters
    ----------
    trips : iterable of Trip
        In any order; private trips and commutes are left out.
    vehicles : mapping of vehicle id to Vehicle
    table : TableOn
        A `RateTable`, or `Tables` that follow each other.
    before : mapping of Pool to Driven, optional
        What the pools held before the first of these trips.

    Returns
    -------
    priced : tuple of PricedTrip
        In order of trip date, then id.
    problems : tuple of Problem
        A trip without a known vehicle, or on a date without a rate; it is not priced and does not count.
    """
    driven = dict(before or {})
    priced: list[PricedTrip] = []
    problems: list[Problem] = []
    for trip in sorted(trips, key=lambda trip: (trip.date, trip.id)):
        if trip.kind is not TripKind.BUSINESS:
            continue
        vehicle = vehicles.get(trip.vehicle_id)
        if vehicle is None:
            problems.append(
                _problem(
                    trip,
                    "vehicle-unknown",
                    sentence("no vehicle {vehicle_id!r}", vehicle_id=trip.vehicle_id),
                    "Register it.",
                )
            )
            continue
        rates = table.on(trip.date)
        pool = pool_of(trip, vehicle, rates)
        so_far = driven.get(pool, Driven())
        try:
            pay = _quote(rates, vehicle, trip, so_far)
        except NoRateError as error:
            problems.append(_problem(trip, "rate-gap", str(error), "Add the rate to the company's own table."))
            continue
        driven[pool] = pay.after
        priced.append(PricedTrip(trip, pay, pool))
    return tuple(priced), tuple(problems)


def _quote(table: RateTable, vehicle: Vehicle, trip: Trip, before: Driven) -> Quote:
    return quote(table, vehicle, trip.date, trip.claimed_m, before, region=trip.region, passengers=trip.passengers)


def _problem(trip: Trip, code: str, cause: str, action: str) -> Problem:
    return Problem(
        code,
        sentence("trip {trip} of {rep_id} on {date}", trip=trip.id, rep_id=trip.rep_id, date=trip.date),
        cause,
        action,
    )
