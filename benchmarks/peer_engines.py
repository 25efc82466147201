"""vrp-cli, and OR-Tools' routing library with true spacing, each asked for one rep's horizon.

vrp-cli (reinterpretcat, Apache-2.0) has shifts of many days for one vehicle, but no spacing: it is asked for narrowed
windows. OR-Tools can be told spacing: the day of a visit is an element of its vehicle, and the days of neighbours in an
account are tied by constraints, which hold where both are served.
"""

from __future__ import annotations

import json
import time
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any

from benchmarks.peer_solvers import DAY_S, Tours, ortools_model, ortools_search, starts
from scheduler.horizon import Horizon

EPOCH = datetime(2026, 1, 1, tzinfo=UTC)
NEVER = 10**6


def vrp_cli_tours(horizon: Horizon, cpu_s: float) -> Tours:
    """Ask vrp-cli, one thread; seconds are on the clock. A shift is not told which one it was: its day says it."""
    import vrp_cli  # noqa: PLC0415 - a peer, installed for this benchmark alone

    dearest = max(visit.price_unserved for visit in horizon.visits)
    jobs = [
        {
            "id": str(v),
            "services": [{"places": [{
                "location": {"index": visit.place}, "duration": visit.service_s,
                "times": [[_at(w.opens_s), _at(w.closes_s)] for w in windows],
            }]}],
            "value": 1 + round(99 * visit.price_unserved / dearest),
        }
        for v, visit in enumerate(horizon.visits)
        if (windows := starts(horizon, visit))
    ]  # fmt: skip
    vehicle = {
        "typeId": "rep", "vehicleIds": ["rep"], "profile": {"matrix": "car"}, "capacity": [NEVER],
        "costs": {"fixed": 0.0, "distance": 1.0, "time": 0.0}, "shifts": [_shift(d) for d in horizon.rep_days],
    }  # fmt: skip
    problem = {
        "plan": {"jobs": jobs},
        "fleet": {"vehicles": [vehicle], "profiles": [{"name": "car"}]},
        "objectives": [[{"type": "maximize-value"}], [{"type": "minimize-unassigned"}], [{"type": "minimize-cost"}]],
    }
    flat = horizon.travel_s.reshape(-1).tolist()
    matrix = {"profile": "car", "travelTimes": flat, "distances": flat}
    config = {
        "termination": {"maxTime": int(cpu_s)},
        "environment": {"parallelism": {"numThreadPools": 1, "threadsPerPool": 1}},
    }
    answer = json.loads(vrp_cli.solve_pragmatic(json.dumps(problem), [json.dumps(matrix)], json.dumps(config)))
    number = {d.day: k for k, d in enumerate(horizon.rep_days)}
    tours: Tours = [[] for _ in horizon.rep_days]
    for tour in answer["tours"]:
        day = (datetime.fromisoformat(tour["stops"][0]["time"]["departure"]) - EPOCH).days
        stops = (one["jobId"] for stop in tour["stops"] for one in stop["activities"] if one["type"] == "service")
        tours[number[day]] += map(int, stops)
    return tours


def _shift(d: Any) -> dict[str, Any]:
    zero = d.day * DAY_S
    shift = {
        "start": {"earliest": _at(zero + d.start_s), "location": {"index": d.start_place}},
        "end": {"latest": _at(zero + d.end_s), "location": {"index": d.end_place}},
    }
    if d.lunch is not None:
        noon = [_at(zero + d.lunch.earliest_s), _at(zero + d.lunch.latest_s)]
        shift["breaks"] = [{"time": noon, "places": [{"duration": d.lunch.length_s}]}]
    return shift


def _at(seconds: int) -> str:
    return (EPOCH + timedelta(seconds=seconds)).isoformat().replace("+00:00", "Z")


def spaced_tours(horizon: Horizon, cpu_s: float) -> Tours:
    """Ask OR-Tools for the horizon as it is, spacing told by constraints on the vehicles of an account's visits."""
    began = time.process_time()
    manager, routing = ortools_model(horizon)
    solver, days = routing.solver(), [0, *(d.day for d in horizon.rep_days)]
    at, served = [], []
    for v in range(len(horizon.visits)):
        index = manager.NodeToIndex(v + 1)
        at.append(solver.Element(days, routing.VehicleVar(index) + 1))
        served.append(routing.ActiveVar(index))
    for v, (before, visit) in enumerate(pairwise(horizon.visits), start=1):
        if before.account == visit.account:
            slack = NEVER * (2 - served[v - 1] - served[v])
            solver.Add(at[v] - at[v - 1] >= visit.least_gap_days - slack)
            solver.Add(at[v] - at[v - 1] <= visit.most_gap_days + slack)
    return ortools_search(routing, manager, len(horizon.rep_days), cpu_s, began)
