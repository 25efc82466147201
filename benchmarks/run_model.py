"""A short run of rep-days as one OR-Tools routing model: a vehicle for each, started from the tours that there are.

All days stand on one long clock: day d begins at d x 86,400 s. What the run serves stays served. A visit may take the
days of the run on which its account is open and that keep the spacing to its neighbours outside; two visits of one
account inside the run keep it by a constraint on the days of their vehicles. Metres, prices of days, balance, patterns
and the caps on work and load are not in the model: whoever takes an answer judges it first.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from ortools.constraint_solver import pywrapcp, routing_enums_pb2

from benchmarks.peer_solvers import DAY_S
from routing.tour import Window
from scheduler.explain.insertion import siblings
from scheduler.horizon import Horizon
from scheduler.spacing import Gap, gap_between

Tours = tuple[tuple[int, ...], ...]

FAILURES_A_SOLUTION = 50
"""Ends a guided search that has no other solution to step to."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A visit of a run: its number, its days beside the neighbours outside, its predecessor inside with the spacing."""

    visit: int
    first_day: int
    last_day: int
    before: int | None
    least: int
    most: int


def asked(horizon: Horizon, tours: Tours, run: range) -> list[Asked]:
    """Return the visits of the rep-days `run`, in driving order."""
    day_of = {v: d.day for d, tour in zip(horizon.rep_days, tours, strict=True) for v in tour}
    before, after = _neighbours(horizon, day_of)
    inside = [v for d in run for v in tours[d]]
    outside = {v: day for v, day in day_of.items() if v not in set(inside)}
    return [_asked(horizon, v, (before.get(v), after.get(v)), outside) for v in inside]


def _neighbours(horizon: Horizon, served: dict[int, int]) -> tuple[dict[int, int], dict[int, int]]:
    """Return each served visit's served predecessor of its account, and its successor."""
    accounts = defaultdict(list)
    for v, visit in enumerate(horizon.visits):
        if v in served:
            accounts[visit.account].append(v)
    pairs = [pair for visits in accounts.values() for pair in pairwise(visits)]
    return {later: earlier for earlier, later in pairs}, dict(pairs)


def _asked(horizon: Horizon, v: int, beside: tuple[int | None, int | None], outside: dict[int, int]) -> Asked:
    visit, (earlier, later) = horizon.visits[v], beside
    first, last, chain = visit.first_day, visit.last_day, siblings(horizon, v)
    gap = Gap(visit.least_gap_days, visit.most_gap_days)
    if earlier is not None:
        gap = gap_between(horizon, chain, chain.index(earlier), chain.index(v))
    if earlier in outside:
        first, last = max(first, outside[earlier] + gap.least), min(last, outside[earlier] + gap.most)
        earlier = None
    if later in outside:
        after = gap_between(horizon, chain, chain.index(v), chain.index(later))
        first, last = max(first, outside[later] - after.most), min(last, outside[later] - after.least)
    return Asked(v, first, last, earlier, gap.least, gap.most)


