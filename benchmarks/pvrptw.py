"""Solve every periodic file with time windows of a folder (Cordeau, Laporte and Mercier 2001).

    python -m benchmarks.pvrptw DIR --seconds 60 --seed 1 --out OUT

Every file whose first line is that of such an instance (`5 m n t`) is taken, whatever its name; `benchmarks/cordeau.py`
says what it holds. The longest duration of a route counts waiting, from leaving as late as it can to coming home: the
search's own cap from door to door.
"""

from __future__ import annotations

from pathlib import Path

from benchmarks.cordeau import WITH_WINDOWS, horizon_of, parse, recognised, write
from benchmarks.instances import arguments, found, plan_all
from scheduler.horizon import Horizon


def read(path: Path) -> Horizon:
    """Return an instance as a horizon whose prices are units of distance."""
    return horizon_of(parse(path), timed=True)


def main() -> None:
    """Plan the instances."""
    given = arguments(str(__doc__), 60.0).parse_args()
    kind = "periodic instance with time windows"
    paths = found(given.dir, lambda path: recognised(path, WITH_WINDOWS), kind, given.only)
    plan_all(
        given,
        paths,
        read,
        lambda path, horizon, schedule: write(parse(path), horizon, schedule, given.out / f"{path.name}.res"),
    )


if __name__ == "__main__":
    main()
