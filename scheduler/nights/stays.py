"""Evenings and mornings at a bed as visits of no length: a search may not leave out the way to the bed or home from it.

A rep-day without visits costs nothing, which would be a way home for free on the day after a night.
"""

from __future__ import annotations

from dataclasses import replace

from routing.tour import Window
from scheduler.demand.hours import DAY_S
from scheduler.horizon import DueVisit, Horizon, Schedule
from scheduler.nights.settled import nights_of


def with_stays(horizon: Horizon) -> Horizon:
    """Return the horizon with a compulsory visit at the bed on the evening before and the morning after each night."""
    ends = [(number + after, place) for number, place in sorted(nights_of(horizon).items()) for after in (0, 1)]
    if not ends:
        return horizon
    width = max(len(row) for row in horizon.hours)
    hours = (*horizon.hours, ((Window(0, DAY_S),),) * width)
    days = list(horizon.rep_days)
    for number, _ in ends:
        most = days[number].max_visits
        days[number] = replace(days[number], max_visits=None if most is None else most + 1)
    stays = tuple(
        DueVisit(
            f"stay {k}", f"stay {k:04}", place, 0, days[n].day, days[n].day, len(horizon.hours), 0.0, compulsory=True
        )
        for k, (n, place) in enumerate(ends)
    )
    return replace(horizon, rep_days=tuple(days), visits=(*horizon.visits, *stays), hours=hours)


def begin_with_stays(horizon: Horizon, start: Schedule | None) -> Schedule | None:
    """Return a schedule to begin from with the stays of the horizon's nights: last in the evening, first next day."""
    if start is None:
        return None
    tours, stay = list(start.tours), len(horizon.visits)
    for number in sorted(nights_of(horizon)):
        tours[number] = (*tours[number], stay)
        tours[number + 1] = (stay + 1, *tours[number + 1])
        stay += 2
    return replace(start, tours=tuple(tours))


def without_stays(horizon: Horizon, found: Schedule) -> Schedule:
    """Return what was found without the stays; the horizon is the one that knows none."""
    real = len(horizon.visits)
    tours = tuple(tuple(v for v in tour if v < real) for tour in found.tours)
    return replace(found, tours=tours, unserved=tuple(v for v in found.unserved if v < real))
