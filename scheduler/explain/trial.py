"""Trying a rep-day without a solver: does this sequence keep the rules, what does it cost, what breaks first.

Plain code, written apart from the search: reasons, repairs and hand-made changes are judged by it, so that what is
said about a plan has been tried and not guessed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from routing.timing import shortest_s
from routing.tour import Lunch, Window
from scheduler.horizon import Horizon, RepDay
from scheduler.one_day import tour_problem

NEVER = 10**9
HOUR_S = 3600
NO_ROAD_S = 10**6
"""Seconds from which on a leg counts as no road; longer than any shift, and many of them still fit into 32 bits."""


@dataclass(frozen=True, slots=True)
class Trial:
    """The outcome of driving one rep-day in one order, everything as early as it goes.

    `broken` is the first rule that does not hold (``unreachable``, ``hours``, ``return``, ``driving``, ``work``,
    ``visits``, ``load``, ``day``), or empty; `visit` is where it broke, `over_s` by how many seconds (0: not
    known).
    """

    driving_s: int
    distance_m: int
    service_s: int
    broken: str = ""
    visit: int | None = None
    over_s: int = 0

    @property
    def fits(self) -> bool:
        """Return whether all rules hold."""
        return not self.broken

    @property
    def work_s(self) -> int:
        """Return driving plus service."""
        return self.driving_s + self.service_s


def drive(horizon: Horizon, rep_day: RepDay, sequence: Sequence[int]) -> Trial:
    """Drive the visits of a rep-day in order."""
    visits = [horizon.visits[v] for v in sequence]
    places = [rep_day.start_place, *(v.place for v in visits), rep_day.end_place] if visits else []
    legs = [int(horizon.travel_s[a, b]) for a, b in pairwise(places)]
    metres = sum(int(horizon.distance_m[a, b]) for a, b in pairwise(places))
    service_s = sum(v.service_s for v in visits)
    cut = next((at for at, leg_s in enumerate(legs) if leg_s >= NO_ROAD_S), None)
    if cut is not None:
        return Trial(0, 0, service_s, "unreachable", sequence[min(cut, len(visits) - 1)])
    broken, visit, over_s = _clock(horizon, rep_day, sequence, legs)
    if not broken:
        broken, over_s = _caps(horizon, rep_day, sequence, sum(legs), service_s)
    if not broken and sequence and rep_day.max_day_s is not None:
        over_s = _over_a_day(horizon, rep_day, sequence, rep_day.max_day_s)
        broken = "day" if over_s > 0 else ""
    return Trial(sum(legs), metres, service_s, broken, visit, over_s)


def _clock(
    horizon: Horizon, rep_day: RepDay, sequence: Sequence[int], legs: Sequence[int]
) -> tuple[str, int | None, int]:
    """Pass once through the day with two clocks: lunch still due, lunch taken."""
    due, taken = rep_day.start_s, NEVER if rep_day.lunch else rep_day.start_s
    for v, leg_s in zip(sequence, legs, strict=False):
        windows = horizon.hours[horizon.visits[v].hours][rep_day.day]
        arrived = _over(due, taken, leg_s, rep_day.lunch)
        due, taken = (_served(windows, moment, horizon.visits[v].service_s) for moment in arrived)
        if min(due, taken) >= NEVER:
            return "hours", v, 0
    if not sequence:
        return "", None, 0
    return _home(rep_day, due, taken, legs[-1])


def earliest_starts(horizon: Horizon, rep_day: RepDay, sequence: Sequence[int]) -> list[int]:
    """Return the earliest start of each visit of a rep-day in order, `NEVER` from where one finds no time on."""
    visits = [horizon.visits[v] for v in sequence]
    places = [rep_day.start_place, *(visit.place for visit in visits)]
    due, taken, starts = rep_day.start_s, NEVER if rep_day.lunch else rep_day.start_s, []
    for visit, (a, b) in zip(visits, pairwise(places), strict=True):
        windows = horizon.hours[visit.hours][rep_day.day]
        arrived = _over(due, taken, min(int(horizon.travel_s[a, b]), NEVER), rep_day.lunch)
        due, taken = (_served(windows, moment, visit.service_s) for moment in arrived)
        starts.append(min(due, taken) - visit.service_s if min(due, taken) < NEVER else NEVER)
    return starts


def _over(due: int, taken: int, leg_s: int, lunch: Lunch | None) -> tuple[int, int]:
    """Drive a leg; lunch may be taken at its end (which is never worse than on the way)."""
    arrived_due, arrived_taken = min(due + leg_s, NEVER), min(taken + leg_s, NEVER)
    if lunch and due <= lunch.latest_s:
        arrived_taken = min(arrived_taken, max(arrived_due, lunch.earliest_s) + lunch.length_s)
    return arrived_due, arrived_taken


def _served(windows: Sequence[Window], arrival_s: int, service_s: int) -> int:
    """Return when a service that may begin at `arrival_s` ends, or `NEVER`."""
    for window in windows:
        start_s = max(arrival_s, window.opens_s)
        if start_s + service_s <= window.closes_s:
            return start_s + service_s
    return NEVER


def _home(rep_day: RepDay, due: int, taken: int, leg_s: int) -> tuple[str, int | None, int]:
    """Return whether home is reached in time: with lunch, or before it may begin."""
    before, after = _over(due, taken, leg_s, rep_day.lunch)
    if rep_day.lunch and before <= min(rep_day.end_s, rep_day.lunch.earliest_s):
        return "", None, 0
    over_s = after - rep_day.end_s
    return ("return", None, over_s if after < NEVER else 0) if over_s > 0 else ("", None, 0)


def _caps(
    horizon: Horizon, rep_day: RepDay, sequence: Sequence[int], driving_s: int, service_s: int
) -> tuple[str, int]:
    load = sum(horizon.visits[v].load for v in sequence)
    checks = (
        ("driving", driving_s, rep_day.max_driving_s),
        ("work", driving_s + service_s, rep_day.max_work_s),
        ("visits", len(sequence), rep_day.max_visits),
        ("load", load, rep_day.max_load),
    )
    for rule, used, cap in checks:
        if cap is not None and used > cap:
            return rule, used - cap if rule in {"driving", "work"} else 0
    return "", 0


def _over_a_day(horizon: Horizon, rep_day: RepDay, sequence: Sequence[int], cap_s: int) -> int:
    """Return by how much a day is too long from door to door, whenever the rep leaves; 0 where it is not."""
    least_s = shortest_s(tour_problem(horizon, rep_day, sequence), range(len(sequence)))
    return 0 if least_s is None else max(0, least_s - cap_s)


def cost(horizon: Horizon, tours: Sequence[Sequence[int]]) -> float:
    """Return what a set of tours costs under the horizon's weights, with its nights and every visit that is in none."""
    trials = [drive(horizon, rep_day, tour) for rep_day, tour in zip(horizon.rep_days, tours, strict=True)]
    served = {v: rep_day.day for rep_day, tour in zip(horizon.rep_days, tours, strict=True) for v in tour}
    prices = sum(day_price(horizon, v, day) for v, day in served.items())
    nights = sum(night.price for night in horizon.overnights)
    return WaySums.of(trials).cost(horizon) + prices + worth_left_out(horizon, tours) + nights


