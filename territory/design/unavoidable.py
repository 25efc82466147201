"""The least that must move from the present alignment, whatever anybody designs: printed beside what is moved."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from territory.design.problem import Bools, DesignProblem, Floats, Ints

MOST_VARIABLES = 200_000
"""Pairs of unit and seat up to which the exact linear programme is solved; beyond, its closed relaxation is."""


@dataclass(frozen=True, slots=True)
class Unavoidable:
    """Lower bounds on what moves: `amount` of the first measure, in its unit, and `units`."""

    amount: float
    units: int


def unavoidable(problem: DesignProblem) -> Unavoidable:
    """Return bounds that hold for every design within the bounds of the loads, contiguous or not.

    Raises
    ------
    ValueError
        If the problem has no present alignment.
    """
    if problem.owner is None:
        raise ValueError("the unavoidable minimum is counted from a present alignment, and there is none")
    owner = problem.owner
    n, p, _ = problem.sizes
    owned = owner >= 0
    forced = owned & ~problem.allowed[np.maximum(owner, 0), np.arange(n)]
    amount = _closed(problem, owner, forced)
    if n * p <= MOST_VARIABLES and amount > 0:
        amount = max(amount, _linear(problem, owner) or 0.0)
    return Unavoidable(amount, _fewest_units(problem, owner, forced))


def _closed(problem: DesignProblem, owner: Ints, forced: Bools) -> float:
    """Return the larger of what is forced out, what is too much, and what is missing beyond units without owner."""
    load = _loads(problem.measures[0], owner, len(problem.seat_ids))
    over = np.maximum(load - problem.upper[0], 0).sum()
    free = problem.measures[0, owner < 0].sum()
    under = np.maximum(problem.lower[0] - load, 0).sum() - free
    return float(max(over, under, problem.measures[0, forced].sum()))


def _linear(problem: DesignProblem, owner: Ints) -> float | None:
    """Return the least amount moved if units could be divided; None if no division satisfies the bounds."""
    from scipy.optimize import linprog  # noqa: PLC0415 - scipy is large, and few who serve need it
    from scipy.sparse import coo_array, vstack  # noqa: PLC0415 - as above

    n, p, k = problem.sizes
    seat, unit = np.nonzero(problem.allowed)
    pair = np.arange(len(seat))
    moved = (owner[unit] >= 0) & (owner[unit] != seat)
    each = coo_array((np.ones(len(pair)), (unit, pair)), shape=(n, len(pair)))
    held = [coo_array((problem.measures[m, unit], (seat, pair)), shape=(p, len(pair))) for m in range(k)]
    rows, limits = [], []
    for m in range(k):
        rows += [held[m], -held[m]]
        limits += [np.where(np.isfinite(problem.upper[m]), problem.upper[m], 1e18), -problem.lower[m]]
    answer = linprog(
        np.where(moved, problem.measures[0, unit], 0.0),
        A_ub=vstack(rows).tocsr(),
        b_ub=np.concatenate(limits),
        A_eq=each.tocsr(),
        b_eq=np.ones(n),
        method="highs",
    )
    return float(answer.fun) * (1 - 1e-7) if answer.status == 0 else None


def _fewest_units(problem: DesignProblem, owner: Ints, forced: Bools) -> int:
    """Return how few units can take away what each seat has too much: its largest ones."""
    count = 0
    for seat in range(len(problem.seat_ids)):
        mine = owner == seat
        leaving = int((mine & forced).sum())
        needed = 0
        for measure, upper in zip(problem.measures, problem.upper[:, seat], strict=True):
            over = float(measure[mine].sum() - upper)
            sizes = np.cumsum(np.sort(measure[mine])[::-1])
            needed = max(needed, int(np.searchsorted(sizes, over - 1e-9)) + 1 if over > 1e-9 else 0)
        count += max(leaving, needed)
    return count


def _loads(measure: Floats, owner: Ints, seats: int) -> Floats:
    owned = owner >= 0
    return np.bincount(owner[owned], weights=measure[owned], minlength=seats).astype(np.float64)
