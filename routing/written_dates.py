"""Dates as people write them: each text with every order of day, month and year in which it can be read."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from functools import lru_cache
from types import MappingProxyType


class DateOrder(StrEnum):
    """Which of day, month and year comes first."""

    DMY = "dmy"
    MDY = "mdy"
    YMD = "ymd"


_ISO = re.compile(r"([0-9]{4})([-/.]?)([0-9]{2})\2([0-9]{2})")
_PARTS = re.compile(r"([0-9]{1,4})([-/.])([0-9]{1,2})\2([0-9]{1,4})\.?")
_CLOCK = re.compile(
    r"(?<=[0-9.])(?:T|,?\s+)[0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:[.,][0-9]+)?)?\s*(?:[AaPp]\.?[Mm]\.?)?"
    r"\s*(?:Z|UTC|[+-][0-9]{2}:?[0-9]{2})?$"
)
_CENTURY = 2000


@lru_cache(maxsize=4096)
def date_readings(text: str) -> Mapping[DateOrder, date]:
    """Return the day that a text names under each order that it can have been written in; a time behind it is left off.

    A year of four digits in front is followed by month and day everywhere (ISO 8601). Points stand between day, month
    and year in that order everywhere: no country writes the month first with points (Unicode's CLDR). Slashes and
    hyphens are used in both orders. Two digits of a year are of this century. A long file names few days many times:
    they are kept in mind.

    Returns
    -------
    mapping of DateOrder to date
        Empty where it is no day of the calendar.
    """
    plain = _CLOCK.sub("", text.strip())
    iso = _ISO.fullmatch(plain)
    if iso:
        found = _day(int(iso[1]), int(iso[3]), int(iso[4]))
        return MappingProxyType({} if found is None else dict.fromkeys(DateOrder, found))
    match = _PARTS.fullmatch(plain)
    return MappingProxyType({} if match is None else _ordered(match[1], match[2], match[3], match[4]))


def _ordered(first: str, sign: str, second: str, third: str) -> dict[DateOrder, date]:
    read: dict[DateOrder, date | None] = {}
    if len(first) <= 2 and len(third) in {2, 4}:
        read[DateOrder.DMY] = _day(_year(third), int(second), int(first))
        if sign != ".":
            read[DateOrder.MDY] = _day(_year(third), int(first), int(second))
    if len(third) <= 2 and len(first) in {2, 4}:
        read[DateOrder.YMD] = _day(_year(first), int(second), int(third))
        if len(first) == 4:
            return {order: day for order in DateOrder for day in [read[DateOrder.YMD]] if day is not None}
        if sign == ".":
            del read[DateOrder.YMD]
    return {order: day for order, day in read.items() if day is not None}


def _year(text: str) -> int:
    return int(text) if len(text) == 4 else _CENTURY + int(text)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
