"""The present instant: the machine's, or the one that ``ROUNDSMAN_NOW`` states."""

from __future__ import annotations

import os
from datetime import UTC, datetime

from routing.problems import BadInputError, Problem
from routing.sentences import sentence

NOW_NAME = "ROUNDSMAN_NOW"


def system_clock() -> datetime:
    """Return the present instant, or the one that is stated: the one place of roundsman that looks at the clock.

    Raises
    ------
    BadInputError
        If what is stated is no instant of RFC 3339 with its offset from UTC.
    """
    stated = os.environ.get(NOW_NAME)
    return _instant(stated) if stated else datetime.now(UTC)


def _instant(text: str) -> datetime:
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        found = None
    if found is None or found.tzinfo is None:
        action = "Write an instant with its offset from UTC, such as 2027-01-04T06:00:00Z."
        raise BadInputError([Problem("now-not-an-instant", NOW_NAME, sentence("it is {text!r}", text=text), action)])
    return found.astimezone(UTC)
