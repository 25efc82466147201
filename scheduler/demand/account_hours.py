"""When an account receives visits, by the clock of the rep who comes: its own holidays, zone and summer time.

``PH`` in an opening-hours text means the public holidays that ``holidays`` knows, of every country and region, and not
those of the opening-hours library: a day is a holiday for the account exactly if it would be one for a rep there.
"""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from routing.tour import Window
from scheduler.demand.holiday_regions import country_code, holidays_between
from scheduler.demand.hours import (
    DAY_S,
    DayWindows,
    UnreadableHoursError,
    day_windows,
    default_hours,
    joined,
    past_midnight,
    spread,
)
from territory.accounts import Account, Rep

_HOLIDAY = re.compile(r'("[^"]*")|\bPH\b')
_WEEKDAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")


def visited_when(account: Account) -> str:
    """Return when an account receives visits: its visiting hours, else its opening hours, else its category's."""
    return account.visiting_hours.strip() or account.opening_hours.strip() or default_hours(account.category)


def visiting_hours_assumed(account: Account) -> bool:
    """Return whether nobody said when an account receives visits."""
    return not account.visiting_hours.strip() and (account.hours_assumed or not account.opening_hours.strip())


def account_windows(account: Account, rep: Rep, first: date, days: int) -> DayWindows:
    """Return the windows in which an account receives visits on each of `days` days, in seconds of the rep's local day.

    Raises
    ------
    UnreadableHoursError
        If the account's hours cannot be read.
    """
    text = visited_when(account)
    country, region = holidays_kept(account, rep)
    zone = account.timezone or rep.timezone
    if not _differ(zone, rep.timezone, first, days):
        return holiday_windows(text, first, days, country, region)
    own = holiday_windows(text, first - timedelta(days=1), days + 2, country, region)
    return _by_another_clock(own, first, days, zone, rep.timezone)


def windows_of_shift(account: Account, rep: Rep, day: date, shift_ends_s: int) -> tuple[Window, ...]:
    """Return an account's windows of one day, with those of the next one until a shift past midnight ends.

    Raises
    ------
    UnreadableHoursError
        If the account's opening hours cannot be read.
    """
    if shift_ends_s <= DAY_S:
        return account_windows(account, rep, day, 1)[0]
    return past_midnight(account_windows(account, rep, day, 2), {0: shift_ends_s})[0]


def own_windows(account: Account, first: date, days: int) -> DayWindows:
    """Return the windows by the account's own clock, whoever visits; raises `UnreadableHoursError`."""
    text = visited_when(account)
    return holiday_windows(text, first, days, account.country, account.region)


def hours_by_own_clock(account: Account, rep: Rep, day: date) -> tuple[tuple[int, int], ...] | None:
    """Return the seconds from and until which an account is open on a day; None where its hours cannot be read."""
    try:
        (windows,) = holiday_windows(visited_when(account), day, 1, *holidays_kept(account, rep))
    except UnreadableHoursError:
        return None
    return tuple((window.opens_s, window.closes_s) for window in windows)


def holidays_kept(account: Account, rep: Rep) -> tuple[str, str]:
    """Return whose public holidays an account keeps: its own country's and region's, else the rep's.

    Where an account of the rep's country says no region, it is taken to be the rep's.
    """
    if not account.country:
        return rep.country, account.region or rep.region
    same = country_code(account.country) == country_code(rep.country)
    return account.country, account.region or (rep.region if same else "")


def holiday_windows(text: str, first: date, days: int, country: str, region: str) -> DayWindows:
    """Read an opening-hours text into windows of each day, with the public holidays of a country and region.

    Raises
    ------
    UnreadableHoursError
        If the text cannot be read. Where no holidays are known for the country, no day is one.
    """
    usual = day_windows(text, first, days)
    if not any(match[1] is None for match in _HOLIDAY.finditer(text)):
        return usual
    free = _free_days(country, region, first - timedelta(days=1), first + timedelta(days=days))
    found = list(usual)
    for day in range(days):
        today = first + timedelta(days=day)
        holidays = frozenset(when.weekday() for when in (today - timedelta(days=1), today) if when in free)
        if holidays:
            found[day] = day_windows(_on_holidays(text, holidays), today, 1)[0]
    return tuple(found)


@lru_cache(maxsize=4096)
def _on_holidays(text: str, weekdays: frozenset[int]) -> str:
    """Return a text in which ``PH`` names weekdays: asked about one day, it says what holds where that is a holiday."""
    named = ",".join(_WEEKDAYS[day] for day in sorted(weekdays))
    return _HOLIDAY.sub(lambda match: match[1] or named, text)


@lru_cache(maxsize=256)
def _free_days(country: str, region: str, first: date, last: date) -> frozenset[date]:
    if not country:
        return frozenset()
    try:
        return frozenset(holidays_between(country, region, first, last))
    except UnreadableHoursError:
        return frozenset()


@lru_cache(maxsize=1024)
def _differ(zone: str, other: str, first: date, days: int) -> bool:
    """Return whether two clocks show different times at any noon of some days, or the day before or after."""
    if zone == other:
        return False
    noons = [datetime.combine(first + timedelta(days=day), time(12)) for day in range(-1, days + 1)]
    one, two = ZoneInfo(zone), ZoneInfo(other)
    return any(noon.replace(tzinfo=one).utcoffset() != noon.replace(tzinfo=two).utcoffset() for noon in noons)


def _by_another_clock(own: DayWindows, first: date, days: int, zone: str, other: str) -> DayWindows:
    """Return windows of an account's days, which begin a day before `first`, by another clock's days."""
    there, here = ZoneInfo(zone), ZoneInfo(other)
    start = datetime.combine(first, time())
    found: list[list[Window]] = [[] for _ in range(days)]
    for day, windows in enumerate(own, start=-1):
        midnight = start + timedelta(days=day)
        for window in windows:
            opens_s, closes_s = (
                _seconds_here(midnight + timedelta(seconds=at), there, here, start)
                for at in (window.opens_s, window.closes_s)
            )
            spread(found, opens_s, closes_s)
    return tuple(tuple(joined(windows)) for windows in found)


def _seconds_here(at: datetime, there: ZoneInfo, here: ZoneInfo, start: datetime) -> int:
    """Return the seconds from a local midnight to an instant of another clock, as the clock on the wall counts."""
    local = at.replace(tzinfo=there).astimezone(here).replace(tzinfo=None)
    return int((local - start).total_seconds())
