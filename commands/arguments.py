"""Kinds of arguments that several verbs take: distances, money, days, months, times of day, spans of days."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

import click

from mileage.allowances import MEALS
from mileage.distance import parse_distance
from mileage.money import EXACT, Money
from mileage.periods import Days, month_days
from routing.written_numbers import read_number

_Verb = Callable[..., Any]
FIRST_YEAR, LAST_YEAR = 1970, 2900
_DAY_S = 86_400
_MONTH = re.compile(r"(19|20|21)[0-9]{2}-(0[1-9]|1[0-2])")


class Kind(click.ParamType[Any]):
    """An argument that a function reads; what the function raises is shown to the user."""

    def __init__(self, name: str, read: Callable[[str], object]) -> None:
        self.name, self._read = name, read

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return the value read."""
        if not isinstance(value, str):
            return value
        try:
            return self._read(value)
        except (ValueError, InvalidOperation) as error:
            self.fail(str(error), param, ctx)


class Midnight(click.DateTime):
    """A day as the midnight that it begins with, within the years that `DAY` allows."""

    def __init__(self) -> None:
        super().__init__(["%Y-%m-%d"])

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return the midnight."""
        found = super().convert(value, param, ctx)
        if not FIRST_YEAR <= found.year <= LAST_YEAR:
            self.fail(f"{found.date()} is not in the years {FIRST_YEAR} to {LAST_YEAR}", param, ctx)
        return found


def _distance(text: str) -> Decimal:
    """Return metres to the micrometre: what is finer could not be stored as it was sealed."""
    return parse_distance(text).quantize(Decimal("0.000001"), context=EXACT)


def _money(text: str) -> Money:
    match = re.fullmatch(r"\s*(-?)\s*([0-9][0-9., '\u2019\u00a0\u202f]*?)\s*([A-Za-z]{3})\s*", text)
    if match is None:
        raise ValueError(f"{text!r} is no amount with its currency, such as 23.80EUR")
    amount = read_number(match[2])
    return Money(-amount if match[1] else amount, match[3].upper())


def _month(text: str) -> str:
    if not _MONTH.fullmatch(text):
        raise ValueError(f"{text!r} is no month, such as 2026-05")
    return text


def _clock(text: str) -> int:
    match = re.fullmatch(r"([01]?[0-9]|2[0-3]):([0-5][0-9])", text)
    if match is None:
        raise ValueError(f"{text!r} is no time of day, such as 08:30")
    return int(match[1]) * 3600 + int(match[2]) * 60


def _until(text: str) -> int:
    return _DAY_S if text == "24:00" else _clock(text)


def _number(text: str) -> Decimal:
    number = Decimal(text)
    if not number.is_finite():
        raise ValueError(f"{text!r} is no number")
    return number


def _weeks(text: str) -> tuple[int, int]:
    match = re.fullmatch(r"([1-9][0-9]{0,2})(?:-([1-9][0-9]{0,2}))?", text)
    first, last = (int(match[1]), int(match[2] or match[1])) if match else (1, 0)
    if last < first:
        raise ValueError(f"{text!r} is no span of weeks, such as 1-2")
    return first, last


def _day(text: str) -> date:
    """Return a day that calendars and time zones can be asked for, and the days around it."""
    try:
        day = date.fromisoformat(text)
    except ValueError as error:
        raise ValueError(f"{text!r} is no date, such as 2026-05-04") from error
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise ValueError(f"{day} is not in the years {FIRST_YEAR} to {LAST_YEAR}")
    return day


def _meal(text: str) -> tuple[date, str]:
    day, _, meal = text.partition(":")
    if meal not in MEALS:
        raise ValueError(f"{text!r} is no meal of a day, such as 2026-05-04:breakfast ({', '.join(MEALS)})")
    return _day(day), meal


DISTANCE = Kind("distance", _distance)
MONEY = Kind("money", _money)
MONTH = Kind("month", _month)
CLOCK = Kind("time", _clock)
UNTIL = Kind("time", _until)
NUMBER = Kind("number", _number)
MEAL = Kind("day:meal", _meal)
DAY = Kind("date", _day)
MIDNIGHT = Midnight()
WEEKS = Kind("weeks", _weeks)


def week_of(day: date) -> tuple[date, date]:
    """Return Monday and Sunday of a day's week; raises `click.UsageError` where the calendar ends before them."""
    monday = day.toordinal() - day.weekday()
    if monday < 1 or monday + 6 > date.max.toordinal():
        raise click.UsageError(f"The week of {day} is not whole in the calendar.")
    return date.fromordinal(monday), date.fromordinal(monday + 6)


def span_options(function: _Verb) -> _Verb:
    """Add --date, --from, --to and --month: which days are meant."""
    for option in (
        click.option("--month", type=MONTH, help="A whole month, such as 2026-05."),
        click.option("--to", "last", type=DAY, help="The last day."),
        click.option("--from", "first", type=DAY, help="The first day."),
        click.option("--date", "day", type=DAY, help="One day."),
    ):
        function = option(function)
    return function


def span(day: date | None, first: date | None, last: date | None, month: str | None) -> Days:
    """Return the days that were named: by --date, by --from and --to, or by --month."""
    named = [day is not None, first is not None or last is not None, month is not None]
    if sum(named) != 1 or (first is None) != (last is None):
        raise click.UsageError("Name the days by --date, by --from and --to, or by --month.")
    if day is not None:
        return Days(day, day)
    if first is not None and last is not None:
        if last < first:
            raise click.UsageError(f"--to {last} is before --from {first}.")
        return Days(first, last)
    return month_days(month or "")
