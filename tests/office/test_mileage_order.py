"""In whatever order trips arrive, leave and come back: the stored ledger pays what pricing them all at once would."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from random import Random

import pytest

from mileage.periods import Days
from mileage.pricing import price
from mileage.rate_files import packaged_table
from mileage.trips import Trip, TripSource
from mileage.vehicles import Vehicle
from office.mileage.attestations import Correction, attest_trips, correct_trip, withdraw_trip
from office.mileage.verification import verify_ledger
from office.opening import Office
from store.database import writing
from store.ledger import all_postings
from store.trips import StoredTrip, TripState, add_trips
from tests.office.mileage_house import by, furnished, look


def some_trip(number: int, chance: Random) -> Trip:
    day = date(2026, 3, 1) + timedelta(days=chance.randrange(90))
    metres = Decimal(chance.randrange(1, 3_000_000_000)) / 1000
    own = Trip(f"t{number}", "r1", day, "a", "A", "b", "B", metres, "car1", "Order", source=TripSource.MANUAL)
    return replace(own, passengers=chance.randrange(3))


@pytest.mark.parametrize("seed", range(3))
def test_the_stored_ledger_pays_the_same_in_any_order(sqlite_workspace: Office, seed: int) -> None:
    chance = Random(seed)
    held = {trip.id: trip for trip in (some_trip(number, chance) for number in range(30))}
    furnished(sqlite_workspace, "hmrc-amap")
    for trip in chance.sample(sorted(held.values(), key=lambda one: one.id), len(held)):
        summer = by(sqlite_workspace, "r1", days_later=58)
        with writing(sqlite_workspace.database) as connection:
            waiting = replace(trip, captured_at="2026-07-01T00:00:00+00:00", created_by="r1")
            add_trips(connection, [StoredTrip(waiting, 1, TripState.DRAFT)])
        attest_trips(*summer, "r1", Days(trip.date, trip.date))
        if chance.random() < 0.3:
            other = some_trip(0, chance)
            held[trip.id] = replace(trip, distance_m=other.distance_m, passengers=other.passengers)
            correction = Correction(distance_m=other.distance_m, passengers=other.passengers)
            correct_trip(*summer, trip.id, correction, "another way")
        elif chance.random() < 0.2:
            withdraw_trip(*summer, trip.id, "not driven")
            del held[trip.id]
    paid = sum((p.entry.pay.amount for p in look(sqlite_workspace, all_postings)), Decimal(0))
    assert verify_ledger(*by(sqlite_workspace, "boss")).is_clean
    priced, problems = price(held.values(), {"car1": Vehicle("car1", "r1")}, packaged_table("hmrc-amap"))
    assert problems == ()
    assert paid == sum((item.quote.pay.amount for item in priced), Decimal(0))
    assert paid > 10_000
