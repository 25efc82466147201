"""What each day of a visit's window costs: how far from its target, what the account prefers, and a move."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from routing.tour import Window
from scheduler.demand.due import Due
from scheduler.demand.hours import DayWindows, within
from scheduler.demand.request import Request
from scheduler.demand.rules import AccountRules
from scheduler.demand.seasons import season_of
from territory.accounts import Account

DayPrices = tuple[tuple[int, float], ...]
"""Days that cost something, with their price."""


def day_prices(request: Request, account: Account, due: Due, hours: DayWindows) -> DayPrices:
    """Price each day of the window: distance from target and its month, preference, a move from the plan before."""
    policy, rules = request.policy, request.book.rules_of(account)
    previous = request.previous.get(due.visit_id)
    before = None if previous is None else request.day_of(previous)
    window, move_s = (due.first_day, due.last_day, due.target_day), 0.0 if before is None else policy.move_s
    month = _month_of(request, account, due)
    same = _same_weekday(request, account, rules)
    if not (month or rules.weekdays or rules.hours or same is not None):
        return _plain_prices(window, policy.off_target_s, before, move_s)
    prices = []
    for day in range(due.first_day, due.last_day + 1):
        when = request.date_of(day)
        price = policy.off_target_s * abs(day - due.target_day)
        if _unwanted(rules, when.weekday(), hours[day], due.service_s):
            price += policy.preference_s
        if same is not None and when.weekday() != same:
            price += policy.weekday_s
        if month and day != before and (when.year, when.month) != month:
            price += policy.month_s
        if day != before:
            price += move_s
        if price:
            prices.append((day, price))
    return tuple(prices)


@lru_cache(maxsize=32_768)
def _plain_prices(window: tuple[int, int, int], off_s: float, before: int | None, move_s: float) -> DayPrices:
    """Price each day by its distance from the target and a move; many visits have the same first, last and target."""
    first, last, target = window
    priced = [(day, off_s * abs(day - target) + (move_s if day != before else 0.0)) for day in range(first, last + 1)]
    return tuple(one for one in priced if one[1])


def _unwanted(rules: AccountRules, weekday: int, open_then: tuple[Window, ...], service_s: int) -> bool:
    """Return whether the account does not prefer a day: its weekday, or the hours that it is open on it."""
    if rules.hours and not with_room(within(open_then, rules.hours), service_s):
        return True
    return bool(rules.weekdays) and weekday not in rules.weekdays


def _same_weekday(request: Request, account: Account, rules: AccountRules) -> int | None:
    """Return the weekday on which an account was last visited, where the policy wishes that it stays the same.

    What is said of the account itself goes before the wish for all: weekdays, a rhythm, days of the calendar.
    """
    if not request.policy.weekday_s or rules.weekdays or rules.rhythm or rules.cadence:
        return None
    last = request.book.state_of(account).last_contact
    return None if last is None else last.weekday()


def _month_of(request: Request, account: Account, due: Due) -> tuple[int, int] | None:
    """Return year and month that a visit belongs to, where a season makes months differ and it is not late."""
    calls = season_of(account, request.book.seasons).calls
    target = request.date_of(due.target_day)
    return None if due.overdue or calls == (calls[0],) * 12 else (target.year, target.month)


def with_room(windows: Sequence[Window], service_s: int) -> tuple[Window, ...]:
    """Return the windows that are long enough for a visit."""
    return tuple(window for window in windows if window.closes_s - window.opens_s >= service_s)
