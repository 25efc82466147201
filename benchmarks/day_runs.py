"""What OR-Tools gains on short runs of days after the search, beside the search and CP-SAT given the same CPU seconds.

    python -m benchmarks.day_runs DIR --only S1 M1 --steps 20000 100000 --out OUT

Each instance is searched; then all its runs of `--length` neighbouring rep-days are given to OR-Tools from their tours,
half a run apart, and what gains is taken. The CPU seconds of that are given to the others: the search from the start
(it cools over the whole of them), the search again from its own schedule, and CP-SAT over the tours that were met.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from benchmarks.instances import CpuSeconds
from benchmarks.rep_horizons import instances, read
from benchmarks.run_model import RunModel
from routing.stopping import Steps
from scheduler.checking.schedule import check
from scheduler.horizon import Horizon, Schedule
from scheduler.search import cost_of, solve
from scheduler.search.polish import recombine
from scheduler.search.run import search
from scheduler.team.sequence import resequence


@dataclass(frozen=True, slots=True)
class Polish:
    """How OR-Tools is asked: rep-days of a run, and solutions for each run."""

    length: int = 4
    solutions: int = 60


def polished(horizon: Horizon, schedule: Schedule, polish: Polish) -> Schedule:
    """Give each run of rep-days to OR-Tools and take what costs less and breaks nothing."""
    last = len(horizon.rep_days)
    for first in range(0, max(1, last - polish.length // 2), max(1, polish.length // 2)):
        run = range(first, min(first + polish.length, last))
        schedule = _better(horizon, schedule, run, RunModel(horizon, schedule.tours, run).search(polish.solutions))
    return schedule


def _better(horizon: Horizon, schedule: Schedule, run: range, found: list[tuple[int, ...]] | None) -> Schedule:
    if found is None:
        return schedule
    tours = (*schedule.tours[: run.start], *found, *schedule.tours[run.stop :])
    trial = replace(schedule, tours=tours, cost=cost_of(horizon, tours))
    gains = trial.cost < schedule.cost - 1e-6
    return trial if gains and not check(horizon, trial) else schedule


def measured(make: Callable[[], Schedule]) -> tuple[Schedule, float]:
    """Return a schedule and the CPU seconds that it took."""
    began = time.process_time()
    schedule = make()
    return schedule, time.process_time() - began


def rows(horizon: Horizon, steps: int, seed: int, polish: Polish) -> list[dict[str, str | float]]:
    """Return what each way costs in price and CPU seconds; the first row is the search that the others begin with."""
    met = search(horizon, Steps(steps), seed)
    start, searched_s = measured(lambda: solve(horizon, Steps(steps), seed))
    runs, took_s = measured(lambda: polished(horizon, start, polish))
    others: dict[str, Callable[[], Schedule]] = {
        "each day by OR-Tools": lambda: resequence(horizon, start),
        "CP-SAT over the tours met": lambda: recombine(horizon, start, met.tours, took_s),
        "the search again, from its schedule": lambda: solve(horizon, CpuSeconds(took_s), seed, start),
    }
    told = [_row("the search", start, searched_s), _row("runs of days by OR-Tools", runs, searched_s + took_s)]
    for name, make in others.items():
        found, more_s = measured(make)
        told.append(_row(name, found, searched_s + more_s))
    whole, whole_s = measured(lambda: solve(horizon, CpuSeconds(searched_s + took_s), seed))
    return [*told, _row("the search with as much CPU", whole, whole_s)]


def _row(name: str, schedule: Schedule, cpu_s: float) -> dict[str, str | float]:
    return {"way": name, "cost": schedule.cost, "unserved": len(schedule.unserved), "cpu_s": round(cpu_s, 2)}


def main() -> None:
    """Measure the instances of a folder and write them as JSON."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("dir", type=Path, help="folder of rep horizons")
    parser.add_argument("--steps", type=int, nargs="+", default=[20_000, 100_000], help="of the search before")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--length", type=int, default=4, help="rep-days of a run")
    parser.add_argument("--solutions", type=int, default=60, help="of OR-Tools, for each run")
    parser.add_argument("--only", nargs="*", help="names of instances; all if not given")
    parser.add_argument("--out", type=Path, required=True, help="folder for day_runs.json")
    given = parser.parse_args()
    found = []
    for path in instances(given.dir, given.only):
        horizon = read(path)
        solve(horizon, Steps(1), given.seed)  # load the kernels
        for steps in given.steps:
            for row in rows(horizon, steps, given.seed, Polish(given.length, given.solutions)):
                found.append({"instance": path.stem, "steps": steps, **row})
                print(*found[-1].values(), sep="  ", flush=True)
    given.out.mkdir(parents=True, exist_ok=True)
    (given.out / "day_runs.json").write_text(json.dumps(found, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main()
