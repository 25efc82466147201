"""A night away in mileage: the day's trips end at the hotel, and what the rep attests of it confirms the night."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest

from mileage.commuting import Commuting, CommutingRule, deductions
from mileage.periods import Days
from office.mileage.allowances import confirmed_nights
from office.mileage.trips import draft_trips
from office.opening import Office
from routing.problems import BadInputError
from scheduler.plan import Night, Plan, Tour
from store.database import writing
from store.plans import set_published, write_plan
from store.trips import TripState
from tests.office.mileage_house import EVENING, MONDAY, by, drive, furnished, look, on_the_road, stored, visited

TUESDAY = MONDAY + timedelta(days=1)
NIGHT = Night("r1", MONDAY, "hotel:inn", "Inn", 47.25, 9.5, Decimal(90), "CHF")


def away(office: Office) -> None:
    """Two visits on two days, and a plan in force that spends the night between them at the inn."""
    furnished(office)
    tour = Tour("r1", MONDAY, 28800, 40000, None, 0, (), 900, 9000, end_place="hotel:inn")
    plan = Plan(MONDAY, TUESDAY, (tour,), (), {}, (NIGHT,))
    with writing(office.database) as connection:
        set_published(connection, write_plan(connection, plan, EVENING))
    visited(office, "a2", MONDAY)
    visited(office, "a3", TUESDAY)


def test_trips_end_at_the_hotel_and_begin_there(sqlite_workspace: Office) -> None:
    away(sqlite_workspace)
    with on_the_road():
        draft_trips(*by(sqlite_workspace), "r1", Days(MONDAY, TUESDAY))
    trips = [one.trip for one in stored(sqlite_workspace, TripState.DRAFT)]
    ways = [(trip.date, trip.from_id, trip.to_id, trip.to_address) for trip in trips]
    assert sorted(ways) == [
        (MONDAY, "a2", "hotel:inn", "Inn"),
        (MONDAY, "r1", "a2", "Road 2"),
        (TUESDAY, "a3", "r1", "home of r1"),
        (TUESDAY, "hotel:inn", "a3", "Road 3"),
    ]


def test_a_night_is_confirmed_by_what_the_rep_attested_and_by_nothing_less(sqlite_workspace: Office) -> None:
    away(sqlite_workspace)
    with pytest.raises(BadInputError, match="night-unconfirmed"):
        look(sqlite_workspace, confirmed_nights, "r1", MONDAY)
    drive(sqlite_workspace, MONDAY)
    with pytest.raises(BadInputError, match="leaves Inn afterwards"):
        look(sqlite_workspace, confirmed_nights, "r1", MONDAY)
    drive(sqlite_workspace, TUESDAY, days_later=1)
    assert look(sqlite_workspace, confirmed_nights, "r1", MONDAY) == 1
    with pytest.raises(BadInputError, match="night-unconfirmed"):
        look(sqlite_workspace, confirmed_nights, "r1", TUESDAY)


def test_no_commute_is_taken_off_at_the_end_that_is_a_hotel() -> None:
    legs, way = [Decimal(20), Decimal(30)], Decimal(8)
    both, lesser = Commuting(CommutingRule.BOTH_WAYS, way), Commuting(CommutingRule.LESSER, way)
    for policy in (both, lesser):
        assert deductions(legs, policy) == (8, 8)
        assert deductions(legs, policy, from_home=False) == (0, 8)
        assert deductions(legs, policy, to_home=False) == (8, 0)
    once = Commuting(CommutingRule.ONE_WAY, way)
    assert deductions(legs, once, from_home=False) == (0, 8)
    assert deductions(legs, once, from_home=False, to_home=False) == (0, 0)
