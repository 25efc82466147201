"""Odometer readings against the log."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from mileage.odometer import Reading, YearTotal, reading_problems, reconcile, year_totals
from mileage.trips import TripKind
from tests.mileage.books import trip

FIRST = Reading("car", date(2026, 4, 30), Decimal(1_000_000))
LAST = Reading("car", date(2026, 5, 31), Decimal(1_100_000))


def test_what_the_car_drove_is_shared_out_and_the_rest_stays_open() -> None:
    trips = [
        replace(trip("a", "2026-05-04", "1"), distance_m=Decimal(60_000), commute_m=Decimal(5_000)),
        replace(trip("b", "2026-05-05", "1"), distance_m=Decimal(20_000), kind=TripKind.PRIVATE),
        replace(trip("c", "2026-04-30", "1"), distance_m=Decimal(9_000)),
    ]
    (span,) = reconcile([LAST, FIRST], trips)
    assert (span.driven_m, span.business_m, span.commute_m, span.private_m) == (100_000, 55_000, 5_000, 20_000)
    assert span.open_m == 20_000


def test_a_year_ends_with_business_commuting_and_private_totals_of_each_vehicle() -> None:
    trips = [
        replace(trip("a", "2026-05-04", "1"), distance_m=Decimal(60_000), commute_m=Decimal(5_000)),
        replace(trip("b", "2026-12-31", "1"), distance_m=Decimal(20_000), kind=TripKind.PRIVATE),
        replace(trip("c", "2026-07-01", "1"), distance_m=Decimal(7_000), kind=TripKind.COMMUTE),
        replace(trip("d", "2027-01-01", "1", "bike"), distance_m=Decimal(1_000)),
    ]
    assert year_totals(trips) == (
        YearTotal(2026, "car", Decimal(55_000), Decimal(12_000), Decimal(20_000)),
        YearTotal(2027, "bike", Decimal(1_000), Decimal(0), Decimal(0)),
    )


def test_two_vehicles_are_never_mixed() -> None:
    assert reconcile([FIRST, replace(LAST, vehicle_id="bike")], []) == ()


def test_an_odometer_that_goes_backwards_is_a_problem() -> None:
    back = replace(LAST, metres=Decimal(999_000))
    assert [problem.code for problem in reading_problems([FIRST, back])] == ["odometer-backwards"]
    assert reading_problems([FIRST, LAST]) == ()


def test_a_negative_reading_is_a_problem() -> None:
    assert [p.code for p in reading_problems([replace(FIRST, metres=Decimal(-1))])] == ["odometer-negative"]


def test_another_instrument_in_the_same_car_goes_on_from_what_the_old_one_showed() -> None:
    old = Reading("car", date(2026, 1, 1), Decimal(131_000_000))
    new = Reading("car", date(2026, 1, 31), Decimal(15_000), replaced_at_m=Decimal(131_400_000))
    later = Reading("car", date(2026, 2, 28), Decimal(515_000))
    assert reading_problems([old, new, later]) == ()
    assert [span.driven_m for span in reconcile([old, new, later], [])] == [Decimal(415_000), Decimal(500_000)]


def test_an_instrument_may_begin_at_another_figure_than_nought() -> None:
    old = Reading("car", date(2026, 1, 1), Decimal(100_000))
    new = Reading("car", date(2026, 1, 31), Decimal(50_500), Decimal(100_200), Decimal(50_000))
    assert reconcile([old, new], [])[0].driven_m == Decimal(700)


@pytest.mark.parametrize(
    "new",
    [
        Reading("car", date(2026, 1, 31), Decimal(15)),
        Reading("car", date(2026, 1, 31), Decimal(15), replaced_at_m=Decimal(99_999)),
        Reading("car", date(2026, 1, 31), Decimal(15), Decimal(100_100), Decimal(20)),
    ],
)
def test_no_instrument_goes_backwards(new: Reading) -> None:
    old = Reading("car", date(2026, 1, 1), Decimal(100_000))
    assert [problem.code for problem in reading_problems([old, new])] == ["odometer-backwards"]
