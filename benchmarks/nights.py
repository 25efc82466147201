"""Nights away, measured: one rep's quarter in a far territory, planned at home and with hotels, at the same steps.

``python -m benchmarks.nights --steps 20000 --seed 1 --out DIR`` writes ``nights.json`` and prints both plans. Accounts
lie evenly in a circle of 2.3 hours around home, eight hotels halfway out. Times are CPU seconds.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from itertools import pairwise
from pathlib import Path

import numpy as np

from routing.stopping import Steps
from routing.tour import Lunch, Window
from scheduler.checking.schedule import check
from scheduler.horizon import Bed, DueVisit, Horizon, Lodging, RepDay, Schedule, Weights
from scheduler.nights.search import Slept, solve_with_nights
from scheduler.search import solve

HOUR, DAYS, INTERVAL, HOTELS = 3600, 91, 28, 8
BED_S = 2.5 * HOUR
"""Price of a night in driving: 100 a night where an hour on the road costs 40."""


@dataclass(frozen=True, slots=True)
class Measured:
    """One plan: cost in hours of driving, hours driven, visits left out, nights, CPU seconds, violations."""

    cost_h: float
    driving_h: float
    unserved: int
    nights: int
    cpu_s: float
    violations: int


def territory(accounts: int, seed: int) -> Horizon:
    """Make up a far territory over a quarter."""
    chance = np.random.default_rng(seed)
    angle, radius = chance.uniform(0, 2 * np.pi, accounts), np.sqrt(chance.uniform(0, 1, accounts)) * 2.3 * HOUR
    around = np.arange(HOTELS) * 2 * np.pi / HOTELS
    x = np.concatenate([[0], 1.5 * HOUR * np.cos(around), radius * np.cos(angle)])
    y = np.concatenate([[0], 1.5 * HOUR * np.sin(around), radius * np.sin(angle)])
    travel = np.hypot(x[:, None] - x, y[:, None] - y).astype(np.int32)
    visits = tuple(
        DueVisit(f"a{a:03}-{k}", f"a{a:03}", 1 + HOTELS + a, 2700, max(0, day - 7), min(DAYS - 1, day + 7), 0, 30_000.0,
                 20 if k else 0, 42 if k else 10**6)
        for a in range(accounts)
        for k, day in enumerate(range(int(chance.integers(0, INTERVAL)), DAYS, INTERVAL))
    )  # fmt: skip
    hours = (((Window(8 * HOUR, 17 * HOUR),),) * DAYS,)
    lunch = Lunch(41_400, 48_600, 2700)
    days = tuple(RepDay(day, 8 * HOUR, 17 * HOUR, 0, 0, lunch) for day in range(DAYS) if day % 7 < 5)
    beds = tuple(Bed(1 + hotel, BED_S) for hotel in range(HOTELS))
    lodging = Lodging(beds, frozenset(day for day in range(DAYS) if day % 7 < 4), 2, 3)
    return Horizon(days, visits, hours, travel, travel * 15, Weights(balance=60.0), lodging=lodging)


def measured(run: Callable[[], Slept]) -> Measured:
    """Run a search and measure its plan."""
    began = time.process_time()
    slept = run()
    cpu_s = time.process_time() - began
    horizon, schedule = slept.horizon, slept.schedule
    found = check(horizon, schedule)
    left, nights = len(schedule.unserved), len(horizon.overnights)
    cost_h = schedule.cost / HOUR
    return Measured(round(cost_h, 1), round(driven_h(horizon, schedule), 1), left, nights, round(cpu_s, 1), len(found))


def driven_h(horizon: Horizon, schedule: Schedule) -> float:
    """Return the hours driven."""
    total = 0
    for day, tour in zip(horizon.rep_days, schedule.tours, strict=True):
        places = [day.start_place, *(horizon.visits[v].place for v in tour), day.end_place] if tour else []
        total += sum(int(horizon.travel_s[a, b]) for a, b in pairwise(places))
    return total / HOUR


def main() -> None:
    """Measure both plans and write them down."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--accounts", type=int, default=120)
    parser.add_argument("--steps", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--out", type=Path, required=True)
    given = parser.parse_args()
    horizon, stop = territory(given.accounts, given.seed), Steps(given.steps)
    home = replace(horizon, lodging=None)
    solve(home, Steps(10), given.seed)
    found = {
        "home": measured(lambda: Slept(home, solve(home, stop, given.seed))),
        "nights": measured(lambda: solve_with_nights(horizon, stop, given.seed)),
    }
    given.out.mkdir(parents=True, exist_ok=True)
    (given.out / "nights.json").write_text(
        json.dumps({name: asdict(one) for name, one in found.items()}, indent=1) + "\n"
    )
    for name, one in found.items():
        print(f"{name:7} {len(horizon.visits)} visits: {one}")


if __name__ == "__main__":
    main()
