"""How far the territory instances can be improved at all: a proven lower bound beside a design and a reference.

Usage: ``python -m benchmarks.territory_bounds DIR --designs OUT --seconds 120``

DIR holds instances as `benchmarks.territories --kind 2du` reads them and, if known, a ``reference.csv``; OUT what that
benchmark wrote. The bound is that of the integer programme of the p-median with balance (a territory's centre is one of
its units): its linear relaxation drops every assignment that no better design can hold, HiGHS branches on the rest, and
territories in pieces are cut off until there are none or the seconds are over. ``exact``: nothing cheaper than the
design exists.
"""

from __future__ import annotations

import argparse
import csv
import json
import math
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, linprog, milp
from scipy.sparse import coo_array, csr_array, vstack

from benchmarks.instances import found as files
from benchmarks.instances import numbers_first
from benchmarks.territories import distances, read_2du
from territory.design.problem import DesignProblem, Floats, Ints

OPTIMAL, TIME_OVER, INFEASIBLE = 0, 1, 2
"""What HiGHS says through scipy."""


class Programme(NamedTuple):
    """Unit i has centre j in column i n + j, and is a centre if it has itself; rows lie between `low` and `high`."""

    cost: Floats
    rows: csr_array
    low: Floats
    high: Floats


class Bound(NamedTuple):
    """Nothing costs less than `value`; `exact` if the known design costs just that."""

    value: float
    exact: bool


def main() -> None:
    """Print a line for each instance, and the means."""
    asked = parse()
    reference = references(asked.directory)
    room, ours = [], []
    print(f"{'':24}{'reference':>11}{'design':>11}{'bound':>11}{'better %':>10}{'at most %':>10}{'CPU s':>8}")
    for path in files(asked.directory, numbers_first, "2du instance", None):
        began, problem = time.process_time(), read_2du(path)
        known = known_cost(problem, asked.designs / f"{path.stem}.json")
        found = bounded(problem, known, asked.seconds)
        cost = reference.get(path.stem.removesuffix("-edited"), known)
        ours.append(100 * (1 - known / cost))
        room.append(100 * (1 - found.value / cost))
        line = f"{path.stem:24}{cost:11.2f}{known:11.2f}{found.value:11.2f}{ours[-1]:10.2f}{room[-1]:10.2f}"
        print(f"{line}{time.process_time() - began:8.1f}{'  exact' if found.exact else ''}", flush=True)
    print(f"{'mean':57}{np.mean(ours):10.2f}{np.mean(room):10.2f}")


def references(directory: Path) -> dict[str, float]:
    """Return the costs of the directory's reference by instance."""
    path = directory / "reference.csv"
    if not path.exists():
        return {}
    with path.open(encoding="utf-8", newline="") as lines:
        return {row["instance"]: float(row["reference_cost"]) for row in csv.DictReader(lines)}


def between(problem: DesignProblem) -> Floats:
    """Return the straight distances between units."""
    return distances(*problem.positions.T)


def known_cost(problem: DesignProblem, path: Path) -> float:
    """Return what a written design costs."""
    centres = json.loads(path.read_text(encoding="utf-8"))["assignment"]
    return float(between(problem)[np.arange(len(centres)), centres].sum())


def bounded(problem: DesignProblem, known: float, seconds: float) -> Bound:
    """Return the best bound that is proved within some seconds; `known` is what a design costs."""
    programme = p_median(problem)
    least, kept = _relaxed(programme, known)
    ends, value = time.monotonic() + seconds, least
    cuts: list[csr_array] = []
    while (left_s := ends - time.monotonic()) > 0:
        owner, proved = _branched(programme, kept, cuts, left_s)
        value = max(value, min(proved, known))
        more = [] if owner is None else list(_pieces(problem, owner))
        if not more:
            break
        cuts += more
    return Bound(value, known - value < 1e-4 * known / 100)


