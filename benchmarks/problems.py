"""Plan every problem of `roundsman solve` in a folder: O1 to O6, or what `roundsman plan problem REP` printed.

    python -m benchmarks.problems DIR --seconds 10 --seed 1 --out OUT

Written is NAME.solution.json: the tours by rep-day, the cost and what is unserved, by the ids of the problem.
"""

from __future__ import annotations

import json
from pathlib import Path

from benchmarks.instances import arguments, found, plan_all
from scheduler.exchange import PROBLEM_FORMAT, from_json
from scheduler.horizon import Horizon, Schedule


def recognised(path: Path) -> bool:
    """Say whether a file names the format of a problem."""
    with path.open(encoding="utf-8", errors="replace") as file:
        return f'"{PROBLEM_FORMAT}"' in file.read()


def read(path: Path) -> Horizon:
    """Return a problem's horizon."""
    return from_json(json.loads(path.read_text(encoding="utf-8")), path.name)


def write(horizon: Horizon, schedule: Schedule, path: Path) -> None:
    """Write a schedule by the ids of its visits."""
    ids = [visit.id for visit in horizon.visits]
    solution = {
        "cost": schedule.cost,
        "tours": [[ids[v] for v in tour] for tour in schedule.tours],
        "unserved": [ids[v] for v in schedule.unserved],
    }
    path.write_text(json.dumps(solution), encoding="utf-8")


def main() -> None:
    """Plan the problems."""
    given = arguments(str(__doc__), 10.0).parse_args()
    plan_all(
        given,
        found(given.dir, recognised, "problem", given.only),
        read,
        lambda path, horizon, schedule: write(horizon, schedule, given.out / f"{path.stem}.solution.json"),
    )


if __name__ == "__main__":
    main()