def worth_left_out(horizon: Horizon, tours: Sequence[Sequence[int]]) -> float:
    """Return what the visits in none of the tours are worth, in the unit of `cost`, which holds it."""
    served = {v for tour in tours for v in tour}
    left = [visit for v, visit in enumerate(horizon.visits) if v not in served]
    return sum(visit.price_unserved for visit in left if not visit.compulsory)


@dataclass(frozen=True, slots=True)
class WaySums:
    """What the cost of all rep-days' ways is made of: whole numbers, so that a day's change is exact and quickly told.

    Attributes
    ----------
    squares : int
        The sum of the squares of each day's work, in seconds squared.
    """

    days: int
    driving_s: int
    distance_m: int
    work_s: int
    squares: int

    @staticmethod
    def of(trials: Sequence[Trial]) -> WaySums:
        """Return the sums of some rep-days."""
        works = [day.work_s for day in trials]
        driving_s, distance_m = sum(day.driving_s for day in trials), sum(day.distance_m for day in trials)
        return WaySums(len(trials), driving_s, distance_m, sum(works), sum(work * work for work in works))

    def changed(self, before: Trial, after: Trial) -> WaySums:
        """Return the sums where one day is driven otherwise."""
        was, now = before.work_s, after.work_s
        return WaySums(
            self.days,
            self.driving_s + after.driving_s - before.driving_s,
            self.distance_m + after.distance_m - before.distance_m,
            self.work_s + now - was,
            self.squares + now * now - was * was,
        )

    def cost(self, horizon: Horizon) -> float:
        """Return what the driving and the unevenness of rep-days cost."""
        weights, days = horizon.weights, max(self.days, 1)
        way = weights.per_driving_s * self.driving_s + weights.per_metre * self.distance_m
        uneven = (days * self.squares - self.work_s * self.work_s) / (days * HOUR_S * HOUR_S)
        return way + weights.balance * uneven


def day_price(horizon: Horizon, visit: int, day: int) -> float:
    """Return the extra price of serving a visit on a day."""
    return next((price for on, price in horizon.visits[visit].day_price if on == day), 0.0)
