"""Days and times of day as forms send them."""

from __future__ import annotations

import re
from datetime import date

from routing.problems import BadInputError, Problem
from routing.sentences import sentence
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


def day_of(text: str) -> date | None:
    """Return a date, None for an empty text; raises `BadInputError`."""
    try:
        return near(date.fromisoformat(text)) if text else None
    except ValueError as error:
        raise BadInputError(
            [Problem("date-impossible", "date", sentence("{text!r} is no date", text=text), "Choose one.")]
        ) from error
