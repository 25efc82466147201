"""Timefold's last version in Python, asked for one rep's horizon as it is: spacing, lunch, caps and prices of days.

    uv pip install timefold==1.24.0b0        # with Java 17: apt-get install openjdk-17-jre-headless

It is asked in one thread of moves; seconds are CPU seconds of the process, in which Java compiles and clears memory in
threads of its own, and it is told to end once they are spent. To start Java and to make its code of ours counts.
"""

from __future__ import annotations

import shutil
import threading
import time
from itertools import pairwise
from typing import Any

from benchmarks.peer_solvers import Tours
from scheduler.horizon import DueVisit, Horizon, RepDay

NONE = -1


def timefold_tours(horizon: Horizon, cpu_s: float) -> Tours:
    """Ask Timefold with what it ships as its own ways of searching, from its own first plan.

    Raises
    ------
    SystemExit
        If there is no Java to run it.
    """
    began = time.process_time()
    if shutil.which("java") is None:
        raise SystemExit("Timefold needs Java 17 (Debian: apt-get install openjdk-17-jre-headless).")
    from timefold.solver import SolverFactory  # noqa: PLC0415 - a peer, installed for this benchmark alone
    from timefold.solver.config import EnvironmentMode, ScoreDirectorFactoryConfig, SolverConfig  # noqa: PLC0415

    from benchmarks import timefold_model as model  # noqa: PLC0415

    config = SolverConfig(
        solution_class=model.Plan,
        entity_class_list=[model.RepDay, model.Visit],
        environment_mode=EnvironmentMode.NO_ASSERT,
        random_seed=1,
        score_director_factory_config=ScoreDirectorFactoryConfig(constraint_provider_function=model.rules),
    )
    solver = SolverFactory.create(config).build_solver()
    threading.Thread(target=_end_after, args=(solver, began + cpu_s), daemon=True).start()
    solved = solver.solve(asked(horizon, model))
    print(f"Timefold's own score: {solved.score}", flush=True)
    return [[visit.id for visit in day.visits] for day in solved.days]


def _end_after(solver: Any, spent_s: float) -> None:
    """Tell a solver to end once the process has spent so many CPU seconds; it may not have begun yet."""
    while time.process_time() < spent_s:
        time.sleep(0.1)
    while not solver.terminate_early():
        time.sleep(0.1)


def asked(horizon: Horizon, model: Any) -> Any:
    """Return the horizon in Timefold's classes; prices in seconds of driving."""
    travel_s = horizon.travel_s.tolist()
    days = [model.RepDay(k, _day(d), travel_s) for k, d in enumerate(horizon.rep_days)]
    before = {v: v - 1 for v, (one, two) in enumerate(pairwise(horizon.visits), start=1) if one.account == two.account}
    visits = [
        model.Visit(v, _visit(horizon, v, before.get(v, NONE)), visit.account, _lists(horizon, visit))
        for v, visit in enumerate(horizon.visits)
    ]
    return model.Plan(days, visits)


def _day(d: RepDay) -> dict[str, int]:
    caps = {name: getattr(d, name) for name in ("max_driving_s", "max_work_s", "max_visits", "max_load")}
    lunch = d.lunch
    return {
        "day": d.day, "start_s": d.start_s, "end_s": d.end_s, "start_place": d.start_place, "end_place": d.end_place,
        "lunch_s": lunch.length_s if lunch else 0,
        "lunch_earliest_s": lunch.earliest_s if lunch else 0,
        "lunch_latest_s": lunch.latest_s if lunch else NONE,
        **{name: NONE if cap is None else cap for name, cap in caps.items()},
    }  # fmt: skip


def _visit(horizon: Horizon, v: int, after: int) -> dict[str, int]:
    visit = horizon.visits[v]
    return {
        "place": visit.place, "service_s": visit.service_s, "load": visit.load, "order": v, "after": after,
        "price": round(visit.price_unserved / horizon.weights.per_driving_s),
        "least": max(1, visit.least_gap_days), "most": visit.most_gap_days,
    }  # fmt: skip


def _lists(horizon: Horizon, visit: DueVisit) -> list[list[int]]:
    """Return the windows of all rep-days in one row, where each day's begin, and the prices of the days."""
    first, opens, closes = [0], [], []
    for d in horizon.rep_days:
        if visit.first_day <= d.day <= visit.last_day:
            for window in horizon.hours[visit.hours][d.day]:
                opens.append(max(window.opens_s, d.start_s))
                closes.append(min(window.closes_s, d.end_s))
        first.append(len(opens))
    prices = dict(visit.day_price)
    return [
        first,
        opens,
        closes,
        [round(prices.get(d.day, 0) / horizon.weights.per_driving_s) for d in horizon.rep_days],
    ]
