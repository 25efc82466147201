"""In whatever order trips arrive, leave and come back: the stored ledger pays what pricing them all at once would."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from random import Random

import pytest

from mileage.pricing import price
from mileage.rate_files import packaged_table
from mileage.trips import Trip, TripSource
from mileage.vehicles import Vehicle
from office.mileage.acts import Act, Days
from office.mileage.attestations import add_drafts, attest, correct, withdraw
from office.mileage.verification import verify_ledger
from office.opening import Office
from store.database import writing
from store.ledger import all_postings
from tests.office.mileage_house import furnish

SUMMER = Act("r1", datetime(2026, 7, 1, tzinfo=UTC))


def some_trip(number: int, chance: Random) -> Trip:
    day = date(2026, 3, 1) + timedelta(days=chance.randrange(90))
    metres = Decimal(chance.randrange(1, 3_000_000_000)) / 1000
    own = Trip(f"t{number}", "r1", day, "a", "A", "b", "B", metres, "car1", "Order", source=TripSource.MANUAL)
    return replace(own, passengers=chance.randrange(3))


@pytest.mark.parametrize("seed", range(3))
def test_the_stored_ledger_pays_the_same_in_any_order(sqlite_workspace: Office, seed: int) -> None:
    chance = Random(seed)
    held = {trip.id: trip for trip in (some_trip(number, chance) for number in range(30))}
    with writing(sqlite_workspace.database) as connection:
        furnish(connection, "hmrc-amap")
        for trip in chance.sample(sorted(held.values(), key=lambda one: one.id), len(held)):
            add_drafts(connection, [trip], SUMMER)
            attest(connection, "r1", Days(trip.date, trip.date), SUMMER)
            if chance.random() < 0.3:
                held[trip.id] = replace(some_trip(0, chance), id=trip.id)
                correct(connection, held[trip.id], "another day", SUMMER)
            elif chance.random() < 0.2:
                withdraw(connection, trip.id, "not driven", SUMMER)
                del held[trip.id]
        paid = sum((p.entry.pay.amount for p in all_postings(connection)), Decimal(0))
        assert verify_ledger(connection).is_clean
    priced, problems = price(held.values(), {"car1": Vehicle("car1", "r1")}, packaged_table("hmrc-amap"))
    assert problems == ()
    assert paid == sum((item.quote.pay.amount for item in priced), Decimal(0))
    assert paid > 10_000
