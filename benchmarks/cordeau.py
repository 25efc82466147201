"""Instances in the format of Cordeau, Gendreau and Laporte (1997), periodic ones of one depot or several.

`type m n t`, with d depots for several; lines `D Q` for each day (and depot; 0: no limit); rows `i x y d q f a list`:
service, demand a visit, visits, a patterns as bit strings of t days, day 1 the most significant; with windows `e l`
follows, between which a service begins. Distances are not rounded there; here they are whole ten-thousandths, rounded
up, so that no limit is overrun.

A depot is a span of days of its own: with t days, depot k works on days k t to k t + t - 1, and each pattern of an
account stands there once for each depot. So an account is served from one depot, whichever the search chooses.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np

from routing.tour import Window
from scheduler.horizon import DueVisit, Horizon, RepDay, Schedule

UNIT = 10_000
"""Units of one distance."""
DAY_END = 2**39
PERIODIC, WITH_WINDOWS, OF_DEPOTS = 1, 5, 8
"""Types of instances."""
SMALLEST = 8
"""Fields of a row that has a pattern."""


@dataclass(frozen=True, slots=True)
class Row:
    """A customer or a depot; `opens` and `closes` are None where the instance has no windows."""

    id: str
    x: float
    y: float
    service: float
    demand: float
    visits: int
    patterns: tuple[int, ...]
    opens: float | None
    closes: float | None


@dataclass(frozen=True, slots=True)
class Instance:
    """What a file says; `limits` are the longest duration and the load of a route, by depot and day."""

    vehicles: int
    days: int
    limits: tuple[tuple[tuple[float, float], ...], ...]
    depots: tuple[Row, ...]
    customers: tuple[Row, ...]


def recognised(path: Path, kind: int) -> bool:
    """Say whether a file begins as an instance of a type does."""
    with path.open(encoding="utf-8", errors="replace") as lines:
        head = next((line.split() for line in lines if line.strip()), [])
    fields = 5 if kind == OF_DEPOTS else 4
    return len(head) == fields and all(field.isdigit() for field in head) and int(head[0]) == kind


def parse(path: Path) -> Instance:
    """Read a file.

    Raises
    ------
    ValueError
        If it holds fewer rows than it says, or a field that is no number.
    """
    lines = [line.split() for line in path.read_text(encoding="utf-8", errors="replace").splitlines() if line.strip()]
    kind, vehicles, count, days, *more = (int(field) for field in lines[0])
    depots = more[0] if more else 1
    heads = [line for line in lines[1 : 1 + days * depots] if len(line) == 2]
    rows = [_row(line, timed=kind != PERIODIC) for line in lines[1 + len(heads) :]]
    if len(heads) not in {days, days * depots} or len(rows) < count + depots:
        raise ValueError(f"{len(heads)} limits and {len(rows)} rows for {count} customers and {depots} depots")
    limits = [(float(longest), float(load)) for longest, load in heads] * (depots if len(heads) == days else 1)
    at = [row for row in rows if row.visits <= 0][:depots] if more else rows[:1]
    customers = tuple(row for row in rows if row.visits > 0)
    if len(at) < depots or any(len(row.patterns) == 0 for row in customers):
        raise ValueError("a depot is missing, or the patterns of a customer")
    by_depot = tuple(tuple(limits[k * days : (k + 1) * days]) for k in range(depots))
    return Instance(vehicles, days, by_depot, tuple(at), customers)


def _row(line: list[str], *, timed: bool) -> Row:
    service, demand, visits = float(line[3]), float(line[4]), int(float(line[5]))
    count = int(float(line[6])) if len(line) > 6 else 0
    patterns = tuple(int(float(bits)) for bits in line[7 : 7 + count])
    if len(patterns) < count:
        raise ValueError(f"row {line[0]} has {len(patterns)} of its {count} patterns")
    opens, closes = (float(x) for x in line[-2:]) if timed and len(line) >= SMALLEST + 1 + count else (None, None)
    return Row(line[0], float(line[1]), float(line[2]), service, demand, visits, patterns, opens, closes)


def horizon_of(instance: Instance, *, timed: bool = False) -> Horizon:
    """Return an instance as a horizon whose prices are units of distance; windows count where it is `timed`."""
    depots, days = len(instance.depots), instance.days
    where = np.array([(row.x, row.y) for row in (*instance.depots, *instance.customers)])
    away = np.linalg.norm(where[:, None] - where[None, :], axis=2)
    travel = np.ceil(away * UNIT - 1e-6).astype(np.int32)
    rows = instance.customers if timed else ()
    return Horizon(
        rep_days=tuple(
            _vehicle(instance, depot, day, timed=timed)
            for depot in range(depots)
            for day in range(days)
            for _ in range(instance.vehicles)
        ),
        visits=tuple(
            visit
            for number, row in enumerate(instance.customers)
            for visit in _visits(row, depots + number, number if timed else 0, depots * days)
        ),
        hours=tuple((_window(row),) * (depots * days) for row in rows) or (((Window(0, DAY_END),),) * (depots * days),),
        travel_s=travel,
        distance_m=np.zeros_like(travel),
        patterns={
            row.id: tuple(_pattern(bits, days, depot) for depot in range(depots) for bits in row.patterns)
            for row in instance.customers
        },
    )


def _vehicle(instance: Instance, depot: int, day: int, *, timed: bool) -> RepDay:
    longest, capacity = instance.limits[depot][day]
    row = instance.depots[depot]
    opens = _up(row.opens or 0.0) if timed else 0
    closes = math.floor(row.closes * UNIT) if timed and row.closes is not None else DAY_END
    most_s = math.floor(longest * UNIT) if longest else None
    return RepDay(
        day=depot * instance.days + day,
        start_s=opens,
        end_s=closes,
        start_place=depot,
        end_place=depot,
        max_work_s=most_s,
        max_day_s=most_s if timed else None,
        max_load=int(capacity) if capacity else None,
    )


def _visits(row: Row, place: int, hours: int, days: int) -> list[DueVisit]:
    service, load = _up(row.service), int(row.demand)
    return [
        DueVisit(f"{row.id}-{k}", row.id, place, service, 0, days - 1, hours, 1e9, load=load) for k in range(row.visits)
    ]


def _window(row: Row) -> tuple[Window, ...]:
    if row.opens is None or row.closes is None:
        raise ValueError(f"row {row.id} has no window")
    return (Window(_up(row.opens), math.floor(row.closes * UNIT) + _up(row.service)),)


def _up(amount: float) -> int:
    return math.ceil(amount * UNIT - 1e-6)


def _pattern(bits: int, days: int, depot: int) -> tuple[int, ...]:
    return tuple(depot * days + day for day in range(days) if bits >> (days - 1 - day) & 1)


def write(instance: Instance, horizon: Horizon, schedule: Schedule, path: Path) -> None:
    """Write cost and tours: `day vehicle duration load 0 i j ... 0`; of several depots `day depot vehicle` first."""
    at = {row.id: (row.x, row.y) for row in instance.customers}
    cost, lines, used = 0.0, list[str](), dict[int, int]()
    for rep_day, tour in zip(horizon.rep_days, schedule.tours, strict=True):
        if not tour:
            continue
        depot, day = divmod(rep_day.day, instance.days)
        home = (instance.depots[depot].x, instance.depots[depot].y)
        customers = [horizon.visits[v].account for v in tour]
        stops = [home, *(at[customer] for customer in customers), home]
        length = sum(math.dist(a, b) for a, b in pairwise(stops))
        cost += length
        used[rep_day.day] = used.get(rep_day.day, 0) + 1
        duration = length + sum(horizon.visits[v].service_s for v in tour) / UNIT
        load = sum(horizon.visits[v].load for v in tour)
        whose = (
            f"{day + 1} {depot + 1} {used[rep_day.day]}"
            if len(instance.depots) > 1
            else f"{day + 1} {used[rep_day.day]}"
        )
        lines.append(f"{whose} {duration:.4f} {load} 0 {' '.join(customers)} 0")
    path.write_text("\n".join([f"{cost:.6f}", *lines]) + "\n", encoding="utf-8")
