"""The visits a year that designs share follow an account's rhythm of the calendar, as plans do."""

from __future__ import annotations

from dataclasses import replace

import pytest

from scheduler.demand.rules import AccountRules
from scheduler.demand.seasons import season_of
from scheduler.demand.yearly import visits_of, yearly_visits
from territory.accounts import Account, Rep

WEEKS = 365.25 / 7
ACCOUNT = Account("a", "A", 48.0, 11.0, interval_days=2, least_days=0, most_days=30, service_s=1800)


def visits(account: Account, rules: AccountRules) -> float:
    return yearly_visits(account, rules, season_of(account, {}))


@pytest.mark.parametrize(
    ("cadence", "asked"),
    [
        ("3 a week", 3 * WEEKS),
        ("daily", 5 * WEEKS),
        ("monthly", 12.0),
        ("first Tuesday of the month", 12.0),
        ("every second Tuesday", WEEKS / 2),
    ],
)
def test_a_rhythm_is_counted_as_it_is_said(cadence: str, asked: float) -> None:
    assert visits(ACCOUNT, AccountRules(cadence=cadence)) == pytest.approx(asked)
    assert visits(replace(ACCOUNT, cadence=cadence), AccountRules()) == pytest.approx(asked)


def test_the_rule_s_rhythm_goes_before_the_account_s_own() -> None:
    assert visits(replace(ACCOUNT, cadence="3 a week"), AccountRules(cadence="monthly")) == pytest.approx(12.0)


def test_an_interval_in_days_counts_days_as_before() -> None:
    assert visits(ACCOUNT, AccountRules()) == pytest.approx(365.25 / 2)


def test_the_cap_still_binds() -> None:
    assert visits(ACCOUNT, AccountRules(cadence="3 a week", yearly_cap=10)) == 10.0


@pytest.mark.parametrize(
    ("works", "opens", "days"),
    [
        ("Mo-Fr 08:00-17:00", "Mo-Sa 09:00-18:00", 5),
        ("Mo-Sa 08:00-17:00", "Mo-Su 09:00-18:00", 6),
        ("Mo-Th 08:00-17:00", "", 4),
        ("Mo-Sa 08:00-17:00", "Mo,We,Fr 09:00-12:00", 3),
        ("Tu-Sa 19:00-02:00", "Mo-Su 20:00-02:00", 5),
        ("Mo-Fr 08:00-17:00", "Apr-Oct Mo-Fr 09:00-17:00; Dec 24 off", 5),
        ("Mo-Fr 08:00-17:00", "Sa 09:00-12:00", 5),
        ("Mo-Fr 08:00-17:00", "no hours at all", 5),
    ],
)
def test_a_daily_visit_is_one_on_each_day_that_is_worked_and_open(works: str, opens: str, days: int) -> None:
    rep = Rep("r", "R", 48.0, 11.0, works, "Europe/Vienna", "AT")
    daily = replace(ACCOUNT, cadence="daily", opening_hours=opens)
    by_days, weekly = (
        replace(daily, id="b", cadence="", interval_days=1),
        replace(daily, id="c", cadence="", interval_days=7),
    )
    found = visits_of([daily, by_days, weekly], {}, {}, [rep])
    assert found == pytest.approx({"a": days * WEEKS, "b": days * WEEKS, "c": WEEKS})


def test_the_owner_s_week_counts_before_that_of_the_others() -> None:
    six, four = (Rep(name, name, 48.0, 11.0, hours, "UTC", "AT") for name, hours in (("6", "Mo-Sa"), ("4", "Mo-Th")))
    daily = replace(ACCOUNT, cadence="daily", opening_hours="24/7")
    reps = [replace(rep, working_hours=f"{rep.working_hours} 08:00-17:00") for rep in (six, four)]
    asked = [visits_of([daily], {}, {}, reps, owners)["a"] for owners in ({"a": "4"}, {"a": "6"}, {})]
    assert asked == pytest.approx([4 * WEEKS, 6 * WEEKS, 6 * WEEKS])
