"""Several seeds on several cores: the best of their schedules is kept."""

from __future__ import annotations

from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

from routing.stopping import Stop
from scheduler.horizon import Horizon, Schedule
from scheduler.search.run import solve


def solve_together(horizon: Horizon, stop: Stop, seed: int, workers: int, start: Schedule | None = None) -> Schedule:
    """Return the best of `workers` searches with the seeds `seed`, `seed` + 1, ...; each has the whole budget.

    The same seed, steps and number of workers give the same schedule.
    """
    if workers < 2:
        return solve(horizon, stop, seed, start)
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        runs = [pool.submit(solve, horizon, stop, seed + k, start) for k in range(workers)]
        return min((run.result() for run in runs), key=lambda schedule: rank(horizon, schedule))


def rank(horizon: Horizon, schedule: Schedule) -> tuple[int, float, int]:
    """Order schedules: fewest compulsory visits unserved, then least cost, then smallest seed."""
    missing = sum(horizon.visits[v].compulsory for v in schedule.unserved)
    return missing, schedule.cost, schedule.seed
