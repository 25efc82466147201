"""Shifts past midnight are one tour of the day on which they begin; half days off for the whole company."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest

from routing.day import time_tour
from routing.stopping import Steps
from routing.tour import Window
from scheduler.checking.plan import check_plan
from scheduler.checking.rules import rules_of
from scheduler.checking.schedule import check
from scheduler.dated import dated_plan
from scheduler.demand.assemble import assemble
from scheduler.demand.hours import shift_windows
from scheduler.demand.request import Request
from scheduler.demand.workdays import Absence, CompanyDay, work_calendar
from scheduler.search import solve
from scheduler.wording import clock_text, parse_clock, parse_spans, parse_until
from territory.accounts import Account, Rep
from tests.scheduler.planning.conftest import MONDAY

H = 3600
SATURDAY = MONDAY + timedelta(days=5)


def shifts(rep: Rep, text: str, days: int = 7, **off: object) -> list[tuple[int, int, int]]:
    calendar = work_calendar(replace(rep, working_hours=text, lunch=""), MONDAY, days, **off)  # type: ignore[arg-type]
    return [(shift.day, shift.start_s, shift.end_s) for shift in calendar.shifts]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Tu-Sa 19:00-02:00", [(day, 19 * H, 26 * H) for day in range(1, 6)]),
        ("Sa 22:00-24:00; Su 00:00-03:00", [(5, 22 * H, 27 * H)]),
        ("Mo-Fr 08:00-17:00", [(day, 8 * H, 17 * H) for day in range(5)]),
        ("Mo 18:00-24:00", [(0, 18 * H, 24 * H)]),
        ("24/7", [(day, 0, 24 * H) for day in range(7)]),
    ],
)
def test_a_shift_belongs_to_the_day_on_which_it_begins(rep: Rep, text: str, expected: list[tuple[int, ...]]) -> None:
    assert shifts(rep, text) == expected


def test_the_first_morning_of_a_horizon_is_the_evening_before(rep: Rep) -> None:
    """The horizon begins on a Monday: Sunday's shift is no tour of it."""
    assert shifts(rep, "Su 20:00-04:00") == [(6, 20 * H, 28 * H)]
    assert shift_windows("Su 20:00-04:00", MONDAY, 1) == ((),)


def test_a_tour_of_a_night_ends_after_midnight(ask: Callable[..., Request], account: Callable[..., Account]) -> None:
    """Bars that open at ten, forty-five minutes each: some are reached after midnight only, on Saturday too."""
    bars = [
        account(
            n, interval_days=7, least_days=5, most_days=9, service_s=45 * 60, opening_hours="Tu-Sa 22:00-02:00",
            last_visit=MONDAY - timedelta(days=2),
        )
        for n in range(1, 5)
    ]  # fmt: skip
    request = ask(*bars, days=7)
    rep = replace(request.rep, working_hours="Sa 19:00-02:30", lunch="")
    made = assemble(replace(request, rep=rep))
    schedule = solve(made.horizon, Steps(300), 1)
    assert check(made.horizon, schedule) == ()
    assert schedule.unserved == ()
    plan = dated_plan(made, schedule, time_tour)
    (tour,) = plan.tours
    assert tour.date == SATURDAY
    assert tour.visits[-1].end_s > 24 * H
    assert clock_text(tour.visits[-1].end_s) < "02:01"
    assert check_plan(plan, rules_of(made, plan)) == ()


@pytest.mark.parametrize(
    ("absence", "left"),
    [
        (Absence("r1", SATURDAY, SATURDAY), []),
        (Absence("r1", SATURDAY + timedelta(days=1), SATURDAY + timedelta(days=1)), [(5, 19 * H, 26 * H)]),
        (
            Absence("r1", SATURDAY + timedelta(days=1), SATURDAY + timedelta(days=1), "x", 0, 4 * H),
            [(5, 19 * H, 24 * H)],
        ),
        (Absence("r1", SATURDAY, SATURDAY, "x", 22 * H), [(5, 19 * H, 22 * H)]),
    ],
)
def test_absences_of_a_shift_past_midnight(rep: Rep, absence: Absence, left: list[tuple[int, int, int]]) -> None:
    assert shifts(rep, "Sa 19:00-02:00", absences=[absence]) == left


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"from_s": 12 * H}, (8 * H, 12 * H)),
        ({"until_s": 12 * H}, (12 * H, 17 * H)),
        ({"from_s": 12 * H, "country": "CH"}, (8 * H, 17 * H)),
        ({"from_s": 6 * H, "until_s": 18 * H}, None),
    ],
)
def test_half_a_day_off_for_the_company(rep: Rep, changes: dict[str, object], expected: tuple[int, int] | None) -> None:
    day = replace(CompanyDay(MONDAY, False, "carnival"), **changes)  # type: ignore[arg-type]
    found = shifts(rep, "Mo-Fr 08:00-17:00", 2, company_days=[day])
    assert found == [*([(0, *expected)] if expected else []), (1, 8 * H, 17 * H)]


def test_half_of_a_public_holiday_that_is_worked(rep: Rep) -> None:
    labour_day = date(2026, 5, 1)
    worked = CompanyDay(labour_day, True, "stock-taking", until_s=12 * H)
    (shift,) = work_calendar(rep, labour_day, 1, company_days=[worked]).shifts
    assert (shift.start_s, shift.end_s) == (8 * H, 12 * H)


def test_half_a_day_off_leaves_a_public_holiday_one(rep: Rep) -> None:
    day = CompanyDay(date(2026, 5, 1), False, "half", from_s=12 * H)
    assert work_calendar(rep, date(2026, 5, 1), 1, company_days=[day]).shifts == ()


def test_the_end_of_a_day_is_read_as_it_is_printed() -> None:
    assert parse_until("24:00") == 24 * H
    assert clock_text(24 * H) == "24:00"
    assert parse_spans("22:00-24:00") == (Window(22 * H, 24 * H),)
    assert clock_text(25 * H + 60) == "01:01"
    with pytest.raises(ValueError, match="no time of day"):
        parse_clock("24:00")
