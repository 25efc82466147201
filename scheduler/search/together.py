"""Several seeds on several cores: their tours are recombined, and the best schedule is kept."""

from __future__ import annotations

from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

from routing.stopping import Stop
from scheduler.horizon import Horizon, Schedule
from scheduler.search.polish import recombine
from scheduler.search.run import search


def solve_together(
    horizon: Horizon, stop: Stop, seed: int, workers: int, start: Schedule | None = None, effort: float = 0.0
) -> Schedule:
    """Return the best of `workers` searches with the seeds `seed`, `seed` + 1, ...; each has the whole budget.

    With `effort` above 0, CP-SAT then has about that many seconds to put a better one together from all their tours.
    The same seed, steps, effort and number of workers give the same schedule.
    """
    if workers < 2:
        found = [search(horizon, stop, seed, start)]
    else:
        with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
            runs = [pool.submit(search, horizon, stop, seed + k, start) for k in range(workers)]
            found = [run.result() for run in runs]
    best = min((one.schedule for one in found), key=lambda schedule: rank(horizon, schedule))
    if effort <= 0:
        return best
    return recombine(horizon, best, set[tuple[int, tuple[int, ...]]]().union(*(one.tours for one in found)), effort)


def rank(horizon: Horizon, schedule: Schedule) -> tuple[int, float, int]:
    """Order schedules: fewest compulsory visits unserved, then least cost, then smallest seed."""
    missing = sum(horizon.visits[v].compulsory for v in schedule.unserved)
    return missing, schedule.cost, schedule.seed
