"""Which nights away pay, over tours that were met: chosen exactly by CP-SAT.

Each tour stands once for every day that its visits allow and for every way it may begin and end: at home, or at a bed
near by. Chosen tours serve each visit once and keep spacing and patterns; where one ends at a bed, the next rep-day's
begins there, and the night is paid; caps a week and in a row hold. As in `scheduler.search.polish`, balance is not in
the model.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import product

from ortools.sat.python import cp_model

from scheduler.explain.trial import drive
from scheduler.horizon import Horizon, Lodging, RepDay, Schedule
from scheduler.nights.settled import allowed_nights, at_home, days_away, nights_of
from scheduler.search.evaluate import tour_price
from scheduler.search.polish import Column, keep_patterns, keep_spacing

REACH_DAYS = 14
"""A tour is offered to days so far from its own."""
NEAR_BEDS = 3
"""So many beds are looked at from each end of a tour: those with the least way and price."""
EFFORT = 4.0
"""CP-SAT's deterministic time, about seconds: the same effort gives the same choice on every machine."""


@dataclass(frozen=True, slots=True)
class Choice:
    """Nights that pay, and the tours with which they do."""

    nights: dict[int, int]
    tours: tuple[tuple[int, ...], ...]


def choose_nights(horizon: Horizon, best: Schedule, met: Iterable[Column], effort: float = EFFORT) -> Choice:
    """Return the cheapest nights over the tours of `best` and those that were met, at worst those of `horizon`.

    Parameters
    ----------
    horizon : Horizon
        With the nights that `best` takes.
    best : Schedule
        What it serves stays served.
    met : iterable of (rep-day, visits in driving order)
    """
    base, now = at_home(horizon), nights_of(horizon)
    variants = _Variants(base)
    served = {v for tour in best.tours for v in tour}
    if not served:
        return Choice(now, best.tours)
    own = {(variants.of(d, _ends(horizon.rep_days[d])), tour) for d, tour in enumerate(best.tours) if tour}
    offered = {(d, tuple(v for v in tour if v in served)) for d, tour in met}
    columns = sorted(own | {column for d, tour in sorted(offered) if tour for column in variants.columns(d, tour)})
    model = cp_model.CpModel()
    chosen = {column: model.new_bool_var("") for column in columns}
    nights = _model(model, variants, chosen, served)
    for column, variable in chosen.items():
        model.add_hint(variable, column in own)
    for (number, place), variable in nights.items():
        model.add_hint(variable, now.get(number) == place)
    return _solved(model, variants, chosen, nights, effort) or Choice(now, best.tours)


def _ends(day: RepDay) -> tuple[int, int]:
    return day.start_place, day.end_place


class _Variants:
    """A horizon in which every rep-day stands once for each of its possible ends; made as they are asked for."""

    def __init__(self, base: Horizon) -> None:
        self.base = base
        self.lodging = base.lodging or Lodging((), frozenset(), 0, 0)
        self.pairs = allowed_nights(base)
        self.days: list[RepDay] = []
        self.rep_day: list[int] = []
        self._known: dict[tuple[int, int, int], int] = {}
        self._price = {bed.place: bed.price for bed in self.lodging.beds}

    @property
    def horizon(self) -> Horizon:
        """Return the horizon of all variants."""
        return replace(self.base, rep_days=tuple(self.days))

    def of(self, rep_day: int, ends: tuple[int, int]) -> int:
        """Return the number of a rep-day with these ends."""
        key = (rep_day, *ends)
        if key not in self._known:
            self._known[key] = len(self.days)
            self.days.append(replace(self.base.rep_days[rep_day], start_place=ends[0], end_place=ends[1]))
            self.rep_day.append(rep_day)
        return self._known[key]

    def columns(self, own: int, tour: tuple[int, ...]) -> Iterator[Column]:
        """Yield a tour for every day and pair of ends with which it can be driven and may pay."""
        first = max(self.base.visits[v].first_day for v in tour)
        last = min(self.base.visits[v].last_day for v in tour)
        here = self.base.rep_days[own].day
        for number, day in enumerate(self.base.rep_days):
            if first <= day.day <= last and abs(day.day - here) <= REACH_DAYS:
                yield from self._on(number, tour)

    def _on(self, number: int, tour: tuple[int, ...]) -> Iterator[Column]:
        day = self.base.rep_days[number]
        at_home = self._best_order(number, _ends(day), tour)
        if at_home is not None:
            yield at_home
        limit = tour_price(self.base, number, tour)
        places = self.base.visits[tour[0]].place, self.base.visits[tour[-1]].place
        beds = self._near(places)
        starts = (day.start_place, *(beds if number - 1 in self.pairs else ()))
        finishes = (day.end_place, *(beds if number in self.pairs else ()))
        for ends in product(starts, finishes):
            if ends != _ends(day) and (at_home is None or self._cheapest(day, ends, tour) < limit):
                column = self._best_order(number, ends, tour)
                if column is not None:
                    yield column

    def _near(self, places: tuple[int, int]) -> list[int]:
        """Return the beds nearest to both ends of a tour, their prices counted."""
        travel = self.base.travel_s

        def cost(bed: int) -> float:
            return min(int(travel[place, bed]) for place in places) + self._price[bed]

        return sorted(self._price, key=lambda bed: (cost(bed), bed))[:NEAR_BEDS]

    def _cheapest(self, day: RepDay, ends: tuple[int, int], tour: tuple[int, ...]) -> float:
        single = replace(self.base, rep_days=(replace(day, start_place=ends[0], end_place=ends[1]),))
        return min(tour_price(single, 0, order) for order in (tour, tour[::-1]))

    def _best_order(self, number: int, ends: tuple[int, int], tour: tuple[int, ...]) -> Column | None:
        """Return the tour, or its reverse, with these ends: the cheaper one that can be driven."""
        day = replace(self.base.rep_days[number], start_place=ends[0], end_place=ends[1])
        single = replace(self.base, rep_days=(day,))
        for order in sorted({tour, tour[::-1]}, key=lambda one: (tour_price(single, 0, one), one)):
            if drive(self.base, day, order).fits:
                return self.of(number, ends), order
        return None


