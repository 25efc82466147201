"""The published examples, to the penny."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from mileage.distance import METRES, parse_distance
from mileage.quote import Driven, Quote, quote
from mileage.rate_files import packaged_table
from mileage.vehicles import Vehicle, VehicleKind


def pay(
    scheme: str, day: str, before: str, distance: str, *, vehicle: Vehicle | None = None, region: str = ""
) -> Quote:
    driven = Driven(parse_distance(before))
    mine = vehicle or Vehicle("v", "r", power=5)
    return quote(packaged_table(scheme), mine, date.fromisoformat(day), parse_distance(distance), driven, region=region)


@pytest.mark.parametrize(
    ("scheme", "day", "before", "distance", "expected"),
    [
        ("hmrc-amap", "2026-05-01", "9950mi", "120mi", "45.00 GBP"),
        ("hmrc-amap", "2026-04-05", "9950mi", "120mi", "40.00 GBP"),
        ("hmrc-amap", "2026-04-06", "0mi", "13000mi", "6250.00 GBP"),
        ("cra", "2026-03-02", "4980km", "40km", "28.00 CAD"),
        ("fr-bareme", "2026-03-02", "4900km", "300km", "135.00 EUR"),
        ("irs-business", "2022-06-30", "0mi", "100mi", "58.50 USD"),
        ("irs-business", "2022-07-01", "0mi", "100mi", "62.50 USD"),
        ("irs-business", "2023-12-31", "0mi", "100mi", "65.50 USD"),
        ("irs-business", "2024-02-29", "0mi", "100mi", "67.00 USD"),
        ("irs-business", "2025-01-01", "0mi", "100mi", "70.00 USD"),
        ("irs-business", "2026-01-01", "0mi", "100mi", "72.50 USD"),
        ("cra", "2025-06-01", "4999km", "2km", "1.38 CAD"),
        ("de-reisekosten", "2026-06-01", "0km", "101km", "30.30 EUR"),
        ("at-kilometergeld", "2026-06-01", "29990km", "20km", "5.00 EUR"),
    ],
)
def test_a_published_rate_pays_what_its_notice_says(
    scheme: str, day: str, before: str, distance: str, expected: str
) -> None:
    assert str(pay(scheme, day, before, distance).pay) == expected


def test_the_canadian_territories_pay_four_cents_more() -> None:
    assert str(pay("cra", "2026-03-02", "4980km", "40km", region="territories").pay) == "29.60 CAD"


def test_an_electric_car_is_paid_a_fifth_more_in_france() -> None:
    electric = Vehicle("v", "r", power=5, electric=True)
    assert str(pay("fr-bareme", "2026-03-02", "4900km", "300km", vehicle=electric).pay) == "162.00 EUR"


def test_the_french_scale_steps_up_at_20000_km_and_says_so() -> None:
    result = pay("fr-bareme", "2026-03-02", "19900km", "300km")
    assert [(part.label, part.amount) for part in result.parts] == [
        ("band", Decimal("35.7")),
        ("jump", Decimal(5)),
        ("band", Decimal("85.4")),
    ]
    assert str(result.pay) == "126.10 EUR"


@pytest.mark.parametrize(
    ("power", "expected"), [(2, "52.90 EUR"), (3, "52.90 EUR"), (7, "69.70 EUR"), (12, "69.70 EUR")]
)
def test_the_ends_of_the_french_scale_stand_for_what_lies_beyond(power: int, expected: str) -> None:
    assert str(pay("fr-bareme", "2026-03-02", "0km", "100km", vehicle=Vehicle("v", "r", power=power)).pay) == expected


@pytest.mark.parametrize(("kind", "expected"), [("motorcycle", "24.00 GBP"), ("bicycle", "20.00 GBP")])
def test_a_motorcycle_and_a_bicycle_have_rates_of_their_own(kind: str, expected: str) -> None:
    mine = Vehicle("v", "r", VehicleKind(kind))
    assert str(pay("hmrc-amap", "2026-05-01", "12000mi", "100mi", vehicle=mine).pay) == expected


def test_each_passenger_adds_five_pence_a_mile() -> None:
    table, mine = packaged_table("hmrc-amap"), Vehicle("v", "r")
    result = quote(table, mine, date(2026, 5, 1), parse_distance("100mi"), Driven(), passengers=2)
    assert str(result.pay) == "65.00 GBP"


def test_sixty_trips_of_12_3_miles_add_up_to_the_penny() -> None:
    table, mine, driven, total = packaged_table("irs-business"), Vehicle("v", "r"), Driven(), Decimal(0)
    for _ in range(60):
        result = quote(table, mine, date(2026, 3, 2), parse_distance("12.3mi"), driven)
        driven, total = result.after, total + result.pay.amount
    assert total == Decimal("535.05")
    assert total != 60 * Decimal("8.92")  # what rounding each line by itself would pay


def test_a_mile_is_the_international_mile() -> None:
    assert METRES["mi"] == Decimal("1609.344")
