"""Fixed rhythm, journey plans and the share of prospects: each rule where it binds and where it does not."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest

from routing.stopping import Steps
from scheduler.checking.schedule import check
from scheduler.demand.assemble import assemble
from scheduler.demand.book import Book
from scheduler.demand.journey import CYCLES, journey, patterns, period_weeks
from scheduler.demand.request import Request
from scheduler.demand.rules import AccountRules, Policy
from scheduler.search import solve
from territory.accounts import Account, AccountKind

MONDAY = date(2026, 3, 2)
Ask = Callable[..., Request]
Make = Callable[..., Account]


def test_a_rhythm_keeps_weekday_and_parity(ask: Ask, account: Make) -> None:
    book = Book("test", rules={"a01": AccountRules(rhythm=MONDAY - timedelta(days=12))})
    found = assemble(ask(account(1, interval_days=14, least_days=10), book=book, days=56)).horizon.visits
    assert [(visit.first_day, visit.last_day) for visit in found] == [(day, day) for day in (2, 16, 30, 44)]


def test_without_a_rhythm_the_weekday_rotates_freely(ask: Ask, account: Make) -> None:
    found = assemble(ask(account(1), days=56)).horizon.visits
    assert all(visit.last_day - visit.first_day > 7 for visit in found)


def test_a_rhythm_on_a_holiday_comes_the_next_open_day_and_says_so(ask: Ask, account: Make) -> None:
    book = Book("test", rules={"a01": AccountRules(rhythm=date(2026, 3, 19))})  # Saint Joseph's Day
    found = assemble(ask(account(1), book=book))
    assert [(visit.first_day, visit.last_day) for visit in found.horizon.visits] == [(17, 18)]
    assert [(note.rule, note.days) for note in found.relaxed] == [("late", 1)]


def test_a_rhythm_that_is_not_the_interval_says_so(ask: Ask, account: Make) -> None:
    book = Book("test", rules={"a01": AccountRules(rhythm=MONDAY)})
    notes = assemble(ask(account(1, interval_days=31), book=book)).relaxed
    assert [(note.rule, note.days) for note in notes] == [("rhythm", -3)]


@pytest.mark.parametrize(
    ("interval", "weeks", "period"),
    [(7, 4, 1), (10, 4, 1), (14, 4, 2), (21, 4, 2), (35, 4, 4), (21, 6, 3), (91, 13, 13)],
)
def test_an_interval_takes_the_nearest_period_of_the_cycle(interval: int, weeks: int, period: int) -> None:
    assert period_weeks(interval, weeks) == period


def test_patterns_repeat_with_their_period() -> None:
    assert patterns(2, 4, frozenset({0, 3})) == ((0, 14), (3, 17), (7, 21), (10, 24))


@pytest.mark.parametrize("weeks", CYCLES)
def test_a_journey_plan_repeats_for_good(ask: Ask, account: Make, weeks: int) -> None:
    periods = [divisor for divisor in (1, 2, 3, 4, 13) if weeks % divisor == 0][:3]
    accounts = [account(n, interval_days=7 * periods[n % len(periods)]) for n in range(1, 10)]
    request = ask(*accounts)
    found = journey(request, weeks, lambda horizon: solve(horizon, Steps(300), 1))
    assert found.without == ()
    later = replace(request, start=MONDAY + timedelta(days=14 * weeks), book=Book("test", rules=found.rules))
    assembled = assemble(later)
    plan = solve(assembled.horizon, Steps(300), 1)
    assert plan.unserved == ()
    assert check(assembled.horizon, plan) == ()
    for visit in assembled.horizon.visits:
        anchor = found.rules[visit.account].rhythm
        assert anchor is not None
        gap = (later.date_of(visit.first_day) - anchor).days
        assert gap % (7 * found.rules[visit.account].rhythm_weeks) == 0


def test_a_journey_plan_begins_on_a_monday(ask: Ask) -> None:
    with pytest.raises(ValueError, match="Monday"):
        journey(ask(start=date(2026, 3, 3)), 4, lambda horizon: solve(horizon, Steps(1), 1))


def test_prospects_keep_to_their_share_the_best_first(ask: Ask, account: Make) -> None:
    new = [account(n, kind=AccountKind.PROSPECT, value=float(n), last_visit=None) for n in (1, 2, 3)]
    share = 2 * 1800 / (19 * 9 * 3600)  # two visits' time
    found = assemble(ask(*new, account(4), policy=Policy(prospect_share=share)))
    assert {visit.account for visit in found.horizon.visits} == {"a02", "a03", "a04"}
    assert [(note.account_id, note.rule) for note in found.withheld] == [("a01", "prospect-share")]


def test_without_a_share_every_prospect_is_due(ask: Ask, account: Make) -> None:
    new = [account(n, kind=AccountKind.PROSPECT, last_visit=None) for n in (1, 2, 3)]
    assert len(assemble(ask(*new)).horizon.visits) == 3


def test_a_prospect_on_the_way_is_visited_and_one_off_the_way_is_not(ask: Ask, account: Make) -> None:
    new = {"kind": AccountKind.PROSPECT, "value": 0.05, "last_visit": None}
    short = {"interval_days": 14, "least_days": 1, "most_days": 20}
    accounts = account(1, **new, **short), account(2), account(3, **new, **short)
    horizon = assemble(ask(*accounts, days=14, policy=Policy(off_target_s=0, balance=0))).horizon
    schedule = solve(horizon, Steps(300), 1)
    served = {horizon.visits[v].account for tour in schedule.tours for v in tour}
    assert {visit.account for visit in horizon.visits} - served == {"a03"}
