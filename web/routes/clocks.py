"""Days and times of day as forms send them."""

from __future__ import annotations

import re
from datetime import date

from routing.problems import BadInputError, Problem
from routing.sentences import sentence
from routing.tour import Window
from scheduler.wording import parse_spans
from web.beyond import near


def seconds_of(text: str) -> int | None:
    """Return seconds since midnight of a text such as 10:30, None for an empty one; raises `BadInputError`."""
    if not text:
        return None
    found = re.fullmatch(r"(\d{1,2}):(\d{2})(?::\d{2})?", text)
    hour, minute = (int(found[1]), int(found[2])) if found else (99, 0)
    if hour > 23 or minute > 59:
        raise BadInputError(
            [Problem("time-impossible", "time", sentence("{text!r} is no time of day", text=text), "Such as 10:30.")]
        )
    return 3600 * hour + 60 * minute


def spans_of(text: str) -> tuple[Window, ...]:
    """Return spans of hours of a text such as 09:00-11:00,14:00-16:00; raises `BadInputError`."""
    try:
        return parse_spans(text)
    except ValueError as error:
        cause = sentence("{text!r} is no span of hours", text=text)
        raise BadInputError([Problem("time-impossible", "time", cause, "Such as 09:00-11:00.")]) from error


def day_of(text: str, *, end: bool = False) -> date | None:
    """Return a date, None for an empty text; raises `BadInputError`. An `end` may be one that never comes."""
    try:
        day = date.fromisoformat(text) if text else None
        return day if day is None or end else near(day)
    except ValueError as error:
        raise BadInputError(
            [Problem("date-impossible", "date", sentence("{text!r} is no date", text=text), "Choose one.")]
        ) from error
