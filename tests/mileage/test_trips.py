"""Confirmed visits become trips; the commute is taken off by policy; the planned is never claimed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mileage.commuting import Commuting, CommutingRule, deductions
from mileage.trips import Stay, Trip, TripKind, WorkedDay, trips_of_day
from routing.places import Place
from routing.travel import Leg

MONDAY = date(2026, 5, 4)
HOME = Stay(Place("rep", 47.0, 9.0), "Home Lane 1")


@dataclass(frozen=True)
class Grid:
    """A thousand metres for each thousandth of a degree, north or east: one minute each."""

    def leg(self, origin: Place, destination: Place) -> Leg:
        steps = round(abs(origin.lat - destination.lat) * 1000) + round(abs(origin.lon - destination.lon) * 1000)
        return Leg(origin.id, destination.id, 60 * steps, 1000 * steps, ())


def visit(name: str, north: int, start_s: int | None) -> Stay:
    end = None if start_s is None else start_s + 1800
    return Stay(
        Place(name, 47.0 + north / 1000, 9.0), f"{name} Street", name, f"visit-{name}", "Spring order", start_s, end
    )


def day(*visits: Stay) -> WorkedDay:
    return WorkedDay("rep", MONDAY, "car", HOME, HOME, visits)


def ways(trips: tuple[Trip, ...]) -> list[tuple[str, str, int]]:
    return [(trip.from_id, trip.to_id, int(trip.distance_m)) for trip in trips]


def test_a_day_becomes_trips_in_the_order_in_which_visits_were_made() -> None:
    trips = trips_of_day(day(visit("b", 5, 36000), visit("a", 2, 30000)), Grid(), Commuting())
    assert ways(trips) == [("rep", "a", 2000), ("a", "b", 3000), ("b", "rep", 5000)]
    assert [trip.purpose for trip in trips] == ["Spring order", "Spring order", "Return after: Spring order"]
    assert trips[1].leave_s == 31800


def test_a_day_without_a_confirmed_visit_has_no_trip() -> None:
    assert trips_of_day(day(), Grid(), Commuting()) == ()


def test_two_visits_at_one_place_make_no_way_between_them() -> None:
    again = replace(visit("a", 2, 36000), visit_id="visit-a2")
    assert len(trips_of_day(day(visit("a", 2, 30000), again), Grid(), Commuting())) == 2


def test_next_door_is_no_way() -> None:
    neighbour = replace(visit("a", 2, 36000), place=Place("b", 47.002, 9.0), account_id="b")
    assert ways(trips_of_day(day(visit("a", 2, 30000), neighbour), Grid(), Commuting())) == [
        ("rep", "a", 2000),
        ("b", "rep", 2000),
    ]


def test_a_late_visit_changes_only_its_own_two_ways() -> None:
    before = trips_of_day(day(visit("a", 2, 30000), visit("b", 5, 36000)), Grid(), Commuting())
    after = trips_of_day(day(visit("a", 2, 30000), visit("c", 9, 33000), visit("b", 5, 36000)), Grid(), Commuting())
    assert {trip.id for trip in before} & {trip.id for trip in after} == {before[0].id, before[2].id}


def test_a_private_trip_claims_nothing() -> None:
    trip = trips_of_day(day(visit("a", 2, 30000)), Grid(), Commuting())[0]
    assert trip.claimed_m == 2000
    assert replace(trip, kind=TripKind.PRIVATE).claimed_m == 0


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        (CommutingRule.ALL_BUSINESS, (0, 0, 0)),
        (CommutingRule.ONE_WAY, (2000, 1000, 0)),
        (CommutingRule.BOTH_WAYS, (2000, 1000, 3000)),
        (CommutingRule.LESSER, (2000, 0, 3000)),
    ],
)
def test_the_commute_is_taken_off_by_policy(rule: CommutingRule, expected: tuple[int, ...]) -> None:
    legs = [Decimal(2000), Decimal(3000), Decimal(5000)]
    assert deductions(legs, Commuting(rule, Decimal(3000))) == expected


@given(
    st.lists(st.integers(min_value=0, max_value=10**6).map(Decimal), max_size=8),
    st.sampled_from(CommutingRule),
    st.integers(min_value=0, max_value=10**6).map(Decimal),
)
def test_a_deduction_is_never_more_than_the_leg_nor_than_the_commute(
    legs: list[Decimal], rule: CommutingRule, commute: Decimal
) -> None:
    off = deductions(legs, Commuting(rule, commute))
    assert all(0 <= taken <= leg for taken, leg in zip(off, legs, strict=True))
    ways_home = {CommutingRule.ALL_BUSINESS: 0, CommutingRule.ONE_WAY: 1}.get(rule, 2)
    assert sum(off) == min(ways_home * commute, sum(legs)) or rule is CommutingRule.LESSER
    assert sum(off) <= ways_home * commute


def test_a_negative_commute_is_refused() -> None:
    with pytest.raises(ValueError, match="negative"):
        Commuting(CommutingRule.ONE_WAY, Decimal(-1))
