"""Absences, closings and closed hours: an interval that they lengthen goes on from where the visit really lies."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from routing.findings import Finding
from routing.stopping import Steps
from scheduler.checking.plan import check_plan
from scheduler.checking.schedule import check
from scheduler.demand.assemble import assemble
from scheduler.demand.assembled import Assembled
from scheduler.demand.book import Book
from scheduler.demand.cadence import Spacing, chain
from scheduler.demand.request import Request
from scheduler.demand.rules import AccountRules, AccountState, Appointment
from scheduler.demand.seasons import Season
from scheduler.demand.workdays import Absence
from scheduler.plan import Plan, PlannedVisit, Tour
from scheduler.replan import carry
from scheduler.search import solve
from territory.accounts import Account
from tests.scheduler.planning.conftest import MONDAY

Make = Callable[..., Account]
Ask = Callable[..., Request]
WEEKS = 8


def served(assembled: Assembled, steps: int = 300, seed: int = 1) -> dict[str, list[date]]:
    """Return the dates on which each account is visited; every due visit has to keep the rules."""
    schedule = solve(assembled.horizon, Steps(steps), seed)
    assert check(assembled.horizon, schedule) == ()
    dates: dict[str, list[date]] = {}
    for day, tour in zip(assembled.horizon.rep_days, schedule.tours, strict=True):
        for v in tour:
            dates.setdefault(assembled.due[v].account_id, []).append(assembled.request.date_of(day.day))
    return {account: sorted(days) for account, days in dates.items()}


def due_dates(assembled: Assembled) -> list[date]:
    return [assembled.request.date_of(due.target_day) for due in assembled.due]


def weekly(account: Make, n: int, **changes: object) -> Account:
    return account(n, interval_days=7, least_days=4, most_days=10, **changes)


def away(first_day: int, last_day: int) -> Absence:
    return Absence("r1", MONDAY + timedelta(days=first_day), MONDAY + timedelta(days=last_day), "holidays")


@pytest.mark.parametrize("seen", range(1, 6), ids=["Sunday", "Saturday", "Friday", "Thursday", "Wednesday"])
def test_visits_of_three_weeks_away_are_not_caught_up(ask: Ask, account: Make, seen: int) -> None:
    """Five of eight weeks are worked: five visits, or six where the last before the absence comes early."""
    last = MONDAY - timedelta(days=seen)
    made = assemble(ask(weekly(account, 1, last_visit=last), days=7 * WEEKS, absences=(away(14, 34),)))
    dates = served(made)["a01"]
    assert len(made.due) == len(dates) == 5
    assert [(note.rule, note.days) for note in made.relaxed] == [("absence", 21)]
    assert all(4 <= (b - a).days <= 10 for a, b in pairwise(dates) if not a < MONDAY + timedelta(days=14) <= b)


@pytest.mark.parametrize("hours", ["Mo-Fr 08:00-17:00; Mar 16-Apr 05 off", "Mo-Fr 08:00-17:00; week 12-14 off"])
def test_visits_of_a_closing_are_not_caught_up(ask: Ask, account: Make, hours: str) -> None:
    last = MONDAY - timedelta(days=4)
    made = assemble(ask(weekly(account, 1, last_visit=last, opening_hours=hours), days=7 * WEEKS))
    assert len(served(made)["a01"]) == len(made.due) == 5
    assert [note.rule for note in made.relaxed] == ["late"]


def test_where_nobody_is_away_every_week_has_its_visit(ask: Ask, account: Make) -> None:
    made = assemble(ask(weekly(account, 1, last_visit=MONDAY - timedelta(days=4)), days=7 * WEEKS))
    assert len(served(made)["a01"]) == len(made.due) == WEEKS
    assert made.relaxed == ()


def test_a_new_account_that_is_closed_at_first_begins_when_it_opens(ask: Ask, account: Make) -> None:
    made = assemble(ask(weekly(account, 1, opening_hours="Mo-Fr 08:00-17:00; Mar 01-22 off"), days=7 * WEEKS))
    days = due_dates(made)
    assert days[0] >= date(2026, 3, 23)
    assert all((b - a).days >= 5 for a, b in pairwise(days))


def test_an_overdue_account_is_seen_once_when_the_rep_is_back(ask: Ask, account: Make) -> None:
    overdue = weekly(account, 1, last_visit=MONDAY - timedelta(days=60))
    made = assemble(ask(overdue, days=7 * WEEKS, absences=(away(0, 20),)))
    dates = served(made)["a01"]
    assert len(dates) == len(made.due) == 5
    assert MONDAY + timedelta(days=21) <= dates[0] <= MONDAY + timedelta(days=27)


def test_a_daily_visit_is_one_on_each_working_day(ask: Ask, account: Make) -> None:
    """Six weeks with a weekend each, two days away, and a public holiday where the country has one."""
    daily = account(1, interval_days=1, least_days=1, most_days=1, last_visit=MONDAY - timedelta(days=1))
    made = assemble(ask(daily, days=42, absences=(away(9, 10),)))
    worked = [shift.date for shift in made.calendar.shifts]
    assert served(made)["a01"] == worked
    assert made.relaxed == ()


@pytest.mark.parametrize("begins", [0, 1, 2])
def test_every_second_day_is_aimed_at_working_days(begins: int) -> None:
    worked = [day % 7 < 5 for day in range(28)]
    last = MONDAY - timedelta(days=3 - begins)
    days = [t.day for t in chain(Spacing(2, 1, 3), Season(), MONDAY, 28, last_visit=last, key="a", worked=worked)]
    assert all(worked[day] for day in days)
    assert 11 <= len(days) <= 12


def test_an_interval_never_counts_days_that_are_closed_before_a_weekend_moves_it(account: Make, ask: Ask) -> None:
    """A target on a Sunday stays one: four weeks later is a Sunday again, and no visit is lost by rounding."""
    monthly = account(1, interval_days=28, least_days=17, most_days=39, last_visit=MONDAY - timedelta(days=22))
    made = assemble(ask(monthly, days=84))
    assert [due.target_day for due in made.due] == [6, 34, 62]


@pytest.mark.parametrize("hours", ["Tu[1] 09:00-11:00", "Th[-1] 14:00-16:00", "week 2-52/2 We 09:00-12:00"])
def test_customers_who_receive_seldom_have_no_visit_that_cannot_be(ask: Ask, account: Make, hours: str) -> None:
    days = 14 if hours.startswith("week") else 30
    one = account(1, interval_days=days, least_days=8, most_days=days + 12, opening_hours=hours)
    made = assemble(ask(one, days=7 * 26))
    assert len(served(made)["a01"]) == len(made.due)


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@example(284)  # the visit before an absence is aimed at a Sunday and lies on the Friday before
@given(st.integers(0, 2**32 - 1))
def test_dates_of_visits_keep_the_spacing_whatever_is_closed(ask: Ask, account: Make, seed: int) -> None:
    """Judged by the dates of each account's visits alone, and by the days on which somebody can come."""
    rng = np.random.default_rng(seed)
    accounts, least = [], {}
    for n in range(1, int(rng.integers(2, 5))):
        interval = int(rng.choice([1, 2, 3, 5, 7, 10, 14, 28]))
        low, high = int(rng.integers(0, interval + 1)), interval + int(rng.integers(0, interval + 1))
        begin = MONDAY + timedelta(days=int(rng.integers(0, 40)))
        end = begin + timedelta(days=int(rng.integers(0, 30)))
        hours = f"Mo-Fr 08:00-17:00; {begin:%b %d}-{end:%b %d} off" if rng.random() < 0.6 else "Mo-Fr 08:00-17:00"
        last = MONDAY - timedelta(days=int(rng.integers(1, 60))) if rng.random() < 0.7 else None
        one = account(n, interval_days=interval, least_days=low, most_days=high, opening_hours=hours, last_visit=last)
        accounts.append(one)
        least[one.id] = max(1, low)
    first = int(rng.integers(0, 40))
    days_away = (away(first, first + int(rng.integers(0, 25))),) if rng.random() < 0.7 else ()
    made = assemble(ask(*accounts, days=7 * WEEKS, absences=days_away))
    found = served(made, steps=120, seed=seed % 100)
    for one in accounts:
        dates = found.get(one.id, [])
        before = [one.last_visit] if one.last_visit and dates else []
        assert all((b - a).days >= least[one.id] for a, b in pairwise([*before, *dates]))
    if len(accounts) == 1:  # nobody else is in the way: a spacing of a day's play may lose one visit at a weekend
        assert len(found.get("a01", [])) >= len(made.due) - 1


