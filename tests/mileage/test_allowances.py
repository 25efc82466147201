"""Per diem by place and day: a share on the first and last day, the whole in between, single days by the hour."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from mileage.allowances import AllowanceLine, Journey, allowance, packaged_allowances, parse_allowances
from routing.problems import BadInputError

GSA = packaged_allowances("gsa-fy2026")
GERMANY = packaged_allowances("de-verpflegung")


def total(lines: tuple[AllowanceLine, ...], what: str) -> Decimal:
    return sum((line.pay.amount for line in lines if line.what == what), Decimal(0))


def test_the_first_and_the_last_day_are_paid_three_quarters() -> None:
    lines = allowance(GSA, Journey("rep", date(2026, 5, 4), ("standard", "tier-92")))
    assert [str(line.pay) for line in lines if line.what == "meals"] == ["51.00 USD", "92.00 USD", "69.00 USD"]
    assert total(lines, "lodging") == Decimal("220.00")


def test_a_night_that_was_paid_otherwise_has_no_lump_sum() -> None:
    lines = allowance(GERMANY, Journey("rep", date(2026, 5, 4), ("standard",), lodging_free=True))
    assert [(line.what, str(line.pay)) for line in lines] == [("meals", "14.00 EUR"), ("meals", "14.00 EUR")]


@pytest.mark.parametrize(("away_s", "expected"), [(8 * 3600, "0"), (8 * 3600 + 1, "14.00")])
def test_a_single_day_counts_from_more_than_eight_hours(away_s: int, expected: str) -> None:
    lines = allowance(GERMANY, Journey("rep", date(2026, 5, 4), away_s=away_s))
    assert total(lines, "meals") == Decimal(expected)


@pytest.mark.parametrize(
    ("journey", "code"),
    [
        (Journey("rep", date(2026, 5, 4), ("atlantis",)), "place-without-allowance"),
        (Journey("rep", date(2026, 9, 30), ("standard",)), "allowance-gap"),
        (Journey("rep", date(2025, 9, 30), away_s=50000), "allowance-gap"),
    ],
)
def test_a_place_or_a_day_without_a_rate_is_refused(journey: Journey, code: str) -> None:
    with pytest.raises(BadInputError) as caught:
        allowance(GSA, journey)
    assert [problem.code for problem in caught.value.problems] == [code]


@pytest.mark.parametrize("text", ["scheme =", 'scheme = "x"', "place = 3"])
def test_a_crooked_table_is_refused(text: str) -> None:
    with pytest.raises(BadInputError, match="allowances-unreadable"):
        parse_allowances(text, "own.toml")
