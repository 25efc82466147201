"""VROOM, PyVRP and plain OR-Tools, each asked for one rep's horizon as far as it can be put to them.

All rep-days become vehicles side by side on one long clock: day d begins at d x 86,400 s. Spacing cannot be put to any
of them, so they are given narrowed day windows in its stead.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from datetime import timedelta
from itertools import pairwise
from typing import Any

from routing.tour import Window
from scheduler.horizon import DueVisit, Horizon

DAY_S = 86_400
Tours = list[list[int]]


def starts(horizon: Horizon, visit: DueVisit) -> list[Window]:
    """Return when a service may begin, on the long clock, over all rep-days."""
    found = []
    for rep_day in horizon.rep_days:
        if visit.first_day <= rep_day.day <= visit.last_day:
            zero = rep_day.day * DAY_S
            for window in horizon.hours[visit.hours][rep_day.day]:
                opens_s = max(window.opens_s, rep_day.start_s)
                last_s = min(window.closes_s, rep_day.end_s) - visit.service_s
                if opens_s <= last_s:
                    found.append(Window(zero + opens_s, zero + last_s))
    return found


def vroom_tours(horizon: Horizon, cpu_s: float) -> Tours:
    """Ask VROOM, exploration level 5, one thread; it ends by itself, or by the clock: give it an idle core."""
    import vroom  # noqa: PLC0415 - a peer, installed for this benchmark alone

    asked = vroom.Input()
    asked.set_durations_matrix(profile="car", matrix_input=horizon.travel_s.astype("uint32"))
    for number, d in enumerate(horizon.rep_days):
        zero, breaks = d.day * DAY_S, []
        if d.lunch is not None:
            noon = vroom.TimeWindow(zero + d.lunch.earliest_s, zero + d.lunch.latest_s)
            breaks = [vroom.Break(number + 1, [noon], d.lunch.length_s)]
        shift = vroom.TimeWindow(zero + d.start_s, zero + d.end_s)
        asked.add_vehicle(vroom.Vehicle(number + 1, d.start_place, d.end_place, time_window=shift, breaks=breaks))
    dearest = max(visit.price_unserved for visit in horizon.visits)
    for v, visit in enumerate(horizon.visits):
        windows = [vroom.TimeWindow(w.opens_s, w.closes_s) for w in starts(horizon, visit)]
        if windows:
            priority = int(100 * visit.price_unserved / dearest)
            asked.add_job(
                vroom.Job(v + 1, visit.place, default_service=visit.service_s, priority=priority, time_windows=windows)
            )
    routes = asked.solve(exploration_level=5, nb_threads=1, timeout=timedelta(seconds=cpu_s)).routes
    tours: Tours = [[] for _ in horizon.rep_days]
    for row in routes[routes["type"] == "job"].itertuples():
        tours[int(row.vehicle_id) - 1].append(int(row.id) - 1)
    return tours


def pyvrp_tours(horizon: Horizon, cpu_s: float) -> Tours:
    """Ask PyVRP: a client for each window of a visit, of which a group serves one; the shift ends a lunch early."""
    import pyvrp  # noqa: PLC0415 - a peer, installed for this benchmark alone

    model, visit_of = pyvrp.Model(), []
    places = [model.add_location(0, 0) for _ in range(len(horizon.travel_s))]
    home = model.add_depot(places[0])
    for d in horizon.rep_days:
        zero, lunch_s = d.day * DAY_S, d.lunch.length_s if d.lunch else 0
        shift = zero + d.start_s, zero + d.end_s - lunch_s
        model.add_vehicle_type(start_depot=home, end_depot=home, tw_early=shift[0], tw_late=shift[1])
    for v, visit in enumerate(horizon.visits):
        windows = starts(horizon, visit)
        group = model.add_client_group(required=False) if windows else None
        for window in windows:
            prize = int(visit.price_unserved / horizon.weights.per_driving_s)
            model.add_client(
                places[visit.place],
                service_duration=visit.service_s,
                tw_early=window.opens_s,
                tw_late=window.closes_s,
                prize=prize,
                required=False,
                group=group,
            )
            visit_of.append(v)
    for i, origin in enumerate(places):
        for j, goal in enumerate(places):
            model.add_edge(origin, goal, int(horizon.travel_s[i, j]), int(horizon.travel_s[i, j]))
    began = time.process_time()
    found = model.solve(lambda _best: time.process_time() - began > cpu_s, seed=1, display=False)
    tours: Tours = [[] for _ in horizon.rep_days]
    for route in found.best.routes():
        tours[route.vehicle_type()] = [visit_of[activity.idx] for activity in route if activity.is_client()]
    return tours


def ortools_tours(horizon: Horizon, cpu_s: float) -> Tours:
    """Ask OR-Tools' routing library for the whole horizon: a vehicle for each rep-day, lunch as a break."""
    manager, routing = ortools_model(horizon)
    return ortools_search(routing, manager, len(horizon.rep_days), cpu_s, time.process_time())


