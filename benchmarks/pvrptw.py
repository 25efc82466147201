"""Solve every periodic file with time windows of a folder (Cordeau, Laporte and Mercier 2001).

    python -m benchmarks.pvrptw DIR --seconds 60 --seed 1 --out OUT

Every file whose first line is that of such an instance (`5 m n t`) is taken, whatever its name; `benchmarks/cordeau.py`
says what it holds. The longest duration of a route counts waiting, from leaving as late as it can to coming home:
see `benchmarks/door_to_door.py`, which takes up to half of the budget where the first tours are too long.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from benchmarks.cordeau import WITH_WINDOWS, horizon_of, parse, recognised, write
from benchmarks.door_to_door import too_long, within_limits
from benchmarks.instances import CpuSeconds, arguments, found, plan_all
from routing.stopping import Seconds, Steps, Stop
from scheduler.horizon import Horizon, Schedule
from scheduler.search.together import solve_together

SHARES = 0.5, 0.1, 0.1, 0.1, 0.1, 0.1
"""Of the budget: the search, and those that may follow with narrowed shifts."""


def read(path: Path) -> Horizon:
    """Return an instance as a horizon whose prices are units of distance."""
    return horizon_of(parse(path), timed=True)


def stops(given: argparse.Namespace) -> list[Stop]:
    """Return the budget in its shares."""
    if given.steps is not None:
        return [Steps(max(1, round(share * given.steps))) for share in SHARES]
    seconds = given.seconds - given.effort
    return [CpuSeconds(share * seconds) if given.cpu else Seconds(share * seconds) for share in SHARES]


def planned(given: argparse.Namespace, horizon: Horizon) -> Schedule:
    """Return a schedule in which no tour takes longer than it may, from door to door."""
    limits = [day.max_work_s for day in horizon.rep_days]

    def search(narrowed: Horizon, stop: Stop, start: Schedule | None) -> Schedule:
        return solve_together(narrowed, stop, given.seed, given.workers, start, given.effort)

    return within_limits(horizon, limits, search, stops(given))


def main() -> None:
    """Plan the instances."""
    given = arguments(str(__doc__), 60.0).parse_args()
    kind = "periodic instance with time windows"
    paths = found(given.dir, lambda path: recognised(path, WITH_WINDOWS), kind, given.only)

    def keep(path: Path, horizon: Horizon, schedule: Schedule) -> None:
        write(parse(path), horizon, schedule, given.out / f"{path.name}.res")
        over = too_long(horizon, schedule, [day.max_work_s for day in horizon.rep_days])
        if over:
            print(f"{path.name}: {len(over)} tours too long", flush=True)

    plan_all(given, paths, read, keep, lambda horizon, _: planned(given, horizon))


if __name__ == "__main__":
    main()
