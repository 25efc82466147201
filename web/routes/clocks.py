"""Times of day as forms send them."""

from __future__ import annotations

import re

from routing.problems import BadInputError, Problem


def seconds_of(text: str) -> int | None:
    """Return seconds since midnight of a text such as 10:30, None for an empty one; raises `BadInputError`."""
    if not text:
        return None
    found = re.fullmatch(r"(\d{1,2}):(\d{2})(?::\d{2})?", text)
    hour, minute = (int(found[1]), int(found[2])) if found else (99, 0)
    if hour > 23 or minute > 59:
        raise BadInputError([Problem("time-impossible", "time", f"{text!r} is no time of day", "Such as 10:30.")])
    return 3600 * hour + 60 * minute