def ortools_model(horizon: Horizon) -> tuple[Any, Any]:
    """Return the numbering of nodes and the model of the whole horizon, without spacing."""
    from ortools.constraint_solver import pywrapcp  # noqa: PLC0415 - beside the other peers

    count, days = len(horizon.visits), horizon.rep_days
    manager = pywrapcp.RoutingIndexManager(count + 1, len(days), 0)
    routing = pywrapcp.RoutingModel(manager)
    places = [0, *(visit.place for visit in horizon.visits)]
    services = [0, *(visit.service_s for visit in horizon.visits)]
    legs = horizon.travel_s[places][:, places].astype(int)
    routing.SetArcCostEvaluatorOfAllVehicles(routing.RegisterTransitMatrix(legs.tolist()))
    spent = [[leg + service for leg in row] for row, service in zip(legs.tolist(), services, strict=True)]
    end = (days[-1].day + 1) * DAY_S
    routing.AddDimension(routing.RegisterTransitMatrix(spent), end, end, False, "time")  # noqa: FBT003
    clock = routing.GetDimensionOrDie("time")
    for v, visit in enumerate(horizon.visits):
        index = manager.NodeToIndex(v + 1)
        routing.AddDisjunction([index], int(visit.price_unserved / horizon.weights.per_driving_s))
        _open(clock.CumulVar(index), starts(horizon, visit))
    at_node = [services[manager.IndexToNode(index)] for index in range(routing.Size())]
    for number, d in enumerate(days):
        zero = d.day * DAY_S
        for point in (routing.Start(number), routing.End(number)):
            clock.CumulVar(point).SetRange(zero + d.start_s, zero + d.end_s)
        if d.lunch is not None:
            span = zero + d.lunch.earliest_s, zero + d.lunch.latest_s, d.lunch.length_s
            noon = routing.solver().FixedDurationIntervalVar(*span, False, f"lunch {number}")  # noqa: FBT003
            clock.SetBreakIntervalsOfVehicle([noon], number, at_node)
    return manager, routing


def ortools_search(routing: Any, manager: Any, days: int, cpu_s: float, began: float) -> Tours:
    """Search by guided local search until so many CPU seconds are spent since the process time `began`."""
    from ortools.constraint_solver import pywrapcp, routing_enums_pb2  # noqa: PLC0415 - beside the other peers

    parameters = pywrapcp.DefaultRoutingSearchParameters()
    parameters.first_solution_strategy = routing_enums_pb2.FirstSolutionStrategy.PARALLEL_CHEAPEST_INSERTION
    parameters.local_search_metaheuristic = routing_enums_pb2.LocalSearchMetaheuristic.GUIDED_LOCAL_SEARCH
    limit = routing.solver().CustomLimit(lambda: time.process_time() - began > cpu_s)
    routing.AddSearchMonitor(limit)
    return _read(routing, manager, routing.SolveWithParameters(parameters), days)


def _open(start: Any, spans: Sequence[Window]) -> None:
    if spans:
        start.SetRange(spans[0].opens_s, spans[-1].closes_s)
        for before, after in pairwise(spans):
            start.RemoveInterval(before.closes_s + 1, after.opens_s - 1)


def _read(routing: Any, manager: Any, found: Any, days: int) -> Tours:
    tours: Tours = [[] for _ in range(days)]
    for number in range(days if found is not None else 0):
        index = found.Value(routing.NextVar(routing.Start(number)))
        while not routing.IsEnd(index):
            tours[number].append(manager.IndexToNode(index) - 1)
            index = found.Value(routing.NextVar(index))
    return tours
