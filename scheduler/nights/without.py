"""A schedule without one of its nights, tried: what the night saves is what it costs to sleep at home instead."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from scheduler.explain.insertion import Priced, allowed
from scheduler.explain.trial import drive
from scheduler.horizon import Horizon, Schedule
from scheduler.nights.settled import nights_of, settled
from scheduler.search import cost_of


@dataclass(frozen=True, slots=True, eq=False)
class Without:
    """A schedule without a night.

    Attributes
    ----------
    moved : tuple of int
        Visits of the two days that then lie on other days.
    lost : tuple of int
        Visits that are then unserved.
    """

    horizon: Horizon
    schedule: Schedule
    moved: tuple[int, ...]
    lost: tuple[int, ...]


def without_night(horizon: Horizon, schedule: Schedule, rep_day: int) -> Without:
    """Return the schedule without the night after `rep_day`.

    Both days keep their visits where they can be driven in this order or the reverse; visits for which there is no
    time any more go to the cheapest place on any day, and are left out where there is none or where that costs less.
    """
    nights = nights_of(horizon)
    del nights[rep_day]
    home = settled(horizon, nights)
    tours, waiting = [list(tour) for tour in schedule.tours], []
    for number in (rep_day, rep_day + 1):
        tours[number], out = _shortened(home, number, tours[number])
        waiting += out
    for v in sorted(waiting, key=lambda v: (not home.visits[v].compulsory, -home.visits[v].price_unserved, v)):
        tours = _placed(home, tours, v)
    served = {v for tour in tours for v in tour}
    unserved = tuple(v for v in range(len(home.visits)) if v not in served)
    fixed = tuple(map(tuple, tours))
    found = replace(schedule, tours=fixed, unserved=unserved, cost=cost_of(home, fixed), bound=0.0)
    days = {*tours[rep_day], *tours[rep_day + 1]}
    moved = tuple(v for v in waiting if v in served and v not in days)
    return Without(home, found, moved, tuple(v for v in waiting if v not in served))


def _shortened(horizon: Horizon, number: int, tour: Sequence[int]) -> tuple[list[int], list[int]]:
    """Return a tour that can be driven, and the visits that had to go: each time the one whose detour is longest."""
    kept, out = list(tour), list[int]()
    while kept:
        for order in (kept, kept[::-1]):
            if drive(horizon, horizon.rep_days[number], order).fits:
                return order, out
        worst = max(kept, key=lambda v: (not horizon.visits[v].compulsory, _detour(horizon, number, kept, v), -v))
        kept.remove(worst)
        out.append(worst)
    return kept, out


def _detour(horizon: Horizon, number: int, tour: Sequence[int], visit: int) -> int:
    day, at = horizon.rep_days[number], tour.index(visit)
    places = [day.start_place, *(horizon.visits[v].place for v in tour), day.end_place]
    before, here, after = places[at : at + 3]
    travel = horizon.travel_s
    return int(travel[before, here]) + int(travel[here, after]) - int(travel[before, after])


def _placed(horizon: Horizon, tours: list[list[int]], visit: int) -> list[list[int]]:
    place, due = Priced(horizon, tours).cheapest(visit), horizon.visits[visit]
    if place is None or (place.price > due.price_unserved and not due.compulsory):
        return tours
    longer = [list(tour) for tour in tours]
    longer[place.rep_day].insert(place.position, visit)
    return longer


def only_paying(horizon: Horizon, schedule: Schedule) -> tuple[Horizon, Schedule]:
    """Return horizon and schedule without nights beside a day that is not driven, and without those that do not pay.

    A day beside a night that holds nothing first gets a visit of the other day, if one can lie there.
    """
    for rep_day in sorted(nights_of(horizon)):
        shared = _shared(horizon, schedule, rep_day)
        trial = without_night(horizon, schedule, rep_day)
        if shared is None or rank(trial.horizon, trial.schedule) < rank(horizon, shared):
            return only_paying(trial.horizon, trial.schedule)
        schedule = shared
    return horizon, schedule


def _shared(horizon: Horizon, schedule: Schedule, rep_day: int) -> Schedule | None:
    """Return the schedule in which both days beside a night hold a visit, None where the rules forbid it."""
    empty = [number for number in (rep_day, rep_day + 1) if not schedule.tours[number]]
    if not empty:
        return schedule
    giving = 2 * rep_day + 1 - empty[0]
    options = [_handed(horizon, schedule, v, giving, empty[0]) for v in schedule.tours[giving]]
    return min((one for one in options if one is not None), key=lambda one: one.cost, default=None)


def _handed(horizon: Horizon, schedule: Schedule, visit: int, giving: int, taking: int) -> Schedule | None:
    tours = [tuple(v for v in tour if v != visit) for tour in schedule.tours]
    rest = Priced(horizon, tours)
    tours[taking] = (visit,)
    drivable = all(drive(horizon, horizon.rep_days[number], tours[number]).fits for number in (giving, taking))
    if not tours[giving] or not drivable or taking not in allowed(horizon, rest.day_of, visit):
        return None
    return replace(schedule, tours=tuple(tours), cost=cost_of(horizon, tours))


def rank(horizon: Horizon, schedule: Schedule) -> tuple[int, float]:
    """Return what makes a schedule better where it is smaller: compulsory visits left out, then the cost."""
    return sum(horizon.visits[v].compulsory for v in schedule.unserved), schedule.cost
