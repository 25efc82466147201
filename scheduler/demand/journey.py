"""A permanent journey plan: some weeks that repeat for good, each account on fixed days of them.

The cycle is planned once on ordinary weeks; each account's first day in it becomes the anchor of a fixed rhythm
(`AccountRules.rhythm`), so that later plans keep it, holidays and absences apart.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from scheduler.demand.assemble import assemble
from scheduler.demand.assembled import Assembled
from scheduler.demand.request import Request
from scheduler.demand.rules import AccountRules
from scheduler.demand.workdays import CompanyDay, public_holidays
from scheduler.horizon import Horizon, Schedule
from territory.accounts import Account

CYCLES = (4, 6, 8, 13)
"""Lengths of a journey plan in weeks that are usual; any length works."""


@dataclass(frozen=True, slots=True)
class Journey:
    """The cycle's outcome: rules with rhythm for each account that found its days, and the accounts that did not."""

    weeks: int
    rules: dict[str, AccountRules]
    without: tuple[str, ...]


def period_weeks(interval_days: int, weeks: int) -> int:
    """Return the divisor of the cycle that is nearest to an interval, the more frequent one of two equally near."""
    divisors = [w for w in range(1, weeks + 1) if weeks % w == 0]
    return min(divisors, key=lambda w: (abs(7 * w - interval_days), w))


def patterns(period: int, weeks: int, weekdays: frozenset[int]) -> tuple[tuple[int, ...], ...]:
    """Return every set of days of the cycle that repeats with a period of weeks, on one of the weekdays."""
    return tuple(
        tuple(7 * week + weekday for week in range(phase, weeks, period))
        for phase in range(period)
        for weekday in sorted(weekdays)
    )


def journey(request: Request, weeks: int, solver: Callable[[Horizon], Schedule]) -> Journey:
    """Plan the cycle of `weeks` weeks from the request's first day, a Monday.

    Raises
    ------
    ValueError
        If the first day is no Monday, or the cycle has no weeks.
    """
    if request.start.weekday() != 0 or weeks < 1:
        raise ValueError(f"a journey plan begins on a Monday and has weeks: {request.start}, {weeks}")
    periods = {account.id: period_weeks(account.interval_days, weeks) for account in request.accounts}
    assembled = assemble(_cycle(request, weeks, periods))
    horizon = _with_patterns(assembled, weeks, periods)
    schedule = solver(horizon)
    days = {v: day.day for day, tour in zip(horizon.rep_days, schedule.tours, strict=True) for v in tour}
    first: dict[str, date] = {}
    for v, due in enumerate(assembled.due):
        if v in days:
            when = request.date_of(days[v])
            first[due.account_id] = min(first.get(due.account_id, when), when)
    book = request.book
    rules = {
        account.id: replace(book.rules_of(account), rhythm=first[account.id], rhythm_weeks=periods[account.id])
        for account in request.accounts
        if account.id in first
    }
    without = tuple(sorted(account.id for account in request.accounts if account.id not in first))
    return Journey(weeks, rules, without)


def _cycle(request: Request, weeks: int, periods: dict[str, int]) -> Request:
    """Return the request for ordinary weeks: no holidays, absences, pins or history; a call due in each period."""
    rep, end = request.rep, request.date_of(7 * weeks - 1)
    worked = [
        CompanyDay(day, working=True, name="ordinary")
        for day in public_holidays(rep.country, rep.region, request.start, end)
    ]
    accounts = tuple(_regular(account, periods[account.id]) for account in request.accounts)
    rules = {
        a.id: replace(request.book.rules_of(a), rhythm=request.start, rhythm_weeks=periods[a.id]) for a in accounts
    }
    book = replace(request.book, rules=rules, states={}, seasons={})
    return replace(
        request,
        accounts=accounts,
        days=7 * weeks,
        book=book,
        absences=(),
        company_days=tuple(worked),
        pins=(),
        appointments=(),
        previous={},
    )


def _regular(account: Account, period: int) -> Account:
    days = 7 * period
    return replace(account, interval_days=days, least_days=days, most_days=days, last_visit=None, cadence="")


def _with_patterns(assembled: Assembled, weeks: int, periods: dict[str, int]) -> Horizon:
    horizon = assembled.horizon
    weekdays = frozenset(day.day % 7 for day in horizon.rep_days)
    visits = tuple(
        replace(due, first_day=0, last_day=7 * weeks - 1, least_gap_days=0, most_gap_days=10**6, day_price=())
        for due in horizon.visits
    )
    sets = {due.account: patterns(periods[due.account], weeks, weekdays) for due in visits}
    return replace(horizon, visits=visits, patterns=sets)
