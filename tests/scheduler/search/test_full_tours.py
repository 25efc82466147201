"""Tours that are full to the last unit are found, where countless schedules with one tour more have room in each."""

from __future__ import annotations

from math import cos, pi, sin

import numpy as np

from routing.stopping import Steps
from routing.tour import Window
from scheduler.checking.schedule import check
from scheduler.horizon import DueVisit, Horizon, RepDay
from scheduler.search import solve

CAP = 40
DAYS = 4
ARMS = 4
LONG = (Window(0, 10**7),)
DAILY = ((0, 1, 2, 3),)
EVERY_OTHER = ((0, 2), (1, 3))
ONCE = ((0,), (1,), (2,), (3,))


def arm() -> list[tuple[int, float, int, tuple[tuple[int, ...], ...]]]:
    """Return the accounts of an arm: metres from home, angle beside the arm, load of a visit, patterns."""
    daily = [(away, 0.0, 5, DAILY) for away in (1000, 5000, 9000, 13000)]
    every_other = [(away, side, 2, EVERY_OTHER) for away in range(2000, 13000, 2000) for side in (-0.17, 0.17)]
    once = [(away, side, 1, ONCE) for away in (3000, 7000, 11000) for side in (-0.25, -0.08, 0.08, 0.25)]
    return daily + every_other + once


def star() -> Horizon:
    """Home with arms around it, a vehicle for each arm and day; all loads together fill 14 vehicles exactly."""
    places, visits, patterns = [(0.0, 0.0)], list[DueVisit](), {}
    for turn in range(ARMS):
        for away, beside, load, days in arm():
            angle, place = 2 * pi * turn / ARMS + beside, len(places)
            places.append((away * cos(angle), away * sin(angle)))
            patterns[f"a{place:03}"] = days
            for k in range(len(days[0])):
                visit = DueVisit(f"v{place}-{k}", f"a{place:03}", place, 0, 0, DAYS - 1, 0, 1e9, load=load)
                visits.append(visit)
    where = np.array(places)
    travel = np.ceil(np.linalg.norm(where[:, None] - where[None, :], axis=2)).astype(np.int32)
    return Horizon(
        rep_days=tuple(RepDay(day, 0, 10**7, 0, 0, max_load=CAP) for day in range(DAYS) for _ in range(ARMS)),
        visits=tuple(visits),
        hours=((LONG,) * DAYS,),
        travel_s=travel,
        distance_m=np.zeros_like(travel),
        patterns=patterns,
    )


def test_every_tour_is_filled_to_its_cap_where_that_is_the_shortest() -> None:
    """A search of this length finds it from one seed in three."""
    horizon = star()
    schedule = min((solve(horizon, Steps(40_000), seed) for seed in range(6)), key=lambda found: found.cost)
    loads = [sum(horizon.visits[v].load for v in tour) for tour in schedule.tours if tour]
    assert loads == [CAP] * 14
    assert (schedule.unserved, check(horizon, schedule)) == ((), ())
