"""The rep horizons by VROOM, PyVRP, OR-Tools, vrp-cli and Timefold, with this product beside them.

    python -m benchmarks.peers DIR --only M1 --seconds 40 --out OUT

Peers cannot be told spacing, but for Timefold, and OR-Tools by constraints of one's own: they get day windows narrowed
to a fifth of the interval around the target, which imply it. This product is asked twice: for the problem as it is, and
for the very same narrowed windows. Seconds are CPU seconds of one process; VROOM ends by itself, or after as many on
the clock, and vrp-cli after as many on the clock: give them an idle core. What an answer breaks is dropped visit by
visit, and counts as unserved.
"""

from __future__ import annotations

import importlib.util
import json
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from benchmarks.instances import CpuSeconds, arguments
from benchmarks.peer_engines import spaced_tours, vrp_cli_tours
from benchmarks.peer_solvers import Tours, ortools_tours, pyvrp_tours, vroom_tours
from benchmarks.rep_horizons import instances, read, write
from benchmarks.timefold_peer import timefold_tours
from scheduler.checking.day import check_rep_day
from scheduler.checking.schedule import check, price
from scheduler.horizon import Horizon, Schedule
from scheduler.search import solve

PEERS: dict[str, tuple[str, Callable[[Horizon, float], Tours]]] = {
    "VROOM": ("vroom", vroom_tours),
    "PyVRP": ("pyvrp", pyvrp_tours),
    "OR-Tools": ("ortools", ortools_tours),
    "vrp-cli": ("vrp_cli", vrp_cli_tours),
}
"""Each with its library: asked for narrowed windows, in the place of spacing."""
AS_IT_IS: dict[str, tuple[str, Callable[[Horizon, float], Tours]]] = {
    "OR-Tools, spacing": ("ortools", spaced_tours),
    "Timefold": ("timefold", timefold_tours),
}
"""Those that can be asked for the problem as it is."""
NARROW = 0.2


def narrowed(horizon: Horizon, path: Path) -> Horizon:
    """Narrow each visit's days to a fifth of its interval around its target."""
    raw = json.loads(path.read_text(encoding="utf-8"))
    visits = []
    for visit, due in zip(horizon.visits, raw["visits"], strict=True):
        leeway = int(NARROW * raw["acc"][due["acc"] - 1]["iv"])
        first, last = max(due["lo"], due["target"] - leeway), min(due["hi"], due["target"] + leeway)
        visits.append(replace(visit, first_day=first, last_day=last))
    return replace(horizon, visits=tuple(visits))


def mended(horizon: Horizon, tours: Tours) -> Schedule:
    """Drop visits, the last ones first, until no rule is broken."""
    for rep_day, tour in zip(horizon.rep_days, tours, strict=True):
        while any(check_rep_day(horizon, rep_day, tour)):
            tour.pop()
    while True:
        schedule = _schedule(horizon, tours)
        broken = {v.where for v in check(horizon, schedule)}
        if not broken:
            return schedule
        for tour in tours:
            tour[:] = [v for v in tour if f"visit {horizon.visits[v].id}" not in broken]


def _schedule(horizon: Horizon, tours: Tours) -> Schedule:
    fixed = tuple(tuple(tour) for tour in tours)
    served = {v for tour in fixed for v in tour}
    unserved = tuple(v for v in range(len(horizon.visits)) if v not in served)
    bare = Schedule(fixed, unserved, 0.0, None, 0, 0)
    return replace(bare, cost=price(horizon, bare))


def tell(name: str, horizon: Horizon, schedule: Schedule, cpu_s: float) -> None:
    """Print a row: driving in minutes, visits served, CPU seconds."""
    left_out = sum(horizon.visits[v].price_unserved for v in schedule.unserved)
    served, faults = len(horizon.visits) - len(schedule.unserved), len(check(horizon, schedule))
    print(f"| {name} | {served} of {len(horizon.visits)} | {schedule.cost - left_out:,.0f} | {cpu_s:.0f} | {faults} |")


def compare(path: Path, seconds: float, seed: int, out: Path) -> None:
    """Ask everybody for one instance."""
    whole = read(path)
    narrow = narrowed(whole, path)
    print(f"\n{path.stem}\n\n| who | served | driving, min | CPU s | violations |\n|---|---|---|---|---|", flush=True)
    for name, horizon in (("roundsman, as it is", whole), ("roundsman, narrowed", narrow)):
        began = time.process_time()
        schedule = solve(horizon, CpuSeconds(seconds), seed)
        tell(name, horizon, schedule, time.process_time() - began)
        write(horizon, schedule, out / f"{path.stem}.{name.split()[-1]}.plan.json")
    asked = [(f"{name}, narrowed", narrow, *how) for name, how in PEERS.items()]
    for name, horizon, library, ask in asked + [(name, whole, *how) for name, how in AS_IT_IS.items()]:
        if importlib.util.find_spec(library) is None:
            print(f"| {name} | not installed | | | |")
            continue
        began = time.process_time()
        tours = ask(horizon, seconds)
        spent = time.process_time() - began
        tell(name, horizon, mended(horizon, tours), spent)


def main() -> None:
    """Compare on each instance of a folder."""
    given = arguments(str(__doc__), seconds=40.0).parse_args()
    given.out.mkdir(parents=True, exist_ok=True)
    for path in instances(given.dir, given.only):
        compare(path, given.seconds, given.seed, given.out)


if __name__ == "__main__":
    main()
