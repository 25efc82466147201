"""Demand beside capacity, said before solving, and compared with what the plan then does."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest

from routing.stopping import Steps
from routing.travel import UNREACHABLE_S, TravelTable
from scheduler.demand.assemble import assemble
from scheduler.demand.book import Book
from scheduler.demand.capacity import capacity
from scheduler.demand.request import Request
from scheduler.demand.rules import AccountRules, Policy
from scheduler.demand.seasons import Season
from scheduler.demand.workdays import Absence
from scheduler.search import solve
from territory.accounts import Account, Rep

MONDAY = date(2026, 3, 2)
Ask = Callable[..., Request]
Make = Callable[..., Account]


def busy(rep: Rep, count: int, days: int = 56, spread_s: int = 3000) -> Request:
    """Return a rep with `count` accounts of different worth, strewn over an hour's drive."""
    chance = np.random.default_rng(3)
    points = chance.uniform(0, spread_s, (count + 1, 2))
    seconds = (np.hypot(*(points[:, None] - points[None]).transpose(2, 0, 1)) * 1.2).astype(np.int32)
    accounts = tuple(
        Account(
            f"a{n:03}", f"A{n}", 47.0, 9.5, 28, 17, 39, 2400, "Mo-Sa 07:00-19:00", segment="ab"[n % 2],
            value=float(chance.choice([0.5, 1, 2, 3])), last_visit=MONDAY - timedelta(days=n % 28 + 1),
        )
        for n in range(count)
    )  # fmt: skip
    table = TravelTable(("r1", *(a.id for a in accounts)), seconds, seconds * 10, "strewn")
    return Request(rep, accounts, table, MONDAY, days, Book("w"))


def test_a_rep_with_time_loses_nothing(ask: Ask, account: Make) -> None:
    found = capacity(ask(account(1), account(2)))
    assert (found.lost, found.slips, found.factor) == (0, (), 1.0)
    assert found.load < 0.05
    assert found.needs()["reps"] == 0


def test_an_account_that_no_road_reaches_is_named_and_weighs_on_no_other(rep: Rep) -> None:
    sound = busy(rep, 60)
    seconds = sound.travel.travel_s.copy()
    row = sound.travel.index()["a007"]
    seconds[row, :] = seconds[:, row] = UNREACHABLE_S
    found = capacity(replace(sound, travel=replace(sound.travel, travel_s=seconds)))
    without = capacity(replace(sound, accounts=tuple(one for one in sound.accounts if one.id != "a007")))
    assert found.unreached == ("a007",)
    assert replace(found, unreached=()) == without
    assert capacity(sound).unreached == ()


def test_an_overload_is_forecast_as_the_plan_then_turns_out(rep: Rep) -> None:
    request = busy(rep, 245)
    found = capacity(request)
    assert found.load > 1.25
    plan = solve(assemble(request).horizon, Steps(30_000), 1)
    assert found.lost == pytest.approx(len(plan.unserved), rel=0.1)
    assert sum(slip.lost for slip in found.slips) == found.lost


@pytest.mark.parametrize(("hours", "count", "days"), [("Tu,Th 08:00-12:30", 44, 84), ("Mo-Fr 08:00-12:00", 85, 56)])
def test_slips_of_short_days_and_few_accounts_are_forecast_too(rep: Rep, hours: str, count: int, days: int) -> None:
    request = busy(replace(rep, working_hours=hours, lunch=""), count, days, spread_s=2000)
    found, plan = capacity(request), solve(assemble(request).horizon, Steps(6_000), 1)
    assert found.lost == pytest.approx(len(plan.unserved), rel=0.1)
    assert found.lost > 10


def test_what_an_absence_takes_is_not_asked_for(ask: Ask, account: Make) -> None:
    weekly = account(1, interval_days=7, least_days=4, most_days=10, last_visit=MONDAY - timedelta(days=4))
    away = Absence("r1", MONDAY + timedelta(days=7), MONDAY + timedelta(days=20))
    assert [capacity(ask(weekly, absences=some)).asked for some in ((), (away,))] == [4, 2]


def test_by_value_the_cheapest_slip_and_evenly_all_alike(rep: Rep) -> None:
    request = busy(rep, 230)
    value = {account.id: account.value for account in request.accounts}
    slipping = [value[slip.account_id] for slip in capacity(request).slips]
    assert np.mean(slipping) < np.mean(list(value.values())) / 1.5
    even = capacity(request, "evenly")
    assert len(even.slips) == len(request.accounts)
    assert {round(slip.gets_days / slip.asked_days, 6) for slip in even.slips} == {round(even.factor, 6)}


def test_by_segment_the_last_segment_slips_first(rep: Rep) -> None:
    request = busy(rep, 200)
    segment = {account.id: account.segment for account in request.accounts}
    found = capacity(request, "segment", ["b", "a"])
    assert {segment[slip.account_id] for slip in found.slips} == {"a"}


def test_a_day_gives_no_more_than_it_may_last(ask: Ask, account: Make, rep: Rep) -> None:
    short = ask(account(1), rep=replace(rep, working_hours="Mo-Fr 10:00-15:00"))
    capped, whole = (capacity(ask(account(1), policy=Policy(longest_day_h=most))) for most in (5, 0))
    assert [week.given_s for week in capped.weeks] == [week.given_s for week in capacity(short).weeks]
    assert capped.weeks[0].given_s < whole.weeks[0].given_s


def test_an_absence_takes_its_hours_from_its_week(ask: Ask, account: Make) -> None:
    away = Absence("r1", MONDAY, MONDAY + timedelta(days=4))
    weeks = capacity(ask(account(1), absences=(away,))).weeks
    assert [week.given_s == 0 for week in weeks] == [True, False, False, False]


def test_a_season_shows_in_its_months(rep: Rep) -> None:
    request = busy(rep, 40, days=300)
    season = Season(calls=(1.0,) * 5 + (1.4,) * 3 + (0.8,) * 4)
    weeks = capacity(replace(request, book=Book("w", seasons={"": season}))).weeks
    july, october = ([week for week in weeks if week.monday.month == month] for month in (7, 10))
    asked = [sum(week.asked_s for week in month) / sum(week.given_s for week in month) for month in (july, october)]
    assert asked[0] > 1.4 * asked[1]


def test_an_account_that_may_not_be_visited_asks_for_nothing(ask: Ask, account: Make) -> None:
    book = Book("w", rules={"a01": AccountRules(do_not_visit="no consent")})
    assert capacity(ask(account(1), book=book)).asked == 0


def test_an_unknown_policy_is_refused(ask: Ask) -> None:
    with pytest.raises(ValueError, match="whoever"):
        capacity(ask(), "whoever shouts least")
