"""Solve every prize-collecting file with time windows of a folder; customers not worth their way are left out.

    python -m benchmarks.pcvrptw DIR --seconds 60 --seed 1 --out OUT

VRPLIB sections with `TYPE : PCVRPTW`. Distances are Euclidean, ten times as long and cut to whole numbers; a prize that
is not collected is paid ten times. Written are `Route #k: i j ...` (customers count from 1, the depot is none) and
`Cost: c`; where a solution NAME.sol lies beside NAME.vrp, the gap to its stated cost is printed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

import numpy as np

from benchmarks.instances import arguments, found, plan_all
from routing.tour import Window
from scheduler.horizon import DueVisit, Horizon, RepDay, Schedule

TENTHS = 10
TYPE = re.compile(r"^TYPE\s*:\s*PCVRPTW\s*$", re.MULTILINE)
HEAD = 2000
"""Characters in which the type must stand."""


@dataclass(frozen=True, slots=True)
class File:
    """The named numbers of a file, and the rows of its sections by node."""

    said: dict[str, str]
    sections: dict[str, dict[int, list[float]]]

    def column(self, section: str, width: int) -> list[list[float]]:
        """Return a section's rows by node, checked to be there; node 1 is the depot."""
        rows = self.sections.get(section, {})
        count = int(self.said["DIMENSION"])
        if sorted(rows) != list(range(1, count + 1)) or any(len(row) != width for row in rows.values()):
            raise ValueError(f"{section} has {len(rows)} rows of {count}, or broken ones")
        return [rows[node] for node in range(1, count + 1)]


def recognised(path: Path) -> bool:
    """Say whether a file is a prize-collecting instance with time windows."""
    with path.open(encoding="utf-8", errors="replace") as file:
        return TYPE.search(file.read(HEAD)) is not None


def parse(path: Path) -> File:
    """Read the lines of a file."""
    said, sections, rows = dict[str, str](), dict[str, dict[int, list[float]]](), dict[int, list[float]]()
    for line in path.read_text(encoding="utf-8", errors="replace").splitlines():
        name, colon, value = line.partition(":")
        if line.strip().endswith("_SECTION"):
            rows = sections.setdefault(line.strip(), {})
        elif colon:
            said[name.strip()] = value.strip()
        elif (fields := line.split()) and fields[0].isdigit():
            rows[int(fields[0])] = [float(field) for field in fields[1:]]
    return File(said, sections)


def read(path: Path) -> Horizon:
    """Return an instance as a horizon of one day, a rep-day for each vehicle."""
    file = parse(path)
    where = np.array(file.column("NODE_COORD_SECTION", 2))
    travel = np.floor(TENTHS * np.linalg.norm(where[:, None] - where[None, :], axis=2) + 1e-9).astype(np.int32)
    windows, service = file.column("TIME_WINDOW_SECTION", 2), TENTHS * int(float(file.said["SERVICE_TIME"]))
    loads, prizes = file.column("DEMAND_SECTION", 1), file.column("PRIZE_SECTION", 1)
    opens, closes = (TENTHS * int(time) for time in windows[0])
    vehicle = RepDay(0, opens, closes, 0, 0, max_load=int(file.said["CAPACITY"]))
    return Horizon(
        rep_days=(vehicle,) * int(file.said["VEHICLES"]),
        visits=tuple(
            DueVisit(str(k), f"{k:06d}", k, service, 0, 0, k - 1, TENTHS * prizes[k][0], load=int(loads[k][0]))
            for k in range(1, len(where))
        ),
        hours=tuple(((Window(TENTHS * int(begin), TENTHS * int(end) + service),),) for begin, end in windows[1:]),
        travel_s=travel,
        distance_m=np.zeros_like(travel),
    )


def cost(horizon: Horizon, routes: list[list[int]]) -> float:
    """Return what routes of customers cost: their length, and the prizes that they leave."""
    stops = [[0, *route, 0] for route in routes]
    length = sum(int(horizon.travel_s[route[:-1], route[1:]].sum(dtype="int64")) for route in stops)
    served = set(chain.from_iterable(routes))
    return length + sum(visit.price_unserved for visit in horizon.visits if visit.place not in served)


def write(horizon: Horizon, schedule: Schedule, path: Path) -> float:
    """Write the routes and their cost, added up again; return it."""
    routes = [[horizon.visits[v].place for v in tour] for tour in schedule.tours if tour]
    total = cost(horizon, routes)
    lines = [f"Route #{k}: {' '.join(map(str, route))}" for k, route in enumerate(routes, 1)]
    path.write_text("\n".join([*lines, f"Cost: {total:.0f}"]) + "\n", encoding="utf-8")
    return total


def stated(path: Path) -> float | None:
    """Return the cost that a solution beside an instance states."""
    beside = path.with_suffix(".sol")
    found_ = (
        re.search(r"^Cost:\s*([\d.]+)", beside.read_text(encoding="utf-8"), re.MULTILINE) if beside.exists() else None
    )
    return float(found_[1]) if found_ else None


def main() -> None:
    """Plan the instances."""
    given = arguments(str(__doc__), 60.0).parse_args()
    gaps = list[float]()

    def keep(path: Path, horizon: Horizon, schedule: Schedule) -> None:
        total, reference = write(horizon, schedule, given.out / f"{path.stem}.sol"), stated(path)
        if reference:
            gaps.append(total / reference - 1.0)
            print(f"{path.stem} {total:.0f}, beside {reference:.0f}: {gaps[-1]:+.2%}", flush=True)

    plan_all(given, found(given.dir, recognised, "prize-collecting instance", given.only), read, keep)
    if gaps:
        print(f"mean gap {sum(gaps) / len(gaps):+.2%} over {len(gaps)}")


if __name__ == "__main__":
    main()
