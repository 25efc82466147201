"""A number is read where it can be read in one way; where it can be read in two, both are named."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mileage.distance import parse_distance
from routing.written_numbers import read_number


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("12", "12"), ("12.3", "12.3"), ("12,3", "12.3"), ("0.125", "0.125"), ("0,500", "0.5"),
        ("1234.567", "1234.567"),
        ("12.3456", "12.3456"), ("1,234.5", "1234.5"), ("1.234,5", "1234.5"), ("1,234,567", "1234567"),
        ("1'234.50", "1234.5"), ("1 234", "1234"), ("45.2100", "45.21"),
    ],
)  # fmt: skip
def test_a_number_with_one_reading_is_read(text: str, number: str) -> None:
    assert read_number(text) == Decimal(number)


@pytest.mark.parametrize("text", ["45,210", "1.250", "85,000", "999.999", "1,050"])
def test_a_number_with_two_readings_is_refused_and_both_are_named(text: str) -> None:
    with pytest.raises(ValueError, match="can be read as") as caught:
        read_number(text)
    whole = text.replace(",", "").replace(".", "")
    assert f"as {whole} or as" in str(caught.value)


@pytest.mark.parametrize("text", ["", "1,2,3", "1,234,56", "12,34.5", "²", "1e5", "-3", "1,,2"])
def test_what_is_no_number_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="is no number"):
        read_number(text)


@given(st.decimals(min_value=0, max_value=10**6, places=2), st.sampled_from(["{:f}", "{:,f}"]))
def test_what_is_written_with_two_places_comes_back(number: Decimal, form: str) -> None:
    assert read_number(form.format(number)) == number


@pytest.mark.parametrize("text", ["45,210mi", "1,050 km", "1.250m"])
def test_a_distance_with_two_readings_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="can be read as"):
        parse_distance(text)


def test_a_distance_beyond_every_odometer_is_refused() -> None:
    with pytest.raises(ValueError, match="more than any odometer"):
        parse_distance("99999999999999999999999km")
    assert parse_distance("1,234.5 km") == Decimal("1234500.0")
