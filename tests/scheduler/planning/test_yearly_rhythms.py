"""The visits a year that designs share follow an account's rhythm of the calendar, as plans do."""

from __future__ import annotations

from dataclasses import replace

import pytest

from scheduler.demand.rules import AccountRules
from scheduler.demand.seasons import season_of
from scheduler.demand.yearly import yearly_visits
from territory.accounts import Account

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
