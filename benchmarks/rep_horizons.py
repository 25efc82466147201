"""Plan every rep horizon of a folder, and write plans that an independent script can judge.

    python -m benchmarks.rep_horizons DIR --seconds 10 --seed 1 --out OUT

An instance is JSON in minutes: `T` travel between places (place 0 is home), working `days` counted from a Monday,
`shift`, `lunch`, accounts with opening windows by weekday, and due visits with their days and spacing.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.instances import arguments, found, plan_all
from routing.tour import Lunch, Window
from scheduler.horizon import DueVisit, Horizon, RepDay, Schedule, Weights

MINUTE = 60
HEAD, NAMES = 4000, ("T", "acc", "visits")
"""Characters of a file in which one of the names must stand."""


def read(path: Path) -> Horizon:
    """Return an instance as a horizon: minutes become seconds, prices are driving minutes."""
    raw = json.loads(path.read_text(encoding="utf-8"))
    lunch = Lunch(*(MINUTE * minutes for minutes in raw["lunch"]))
    start, end = (MINUTE * minutes for minutes in raw["shift"])
    travel = (np.array(raw["T"]) * MINUTE).astype(np.int32)
    return Horizon(
        rep_days=tuple(RepDay(day, start, end, 0, 0, lunch) for day in raw["days"]),
        visits=tuple(_visit(raw, v) for v in range(len(raw["visits"]))),
        hours=tuple(_hours(account["tw"], max(raw["days"]) + 1) for account in raw["acc"]),
        travel_s=travel,
        distance_m=np.zeros_like(travel),
        weights=Weights(per_driving_s=1 / MINUTE),
    )


def _hours(week: list[list[list[int]]], days: int) -> tuple[tuple[Window, ...], ...]:
    windows = [tuple(Window(MINUTE * opens, MINUTE * closes) for opens, closes in day) for day in week]
    windows += [()] * (7 - len(windows))
    return tuple(windows[day % 7] for day in range(days))


def _visit(raw: dict[str, Any], v: int) -> DueVisit:
    due = raw["visits"][v]
    account = raw["acc"][due["acc"] - 1]
    return DueVisit(
        id=str(v),
        account=f"{due['acc']:06d}",
        place=due["acc"],
        service_s=MINUTE * account["serv"],
        first_day=due["lo"],
        last_day=due["hi"],
        hours=due["acc"] - 1,
        price_unserved=200.0 * account["prio"],
        least_gap_days=due["mingap"] or 0,
        most_gap_days=due["maxgap"] or 10**6,
    )


def write(horizon: Horizon, schedule: Schedule, path: Path) -> None:
    """Write the days that are worked, with their visits in driving order."""
    plan = {day.day: list(tour) for day, tour in zip(horizon.rep_days, schedule.tours, strict=True) if tour}
    path.write_text(json.dumps(plan), encoding="utf-8")


def instances(folder: Path, only: list[str] | None) -> list[Path]:
    """Return the rep horizons of a folder; see `benchmarks.instances.found`."""
    return found(folder, recognised, "rep horizon", only)


def recognised(path: Path) -> bool:
    """Say whether a file begins as a rep horizon: an object of JSON that names its travel, accounts or visits."""
    with path.open(encoding="utf-8", errors="replace") as file:
        head = file.read(HEAD)
    return head.lstrip().startswith("{") and any(f'"{name}"' in head for name in NAMES)


def main() -> None:
    """Plan the instances."""
    given = arguments(str(__doc__), 10.0).parse_args()
    plan_all(
        given,
        instances(given.dir, given.only),
        read,
        lambda path, horizon, schedule: write(horizon, schedule, given.out / f"{path.stem}.plan.json"),
    )


if __name__ == "__main__":
    main()
