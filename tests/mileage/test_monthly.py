"""The report by rep and month: the rate in force at each date, planned never mistaken for driven, safe cells."""

from __future__ import annotations

import csv
import io
from datetime import date
from decimal import Decimal

import pytest

from mileage.cells import csv_text, neutral
from mileage.distance import parse_distance
from mileage.forecast import planned_trips
from mileage.monthly import COLUMNS, Basis, monthly_report, rows
from mileage.pricing import price
from mileage.rate_files import packaged_table
from mileage.trips import Trip, TripKind
from mileage.vehicles import Vehicle, VehicleKind
from scheduler.plan import PlannedVisit, Tour
from territory.accounts import Account

CARS = {"car": Vehicle("car", "rep")}
AMAP = packaged_table("hmrc-amap")


def trip(name: str, day: str, distance: str, **more: object) -> Trip:
    return Trip(
        name, "rep", date.fromisoformat(day), "a", "A", "b", "B", parse_distance(distance), "car", "Order", **more
    )  # type: ignore[arg-type]


def test_a_month_in_which_the_rate_changes_has_two_lines() -> None:
    trips = [trip("1", "2026-04-02", "100mi"), trip("2", "2026-04-08", "100mi"), trip("3", "2026-04-09", "50mi")]
    lines = monthly_report(price(trips, CARS, AMAP)[0], Basis.CONFIRMED)
    assert [(line.month, line.rates, str(line.pay), line.trips) for line in lines] == [
        ("2026-04", "0.45", "45.00 GBP", 1),
        ("2026-04", "0.55", "82.50 GBP", 2),
    ]


def test_a_month_in_which_the_tier_is_crossed_names_both_rates() -> None:
    trips = [trip("1", "2026-05-02", "9950mi"), trip("2", "2026-05-08", "120mi")]
    (line,) = monthly_report(price(trips, CARS, AMAP)[0], Basis.CONFIRMED)
    assert (line.rates, str(line.pay)) == ("0.55/0.25", "5517.50 GBP")


def test_a_private_trip_is_in_no_report() -> None:
    trips = [trip("1", "2026-05-02", "10mi"), trip("2", "2026-05-02", "10mi", kind=TripKind.PRIVATE)]
    assert [line.trips for line in monthly_report(price(trips, CARS, AMAP)[0], Basis.CONFIRMED)] == [1]


@pytest.mark.parametrize(
    ("vehicle", "code"),
    [(Vehicle("car", "rep", VehicleKind.COMPANY_CAR), "rate-gap"), (Vehicle("other", "rep"), "vehicle-unknown")],
)
def test_a_trip_that_cannot_be_priced_is_a_problem_not_a_zero(vehicle: Vehicle, code: str) -> None:
    priced, problems = price([trip("1", "2026-05-02", "10mi")], {vehicle.id: vehicle}, AMAP)
    assert priced == ()
    assert [problem.code for problem in problems] == [code]


def test_a_plan_is_reported_as_a_forecast_that_says_so_in_every_line() -> None:
    account = Account("a", "A", 47, 9, 28, 21, 35, 1800, address="A Street 1")
    visit = PlannedVisit("v", "a", 1, 30000, 30000, 31800, 600, 16093)
    tour = Tour("rep", date(2026, 5, 4), 29400, 32400, None, 0, (visit,), 600, 16094)
    trips = planned_trips([tour], {"a": account}, {"rep": "car"})
    (line,) = monthly_report(price(trips, CARS, AMAP)[0], Basis.PLANNED)
    assert sum(t.distance_m for t in trips) == tour.distance_m
    assert (line.basis, line.distance, str(line.pay)) == (Basis.PLANNED, Decimal("20.0"), "11.00 GBP")
    assert "not claimable" in csv_text(COLUMNS, rows([line]))


@pytest.mark.parametrize("text", ["=CMD()", "+1", "-1+2", "@SUM(A1)", "\t=1", "\r=1", "  =1"])
def test_a_cell_that_would_start_a_formula_is_plain_text(text: str) -> None:
    (row,) = list(csv.reader(io.StringIO(csv_text(["x"], [[text]]), newline="")))[1:]
    assert row == ["'" + text]


def test_numbers_and_ordinary_text_pass_as_they_are() -> None:
    assert [neutral(cell) for cell in (Decimal("-15.00"), "Smith = Co", None)] == [Decimal("-15.00"), "Smith = Co", ""]