Chosen = dict[Column, cp_model.IntVar]
NightVariables = dict[tuple[int, int], cp_model.IntVar]


def _model(model: cp_model.CpModel, variants: _Variants, chosen: Chosen, served: set[int]) -> NightVariables:
    """Write the model; return its nights by rep-day and place."""
    horizon = variants.horizon
    of_day, of_visit = defaultdict(list), defaultdict(list)
    for (variant, tour), variable in chosen.items():
        of_day[variants.rep_day[variant]].append(variable)
        for v in tour:
            of_visit[v].append(variable)
    for variables in of_day.values():
        model.add_at_most_one(variables)
    for v in sorted(served):
        model.add_exactly_one(of_visit[v])
    keep_spacing(model, horizon, chosen, served)
    keep_patterns(model, horizon, chosen, served)
    nights = _join(model, variants, chosen)
    _cap(model, variants, nights)
    prices = {bed.place: bed.price for bed in variants.lodging.beds}
    slept = (prices[p] * len(days_away(variants.base, d)) * variable for (d, p), variable in nights.items())
    driven = (tour_price(horizon, *column) * variable for column, variable in chosen.items())
    model.minimize(sum(driven) + sum(slept))
    return nights


def _join(model: cp_model.CpModel, variants: _Variants, chosen: Chosen) -> NightVariables:
    """Let a day end at a bed exactly where the next one begins there."""
    ending, beginning = defaultdict(list), defaultdict(list)
    for (variant, _), variable in chosen.items():
        day, number = variants.days[variant], variants.rep_day[variant]
        ending[number, day.end_place].append(variable)
        beginning[number, day.start_place].append(variable)
    nights = {}
    for number, bed in product(variants.pairs, variants.lodging.beds):
        night = model.new_bool_var("")
        model.add(sum(ending[number, bed.place]) == night)
        model.add(sum(beginning[number + 1, bed.place]) == night)
        nights[number, bed.place] = night
    return nights


def _cap(model: cp_model.CpModel, variants: _Variants, nights: Mapping[tuple[int, int], cp_model.IntVar]) -> None:
    """Keep the caps of nights a week and in a row; what is spent counts."""
    lodging = variants.lodging
    of_day: dict[int, list[cp_model.IntVar | int]] = defaultdict(list)
    for day in lodging.spent:
        of_day[day].append(1)
    for (number, _), variable in nights.items():
        for day in days_away(variants.base, number):
            of_day[day].append(variable)
    weeks: dict[int, list[cp_model.IntVar | int]] = defaultdict(list)
    for day, variables in of_day.items():
        weeks[(day + lodging.first_weekday) // 7] += variables
    for week, variables in weeks.items():
        if 7 * week - lodging.first_weekday + 6 >= 0:
            model.add(sum(variables) <= lodging.most_a_week)
    for day in of_day:
        if day >= 0:
            row = [one for before in range(day - lodging.most_in_row, day + 1) for one in of_day.get(before, ())]
            model.add(sum(row) <= lodging.most_in_row)


def _solved(
    model: cp_model.CpModel, variants: _Variants, chosen: Chosen, nights: NightVariables, effort: float
) -> Choice | None:
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.max_deterministic_time = effort
    if solver.solve(model) not in {cp_model.OPTIMAL, cp_model.FEASIBLE}:
        return None
    tours: list[tuple[int, ...]] = [()] * len(variants.base.rep_days)
    for (variant, tour), variable in chosen.items():
        if solver.boolean_value(variable):
            tours[variants.rep_day[variant]] = tour
    taken = {number: place for (number, place), variable in nights.items() if solver.boolean_value(variable)}
    return Choice(taken, tuple(tours))
