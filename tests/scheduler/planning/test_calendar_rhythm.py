"""Intervals said by the calendar: months are months, weekdays weekdays, and three a week are three."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import date, timedelta

import pytest

from routing.stopping import Steps
from scheduler.checking.schedule import check
from scheduler.demand.assemble import assemble
from scheduler.demand.assembled import Assembled
from scheduler.demand.book import Book
from scheduler.demand.cadence import Spacing, chain
from scheduler.demand.calendar_rhythm import CalendarRhythm, parse_interval
from scheduler.demand.request import Request
from scheduler.demand.rules import AccountRules, rules_problem
from scheduler.demand.seasons import Season
from scheduler.demand.workdays import Absence
from scheduler.search import solve
from territory.accounts import Account
from tests.scheduler.planning.conftest import MONDAY

Make = Callable[..., Account]
Ask = Callable[..., Request]
OPEN = "Mo-Sa 07:00-19:00"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("28", 28),
        ("weekly", 7),
        ("every 10 days", 10),
        ("every two weeks", 14),
        ("monthly", CalendarRhythm(months=1)),
        ("Every second month", CalendarRhythm(months=2)),
        ("quarterly", CalendarRhythm(months=3)),
        ("first Tuesday", CalendarRhythm(months=1, nth=1, weekdays=(1,))),
        ("2nd Tue of the month", CalendarRhythm(months=1, nth=2, weekdays=(1,))),
        ("last Thursday of each month", CalendarRhythm(months=1, nth=-1, weekdays=(3,))),
        ("every first Tu", CalendarRhythm(months=1, nth=1, weekdays=(1,))),
        ("every second Tuesday of the month", CalendarRhythm(months=1, nth=2, weekdays=(1,))),
        ("every second Tuesday", CalendarRhythm(weeks=2, weekdays=(1,))),
        ("every other Fri", CalendarRhythm(weeks=2, weekdays=(4,))),
        ("every 3 weeks on We", CalendarRhythm(weeks=3, weekdays=(2,))),
        ("every Tuesday", CalendarRhythm(weeks=1, weekdays=(1,))),
        ("Mo, We and Fr", CalendarRhythm(weeks=1, weekdays=(0, 2, 4))),
        ("3 a week", CalendarRhythm(a_week=3)),
        ("three times a week", CalendarRhythm(a_week=3)),
        ("twice per week", CalendarRhythm(a_week=2)),
        ("2x/week", CalendarRhythm(a_week=2)),
        ("daily", CalendarRhythm(a_week=7)),
        ("every working day", CalendarRhythm(a_week=7)),
    ],
)
def test_people_say_intervals_by_the_calendar(text: str, said: int | CalendarRhythm) -> None:
    assert parse_interval(text) == said


@pytest.mark.parametrize("text", ["", "soon", "first", "fifth Tuesday", "every blue moon", "0 a week", "first T", "-3"])
def test_other_words_are_no_interval(text: str) -> None:
    with pytest.raises(ValueError, match="is no interval, such as 28, monthly"):
        parse_interval(text)


def planned(request: Request) -> tuple[Assembled, list[date]]:
    made = assemble(request)
    schedule = solve(made.horizon, Steps(300), 1)
    assert check(made.horizon, schedule) == ()
    assert schedule.unserved == ()
    return made, sorted(
        made.request.date_of(d.day) for d, tour in zip(made.horizon.rep_days, schedule.tours, strict=True) for _ in tour
    )


def said(account: Make, cadence: str, **changes: object) -> Account:
    rhythm = parse_interval(cadence)
    assert isinstance(rhythm, CalendarRhythm)
    days = rhythm.interval_days
    return account(
        1,
        interval_days=days,
        least_days=max(1, round(0.6 * days)),
        most_days=round(1.4 * days),
        cadence=cadence,
        **changes,
    )


@pytest.mark.parametrize(
    ("cadence", "weekday", "days"),
    [("first Tuesday", 1, range(1, 8)), ("last Thursday", 3, range(22, 32)), ("third Mon", 0, range(15, 22))],
)
def test_a_weekday_of_the_month_is_twelve_a_year(
    ask: Ask, account: Make, cadence: str, weekday: int, days: range
) -> None:
    one = said(account, cadence, last_visit=date(2026, 2, 3), opening_hours=OPEN)
    _, dates = planned(ask(one, days=364))
    ordinary = [day for day in dates if day.weekday() == weekday and day.day in days]
    assert len(ordinary) >= len(dates) - 2  # a holiday moves one to the next day
    assert set(Counter((day.year, day.month) for day in dates).values()) == {1}
    assert len(dates) in {11, 12}


def test_every_second_tuesday_counts_from_the_week_of_the_last_visit(ask: Ask, account: Make) -> None:
    one = said(account, "every second Tuesday", last_visit=MONDAY - timedelta(days=5), opening_hours=OPEN)
    _, dates = planned(ask(one, days=56))
    assert dates == [MONDAY + timedelta(days=8 + 14 * k) for k in range(4)]


def test_monthly_counts_months() -> None:
    """From the last of January on: the last of each month, or the 30th where it was one before."""
    monday, last = date(2026, 2, 2), date(2026, 1, 31)
    targets = chain(Spacing(30, 18, 42, months=1), Season(), monday, 364, last_visit=last, key="a")
    dates = [monday + timedelta(days=target.day) for target in targets]
    assert [(day.month, day.day) for day in dates[:6]] == [(2, 28), (3, 31), (4, 30), (5, 31), (6, 30), (7, 31)]
    assert set(Counter((day.year, day.month) for day in dates).values()) == {1}


def test_days_are_no_months() -> None:
    monday, last = date(2026, 2, 2), date(2026, 1, 31)
    targets = chain(Spacing(30, 18, 42), Season(), monday, 364, last_visit=last, key="a")
    assert [target.day for target in targets[:3]] == [28, 58, 88]


def test_monthly_visits_keep_their_day_where_nothing_moves_them(ask: Ask, account: Make) -> None:
    made = assemble(ask(said(account, "monthly", last_visit=date(2026, 2, 11), opening_hours=OPEN), days=364))
    assert {made.request.date_of(due.target_day).day for due in made.due} == {11}
    assert len(made.due) == 12


def test_three_a_week_are_three_with_a_day_between(ask: Ask, account: Make) -> None:
    one = said(account, "3 a week", last_visit=MONDAY - timedelta(days=3), opening_hours=OPEN)
    _, dates = planned(
        ask(one, days=42, absences=(Absence("r1", MONDAY + timedelta(days=14), MONDAY + timedelta(days=20)),))
    )
    weeks = Counter((day - MONDAY).days // 7 for day in dates)
    assert {week: count for week, count in weeks.items() if count != 3} == {}
    assert set(weeks) == {0, 1, 3, 4, 5}
    assert {day.weekday() for day in dates[:6]} == {0, 2, 4}


def test_daily_is_one_on_each_working_day(ask: Ask, account: Make) -> None:
    one = said(account, "daily", last_visit=MONDAY - timedelta(days=3), opening_hours=OPEN)
    made, dates = planned(ask(one, days=42))
    assert dates == [shift.date for shift in made.calendar.shifts]
    assert made.relaxed == ()


def test_what_a_rhythm_names_in_an_absence_is_not_caught_up(ask: Ask, account: Make) -> None:
    away = (Absence("r1", MONDAY + timedelta(days=7), MONDAY + timedelta(days=27)),)
    one = said(account, "every Tuesday", last_visit=MONDAY - timedelta(days=6), opening_hours=OPEN)
    _, dates = planned(ask(one, days=56, absences=away))
    assert [(day - MONDAY).days for day in dates] == [1, 29, 36, 43, 50]


def test_a_rule_says_an_interval_in_place_of_the_accounts_own(ask: Ask, account: Make) -> None:
    rules = AccountRules(cadence="every Tuesday")
    request = ask(account(1, opening_hours=OPEN), book=Book("test", rules={"a01": rules}))
    assert {day.weekday() for day in planned(request)[1]} == {1}
    assert rules_problem(rules, "a01") is None
    for wrong in ("sometimes", "28"):
        found = rules_problem(AccountRules(cadence=wrong), "a01")
        assert found is not None
        assert found.code == "rule-impossible"
