"""Nights away that a rep has confirmed: the evening's trip ends at a hotel, the next one begins there."""

from __future__ import annotations

from datetime import date, timedelta

from mileage.trips import Trip, TripKind
from routing.problems import BadInputError, Problem
from scheduler.nights.policy import PREFIX
from store.database import Connection
from store.trips import TripState, read_trips

LONGEST = timedelta(days=92)
"""Nights are counted on for so long at most."""


def confirmed_nights(connection: Connection, rep_id: str, first: date) -> int:
    """Return how many nights on end the rep was away from `first` on.

    Raises
    ------
    BadInputError
        If no attested business trip of that day ends at a hotel, or none begins there afterwards.
    """
    stored = read_trips(connection, (TripState.ATTESTED,), rep_id, first, first + LONGEST)
    trips = [one.trip for one in stored if one.trip.kind is TripKind.BUSINESS]
    nights, evening = 0, _evening(trips, first)
    if evening is None:
        raise _unconfirmed(rep_id, first, "no attested business trip ends at a hotel on that day")
    while evening is not None:
        mornings = (t.date for t in trips if t.from_id == evening.to_id and t.date > evening.date)
        morning = min(mornings, default=None)
        if morning is None:
            raise _unconfirmed(rep_id, evening.date, f"no attested trip leaves {evening.to_address} afterwards")
        nights += (morning - evening.date).days
        evening = _evening(trips, morning)
    return nights


def _evening(trips: list[Trip], day: date) -> Trip | None:
    return next((trip for trip in trips if trip.date == day and trip.to_id.startswith(PREFIX)), None)


def _unconfirmed(rep_id: str, day: date, cause: str) -> BadInputError:
    action = "Confirm the visits and attest the trips of both days, or name each --night."
    return BadInputError([Problem("night-unconfirmed", f"{rep_id} on {day}", cause, action)])
