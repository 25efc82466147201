"""How people write weekdays, spans of hours and counts: ``Mo,Th``, ``09:00-11:00,14:00-16:30``, ``1 visit``."""

from __future__ import annotations

import re
from collections.abc import Iterable

from routing.tour import Window

WEEKDAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
DAY_S = 86_400
_CLOCK = re.compile(r"([01]?[0-9]|2[0-3]):([0-5][0-9])")


def counted(count: int, one: str) -> str:
    """Write how many there are of a thing: ``1 visit``, ``2 visits``."""
    return f"{count} {one}" if count == 1 else f"{count} {one}s"


def parse_weekdays(text: str) -> frozenset[int]:
    """Read weekdays, Monday 0; an empty text is none.

    Raises
    ------
    ValueError
        If a word is no weekday.
    """
    words = [word.strip() for word in re.split(r"[,|]", text) if word.strip()]
    unknown = [word for word in words if word not in WEEKDAYS]
    if unknown:
        raise ValueError(f"{unknown[0]!r} is none of {', '.join(WEEKDAYS)}")
    return frozenset(WEEKDAYS.index(word) for word in words)


def parse_clock(text: str) -> int:
    """Read a time of day such as ``08:30`` into seconds since midnight; raises `ValueError`."""
    match = _CLOCK.fullmatch(text.strip())
    if match is None:
        raise ValueError(f"{text!r} is no time of day, such as 08:30")
    return int(match[1]) * 3600 + int(match[2]) * 60


def parse_until(text: str) -> int:
    """Read when a span ends, as `parse_clock` does; ``24:00`` is the end of the day."""
    return DAY_S if text.strip() == "24:00" else parse_clock(text)


def clock_text(seconds: int) -> str:
    """Return seconds since midnight as people write them; beyond 24:00 they are the next day's time."""
    hour = seconds // 3600 % 24 if seconds > DAY_S else seconds // 3600
    return f"{hour:02d}:{seconds % 3600 // 60:02d}"


def parse_spans(text: str) -> tuple[Window, ...]:
    """Read spans of hours in order; an empty text is none; raises `ValueError` where one ends before it starts."""
    spans = []
    for part in (part.strip() for part in re.split(r"[,|]", text) if part.strip()):
        opens, dash, closes = part.partition("-")
        if not dash:
            raise ValueError(f"{part!r} is no span of hours, such as 09:00-11:00")
        first_s, last_s = parse_clock(opens), parse_until(closes)
        if last_s <= first_s:
            raise ValueError(f"{part!r} ends before it starts")
        spans.append(Window(first_s, last_s))
    return tuple(sorted(spans))


def weekdays_text(weekdays: Iterable[int]) -> str:
    """Return weekdays as people write them."""
    return ",".join(WEEKDAYS[day] for day in sorted(weekdays))


def spans_text(spans: Iterable[Window]) -> str:
    """Return spans of hours as people write them."""
    return ",".join(f"{clock_text(span.opens_s)}-{clock_text(span.closes_s)}" for span in spans)
