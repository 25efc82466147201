"""Make instances of the periodic family, so that no setting is chosen by the published ones alone.

    python -m benchmarks.periodic --out DIR --seed 1 [--windows] [--best RESULTS ...]

Sizes from 48 to 300 accounts, spread evenly or in clusters, over 4 and over 6 days, in Cordeau's format; the same seed
makes the same files. Visits once, twice, three times or on every day, with patterns as the published files have them;
vehicles for a third more than the load and the time of a day take. With windows (`benchmarks.pvrptw` plans those) a
service begins within 90 to 240 units of time, and there is a half more vehicles: waiting counts in a tour's duration.
"""

from __future__ import annotations

import argparse
import math
from itertools import combinations, product
from pathlib import Path

import numpy as np

SIZES = (48, 96, 150, 216, 300)
DAYS = (4, 6)
SIDE, LONGEST, LOAD, SERVICE = 100.0, 500.0, 200, 5
CLUSTERED = 12
"""Accounts of one cluster."""
EARLIEST, LATEST, NARROWEST, WIDEST, EVENING = 60, 480, 90, 240, 1000
"""Windows open between the first two, are so wide, and a depot closes in the evening (Cordeau and others 2001)."""


def patterns(visits: int, days: int) -> list[int]:
    """Return the day sets of so many visits as bit strings: evenly spread where that is possible, else all."""
    if days % visits == 0:
        gap = days // visits
        return [sum(1 << (days - 1 - day) for day in range(first, days, gap)) for first in range(gap)]
    return [sum(1 << (days - 1 - day) for day in chosen) for chosen in combinations(range(days), visits)]


def instance(accounts: int, days: int, seed: int, *, clustered: bool, timed: bool = False) -> str:
    """Make the text of one instance, with windows if it is `timed`; the rest is the same without."""
    chance = np.random.default_rng([seed, accounts, days, clustered])
    where = chance.uniform(-SIDE, SIDE, (accounts, 2))
    if clustered:
        centres = chance.uniform(-SIDE, SIDE, (math.ceil(accounts / CLUSTERED), 2))
        where = centres[np.arange(accounts) % len(centres)] + chance.normal(0.0, SIDE / 12, (accounts, 2))
    visits = chance.choice([1, 2, 3, days], accounts, p=[0.5, 0.3, 0.15, 0.05])
    loads = chance.integers(5, 31, accounts)
    a_day = float((visits * loads).sum()) / days
    time = float((visits * (SERVICE + 1.4 * np.hypot(*where.T))).sum()) / days
    vehicles = math.ceil(4 / 3 * max(a_day / LOAD, time / LONGEST / 4)) + 1
    opens = chance.integers(EARLIEST, LATEST + 1, accounts) if timed else ()
    windows = [f" {at} {at + chance.integers(NARROWEST, WIDEST + 1)}" for at in opens] or [""] * accounts
    head = f"5 {vehicles * 3 // 2} {accounts} {days}" if timed else f"1 {vehicles} {accounts} {days}"
    lines = [head, *[f"{LONGEST:.0f} {LOAD}"] * days, "0 0 0 0 0 0 0" + (f" 0 {EVENING}" if timed else "")]
    for number, ((x, y), count, load) in enumerate(zip(where, visits, loads, strict=True), 1):
        sets = patterns(int(count), days)
        row = f"{number} {x:.2f} {y:.2f} {SERVICE} {load} {count} {len(sets)} {' '.join(map(str, sets))}"
        lines.append(row + windows[number - 1])
    return "\n".join(lines) + "\n"


def keep_best(instances: Path, folders: list[Path]) -> None:
    """Write the least costs that solutions state, for the judge of solutions."""
    best = dict[str, float]()
    for path in (path for folder in folders for path in sorted(folder.glob("*.res"))):
        cost = float(path.read_text(encoding="utf-8").split(maxsplit=1)[0])
        best[path.stem] = min(cost, best.get(path.stem, math.inf))
    rows = [f"{name},{cost:.6f}" for name, cost in sorted(best.items())]
    (instances / "best_known.csv").write_text("\n".join(["instance,best_known", *rows]) + "\n", encoding="utf-8")


def main() -> None:
    """Write the instances."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, required=True, help="folder for the instances")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--windows", action="store_true", help="with time windows")
    parser.add_argument("--best", type=Path, nargs="+", help="folders of solutions: write best_known.csv from them")
    given = parser.parse_args()
    given.out.mkdir(parents=True, exist_ok=True)
    for accounts, days, clustered in product(SIZES, DAYS, (False, True)):
        name = f"{'timed-' * given.windows}{'clustered' if clustered else 'even'}-{accounts}-{days}-s{given.seed}"
        text = instance(accounts, days, given.seed, clustered=clustered, timed=given.windows)
        (given.out / name).write_text(text, encoding="utf-8")
        print(name)
    if given.best:
        keep_best(given.out, given.best)


if __name__ == "__main__":
    main()
