"""How long each day of a rep may be, from door to door: the day's cap, and the week's shared by its working days.

A week's hours are kept by construction: no day takes more than its part, so that no week can take more than all. Where
only a part of a week lies in the horizon, its days take no more than those of the fullest week do.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date

from scheduler.demand.rules import Policy

WEEK = 7


def longest_days(policy: Policy, own_s: int | None, start: date, days: Sequence[int], horizon: int) -> dict[int, int]:
    """Return the cap of each working day (days after `start`) that has one.

    Parameters
    ----------
    own_s : int or None
        The rep's own cap on a day.
    horizon : int
        The days of the horizon.
    """
    day_s, week_s = policy.longest_day_s(own_s), round(policy.longest_week_h * 3600)
    if not week_s:
        return {} if day_s is None else dict.fromkeys(days, day_s)
    shift = start.weekday()
    worked = Counter((shift + day) // WEEK for day in days)
    fullest = max(worked.values(), default=1)
    found = {}
    for day in days:
        week = (shift + day) // WEEK
        monday = WEEK * week - shift
        whole = monday >= 0 and monday + WEEK <= horizon
        part_s = week_s // (worked[week] if whole else fullest)
        found[day] = part_s if day_s is None else min(part_s, day_s)
    return found
