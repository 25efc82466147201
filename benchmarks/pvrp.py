"""Solve every periodic vehicle routing file of a folder (Cordeau, Gendreau and Laporte 1997).

    python -m benchmarks.pvrp DIR --seconds 60 --seed 1 --out OUT

Every file whose first line is that of a periodic instance is taken, whatever its name; `benchmarks/cordeau.py` says
what it holds.
"""

from __future__ import annotations

from pathlib import Path

from benchmarks.cordeau import PERIODIC, horizon_of, parse, recognised, write
from benchmarks.instances import arguments, found, plan_all
from scheduler.horizon import Horizon


def read(path: Path) -> Horizon:
    """Return an instance as a horizon whose prices are units of distance."""
    return horizon_of(parse(path))


def main() -> None:
    """Plan the instances."""
    given = arguments(str(__doc__), 60.0).parse_args()
    paths = found(given.dir, lambda path: recognised(path, PERIODIC), "periodic instance", given.only)
    plan_all(
        given,
        paths,
        read,
        lambda path, horizon, schedule: write(parse(path), horizon, schedule, given.out / f"{path.name}.res"),
    )


if __name__ == "__main__":
    main()
