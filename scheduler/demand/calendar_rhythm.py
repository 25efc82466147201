"""Intervals that people say by the calendar: monthly, first Tuesday, every second Tuesday, three a week.

Months are counted as months and weeks as weeks: whatever their lengths, a year has twelve first Tuesdays.
"""

from __future__ import annotations

import calendar
import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from routing.sentences import sentence
from scheduler.demand.open_days import OpenDays

_COUNTS = {"once": 1, "one": 1, "twice": 2, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6}
_ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": -1}
_NAMES = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_PLAIN = {"weekly": 7, "every week": 7, "fortnightly": 14}
_MONTHS = {"monthly": 1, "every month": 1, "quarterly": 3, "every quarter": 3, "half-yearly": 6, "yearly": 12}
_A_WEEK = re.compile(r"(\w+) ?(?:x|times)?(?: a | per |/| ?x ?)week")
_EVERY = re.compile(r"every (?:(\d+|other|\w+) )?(months?|weeks?|days?)(?: on)?(?: (.+))?")
_OF_MONTH = re.compile(r"(?:every )?(\w+) (\w+)(?: (?:of|in) (?:the|each|every) month)?")
_OF_WEEK = re.compile(r"every (?:(other|\w+) )?([a-z]+(?:(?:,| and| &) ?[a-z]+)*)")
NEAR_DAYS = 7
"""A day of the month so soon after the last visit is taken as that visit's."""
WORKING_DAYS = 5
"""Of a week of which nothing else is known."""
EXAMPLES = "28, monthly, every 2 months, first Tuesday, every second Tuesday, Mo and Th, 3 a week or daily"


@dataclass(frozen=True, slots=True)
class CalendarRhythm:
    """An interval of the calendar.

    Attributes
    ----------
    months : int
        Months from one visit to the next; with `nth` and `weekdays` that weekday of each such month.
    nth : int
        First to fourth (1 to 4) or last (-1) weekday of the month; 0 is none of them.
    weeks : int
        Weeks from one round of `weekdays` to the next.
    weekdays : tuple of int
        Monday 0.
    a_week : int
        Visits a week, spread over its working days; 7 is one on each of them.
    """

    months: int = 0
    nth: int = 0
    weeks: int = 0
    weekdays: tuple[int, ...] = ()
    a_week: int = 0

    @property
    def names_days(self) -> bool:
        """Return whether it says on which days visits lie, not only how many months apart."""
        return not self.months or bool(self.nth)

    @property
    def interval_days(self) -> int:
        """Return the days from one visit to the next on average, at least one."""
        if self.months:
            return round(self.months * 365.25 / 12)
        return max(1, round(7 / self.a_week if self.a_week else 7 * self.weeks / len(self.weekdays)))

    def visits_a_year(self, days_a_week: int = WORKING_DAYS) -> float:
        """Return the visits that it asks for in a year of 365.25 days of which so many of a week are worked."""
        if self.months:
            return 12 / self.months
        weeks = 365.25 / 7
        if self.a_week:
            return weeks * min(self.a_week, days_a_week)
        return weeks * len(self.weekdays) / self.weeks


def parse_interval(text: str) -> int | CalendarRhythm:
    """Read what people write for an interval: a number of days, or words of the calendar.

    Raises
    ------
    ValueError
        If it is neither.
    """
    said = re.sub(r"\s+", " ", text.strip().casefold()).rstrip(".")
    if said.isdecimal():
        return int(said)
    if said in _PLAIN:
        return _PLAIN[said]
    found = _months(said) or _a_week(said) or _every(said) or _of_month(said) or _of_week(said)
    if found is None:
        raise ValueError(sentence("{text!r} is no interval, such as {examples}", text=text, examples=EXAMPLES))
    return found


def _months(said: str) -> CalendarRhythm | None:
    return CalendarRhythm(months=_MONTHS[said]) if said in _MONTHS else None


def _a_week(said: str) -> CalendarRhythm | None:
    if said in {"daily", "every day", "every working day", "each working day"}:
        return CalendarRhythm(a_week=7)
    match = _A_WEEK.fullmatch(said)
    count = _count(match[1].removesuffix("x")) if match else None
    return CalendarRhythm(a_week=count) if count and count <= 7 else None


def _every(said: str) -> int | CalendarRhythm | None:
    match = _EVERY.fullmatch(said)
    count = _count(match[1] or "1") if match else None
    if match is None or not count:
        return None
    unit, days = match[2].rstrip("s"), _weekdays(match[3]) if match[3] else ()
    if unit == "week" and days:
        return CalendarRhythm(weeks=count, weekdays=days)
    if match[3]:
        return None
    return CalendarRhythm(months=count) if unit == "month" else count * (7 if unit == "week" else 1)


def _of_month(said: str) -> CalendarRhythm | None:
    """Read ``first Tuesday``; ``every second Tuesday`` is one of weeks, unless the month is named."""
    match = _OF_MONTH.fullmatch(said)
    if match is None or _ordinal(match[1]) is None or not _weekdays(match[2]):
        return None
    nth, days = _ordinal(match[1]) or 0, _weekdays(match[2])
    if said.startswith("every ") and "month" not in said and nth not in {1, -1}:
        return CalendarRhythm(weeks=nth, weekdays=days)
    return CalendarRhythm(months=1, nth=nth, weekdays=days)