class RunModel:
    """Node 0 is home, nodes 1..n are the visits; one place where all days start and end, as in the instances."""

    def __init__(self, horizon: Horizon, tours: Tours, run: range) -> None:
        self.horizon, self.run = horizon, run
        self.asked = asked(horizon, tours, run)
        self.node = {one.visit: n for n, one in enumerate(self.asked, start=1)}
        self.start = [[self.node[v] for v in tours[d]] for d in run]
        self.manager = pywrapcp.RoutingIndexManager(len(self.asked) + 1, len(run), 0)
        self.routing = pywrapcp.RoutingModel(self.manager)
        self.solver = self.routing.solver()
        self._price_the_way()
        self._keep_time()
        self._keep_spacing()

    def _price_the_way(self) -> None:
        visits = [self.horizon.visits[one.visit] for one in self.asked]
        home = self.horizon.rep_days[self.run[0]].start_place
        places = [home, *(visit.place for visit in visits)]
        self.services = [0, *(visit.service_s for visit in visits)]
        self.legs = self.horizon.travel_s[places][:, places].astype(int).tolist()
        self.routing.SetArcCostEvaluatorOfAllVehicles(self.routing.RegisterTransitMatrix(self.legs))

    def _keep_time(self) -> None:
        spent = [[leg + service for leg in row] for row, service in zip(self.legs, self.services, strict=True)]
        end = (self.horizon.rep_days[self.run[-1]].day + 1) * DAY_S
        self.routing.AddDimension(self.routing.RegisterTransitMatrix(spent), end, end, False, "time")  # noqa: FBT003
        self.clock = self.routing.GetDimensionOrDie("time")
        for one in self.asked:
            self._open(one)
        for number, d in enumerate(self.run):
            self._shift(number, d)

    def _open(self, one: Asked) -> None:
        """Leave a visit only the starts inside its windows, on the days that it may have."""
        visit, spans = self.horizon.visits[one.visit], list[Window]()
        for d in (self.horizon.rep_days[d] for d in self.run):
            hours = self.horizon.hours[visit.hours][d.day] if one.first_day <= d.day <= one.last_day else ()
            for window in hours:
                opens_s, last_s = max(window.opens_s, d.start_s), min(window.closes_s, d.end_s) - visit.service_s
                if opens_s <= last_s:
                    spans.append(Window(d.day * DAY_S + opens_s, d.day * DAY_S + last_s))
        start = self.clock.CumulVar(self.manager.NodeToIndex(self.node[one.visit]))
        start.SetRange(spans[0].opens_s, spans[-1].closes_s)
        for before, after in pairwise(spans):
            start.RemoveInterval(before.closes_s + 1, after.opens_s - 1)

    def _shift(self, number: int, d: int) -> None:
        day = self.horizon.rep_days[d]
        zero = day.day * DAY_S
        for point in (self.routing.Start(number), self.routing.End(number)):
            self.clock.CumulVar(point).SetRange(zero + day.start_s, zero + day.end_s)
        if day.lunch is not None:
            span = zero + day.lunch.earliest_s, zero + day.lunch.latest_s, day.lunch.length_s
            noon = self.solver.FixedDurationIntervalVar(*span, False, f"lunch {number}")  # noqa: FBT003
            at_node = [self.services[self.manager.IndexToNode(index)] for index in range(self.routing.Size())]
            self.clock.SetBreakIntervalsOfVehicle([noon], number, at_node)

    def _keep_spacing(self) -> None:
        days = [self.horizon.rep_days[d].day for d in self.run]
        for one in self.asked:
            if one.before is not None:
                earlier, later = (self._day(days, self.node[v]) for v in (one.before, one.visit))
                self.solver.Add(later - earlier >= one.least)
                self.solver.Add(later - earlier <= one.most)

    def _day(self, days: list[int], node: int) -> Any:
        return self.solver.Element(days, self.routing.VehicleVar(self.manager.NodeToIndex(node)))

    def search(self, solutions: int) -> list[tuple[int, ...]] | None:
        """Return the tours of the run after so many solutions of guided local search; None where the start fails."""
        parameters = pywrapcp.DefaultRoutingSearchParameters()
        parameters.local_search_metaheuristic = routing_enums_pb2.LocalSearchMetaheuristic.GUIDED_LOCAL_SEARCH
        parameters.solution_limit = solutions
        failures = self.solver.FailuresLimit(1000 + FAILURES_A_SOLUTION * solutions)
        self.routing.AddSearchMonitor(failures)
        self.routing.CloseModelWithParameters(parameters)
        start = self.routing.ReadAssignmentFromRoutes(self.start, True)  # noqa: FBT003
        if start is None:
            return None
        found = self.routing.SolveFromAssignmentWithParameters(start, parameters)
        return None if found is None else [self._read(found, number) for number in range(len(self.run))]

    def _read(self, found: Any, number: int) -> tuple[int, ...]:
        tour, index = [], found.Value(self.routing.NextVar(self.routing.Start(number)))
        while not self.routing.IsEnd(index):
            tour.append(self.asked[self.manager.IndexToNode(index) - 1].visit)
            index = found.Value(self.routing.NextVar(index))
        return tuple(tour)
