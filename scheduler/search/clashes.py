"""Compulsory visits that cannot both take place: the same single day, and no order in which both keep their hours."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from routing.problems import Problem
from routing.sentences import sentence
from routing.tour import Window
from scheduler.horizon import DueVisit, Horizon


def clashing_compulsory_visits(horizon: Horizon) -> Iterator[Problem]:
    """Yield a problem for each pair of compulsory visits bound to one rep-day that exclude each other."""
    bound: dict[int, list[DueVisit]] = {}
    for visit in horizon.visits:
        days = [d for d, day in enumerate(horizon.rep_days) if visit.first_day <= day.day <= visit.last_day]
        if visit.compulsory and len(days) == 1:
            bound.setdefault(horizon.rep_days[days[0]].day, []).append(visit)
    for day, visits in bound.items():
        for one, other in combinations(visits, 2):
            if not _follows(horizon, one, other, day) and not _follows(horizon, other, one, day):
                cause = sentence(
                    "it and visit {other} are compulsory on day {day}, and no order keeps both their hours",
                    other=other.id,
                    day=day,
                )
                yield Problem("compulsory-clash", sentence("visit {one}", one=one.id), cause, "Move one of them.")


def _follows(horizon: Horizon, first: DueVisit, second: DueVisit, day: int) -> bool:
    """Return whether `second` can be served after `first` on that day."""
    fits = [w for w in _open(horizon, first, day) if w.closes_s - w.opens_s >= first.service_s]
    if not fits:
        return True  # named by another rule
    ready = fits[0].opens_s + first.service_s + int(horizon.travel_s[first.place, second.place])
    return any(max(ready, w.opens_s) + second.service_s <= w.closes_s for w in _open(horizon, second, day))


def _open(horizon: Horizon, visit: DueVisit, day: int) -> tuple[Window, ...]:
    hours = horizon.hours[visit.hours]
    return hours[day] if day < len(hours) else ()