def p_median(problem: DesignProblem) -> Programme:
    """Return the programme: a centre for each unit, as many as seats, each measure of a territory in its bounds."""
    n = len(problem.unit_ids)
    unit, centre = (grid.ravel() for grid in np.meshgrid(range(n), range(n), indexing="ij"))
    itself, cells = np.arange(n) * (n + 1), np.arange(n * n)
    one = coo_array((np.ones(n * n), (unit, cells)))
    seats = coo_array((np.ones(n), (np.zeros(n, int), itself)), shape=(1, n * n))
    other = np.flatnonzero(unit != centre)
    row, ones = np.arange(len(other)), np.ones(len(other))
    opened = coo_array((np.r_[ones, -ones], (np.r_[row, row], np.r_[other, itself[centre[other]]])))
    parts = [(one, 1.0, 1.0), (seats, len(problem.seat_ids), len(problem.seat_ids)), (opened, -np.inf, 0.0)]
    for weight, low, high in zip(problem.measures, problem.lower[:, 0], problem.upper[:, 0], strict=True):
        held = coo_array((weight[unit], (centre, cells))).tocsr()
        base = coo_array((np.ones(n), (np.arange(n), itself)), shape=(n, n * n))
        parts += [(held - low * base, 0.0, np.inf), (held - high * base, -np.inf, 0.0)]
    low, high = (np.concatenate([np.full(p[0].shape[0], p[side], float) for p in parts]) for side in (1, 2))
    return Programme(between(problem).ravel(), vstack([p[0] for p in parts]).tocsr(), low, high)


def _relaxed(programme: Programme, known: float) -> tuple[float, np.ndarray]:
    """Return the linear bound, and which assignments a design cheaper than `known` may hold."""
    cost, rows, low, high = programme
    equal = low == high
    above, below = ~equal & np.isfinite(high), ~equal & np.isfinite(low)
    answer = linprog(
        cost,
        vstack([rows[above], -rows[below]]),
        np.r_[high[above], -low[below]],
        rows[equal],
        low[equal],
        (0, 1),
        method="highs",
    )
    n = math.isqrt(len(cost))
    kept = (answer.fun + answer.lower.marginals <= known + 1e-6).reshape(n, n)
    return float(answer.fun), (kept & kept.diagonal()).ravel()


def _branched(
    programme: Programme, kept: np.ndarray, cuts: Sequence[csr_array], seconds: float
) -> tuple[Ints | None, float]:
    """Return the centre of each unit in the best design of what is kept, None without one, and what is proved."""
    rows = vstack([programme.rows, *cuts]).tocsr()[:, kept]
    low = np.r_[programme.low, np.full(len(cuts), -np.inf)]
    high = np.r_[programme.high, np.zeros(len(cuts))]
    answer = milp(
        programme.cost[kept],
        constraints=LinearConstraint(rows, low, high),
        bounds=Bounds(0, 1),
        integrality=np.ones(int(kept.sum())),
        options={"time_limit": seconds, "mip_rel_gap": 1e-7},
    )
    if answer.status == INFEASIBLE:
        return None, np.inf
    proved = -np.inf if answer.mip_dual_bound is None else float(answer.mip_dual_bound)
    if answer.status != OPTIMAL:
        return None, proved
    chosen = np.zeros(len(kept))
    chosen[kept] = answer.x
    n = math.isqrt(len(kept))
    return chosen.reshape(n, n).argmax(axis=1).astype(np.int32), proved


def _pieces(problem: DesignProblem, owner: Ints) -> Iterator[csr_array]:
    """Yield a row for each unit that lies cut off: it has its centre only if a unit around its piece has."""
    n, near = len(owner), _neighbours(problem)
    for centre in np.unique(owner).tolist():
        left = set(np.flatnonzero(owner == centre).tolist())
        left -= _reached(near, left, centre)
        while left:
            piece = _reached(near, left, min(left))
            left -= piece
            around = sorted(set().union(*(near[unit] for unit in piece)) - piece)
            for unit in sorted(piece):
                columns = [unit * n + centre, *(other * n + centre for other in around)]
                values = np.r_[1.0, -np.ones(len(around))]
                yield csr_array((values, (np.zeros(len(columns), int), columns)), shape=(1, n * n))


def _neighbours(problem: DesignProblem) -> list[set[int]]:
    near: list[set[int]] = [set() for _ in problem.unit_ids]
    for a, b in problem.edges.tolist() if problem.edges is not None else ():
        near[a].add(b)
        near[b].add(a)
    return near


def _reached(near: Sequence[set[int]], inside: set[int], start: int) -> set[int]:
    """Return the units of a set that are joined to one of them within it."""
    found, waiting = {start}, [start]
    while waiting:
        more = (near[waiting.pop()] & inside) - found
        found |= more
        waiting += more
    return found


def parse() -> argparse.Namespace:
    """Return the arguments."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.territory_bounds", description=__doc__.splitlines()[0])
    parser.add_argument("directory", type=Path, help="directory of instances")
    parser.add_argument("--designs", type=Path, required=True, help="directory of NAME.json")
    parser.add_argument("--seconds", type=float, default=120.0, help="limit of the integer programme of each instance")
    return parser.parse_args()


if __name__ == "__main__":
    main()
