"""Per diem by place and day: a share on the first and last day, the whole in between, single days by the hour."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from mileage.allowance_files import packaged_allowance_text, packaged_allowances, parse_allowances, with_places
from mileage.allowances import AllowanceLine, Journey, PlaceRates, allowance
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


def provided(*meals: str) -> frozenset[tuple[date, str]]:
    return frozenset((date(2026, 5, 4), meal) for meal in meals)


@pytest.mark.parametrize(
    ("meals", "expected"),
    [((), "14.00"), (("breakfast",), "8.40"), (("breakfast", "lunch"), "0.00"), (("lunch", "dinner"), "0.00")],
)
def test_provided_meals_are_taken_off_down_to_nothing_in_germany(meals: tuple[str, ...], expected: str) -> None:
    day = allowance(GERMANY, Journey("rep", date(2026, 5, 4), away_s=9 * 3600, provided=provided(*meals)))
    assert total(day, "meals") == Decimal(expected)


def test_provided_meals_never_take_the_incidentals_in_the_us() -> None:
    journey = Journey("rep", date(2026, 5, 4), ("standard",), provided=provided("breakfast", "lunch", "dinner"))
    first, _, last = allowance(GSA, journey)
    assert (str(first.pay), str(last.pay)) == ("5.00 USD", "51.00 USD")
    assert first.rule == "first or last day; provided: breakfast, lunch, dinner"
    only_lunch = Journey("rep", date(2026, 5, 4), ("standard",), provided=provided("lunch"))
    assert str(allowance(GSA, only_lunch)[0].pay) == "32.00 USD"


@pytest.mark.parametrize("rates", [rates for table in (GSA, GERMANY) for own in table.places.values() for rates in own])
def test_the_meals_of_a_day_and_the_incidentals_make_up_the_day(rates: PlaceRates) -> None:
    assert sum(rates.provided.values(), rates.least) == rates.meals


@pytest.mark.parametrize(
    ("free", "code"),
    [((date(2026, 5, 9), "lunch"), "meal-elsewhere"), ((date(2026, 5, 4), "brunch"), "meal-unknown")],
)
def test_a_provided_meal_of_no_day_of_the_journey_is_refused(free: tuple[date, str], code: str) -> None:
    with pytest.raises(BadInputError) as caught:
        allowance(GERMANY, Journey("rep", date(2026, 5, 4), ("standard",), provided=frozenset({free})))
    assert [problem.code for problem in caught.value.problems] == [code]


PLACES = """place,meals,lodging,from,to
CO/Aspen,92,389,2025-12-01,2026-03-31
CO/Aspen,92,196,2026-04-01,2026-05-31
"""


def test_a_list_of_places_with_seasons_goes_onto_a_table() -> None:
    table = parse_allowances(with_places(packaged_allowance_text("gsa-fy2026"), PLACES, "places.csv"), "own")
    assert table.hash != GSA.hash
    lines = allowance(table, Journey("rep", date(2026, 3, 31), ("CO/Aspen", "CO/Aspen")))
    assert [str(line.pay) for line in lines if line.what == "lodging"] == ["389.00 USD", "196.00 USD"]
    lunch = frozenset({(date(2026, 4, 1), "lunch")})
    assert str(allowance(table, Journey("rep", date(2026, 4, 1), ("CO/Aspen",), provided=lunch))[0].pay) == "43.00 USD"
    with pytest.raises(BadInputError, match="no rates for CO/Aspen on 2026-06-01"):
        allowance(table, Journey("rep", date(2026, 5, 31), ("CO/Aspen",)))


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        ("town,meals\nx,1\n", "columns-missing"),
        ("place,meals,lodging\nstandard,1,1\n", "place-twice"),
        ("place,meals,lodging\nx,much,1\n", "place-unreadable"),
        ("place,meals,lodging\nx,-5,1\n", "place-unreadable"),
        ("place,meals,lodging,from\nx,5,1,spring\n", "place-unreadable"),
    ],
)
def test_a_crooked_list_of_places_is_refused_and_the_row_named(rows: str, code: str) -> None:
    with pytest.raises(BadInputError) as caught:
        with_places(packaged_allowance_text("gsa-fy2026"), rows, "places.csv")
    assert [problem.code for problem in caught.value.problems] == [code]
    assert "places.csv" in caught.value.problems[0].where


HOUR_S = 3600


def into_the_night(left_h: float, away_h: float, **more: object) -> tuple[AllowanceLine, ...]:
    journey = Journey("rep", date(2026, 5, 4), left_s=int(left_h * HOUR_S), away_s=int(away_h * HOUR_S), **more)  # type: ignore[arg-type]
    return allowance(GERMANY, journey)


def test_a_day_that_ends_past_midnight_is_paid_once_for_the_day_on_which_most_of_it_fell() -> None:
    (early,), (late,) = into_the_night(17, 9.5), into_the_night(22, 9)
    assert (str(early.pay), early.day) == ("14.00 EUR", date(2026, 5, 4))
    assert (str(late.pay), late.day) == ("14.00 EUR", date(2026, 5, 5))
    assert into_the_night(19, 8) == ()
    (half,) = into_the_night(19.5, 9)
    assert half.day == date(2026, 5, 4)


def test_a_meal_on_either_side_of_midnight_is_taken_off() -> None:
    (line,) = into_the_night(17, 9.5, provided=frozenset({(date(2026, 5, 4), "dinner")}))
    assert str(line.pay) == "2.80 EUR"
    (line,) = into_the_night(20, 11, provided=frozenset({(date(2026, 5, 4), "dinner")}))
    assert (str(line.pay), line.day) == ("2.80 EUR", date(2026, 5, 5))
    with pytest.raises(BadInputError, match="meal-elsewhere"):
        into_the_night(8, 9, provided=frozenset({(date(2026, 5, 5), "dinner")}))
