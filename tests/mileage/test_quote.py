"""Properties of the pay: additive, exact, independent of the caller's arithmetic, refused where there is no rate."""

from __future__ import annotations

from datetime import date
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal, localcontext
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mileage.distance import parse_distance
from mileage.quote import Driven, explain, quote
from mileage.rate_files import packaged_table
from mileage.rate_tables import NoRateError
from mileage.vehicles import Vehicle, VehicleKind

AMAP = packaged_table("hmrc-amap")
CAR = Vehicle("v", "r")
DAY = date(2026, 5, 1)
metres = st.integers(min_value=0, max_value=400_000).map(Decimal)


def half_up(amount: Fraction) -> Decimal:
    """Round by whole numbers alone: an independent check of the decimals."""
    return Decimal((amount.numerator * 200 + amount.denominator) // (2 * amount.denominator)).scaleb(-2)


def amap_by_hand(driven_m: Decimal) -> Fraction:
    miles = Fraction(driven_m) / Fraction("1609.344")
    return min(miles, Fraction(10000)) * Fraction("0.55") + max(miles - 10000, Fraction(0)) * Fraction("0.25")


@given(st.lists(metres, max_size=40), st.integers(min_value=0, max_value=17_000_000).map(Decimal))
def test_the_lines_of_a_year_add_up_to_the_rounded_total(trips: list[Decimal], start: Decimal) -> None:
    driven, total = Driven(start), Decimal(0)
    for trip in trips:
        result = quote(AMAP, CAR, DAY, trip, driven)
        driven, total = result.after, total + result.pay.amount
    assert total == half_up(amap_by_hand(start + sum(trips))) - half_up(amap_by_hand(start))


@given(metres, st.integers(min_value=0, max_value=17_000_000).map(Decimal), st.integers(min_value=0, max_value=4))
def test_the_parts_explain_the_pay_to_within_a_penny(trip: Decimal, start: Decimal, passengers: int) -> None:
    result = quote(AMAP, CAR, DAY, trip, Driven(start), passengers=passengers)
    assert abs(sum(part.amount for part in result.parts) - result.pay.amount) < Decimal("0.02")


def test_half_a_penny_rounds_up_even_where_the_miles_do_not_end() -> None:
    third_of_a_mile = Decimal("536.448")  # x 0.55 = 0.18333..; three of them are 0.55 exactly
    assert quote(AMAP, CAR, DAY, third_of_a_mile * 3 / 110, Driven()).pay.amount == Decimal("0.01")  # 0.005 exactly


def test_the_callers_own_arithmetic_does_not_change_the_pay() -> None:
    with localcontext(prec=4, rounding=ROUND_DOWN):
        strange = quote(AMAP, CAR, DAY, parse_distance("120mi"), Driven(parse_distance("9950mi")))
    with localcontext(prec=28, rounding=ROUND_HALF_UP):
        plain = quote(AMAP, CAR, DAY, parse_distance("120mi"), Driven(parse_distance("9950mi")))
    assert strange.pay == plain.pay


def test_the_tax_year_turns_on_the_day_the_table_says() -> None:
    assert AMAP.year(date(2026, 4, 5)) == date(2025, 4, 6)
    assert AMAP.year(date(2026, 4, 6)) == date(2026, 4, 6)


@pytest.mark.parametrize("kind", [VehicleKind.COMPANY_CAR, VehicleKind.BICYCLE])
def test_a_gap_in_the_rates_is_an_error_and_never_a_zero(kind: VehicleKind) -> None:
    with pytest.raises(NoRateError, match="add it to the table"):
        quote(packaged_table("irs-business"), Vehicle("v", "r", kind), DAY, Decimal(1), Driven())


def test_a_date_before_the_table_begins_is_a_gap() -> None:
    with pytest.raises(NoRateError, match="2021-12-31"):
        quote(packaged_table("irs-business"), CAR, date(2021, 12, 31), Decimal(1), Driven())


def test_the_french_scale_asks_for_the_power() -> None:
    with pytest.raises(NoRateError, match="unknown power"):
        quote(packaged_table("fr-bareme"), CAR, DAY, Decimal(1), Driven())


def test_a_negative_distance_is_refused() -> None:
    with pytest.raises(ValueError, match="negative"):
        quote(AMAP, CAR, DAY, Decimal(-1), Driven())


@pytest.mark.parametrize("text", ["-3mi", "120", "mi", "12 parsecs", "1e9km", "", "\uff11\uff12km"])
def test_a_distance_without_number_or_unit_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="is not a distance"):
        parse_distance(text)


def test_the_explanation_names_source_bands_and_version() -> None:
    lines = explain(quote(AMAP, CAR, DAY, parse_distance("120mi"), Driven(parse_distance("9950mi"))))
    assert "50 mi x 0.55 = 27.5" in lines
    assert "70 mi x 0.25 = 17.5" in lines
    assert AMAP.hash[:12] in lines[-1]
