"""One rep-day as an OR-Tools routing model: order, several windows a stop, lunch, waiting, what is left out.

The only file that names OR-Tools' routing library. It answers an order; the clock times that are published come from
`routing.timing`, which also judges every start and every answer: an answer is taken only when it gains.

References
----------
.. [1] L. Perron and V. Furnon, OR-Tools routing library, v9.15; guided local search after
   C. Voudouris and E. Tsang (1999), "Guided local search and its application to the travelling salesman problem".
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from routing.legs import LunchRule
from routing.stopping import Seconds, Steps
from routing.stopping import Stop as Budget
from routing.timing import time_tour
from routing.tour import Stop, TimedTour, TourProblem
from routing.travel import UNREACHABLE_S

if TYPE_CHECKING:
    from ortools.constraint_solver import pywrapcp

FAR_S = 10**8
"""Stands for a leg that cannot be driven: longer than any day, short enough to add up."""

FAILURES_A_STEP = 50
"""Ends a guided search that has no other solution to step to; about ten times what a step takes otherwise."""

LAST_TO_DROP_S = 10**6
"""The price at which a stop that may not be left out is left out all the same, when a day has gone wrong."""


def solve_day(problem: TourProblem, stop: Budget, order: Sequence[int] | None = None) -> TimedTour | None:
    """Find the rep-day with the least driving, and the price of what it leaves out.

    Parameters
    ----------
    problem : TourProblem
    stop : Steps or Seconds
        Steps count the solutions that OR-Tools' local search accepts.
    order : sequence of int, optional
        A known order of (some of) the stops to begin from.

    Returns
    -------
    TimedTour or None
        Never dearer than `order` where that fits the day. None where neither `order` nor any order found fits.
    """
    known = None if order is None else time_tour(problem, order)
    if len(problem.stops) <= 1 and known is not None and len(known.stops) == len(problem.stops):
        return known
    if not _can_fit(problem):
        return known
    found = _Model(problem).search(stop, [s.stop for s in known.stops] if known else None)
    answer = None if found is None else time_tour(problem, found)
    if answer is None or _leaves_out_compulsory(problem, answer):
        return known
    return known if known is not None and cost_of(problem, known) <= cost_of(problem, answer) else answer


def cost_of(problem: TourProblem, tour: TimedTour) -> int:
    """Return the seconds driven and the prices of the stops left out."""
    served = {timed.stop for timed in tour.stops}
    return tour.driving_s + sum(price_of(s) for i, s in enumerate(problem.stops) if i not in served)


def price_of(stop: Stop) -> int:
    """Return what leaving a stop out costs, in seconds of driving."""
    return LAST_TO_DROP_S if stop.price_s is None else stop.price_s


def _leaves_out_compulsory(problem: TourProblem, tour: TimedTour) -> bool:
    left_out = set(range(len(problem.stops))) - {timed.stop for timed in tour.stops}
    return any(problem.stops[i].price_s is None for i in left_out)


def _can_fit(problem: TourProblem) -> bool:
    end_s = LunchRule.of(problem).end_s
    compulsory = [stop for stop in problem.stops if stop.price_s is None]
    return problem.start_s <= end_s and all(_starts(stop, problem.start_s, end_s) for stop in compulsory)


class _Model:
    """One vehicle; node 0 is the start, nodes 1..n the stops, node n+1 the end; times are cumulated in seconds."""

    def __init__(self, problem: TourProblem) -> None:
        from ortools.constraint_solver import pywrapcp  # noqa: PLC0415 - the solver is large, and few who serve need it

        count = len(problem.stops)
        self.problem, self.rule = problem, LunchRule.of(problem)
        self.manager = pywrapcp.RoutingIndexManager(count + 2, 1, [0], [count + 1])
        self.routing = pywrapcp.RoutingModel(self.manager)
        self._price_the_way()
        self._keep_time()
        self._price_leaving_out()

    def _price_the_way(self) -> None:
        problem = self.problem
        places = [problem.start_place, *(stop.place for stop in problem.stops), problem.end_place]
        legs = problem.travel_s[places][:, places].astype(int)
        legs[legs == UNREACHABLE_S] = FAR_S
        self.legs_s = legs
        driving = self.routing.RegisterTransitMatrix(legs.tolist())
        self.routing.SetArcCostEvaluatorOfAllVehicles(driving)
        self.routing.SetVehicleUsedWhenEmpty(True, 0)  # noqa: FBT003 - the way from start to end costs without stops too
        if problem.max_driving_s is not None:
            self.routing.AddDimension(driving, 0, problem.max_driving_s, True, "driving")  # noqa: FBT003 - OR-Tools' own order
        if problem.max_stops is not None:
            self.routing.AddConstantDimension(1, problem.max_stops + 1, True, "legs")  # noqa: FBT003 - as above

    def _keep_time(self) -> None:
        services = [0, *(stop.service_s for stop in self.problem.stops), 0]
        spent = [[leg + service for leg in row] for row, service in zip(self.legs_s.tolist(), services, strict=True)]
        transit = self.routing.RegisterTransitMatrix(spent)
        end_s = self.rule.end_s
        self.routing.AddDimension(transit, end_s, end_s, False, "time")  # noqa: FBT003 - OR-Tools' own order
        self.time = self.routing.GetDimensionOrDie("time")
        self.time.CumulVar(self.routing.Start(0)).SetMin(self.problem.start_s)
        if self.problem.max_day_s is not None:
            self.time.SetSpanUpperBoundForVehicle(self.problem.max_day_s, 0)
        for node, stop in enumerate(self.problem.stops, start=1):
            self._open(self.manager.NodeToIndex(node), stop)
        self._take_lunch(services)

    def _open(self, index: int, stop: Stop) -> None:
        """Leave a stop only starts inside its windows; one that has none is on no tour."""
        spans = _starts(stop, self.problem.start_s, self.rule.end_s)
        if not spans:
            self.routing.ActiveVar(index).SetValue(0)
            return
        start = self.time.CumulVar(index)
        start.SetRange(spans[0][0], spans[-1][1])
        for (_, closes_s), (opens_s, _) in pairwise(spans):
            start.RemoveInterval(closes_s + 1, opens_s - 1)

    def _take_lunch(self, services: list[int]) -> None:
        lunch = self.rule.lunch
        if lunch is None:
            return
        first, last = max(lunch.earliest_s, self.problem.start_s), min(lunch.latest_s, self.rule.end_s - lunch.length_s)
        solver = self.routing.solver()
        lunch_break = solver.FixedDurationIntervalVar(first, last, lunch.length_s, False, "lunch")  # noqa: FBT003
        visits = [services[self.manager.IndexToNode(index)] for index in range(self.routing.Size())]
        self.time.SetBreakIntervalsOfVehicle([lunch_break], 0, visits)

    def _price_leaving_out(self) -> None:
        for node, stop in enumerate(self.problem.stops, start=1):
            self.routing.AddDisjunction([self.manager.NodeToIndex(node)], price_of(stop))

    def search(self, stop: Budget, order: Sequence[int] | None) -> list[int] | None:
        parameters = _parameters(stop)
        if isinstance(stop, Steps):
            self.routing.AddSearchMonitor(self.routing.solver().FailuresLimit(1000 + FAILURES_A_STEP * stop.count))
        self.routing.CloseModelWithParameters(parameters)
        start = None
        if order is not None:
            start = self.routing.ReadAssignmentFromRoutes([[i + 1 for i in order]], True)  # noqa: FBT003
        if start is None:
            found = self.routing.SolveWithParameters(parameters)
        else:
            found = self.routing.SolveFromAssignmentWithParameters(start, parameters)
        return None if found is None else self._read(found)

    def _read(self, found: pywrapcp.Assignment) -> list[int]:
        order, index = [], found.Value(self.routing.NextVar(self.routing.Start(0)))
        while not self.routing.IsEnd(index):
            order.append(self.manager.IndexToNode(index) - 1)
            index = found.Value(self.routing.NextVar(index))
        return order


def _starts(stop: Stop, first_s: int, last_s: int) -> list[tuple[int, int]]:
    """Return the spans of start times between two times whose service lies inside a window."""
    spans = [(max(w.opens_s, first_s), min(w.closes_s - stop.service_s, last_s)) for w in stop.windows]
    return [(first, last) for first, last in spans if first <= last]


def _parameters(stop: Budget) -> Any:
    from ortools.constraint_solver import pywrapcp, routing_enums_pb2  # noqa: PLC0415 - the solver is large, and few who serve need it

    parameters = pywrapcp.DefaultRoutingSearchParameters()
    parameters.first_solution_strategy = routing_enums_pb2.FirstSolutionStrategy.PARALLEL_CHEAPEST_INSERTION
    parameters.local_search_metaheuristic = routing_enums_pb2.LocalSearchMetaheuristic.GUIDED_LOCAL_SEARCH
    match stop:
        case Steps(count):
            parameters.solution_limit = max(count, 1)
        case Seconds(seconds):
            parameters.time_limit.FromMilliseconds(max(int(seconds * 1000), 1))
        case _:
            raise ValueError(f"OR-Tools can stop after steps or seconds, not by {stop!r}")
    return parameters
