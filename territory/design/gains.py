"""What each move of a realignment brings, and which of them cannot stay undone: counted again from the owners alone."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from routing.sentences import joined, sentence, term
from territory.design.problem import DesignProblem, Floats, Ints

EPSILON = 1e-9


@dataclass(frozen=True, slots=True)
class MoveGain:
    """One account that changes hands.

    Attributes
    ----------
    needed : str
        Why it cannot stay where all other moves are made: nobody owns it, its owner may not, or a bound would break.
        Empty where it could stay: it was chosen for what it brings.
    nearer_s : float
        Seconds that the new owner is nearer at each visit, negative if farther; 0 where nobody owned it.
    visits : float
        Visits a year.
    """

    account_id: str
    needed: str
    nearer_s: float
    visits: float


def weigh_moves(problem: DesignProblem, before: Ints, after: Ints, seconds: Floats) -> tuple[MoveGain, ...]:
    """Return what each move from owners to owners brings, by account; -1 is nobody.

    Parameters
    ----------
    seconds : float array, shape (p, n)
        What a visit to each unit costs each seat.
    """
    loads = [np.bincount(after, weights=row, minlength=len(problem.seat_ids)) for row in problem.measures]
    held: Floats = np.stack(loads).astype(np.float64)
    found = []
    for unit in np.flatnonzero(before != after):
        old, new = int(before[unit]), int(after[unit])
        nearer = float(seconds[old, unit] - seconds[new, unit]) if old >= 0 else 0.0
        why = _needed(problem, int(unit), (old, new), held)
        found.append(MoveGain(problem.unit_ids[unit], why, nearer, float(problem.visits[unit])))
    return tuple(sorted(found, key=lambda one: one.account_id))


def _needed(problem: DesignProblem, unit: int, seats: tuple[int, int], held: Floats) -> str:
    old, new = seats
    if old < 0:
        return sentence("nobody owns it")
    name = problem.seat_ids[old]
    if not problem.allowed[old, unit]:
        lacks = problem.hindered.get((old, unit), "")
        may_not = sentence("{names} may not own it", names=name)
        return joined(": ", [may_not, lacks]) if lacks else may_not
    for k, measure in enumerate(problem.measure_names):
        amount = float(problem.measures[k, unit])
        if held[k, old] + amount > problem.upper[k, old] * (1 + EPSILON):
            return _breaks(problem, (k, old), held[k, old] + amount, problem.upper[k, old], measure)
        if held[k, new] - amount < problem.lower[k, new] * (1 - EPSILON):
            return _breaks(problem, (k, new), held[k, new] - amount, problem.lower[k, new], measure)
    return ""


def _breaks(problem: DesignProblem, place: tuple[int, int], load: float, bound: float, measure: str) -> str:
    target = float(problem.targets[place])
    return sentence(
        "if it stayed, the {measure} of {rep} would lie {off:+.1f} % from target, where {bound:+.1f} % is the limit",
        measure=term(measure),
        rep=problem.seat_ids[place[1]],
        off=100 * (load / target - 1),
        bound=100 * (float(bound) / target - 1),
    )
