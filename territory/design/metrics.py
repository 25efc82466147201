"""What people compare scenarios by: balance, potential, travel, compactness, moved accounts, broken relationships."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from territory.design.problem import Bools, DesignProblem, Floats, Ints
from territory.equality import gini


@dataclass(frozen=True, slots=True)
class SeatMetrics:
    """One territory.

    Attributes
    ----------
    totals : dict of str to float
        What it holds of each measure.
    deviation : dict of str to float
        Distance from target as a part of it; negative below, 0 where the target is 0: nobody knows a potential.
    travel_s : float
        Mean seconds from the centre (and home, see `DesignProblem.home_share`) per visit.
    """

    seat_id: str
    units: int
    totals: dict[str, float]
    deviation: dict[str, float]
    travel_s: float


@dataclass(frozen=True, slots=True)
class DesignMetrics:
    """A whole design.

    Attributes
    ----------
    worst : dict of str to float
        Greatest absolute deviation of each measure.
    gini : dict of str to float
        Inequality of each measure per target: 0 is equal.
    travel_s : float
        Mean seconds per visit.
    moved_units, moved : int and dict of str to float
        Units that change owner against the present alignment, and the share of each measure that moves with them.
    """

    seats: tuple[SeatMetrics, ...]
    worst: dict[str, float]
    gini: dict[str, float]
    travel_s: float
    moved_units: int
    moved: dict[str, float]


def measure(problem: DesignProblem, owner: Ints, seconds: Floats) -> DesignMetrics:
    """Return the metrics of owners whose visits cost `seconds`, shape (p, n) (see `solve.blended`)."""
    names, off = problem.measure_names, _held_and_off(problem, owner)[1]
    paid = seconds[owner, np.arange(len(owner))]
    moved = np.zeros(len(owner), np.bool_) if problem.owner is None else (problem.owner >= 0) & (problem.owner != owner)
    return DesignMetrics(
        measure_seats(problem, owner, seconds),
        {name: float(np.abs(off[k]).max()) for k, name in enumerate(names)},
        {name: gini(off[k] + 1) for k, name in enumerate(names)},
        _mean(paid, problem.visits),
        int(moved.sum()),
        {name: _part(problem.measures[k], moved) for k, name in enumerate(names)},
    )


def measure_seats(problem: DesignProblem, owner: Ints, seconds: Floats) -> tuple[SeatMetrics, ...]:
    """Return what each seat holds of owned units; `owner` is -1 for those that nobody owns."""
    names, units = problem.measure_names, np.flatnonzero(owner >= 0)
    held, off = _held_and_off(problem, owner)
    mine, visits = owner[units], problem.visits[units]
    paid = seconds[mine, units]
    return tuple(
        SeatMetrics(
            rep,
            int((mine == seat).sum()),
            {name: float(held[k, seat]) for k, name in enumerate(names)},
            {name: float(off[k, seat]) for k, name in enumerate(names)},
            _mean(paid[mine == seat], visits[mine == seat]),
        )
        for seat, rep in enumerate(problem.seat_ids)
    )


def _held_and_off(problem: DesignProblem, owner: Ints) -> tuple[Floats, Floats]:
    """Return what each seat holds of each measure, and how far that is from its target; shapes (k, p)."""
    owned, p = owner >= 0, len(problem.seat_ids)
    rows = [np.bincount(owner[owned], weights=row[owned], minlength=p) for row in problem.measures]
    held: Floats = np.stack(rows).astype(np.float64)
    return held, np.where(problem.targets > 0, held / np.maximum(problem.targets, 1e-12) - 1, 0.0)


def compactness(problem: DesignProblem, owner: Ints) -> float:
    """Return the part of all borders between neighbouring units that lie inside a territory; 1 where none is known."""
    if problem.edges is None or not len(problem.edges):
        return 1.0
    return float((owner[problem.edges[:, 0]] == owner[problem.edges[:, 1]]).mean())


def _part(values: Floats, chosen: Bools) -> float:
    total = float(values.sum())
    return float(values[chosen].sum() / total) if total > 0 else 0.0


def _mean(values: Floats, weights: Floats) -> float:
    total = float(weights.sum())
    return float(values @ weights / total) if total > 0 else 0.0
