"""How many visits a year an account asks for, by everything that plans obey: the measure of work that designs share."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from scheduler.demand.intervals import rhythm_of
from scheduler.demand.ordinary_week import USUAL_DAYS, open_weekdays, visited_days
from scheduler.demand.rules import AccountRules
from scheduler.demand.seasons import Season, closed_days, month_ahead, season_of
from territory.accounts import Account, Rep

DAYS_A_YEAR = 365.25
_DIGITS = 9
"""Twelve indices whose mean is 1 make an ordinary year, whatever their last bits."""


def yearly_visits(account: Account, rules: AccountRules, season: Season, days_a_week: int = USUAL_DAYS) -> float:
    """Return the visits in a year: by its rhythm or interval and season, within what is promised and the cap.

    Parameters
    ----------
    days_a_week : int
        The days of an ordinary week on which it may be visited: no more than a visit on each is ever asked for, and a
        daily one is just that.
    """
    if rules.do_not_visit:
        return 0.0
    rhythm = rhythm_of(account, rules)
    usual = rhythm.visits_a_year(days_a_week) if rhythm else DAYS_A_YEAR / account.interval_days
    steady = min(usual, DAYS_A_YEAR / 7 * days_a_week)
    asked = max(_year(season) * steady, float(rules.yearly_minimum))
    return asked if rules.yearly_cap is None else min(asked, float(rules.yearly_cap))


def _year(season: Season) -> float:
    """Return the mean call index of a year, closed days counting as none; months weigh alike."""
    if not season.closed:
        return round(sum(season.calls) / 12, _DIGITS)
    first = date(2026, 1, 1)
    ahead = [month_ahead(season, first, day) for day in range(365)]
    shut = closed_days(season, first, 365)
    days = Counter(ahead)
    open_days = Counter(month for month, closed in zip(ahead, shut, strict=True) if not closed)
    return round(sum(season.calls[month] * open_days[month] / days[month] for month in range(12)) / 12, _DIGITS)


def visits_of(
    accounts: Iterable[Account],
    rules: Mapping[str, AccountRules],
    seasons: Mapping[str, Season],
    reps: Sequence[Rep] = (),
    owners: Mapping[str, str] | None = None,
) -> dict[str, float]:
    """Return the visits a year of each account; see `yearly_visits`.

    Parameters
    ----------
    reps : sequence of Rep
        On whose working days the accounts may be visited: their owner's, else those of any of them.
    owners : mapping of account id to rep id
    """
    none, own = AccountRules(), owners or {}
    worked = {rep.id: open_weekdays(rep.working_hours) for rep in reps}
    anybody: frozenset[int] = frozenset().union(*worked.values()) or frozenset(range(USUAL_DAYS))
    found = {}
    for one in accounts:
        days = visited_days(one, worked.get(own.get(one.id, ""), anybody))
        found[one.id] = yearly_visits(one, rules.get(one.id, none), season_of(one, seasons), days)
    return found
