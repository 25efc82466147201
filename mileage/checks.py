"""What a trip must be before it can be attested: whole, sane, in a vehicle of the rep's, not in the future."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from mileage.distance import GREATEST_M, show_distance
from mileage.trips import Trip, TripKind
from mileage.vehicles import Vehicle
from routing.problems import Problem
from routing.sentences import sentence


def trip_problems(trip: Trip, vehicles: Mapping[str, Vehicle], today: date) -> tuple[Problem, ...]:
    """Return every reason why a trip cannot be attested; a private trip needs no ends and no purpose.

    Parameters
    ----------
    trip : Trip
    vehicles : mapping of vehicle id to Vehicle
    today : date
        The rep's own.
    """
    where = sentence("trip {trip} of {rep_id} on {date}", trip=trip.id, rep_id=trip.rep_id, date=trip.date)
    rules = (_distance, _ends, _odometer, _times)
    found = [said for rule in rules for said in rule(trip)]
    found += _vehicle(trip, vehicles.get(trip.vehicle_id))
    if trip.date > today:
        found.append(
            ("trip-in-the-future", sentence("{date} has not come yet", date=trip.date), "Attest it when it is driven.")
        )
    return tuple(Problem(code, where, cause, action) for code, cause, action in found)


Said = tuple[str, str, str]


def _distance(trip: Trip) -> Iterator[Said]:
    if trip.distance_m <= 0:
        yield (
            "distance-not-positive",
            sentence("the distance is {distance_m} m", distance_m=trip.distance_m),
            "Write what was driven.",
        )
    if trip.distance_m > GREATEST_M:
        cause = sentence("{show_distance} in one trip", show_distance=show_distance(trip.distance_m, "km"))
        yield (
            "distance-absurd",
            cause,
            sentence("A trip is at most {show_distance}.", show_distance=show_distance(GREATEST_M, "km")),
        )
    if trip.passengers < 0 or trip.commute_m < 0:
        yield "negative", "passengers or commute are negative", "Write 0 for none."


def _ends(trip: Trip) -> Iterator[Said]:
    if trip.kind is TripKind.PRIVATE:
        return
    for code, cause, place, address in (
        ("no-start", "the trip has no start", trip.from_id, trip.from_address),
        ("no-end", "the trip has no end", trip.to_id, trip.to_address),
    ):
        if not (place.strip() or address.strip()):
            yield code, cause, "Write an address."
    if not trip.purpose.strip():
        yield "no-purpose", "the trip has no purpose", "Write what it was for, as specific as can be."


def _odometer(trip: Trip) -> Iterator[Said]:
    start, end = trip.odometer_start_m, trip.odometer_end_m
    if start is not None and end is not None and end < start:
        cause = sentence(
            "the odometer goes from {show_distance} to {show_distance_2}",
            show_distance=show_distance(start, "km"),
            show_distance_2=show_distance(end, "km"),
        )
        yield "odometer-backwards", cause, "Correct one of the readings."


def _times(trip: Trip) -> Iterator[Said]:
    if trip.leave_s is not None and trip.arrive_s is not None and trip.arrive_s < trip.leave_s:
        yield "times-backwards", "the trip arrives before it leaves", "Correct one of the times."


def _vehicle(trip: Trip, vehicle: Vehicle | None) -> Iterator[Said]:
    if vehicle is None or vehicle.rep_id != trip.rep_id:
        yield (
            "vehicle-unknown",
            sentence("{vehicle_id!r} is no vehicle of {rep_id}", vehicle_id=trip.vehicle_id, rep_id=trip.rep_id),
            "Register it.",
        )
    elif not vehicle.valid_on(trip.date):
        yield (
            "vehicle-not-valid",
            sentence("{vehicle} was not in use on {date}", vehicle=vehicle.id, date=trip.date),
            "Name another or change its dates.",
        )
