"""Searching a horizon that allows nights away: home first, then rounds of choosing nights and searching with them.

In each round the nights that pay are chosen exactly over the tours met so far (`choose_nights`); beds are taken too
near visits that are left out and together worth a night. With those ends the search goes on from there, nights that
do not pay after all are taken back, and what lowered the whole cost is kept: nights never make a schedule dearer than
the search at home did.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from routing.stopping import Part, Stop
from scheduler.horizon import Bed, Horizon, Schedule
from scheduler.nights.settled import allowed_nights, at_home, keeps_caps, settled, still_allowed
from scheduler.nights.stays import begin_with_stays, with_stays, without_stays
from scheduler.nights.without import only_paying, rank
from scheduler.search import cost_of, solve

HOME_SHARE = 0.25
"""Share of the budget that the search at home gets; the rounds share the rest."""
ROUNDS = 6
MUST = 1e6
"""What a compulsory visit that is left out is worth to a night."""


@dataclass(frozen=True, slots=True, eq=False)
class Slept:
    """A horizon with the nights that are taken, and its schedule."""

    horizon: Horizon
    schedule: Schedule


def solve_with_nights(
    horizon: Horizon, stop: Stop, seed: int, start: Schedule | None = None, nights: Mapping[int, int] | None = None
) -> Slept:
    """Return the best schedule found, with its nights.

    Parameters
    ----------
    horizon : Horizon
    stop : Stop
        The budget of all searches together; with `Steps` the result is the same on every machine.
    seed : int
    start : Schedule, optional
        A schedule to begin from.
    nights : mapping of rep-day to place, optional
        The nights of `start`; those that are not allowed are left out.
    """
    base = at_home(horizon)
    if not can_pay(base):
        return Slept(base, solve(base, stop, seed, start))
    rounds = _Rounds(base, stop, seed, settled(base, still_allowed(base, nights or {})), start)
    for number in range(ROUNDS):
        rounds.play(number)
    return rounds.best


def can_pay(horizon: Horizon) -> bool:
    """Say whether a night could pay at all: whether some visit is so far that two ways to it cost more than a bed."""
    if horizon.lodging is None or not allowed_nights(horizon) or not horizon.visits:
        return False
    home, weights = horizon.lodging.home, horizon.weights
    places = sorted({visit.place for visit in horizon.visits})
    way = weights.per_driving_s * horizon.travel_s + weights.per_metre * horizon.distance_m
    furthest = max(float(way[home, place] + way[place, home]) for place in places)
    return furthest > min(bed.price for bed in horizon.lodging.beds)


class _Rounds:
    """The best schedule met, and the tours that were met on the way to it."""

    def __init__(self, base: Horizon, stop: Stop, seed: int, first: Horizon, start: Schedule | None) -> None:
        self.base, self.stop, self.seed = base, stop, seed
        self.taken = 0
        self.met: set[tuple[int, tuple[int, ...]]] = set()
        self.best = self._searched(first, start, 0.0, HOME_SHARE)

    def play(self, number: int) -> None:
        """Choose nights, search with them, and keep what is cheaper."""
        from scheduler.nights.choice import choose_nights  # noqa: PLC0415 - CP-SAT is slow to import, nights are rare

        best, width = self.best, (1.0 - HOME_SHARE) / ROUNDS
        choice = choose_nights(best.horizon, best.schedule, self.met)
        nights = wished_nights(self.base, best.schedule, choice.nights)
        begin = replace(best.schedule, tours=choice.tours)
        begins = HOME_SHARE + number * width
        found = self._searched(settled(self.base, nights), begin, begins, begins + width)
        if rank(found.horizon, found.schedule) < rank(best.horizon, best.schedule):
            self.best = found
        self.best = Slept(self.best.horizon, replace(self.best.schedule, steps=self.taken))

    def _searched(self, horizon: Horizon, start: Schedule | None, begins: float, ends: float) -> Slept:
        part = Part(self.stop, begins, ends, self.taken)
        found = solve(with_stays(horizon), part, self.seed, begin_with_stays(horizon, start))
        found = without_stays(horizon, found)
        self.taken += found.steps
        self.met |= {(number, tour) for number, tour in enumerate(found.tours) if tour}
        found = replace(found, steps=self.taken, cost=cost_of(horizon, found.tours))
        return Slept(*only_paying(horizon, found))


def wished_nights(base: Horizon, schedule: Schedule, nights: Mapping[int, int]) -> dict[int, int]:
    """Return `nights` with those that visits left out would pay for: each time the one worth most, while caps allow."""
    taken, waiting = dict(nights), set(schedule.unserved)
    while waiting:
        free = [n for n in allowed_nights(base) if n not in taken and keeps_caps(base, {**taken, n: 0})]
        beds = base.lodging.beds if base.lodging else ()
        trials = [(*_worth(base, n, bed, waiting), n, bed) for n in free for bed in beds]
        if not trials:
            break
        worth, helped, number, bed = max(trials, key=lambda t: (t[0], -t[2], -t[3].place))
        if worth <= 0:
            break
        taken[number] = bed.place
        waiting -= helped
    return taken


def _worth(base: Horizon, number: int, bed: Bed, waiting: set[int]) -> tuple[float, set[int]]:
    """Return what a night is worth to visits that are left out, less its price and way, and which it would hold."""
    days = base.rep_days[number], base.rep_days[number + 1]
    travel, rate = base.travel_s, base.weights.per_driving_s
    home = base.lodging.home if base.lodging else days[0].start_place
    room_s = sum(day.end_s - day.start_s for day in days) - int(travel[home, bed.place]) - int(travel[bed.place, home])
    worth, helped = -bed.price * (days[1].day - days[0].day), set()
    worth -= rate * (int(travel[home, bed.place]) + int(travel[bed.place, home]))
    for v in sorted(waiting, key=lambda v: (-_value(base, v), v)):
        due = base.visits[v]
        near_s = min(int(travel[bed.place, due.place]), int(travel[due.place, bed.place]))
        inside = any(due.first_day <= day.day <= due.last_day for day in days)
        if inside and due.service_s + near_s <= room_s and _value(base, v) > rate * near_s:
            room_s -= due.service_s + near_s
            worth += _value(base, v) - rate * near_s
            helped.add(v)
    return worth, helped


def _value(base: Horizon, v: int) -> float:
    return MUST if base.visits[v].compulsory else base.visits[v].price_unserved
