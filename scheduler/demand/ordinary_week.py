"""On which days of an ordinary week hours are open: what a daily visit counts, where no dates are known yet."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from datetime import date, timedelta
from functools import lru_cache

from scheduler.demand.hours import UnreadableHoursError, default_hours, shift_windows
from territory.accounts import Account

USUAL_DAYS = 5
"""Of a week of which nothing is known."""
_FIRST, _DAYS = date(2026, 1, 1), 365
"""An ordinary year: hours may name seasons. It has no holidays here, which no week is made by."""


@lru_cache(maxsize=4096)
def open_weekdays(hours: str) -> frozenset[int]:
    """Return the weekdays, Monday 0, that are open at least half as often as the one that is open most.

    Raises
    ------
    UnreadableHoursError
        If the text is not in the ``opening_hours`` language.
    """
    windows = shift_windows(hours, _FIRST, _DAYS)
    times = Counter((_FIRST + timedelta(days=day)).weekday() for day, spans in enumerate(windows) if spans)
    most = max(times.values(), default=0)
    return frozenset(day for day, count in times.items() if 2 * count >= most)


def visited_days(account: Account, worked: Collection[int]) -> int:
    """Return the days of an ordinary week on which an account is open and one of the weekdays `worked` is."""
    try:
        days = open_weekdays(account.opening_hours.strip() or default_hours(account.category))
    except UnreadableHoursError:
        return USUAL_DAYS  # plans leave such an account out and name it; a design still weighs it
    return len(days & frozenset(worked)) or USUAL_DAYS