def frozen(number: int, *accounts: str) -> Tour:
    visits = tuple(
        PlannedVisit(f"v{n}", name, n, 30_000 + 3_600 * n, 30_600 + 3_600 * n, 32_400 + 3_600 * n, 600, 10_000)
        for n, name in enumerate(accounts, start=1)
    )
    return Tour("r1", MONDAY + timedelta(days=number), 28_000, 60_000, None, 0, visits, 900, 15_000)


@pytest.mark.parametrize(
    ("forbidden", "kept"), [("a2", ["a1", "a3"]), ("a3", ["a1", "a2"]), ("a9", ["a1", "a2", "a3"])]
)
def test_frozen_weeks_lose_the_visits_of_an_account_that_may_not_be_visited(forbidden: str, kept: list[str]) -> None:
    book = Book("t", rules={forbidden: AccountRules(do_not_visit="no consent")})
    tour = frozen(1, "a1", "a2", "a3")
    start = MONDAY + timedelta(days=7)
    carried = carry(book, [tour, frozen(2, forbidden)], start, today=MONDAY, closed={}, off={})
    found = carried.frozen[0]
    assert [visit.account_id for visit in found.visits] == kept
    assert [visit.sequence for visit in found.visits] == list(range(1, len(kept) + 1))
    assert len(carried.frozen) == 1
    assert set(carried.released.values()) == {Finding.of("off-do-not-visit", what="no consent")}
    ways = sum(visit.distance_m for visit in found.visits) + found.return_distance_m
    assert ways == sum(visit.distance_m for visit in tour.visits) + tour.return_distance_m
    assert check_plan(Plan(MONDAY, start, carried.frozen, ())) == ()


