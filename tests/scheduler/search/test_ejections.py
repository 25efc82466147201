"""Where days are full, a visit that is left out takes the place of another one, which goes elsewhere."""

from __future__ import annotations

import numpy as np

from routing.stopping import Steps
from routing.tour import Window
from scheduler.checking.schedule import check
from scheduler.horizon import DueVisit, Horizon, RepDay
from scheduler.search import solve

MINUTE, DAY, DAYS, VISITS, ABOUT = 60, 180, 60, 250, 6
"""Seconds of a minute, minutes of a day, days, visits, and days by which a visit may move either way."""
SERVICES = 35, 40, 45, 55
"""Minutes of a visit: four or five of them fill a day well or badly."""


def packed(seed: int) -> Horizon:
    """Return days at one place with somewhat more visits than fit."""
    rng, visits = np.random.default_rng(seed), list[DueVisit]()
    for k in range(VISITS):
        day, service_s = k * DAYS // VISITS, int(rng.choice(SERVICES)) * MINUTE
        first, last = max(0, day - ABOUT), min(DAYS - 1, day + ABOUT)
        visits.append(DueVisit(f"v{k:03}", f"a{k:03}", 1, service_s, first, last, 0, 1e4))
    nowhere, open_all_day = np.zeros((2, 2), np.int32), ((Window(0, DAY * MINUTE),),) * DAYS
    days = tuple(RepDay(day, 0, DAY * MINUTE, 0, 0) for day in range(DAYS))
    return Horizon(days, tuple(visits), (open_all_day,), nowhere, nowhere)


def test_days_are_filled_well_by_visits_of_many_lengths() -> None:
    """Ruin and recreate alone leaves 74 visits out of these six horizons after as many steps."""
    left_out = 0
    for seed in range(6):
        horizon = packed(seed)
        schedule = solve(horizon, Steps(1_000), seed)
        assert check(horizon, schedule) == ()
        left_out += len(schedule.unserved)
    assert left_out < 60
