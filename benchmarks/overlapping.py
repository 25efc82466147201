"""Make rep horizons as users have them: O1 to O6, whose visits of an account may lie on the same days.

    python -m benchmarks.overlapping --out DIR --seed 1

Each is a quarter of one rep, made by the same assembly as a plan: 30 to 120 accounts with 5 to 20 visits each, hours
with a gap at noon, a cap on driving, balance, prices of days. O5 and O6 have more work than the days hold. Written as
problems of `roundsman solve`, which `python -m benchmarks.problems` plans.
"""

from __future__ import annotations

import argparse
import json
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import numpy as np

from routing.travel import TravelTable
from scheduler.demand.assemble import assemble
from scheduler.demand.book import Book
from scheduler.demand.request import Request
from scheduler.exchange import to_json
from scheduler.horizon import Horizon
from territory.accounts import Account, Rep

MONDAY = date(2027, 1, 4)
DAYS = 91
HOURS = (
    "Mo-Fr 08:30-12:00,13:30-18:00",
    "Mo-Tu,Th-Fr 09:00-12:00,14:00-18:30; We 09:00-12:00",
    "Tu-Sa 09:30-11:30,14:00-17:30",
    "Mo-Fr 08:00-17:00",
)


@dataclass(frozen=True, slots=True)
class Shape:
    """How many accounts, their intervals in days, how long a visit takes, and the seconds across the territory."""

    accounts: int
    intervals: tuple[int, ...]
    service_s: tuple[int, ...]
    span_s: int


SHAPES = {
    "O1": Shape(30, (7, 8, 9), (2100, 2400, 2700, 3300), 2400),
    "O2": Shape(45, (7, 10, 12), (1800, 2400, 2700), 1800),
    "O3": Shape(60, (10, 12, 14), (1800, 2400), 3000),
    "O4": Shape(90, (14, 16, 18), (1500, 1800), 2700),
    "O5": Shape(40, (6, 7, 9), (2100, 2400, 2700, 3300), 3000),
    "O6": Shape(120, (14, 16, 18), (1800, 2100), 3000),
}


def horizon_of(name: str, seed: int) -> Horizon:
    """Make the horizon of that name."""
    shape, chance = SHAPES[name], np.random.default_rng([seed, int(name[1:])])
    centres = chance.uniform(0, shape.span_s, (max(3, shape.accounts // 12), 2))
    near = centres[chance.integers(len(centres), size=shape.accounts)]
    points = np.vstack([[shape.span_s / 2, shape.span_s / 2], near + chance.normal(0, shape.span_s / 14, near.shape)])
    seconds = (np.hypot(*(points[:, None] - points[None]).transpose(2, 0, 1)) * 1.3).astype(np.int32)
    rep = Rep(
        "r1", "Rita", 47.0, 9.5, "Mo-Fr 08:30-16:30", "Europe/Vaduz", "LI", lunch="11:30-13:30/45",
        max_driving_s=14_400, max_visits=10,
    )  # fmt: skip
    accounts = tuple(_account(number, shape, chance) for number in range(shape.accounts))
    table = TravelTable(("r1", *(account.id for account in accounts)), seconds, seconds * 12, "made up")
    return assemble(Request(rep, accounts, table, MONDAY, DAYS, Book("benchmark"))).horizon


def _account(number: int, shape: Shape, chance: np.random.Generator) -> Account:
    interval = int(chance.choice(shape.intervals))
    least, most = round(0.6 * interval), round(1.4 * interval)
    last = MONDAY - timedelta(days=int(chance.integers(1, interval + 1)))
    hours, service_s = HOURS[int(chance.integers(len(HOURS)))], int(chance.choice(shape.service_s))
    value = float(chance.choice([1.0, 1.03, 1.1, 1.2]))
    return Account(
        f"a{number:04}", f"A{number}", 47.0, 9.5, interval, least, most, service_s, hours, value=value, last_visit=last
    )


def main() -> None:
    """Write the horizons."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, required=True, help="folder for the problems")
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    given.out.mkdir(parents=True, exist_ok=True)
    for name, shape in SHAPES.items():
        horizon = horizon_of(name, given.seed)
        (given.out / f"{name}.json").write_text(json.dumps(to_json(horizon)), encoding="utf-8")
        print(f"{name}: {shape.accounts} accounts, {len(horizon.visits)} visits, {len(horizon.rep_days)} rep-days")


if __name__ == "__main__":
    main()