def test_a_visit_that_was_called_off_because_its_account_may_not_be_visited_is_on_no_frozen_day() -> None:
    book = Book("t", rules={"a2": AccountRules(do_not_visit="no consent")})
    for today in (MONDAY, MONDAY + timedelta(days=1)):
        carried = carry(
            book, [frozen(1, "a1", "a2")], MONDAY + timedelta(days=7), today=today, closed={"v2": "a2"}, off={}
        )
        assert [visit.account_id for visit in carried.frozen[0].visits] == ["a1"]
        assert carried.released == {}


def test_where_nothing_is_frozen_each_rep_s_accounts_are_as_the_book_has_them() -> None:
    book = Book("t", states={f"a{n}": AccountState(n) for n in range(3)})
    assert carry(book, [], MONDAY, today=MONDAY, closed={}, off={}).states is book.states


def test_an_appointment_at_an_account_that_may_not_be_visited_is_refused(ask: Ask, account: Make) -> None:
    rules = {"a01": AccountRules(do_not_visit="no consent")}
    fixed = tuple(Appointment(f"x{n}", f"a0{n}", MONDAY, 36_000 + 7200 * n, 1800) for n in (1, 2))
    made = assemble(ask(account(1), account(2), book=Book("t", rules=rules), appointments=fixed))
    assert [problem.code for problem in made.problems] == ["do-not-visit"]
    assert "x2" in {due.visit_id for due in made.due}
    assert "x1" not in {due.visit_id for due in made.due}
