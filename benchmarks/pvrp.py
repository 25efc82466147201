"""Solve every periodic vehicle routing file of a folder (Cordeau, Gendreau and Laporte 1997).

    python -m benchmarks.pvrp DIR --seconds 60 --seed 1 --out OUT

`type m n t`, t lines `D Q` (0: no limit), rows `i x y d q f a list`: service, demand a visit, visits, a patterns as bit
strings of t days, day 1 the most significant. Distances are not rounded there; here they are whole ten-thousandths,
rounded up, so that no limit is overrun.
"""

from __future__ import annotations

import math
from itertools import pairwise
from pathlib import Path

import numpy as np

from benchmarks.instances import arguments, chosen, run
from routing.tour import Window
from scheduler.horizon import DueVisit, Horizon, RepDay, Schedule

UNIT = 10_000
"""Units of one distance."""
DAY_END = 2**39


def read(path: Path) -> Horizon:
    """Return an instance as a horizon whose prices are units of distance."""
    rows = [line.split() for line in path.read_text(encoding="utf-8", errors="replace").splitlines() if line.strip()]
    vehicles, days = int(rows[0][1]), int(rows[0][3])
    customers = [row for row in rows[2 + days :] if int(float(row[5])) > 0]
    limits = [(float(row[0]), float(row[1])) for row in rows[1 : 1 + days]]
    where = np.array([[float(x) for x in row[1:3]] for row in [rows[1 + days], *customers]])
    away = np.linalg.norm(where[:, None] - where[None, :], axis=2)
    travel = np.ceil(away * UNIT - 1e-6).astype(np.int32)
    return Horizon(
        rep_days=tuple(_vehicle(day, *limits[day]) for day in range(days) for _ in range(vehicles)),
        visits=tuple(visit for place, row in enumerate(customers, 1) for visit in _visits(place, row, days)),
        hours=(((Window(0, DAY_END),),) * days,),
        travel_s=travel,
        distance_m=np.zeros_like(travel),
        patterns={row[0]: tuple(_pattern(int(float(bits)), days) for bits in row[7:]) for row in customers},
    )


def _vehicle(day: int, longest: float, capacity: float) -> RepDay:
    return RepDay(
        day=day,
        start_s=0,
        end_s=DAY_END,
        start_place=0,
        end_place=0,
        max_work_s=math.floor(longest * UNIT) if longest else None,
        max_load=int(capacity) if capacity else None,
    )


def _visits(place: int, row: list[str], days: int) -> list[DueVisit]:
    service, load = math.ceil(float(row[3]) * UNIT), int(float(row[4]))
    return [
        DueVisit(f"{row[0]}-{k}", row[0], place, service, 0, days - 1, 0, 1e9, load=load)
        for k in range(int(float(row[5])))
    ]


def _pattern(bits: int, days: int) -> tuple[int, ...]:
    return tuple(day for day in range(days) if bits >> (days - 1 - day) & 1)


def write(horizon: Horizon, schedule: Schedule, path: Path, instance: Path) -> None:
    """Write cost and tours: `day vehicle duration load 0 i j ... 0`."""
    place = _places(instance)
    cost, lines, vehicle = 0.0, list[str](), dict[int, int]()
    for day, tour in zip(horizon.rep_days, schedule.tours, strict=True):
        if not tour:
            continue
        customers = [horizon.visits[v].account for v in tour]
        stops = [place["0"], *(place[customer] for customer in customers), place["0"]]
        length = sum(math.dist(a, b) for a, b in pairwise(stops))
        cost += length
        vehicle[day.day] = vehicle.get(day.day, 0) + 1
        duration = length + sum(horizon.visits[v].service_s for v in tour) / UNIT
        load = sum(horizon.visits[v].load for v in tour)
        lines.append(f"{day.day + 1} {vehicle[day.day]} {duration:.4f} {load} 0 {' '.join(customers)} 0")
    path.write_text("\n".join([f"{cost:.6f}", *lines]) + "\n", encoding="utf-8")


def _places(instance: Path) -> dict[str, tuple[float, float]]:
    rows = [line.split() for line in instance.read_text(errors="replace").splitlines() if line.strip()]
    days = int(rows[0][3])
    return {row[0]: (float(row[1]), float(row[2])) for row in rows[1 + days :]}


def main() -> None:
    """Plan the instances."""
    given = arguments(str(__doc__), 60.0).parse_args()
    given.out.mkdir(parents=True, exist_ok=True)
    for path in chosen(given.dir.glob("p[0-9][0-9]"), given.only):
        horizon, schedule = run(given, path, read)
        write(horizon, schedule, given.out / f"{path.name}.res", path)


if __name__ == "__main__":
    main()
