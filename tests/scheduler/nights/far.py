"""A rep between two far valleys: each is two hours from home, its places a few minutes apart, with a hotel in it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np

from routing.tour import Window
from scheduler.horizon import Bed, DueVisit, Horizon, Lodging, RepDay

HOUR = 3600
WEST, EAST = 1, 2
"""The hotels' rows of the travel table; home is 0."""
MONDAY_TO_THURSDAY = frozenset(day for day in range(14) if day % 7 < 4)
LODGING = Lodging((Bed(WEST, 9000.0), Bed(EAST, 9000.0)), MONDAY_TO_THURSDAY, 2, 3)


def far_valleys(west: int = 10, east: int = 10, days: int = 5, lodging: Lodging | None = LODGING) -> Horizon:
    """Return a week with some visits of forty minutes in each valley, all due on any day."""
    x = [0, -7200, 7200, *(-7200 - 120 * k for k in range(west)), *(7200 + 120 * k for k in range(east))]
    at = np.array(x)
    travel = np.abs(at[:, None] - at[None, :]).astype(np.int32)
    visits = tuple(DueVisit(f"v{k}", f"a{k:02d}", 3 + k, 2400, 0, days - 1, 0, 1e5) for k in range(west + east))
    numbers = [day for day in range(days + 2 * (days // 5)) if day % 7 < 5][:days]
    visits = tuple(replace(visit, last_day=numbers[-1]) for visit in visits)
    hours = (tuple((Window(0, 24 * HOUR),) for _ in range(numbers[-1] + 1)),)
    rep_days = tuple(RepDay(day, 8 * HOUR, 17 * HOUR, 0, 0) for day in numbers)
    return Horizon(rep_days, visits, hours, travel, travel * 15, lodging=lodging)


def lodging(**changes: Any) -> Lodging:
    """Return the valleys' lodging with something changed."""
    return replace(LODGING, **changes)
