"""A confirmed visit becomes a trip: the ways of a day, in the order in which the visits were made.

Only visits that a person has confirmed come in here. What was planned is shown by `mileage.forecast`, never claimed.
"""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum
from itertools import pairwise
from typing import Protocol

from mileage.commuting import Commuting, deductions
from routing.dates import Day
from routing.places import Place
from routing.travel import Leg

_TRIPS = uuid.UUID("6f0d7f0e-5d0e-5c57-9c1b-0c1a7c2f5d11")


class Ways(Protocol):
    """What trips ask of a `routing.travel.TravelEngine`."""

    def leg(self, origin: Place, destination: Place) -> Leg:
        """Return the fastest way between two places."""


class TripKind(StrEnum):
    """Why a way was driven: only business is paid, and private trips are the rep's own."""

    BUSINESS = "business"
    COMMUTE = "commute"
    PRIVATE = "private"


class TripSource(StrEnum):
    """Where the record comes from."""

    VISIT = "visit"
    MANUAL = "manual"


@dataclass(frozen=True, slots=True)
class Stay:
    """A place of the day: a confirmed visit, or (without `visit_id`) home, an office or a hotel.

    `start_s` and `end_s` are seconds since local midnight, None where nobody noted them.
    """

    place: Place
    address: str
    account_id: str = ""
    visit_id: str = ""
    purpose: str = ""
    start_s: int | None = None
    end_s: int | None = None


@dataclass(frozen=True, slots=True)
class Trip:
    """One way from one place to the next, as the log keeps it.

    Attributes
    ----------
    date : date
        Of the trip, not of the entry.
    distance_m : Decimal
        Metres driven, as the rep attests them; the network's until the rep says otherwise.
    network_m : Decimal or None
        Metres of the fastest way on the road network.
    commute_m : Decimal
        Metres that the commuting policy takes off.
    leave_s, arrive_s : int or None
        Seconds since local midnight.
    odometer_start_m, odometer_end_m : Decimal or None
    purpose : str
        Specific: what the trip was for.
    captured_at, created_by : str
        When (ISO 8601, UTC) and by whom the record was made; empty while it is kept nowhere.
    planned_m : Decimal or None
        Metres that the published plan meant this way to be.
    """

    id: str
    rep_id: str
    date: Day
    from_id: str
    from_address: str
    to_id: str
    to_address: str
    distance_m: Decimal
    vehicle_id: str
    purpose: str
    account_id: str = ""
    visit_id: str = ""
    network_m: Decimal | None = None
    commute_m: Decimal = Decimal(0)
    kind: TripKind = TripKind.BUSINESS
    source: TripSource = TripSource.VISIT
    leave_s: int | None = None
    arrive_s: int | None = None
    odometer_start_m: Decimal | None = None
    odometer_end_m: Decimal | None = None
    passengers: int = 0
    region: str = ""
    captured_at: str = ""
    created_by: str = ""
    planned_m: Decimal | None = None

    @property
    def claimed_m(self) -> Decimal:
        """Return the metres that are paid: none on a private trip or a commute, never below zero."""
        if self.kind is not TripKind.BUSINESS:
            return Decimal(0)
        return max(Decimal(0), self.distance_m - self.commute_m)


def made_order(stays: Iterable[Stay]) -> tuple[Stay, ...]:
    """Return visits in the order in which they were made; of those without a time, the order given is kept."""
    return tuple(sorted(stays, key=lambda stay: -1 if stay.start_s is None else stay.start_s))


@dataclass(frozen=True, slots=True)
class WorkedDay:
    """One rep-day as it was.

    Attributes
    ----------
    start, end : Stay
        Home (the place of the rep's id), or where the night was spent.
    visits : tuple of Stay
        The confirmed visits, in any order.
    """

    rep_id: str
    date: Day
    vehicle_id: str
    start: Stay
    end: Stay
    visits: tuple[Stay, ...]


def trips_of_day(day: WorkedDay, ways: Ways, commuting: Commuting) -> tuple[Trip, ...]:
    """Return the trips of one rep-day: from its start along the confirmed visits, in the order made, to its end.

    Parameters
    ----------
    day : WorkedDay
        No visit, no trip; and none between two places next door to each other.
    ways : Ways
        The road network.
    commuting : Commuting
        The rep's policy.

    Returns
    -------
    tuple of Trip
        An id depends on the rep, the day and both ends alone: a visit that comes in late changes only its own two ways.
    """
    made = made_order(day.visits)
    if not made:
        return ()
    seen: Counter[tuple[str, str]] = Counter()
    trips = []
    for origin, target in pairwise((day.start, *made, day.end)):
        ends = (origin.place.id, target.place.id)
        metres = ways.leg(origin.place, target.place).distance_m if origin.place != target.place else 0
        if metres > 0:
            trips.append(_trip(day, seen[ends], origin, target, Decimal(metres)))
            seen[ends] += 1
    legs = [trip.distance_m for trip in trips]
    home = day.rep_id
    off = deductions(legs, commuting, from_home=day.start.place.id == home, to_home=day.end.place.id == home)
    return tuple(replace(trip, commute_m=metres) for trip, metres in zip(trips, off, strict=True))


def trip_id(rep_id: str, day: date, from_id: str, to_id: str, nth: int) -> str:
    """Return the id of the `nth` way between two places on a day."""
    return str(uuid.uuid5(_TRIPS, "\x1f".join((rep_id, day.isoformat(), from_id, to_id, str(nth)))))


def _trip(day: WorkedDay, nth: int, origin: Stay, target: Stay, metres: Decimal) -> Trip:
    visited = target if target.visit_id else origin
    return Trip(
        id=trip_id(day.rep_id, day.date, origin.place.id, target.place.id, nth),
        rep_id=day.rep_id,
        date=day.date,
        from_id=origin.place.id,
        from_address=origin.address,
        to_id=target.place.id,
        to_address=target.address,
        distance_m=metres,
        vehicle_id=day.vehicle_id,
        purpose=target.purpose if target.visit_id else f"Return after: {origin.purpose}",
        account_id=visited.account_id,
        visit_id=visited.visit_id,
        network_m=metres,
        leave_s=origin.end_s,
        arrive_s=target.start_s,
    )