def _of_week(said: str) -> CalendarRhythm | None:
    match = _OF_WEEK.fullmatch(said if said.startswith("every ") else f"every {said}")
    days = _weekdays(match[2]) if match else ()
    count = _count(match[1] or "1") if match and days else None
    return CalendarRhythm(weeks=count, weekdays=days) if count else None


def _count(word: str) -> int | None:
    if word.isdecimal():
        return int(word) or None
    ordinal = _ordinal(word)
    return 2 if word == "other" else _COUNTS.get(word) or (ordinal if ordinal and ordinal > 0 else None)


def _ordinal(word: str) -> int | None:
    match = re.fullmatch(r"([1-4])(?:st|nd|rd|th)", word)
    return int(match[1]) if match else _ORDINALS.get(word)


def _weekdays(text: str) -> tuple[int, ...]:
    words = [word for word in re.split(r",| and | & |\s", text) if word]
    days = [next((n for n, name in enumerate(_NAMES) if len(w) > 1 and name.startswith(w)), None) for w in words]
    known = sorted({day for day in days if day is not None})
    return tuple(known) if len(known) == len(words) else ()


def add_months(day: date, months: int, of_month: int) -> date:
    """Return the day `of_month` of the month so much later, or that month's last one."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(of_month, calendar.monthrange(year, month + 1)[1]))


def named_days(
    rhythm: CalendarRhythm, first: date, days: int, *, last_visit: date | None, key: str, open_days: OpenDays | None
) -> list[int]:
    """Return the days of a horizon on which visits lie, where the rhythm names them.

    Parameters
    ----------
    last_visit : date or None
        Where weeks are skipped, they count from the week of this visit; with None `key` decides.
    open_days : OpenDays or None
        Visits a week are spread over its open days; one that falls on another day comes on the next open one, unless
        that is nearer to the visit after it than to its own day.
    """
    if rhythm.a_week:
        return [day for monday in _mondays(first, days) for day in _spread(rhythm.a_week, monday, days, open_days)]
    dates = _of_months(rhythm, first, days) if rhythm.months else _of_weeks(rhythm, first, days, last_visit, key)
    near = NEAR_DAYS if len(rhythm.weekdays) == 1 and rhythm.months else 1
    wanted = [(when - first).days for when in dates if last_visit is None or (when - last_visit).days >= near]
    found = []
    for day, following in pairwise(wanted):
        lies = open_days.after(day) if open_days and day >= 0 else day
        if day >= 0 and lies < days and 2 * (following - lies) >= following - day:
            found.append(lies)
    return found


def _mondays(first: date, days: int) -> range:
    """Return the Mondays of the weeks that a horizon touches, in its days."""
    return range(-first.weekday(), days, 7)


def _spread(count: int, monday: int, days: int, open_days: OpenDays | None) -> Iterator[int]:
    """Yield the days of a week on which `count` visits lie; one cut by the horizon's ends is taken as a whole week."""
    week = range(monday, monday + 7)
    inside = [day for day in week if 0 <= day < days]
    known = [day for day in inside if open_days is None or open_days.after(day) == day]
    if open_days is None or len(inside) < 7:
        known = [day for day in week if day - monday < WORKING_DAYS]
    chosen = known
    if count < len(known):
        chosen = [known[round(k * (len(known) - 1) / max(1, count - 1))] for k in range(count)]
    for day in chosen:
        if day in inside and (open_days is None or open_days.after(day) == day):
            yield day


def _of_months(rhythm: CalendarRhythm, first: date, days: int) -> Iterator[date]:
    weekday = rhythm.weekdays[0]
    months = (first.year * 12 + first.month - 1 + n for n in range(days // 28 + 3))
    for year, month in (divmod(number, 12) for number in months):
        begins, length = calendar.monthrange(year, month + 1)
        fits = [day for day in range(1, length + 1) if (begins + day - 1) % 7 == weekday]
        yield date(year, month + 1, fits[rhythm.nth - 1 if rhythm.nth > 0 else -1])


def _of_weeks(rhythm: CalendarRhythm, first: date, days: int, last_visit: date | None, key: str) -> Iterator[date]:
    monday = first - timedelta(days=first.weekday())
    if last_visit is not None:
        anchor = last_visit - timedelta(days=last_visit.weekday())
        phase = (monday - anchor).days // 7
    else:
        phase = int.from_bytes(hashlib.sha256(key.encode()).digest()[:4])
    skipped = 0 if last_visit is not None and len(rhythm.weekdays) == 1 else -1  # the last visit was that week's
    for week in range(days // 7 + 2 + rhythm.weeks):
        if (phase + week) % rhythm.weeks == 0 and phase + week != skipped:
            yield from (monday + timedelta(days=7 * week + weekday) for weekday in rhythm.weekdays)
