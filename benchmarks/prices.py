"""What two prices of the search buy: stability when the rep is ill for a day, and even days and weeks.

    python -m benchmarks.prices DIR --steps 60000 --only M1 L1

Moves: each horizon is planned, then again without one of its days, from the old plan, with a price for each visit that
leaves its day. Visits of the lost day must move; of the others, the share that moves is told, over several days and
seeds. Balance: each horizon is planned with several prices of uneven days; driving, the standard deviations of the work
of days and of weeks, and the days without any work are told.
"""

from __future__ import annotations

import argparse
import time
from collections import defaultdict
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from statistics import pstdev

from benchmarks.rep_horizons import instances, read
from routing.stopping import Steps
from scheduler.horizon import Horizon, Schedule
from scheduler.search import cost_of, solve

DAYS = 4
"""Days of each plan that are lost, one at a time."""


def days_of(horizon: Horizon, schedule: Schedule) -> dict[int, int]:
    """Return the day of each visit that is served."""
    return {v: day.day for day, tour in zip(horizon.rep_days, schedule.tours, strict=True) for v in tour}


def without(horizon: Horizon, old: Schedule, lost: int, price: float) -> tuple[Horizon, Schedule]:
    """Return the horizon without rep-day `lost`, a move costing `price`, and the old schedule to begin from."""
    on = days_of(horizon, old)
    visits = [replace(v, day_price=((on[i], -price),) if i in on else ()) for i, v in enumerate(horizon.visits)]
    rep_days = horizon.rep_days[:lost] + horizon.rep_days[lost + 1 :]
    start = replace(old, tours=old.tours[:lost] + old.tours[lost + 1 :])
    return replace(horizon, rep_days=rep_days, visits=tuple(visits)), start


def moved(horizon: Horizon, old: Schedule, lost: int, changed: Horizon, new: Schedule) -> float:
    """Return the share of the visits outside the lost day that left their day."""
    on, after = days_of(horizon, old), days_of(changed, new)
    untouched = [v for v in on if v not in old.tours[lost]]
    return sum(after.get(v) != on[v] for v in untouched) / len(untouched)


def measure(path: Path, steps: int, price: float, seeds: int) -> tuple[list[float], float]:
    """Return the shares moved over several lost days and seeds, and the most CPU seconds that one mending took."""
    horizon, shares, slowest = read(path), list[float](), 0.0
    for seed in range(1, seeds + 1):
        old = solve(horizon, Steps(steps), seed)
        full = [d for d, tour in enumerate(old.tours) if len(tour) > 5]
        for lost in full[:: -(-len(full) // DAYS)]:
            changed, start = without(horizon, old, lost, price)
            began = time.process_time()
            new = solve(changed, Steps(steps), seed, start)
            slowest = max(slowest, time.process_time() - began)
            shares.append(moved(horizon, old, lost, changed, new))
    return shares, slowest


def works(horizon: Horizon, schedule: Schedule) -> list[float]:
    """Return the hours of driving and service of each rep-day."""
    found = []
    for day, tour in zip(horizon.rep_days, schedule.tours, strict=True):
        places = [day.start_place, *(horizon.visits[v].place for v in tour), day.end_place] if tour else []
        driving = sum(int(horizon.travel_s[a, b]) for a, b in pairwise(places))
        found.append((driving + sum(horizon.visits[v].service_s for v in tour)) / 3600)
    return found


def tell_balance(path: Path, steps: int, price: float) -> None:
    """Print what one price of uneven days does to a plan."""
    plain = read(path)
    horizon = replace(plain, weights=replace(plain.weights, balance=price))
    schedule = solve(horizon, Steps(steps), 1)
    hours, weeks = works(horizon, schedule), defaultdict[int, list[float]](list)
    for day, work in zip(horizon.rep_days, hours, strict=True):
        weeks[day.day // 7].append(work)
    means = [sum(week) / len(week) for week in weeks.values()]
    print(
        f"{path.stem} balance {price:g} min per squared hour: driving {cost_of(plain, schedule.tours):,.0f} min, "
        f"days {60 * pstdev(hours):.0f} min, a week's mean day {60 * pstdev(means):.0f} min, "
        f"empty days {sum(not tour for tour in schedule.tours)}, unserved {len(schedule.unserved)}",
        flush=True,
    )


def tell_moves(path: Path, steps: int, price: float, seeds: int) -> None:
    """Print what one price of a move does to plans that lose a day."""
    shares, cpu_s = measure(path, steps, price, seeds)
    mean, most = 100 * sum(shares) / len(shares), 100 * max(shares)
    print(
        f"{path.stem} price of a move {price:g} min: {len(shares)} sick days, moved {mean:.1f} % on average, "
        f"{most:.1f} % at most, {cpu_s:.1f} CPU s at most",
        flush=True,
    )


def main() -> None:
    """Print a line for each instance and price."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("dir", type=Path, help="folder of rep horizons")
    parser.add_argument("--steps", type=int, default=60_000)
    parser.add_argument("--seeds", type=int, default=2)
    parser.add_argument("--moves", type=float, nargs="*", default=[3.0, 10.0], help="minutes of driving for each move")
    parser.add_argument(
        "--balance", type=float, nargs="*", default=[0.0, 1.0, 5.0, 20.0], help="minutes per hour squared"
    )
    parser.add_argument("--only", nargs="*", help="names of instances; all if not given")
    given = parser.parse_args()
    for path in instances(given.dir, given.only):
        for price in given.moves:
            tell_moves(path, given.steps, price, given.seeds)
        for price in given.balance:
            tell_balance(path, given.steps, price)


if __name__ == "__main__":
    main()
