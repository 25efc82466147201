"""Which hotels a rep's plan looks at, and when the rep may be away."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from routing.straight import StraightLineEngine
from scheduler.demand.book import Book
from scheduler.demand.request import Request
from scheduler.demand.workdays import Absence, work_calendar
from scheduler.nights.lodging import first_bed, hotel_problems, lodging
from scheduler.nights.policy import (
    MOST_HOTELS,
    Hotel,
    NightPolicy,
    currency_problems,
    hotel_of,
    hotels_for,
    policy_problems,
)
from scheduler.plan import Night
from territory.accounts import Account, Rep

MONDAY = date(2027, 1, 11)
REP = Rep("r1", "Rosa", 47.0, 9.0, "Mo-Fr 08:00-17:00", "Europe/Zurich", "CH")
POLICY = NightPolicy(2, 3, frozenset({0, 1, 2}), "CHF", Decimal(40), Decimal(10))
INN = Hotel("inn", "Inn", 47.0, 10.0, Decimal(90), "CHF")


def account(name: str, lat: float, lon: float) -> Account:
    """Return an account somewhere."""
    return Account(name, name, lat, lon, 28, 21, 35, 1800)


def request(**changes: object) -> Request:
    """Ask for a week with one hotel."""
    table = StraightLineEngine().table([REP.home, INN.place])
    asked = Request(REP, (), table, MONDAY, 7, Book("test"), nights=POLICY, hotels=(INN,))
    return replace(asked, **changes)  # type: ignore[arg-type]


def test_a_night_costs_hotel_and_allowance_in_hours_on_the_road() -> None:
    assert POLICY.seconds(INN) == 2.5 * 3600


def test_hotels_near_the_most_accounts_are_looked_at_and_others_hotels_are_not() -> None:
    accounts = [account(f"a{k}", 47.0, 10.0 + k / 100) for k in range(20)]
    near = [replace(INN, id=f"h{k:02}", lon=10.0 + k / 100) for k in range(20)]
    away = [
        replace(INN, id="far", lon=15.0),
        replace(INN, id="else", rep_id="r2"),
        replace(INN, id="eur", currency="EUR"),
    ]
    found = {hotel.id for hotel in hotels_for(POLICY, REP, accounts, near + away)}
    assert len(found) == MOST_HOTELS
    assert not found & {"far", "else", "eur"}


def test_a_place_we_choose_is_one_far_account_in_each_neighbourhood() -> None:
    east = [account(f"e{k}", 47.0, 10.0 + k / 100) for k in range(5)]
    near, north = [account("near", 47.0, 9.01)], [account("n0", 48.0, 9.0)]
    rooms = hotels_for(replace(POLICY, room_price=Decimal(70)), REP, east + near + north, [])
    assert len(rooms) == 2
    assert {(room.price, room.currency) for room in rooms} == {(Decimal(70), "CHF")}
    assert [room.lat for room in rooms] == [47.0, 48.0]
    assert hotels_for(POLICY, REP, east, []) == []


@pytest.mark.parametrize(
    ("absent", "willing"),
    [(None, {0, 1, 2}), (MONDAY + timedelta(days=2), {0}), (MONDAY + timedelta(days=6), {0, 1, 2})],
)
def test_the_rep_is_away_on_willing_evenings_that_touch_no_absence(absent: date | None, willing: set[int]) -> None:
    absences = [Absence("r1", absent, absent)] if absent else []
    made = lodging(request(), work_calendar(REP, MONDAY, 7, absences), lambda _: 1)
    assert made is not None
    assert made.willing == willing
    assert [(bed.place, bed.price) for bed in made.beds] == [(1, 9000.0)]


def test_nights_before_the_horizon_count_and_the_first_day_begins_there() -> None:
    slept = tuple(
        Night("r1", MONDAY - timedelta(days=k), INN.place.id, "Inn", 47.0, 10.0, Decimal(100), "CHF") for k in (1, 2)
    )
    asked = request(slept=slept)
    made = lodging(asked, work_calendar(REP, MONDAY, 7), lambda _: 1)
    assert made is not None
    assert made.spent == {-1, -2}
    assert first_bed(asked) == INN.place.id
    assert first_bed(request()) == ""
    assert hotel_of(slept[0], POLICY.allowance) == INN


def test_a_hotel_that_no_road_reaches_is_named_and_not_slept_in() -> None:
    asked = request(hotels=(INN, replace(INN, id="sea")))
    assert [problem.where for problem in hotel_problems(asked)] == ["hotel sea"]
    made = lodging(asked, work_calendar(REP, MONDAY, 7), lambda _: 1)
    assert made is not None
    assert len(made.beds) == 1


def test_money_of_different_currencies_is_not_compared() -> None:
    assert [p.code for p in currency_problems({"r1": POLICY}, [INN, replace(INN, currency="EUR")])] == [
        "currency-mismatch"
    ]
    assert currency_problems({}, [INN]) == []


def test_a_usual_policy_is_possible() -> None:
    assert policy_problems(POLICY, "r1") == []
