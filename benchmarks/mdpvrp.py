"""Solve every multi-depot periodic file of a folder: which depot, which days and which route together.

    python -m benchmarks.mdpvrp DIR --seconds 60 --seed 1 --out OUT

Every file whose first line is that of such an instance (`8 m n t d`) is taken, whatever its name;
`benchmarks/cordeau.py` says what it holds. Each account is served from one depot: it has one rep. Windows that such
files carry are not asked, since their fleets are too small for them. Written is `day depot vehicle duration load 0 i j
... 0` for each tour.
"""

from __future__ import annotations

from pathlib import Path

from benchmarks.cordeau import OF_DEPOTS, horizon_of, parse, recognised, write
from benchmarks.instances import arguments, found, plan_all
from scheduler.horizon import Horizon


def read(path: Path) -> Horizon:
    """Return an instance as a horizon whose prices are units of distance."""
    return horizon_of(parse(path))


def main() -> None:
    """Plan the instances."""
    given = arguments(str(__doc__), 60.0).parse_args()
    paths = found(given.dir, lambda path: recognised(path, OF_DEPOTS), "multi-depot periodic instance", given.only)
    plan_all(
        given,
        paths,
        read,
        lambda path, horizon, schedule: write(parse(path), horizon, schedule, given.out / f"{path.name}.res"),
    )


if __name__ == "__main__":
    main()
