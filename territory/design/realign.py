"""Changing a present alignment: within a budget of what may move, each move with its reason.

What keeping an owner is worth (seconds at each visit) is raised until the budget is kept: with a price on every
change, the same levelled start and the same search that make a clean sheet make a careful realignment.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from routing.problems import BadInputError, Problem
from routing.sentences import joined, sentence
from routing.stopping import Stop
from territory.design.budget import Part
from territory.design.costs import blended
from territory.design.metrics import DesignMetrics, measure
from territory.design.problem import Design, DesignProblem
from territory.design.reasons import Move, explain_moves
from territory.design.solve import solve
from territory.design.unavoidable import Unavoidable, unavoidable

PRICES_S = (0.0, 120.0, 600.0, 3_600.0, 36_000.0, 1_000_000.0)
"""Worth of keeping an owner that are tried one after another, until the budget is kept; the last forbids almost all."""
HALVINGS = 3


@dataclass(frozen=True, slots=True)
class MoveBudget:
    """The most that may change owner: `accounts`, and `share` of the workload; None does not limit.

    With `needed` only what the tolerance asks for moves, and what nobody owns.
    """

    accounts: int | None = None
    share: float | None = None
    needed: bool = False

    def keeps(self, metrics: DesignMetrics) -> bool:
        """Return whether the moves lie within the budget."""
        few = self.accounts is None or metrics.moved_units <= self.accounts
        return few and (self.share is None or metrics.moved["workload"] <= self.share + 1e-12)


@dataclass(frozen=True, slots=True)
class Realignment:
    """A new design beside the present one.

    Attributes
    ----------
    minimum : Unavoidable
        What has to move at the least, in hours a year and accounts.
    stay_s : float
        The worth of keeping an owner that led here.
    """

    design: Design
    metrics: DesignMetrics
    minimum: Unavoidable
    moved_h: float
    stay_s: float
    moves: tuple[Move, ...]


def realign(problem: DesignProblem, stop: Stop, seed: int, budget: MoveBudget) -> Realignment:
    """Return the design of least travel that keeps the bounds and the budget.

    Raises
    ------
    ToleranceUnreachableError
        If the bounds cannot be kept by any number of moves.
    BadInputError
        If they cannot be kept within the budget; it names the unavoidable minimum and the fewest moves found.
    ValueError
        If the problem has no present alignment.
    """
    minimum = unavoidable(problem)
    best = _cheapest_kept(problem, stop, seed, budget)
    if best is None:
        raise BadInputError([_too_small(problem, stop, seed, minimum)])
    design, metrics, stay_s = best
    assert problem.owner is not None  # noqa: S101 - `unavoidable` asked for it
    moves = explain_moves(problem, problem.owner, design)
    return Realignment(design, metrics, minimum, sum(move.workload_h for move in moves), stay_s, moves)


_Found = tuple[Design, DesignMetrics, float]


def _cheapest_kept(problem: DesignProblem, stop: Stop, seed: int, budget: MoveBudget) -> _Found | None:
    """Raise the price of moving until the budget is kept, then halve back towards the last price that broke it."""
    parts = 1 if budget.needed else len(PRICES_S) + HALVINGS
    steps, done, low, best = 0, 0, 0.0, None
    for price in PRICES_S[-1:] if budget.needed else PRICES_S:
        found, steps = _tried(problem, Part(stop, done / parts, (done + 1) / parts, steps), seed, price)
        done += 1
        if budget.keeps(found[1]):
            best = found
            break
        low = price
    while best is not None and best[2] > 0 and done < parts and not budget.needed:
        middle = float(np.sqrt(max(low, 30.0) * best[2])) if low or best[2] > 60 else best[2] / 2
        found, steps = _tried(problem, Part(stop, done / parts, (done + 1) / parts, steps), seed, middle)
        done += 1
        if budget.keeps(found[1]):
            best = min(best, found, key=lambda one: one[1].travel_s)
        else:
            low = middle
    return best


def _tried(problem: DesignProblem, part: Part, seed: int, stay_s: float) -> tuple[_Found, int]:
    priced = replace(problem, stay_s=stay_s)
    design = solve(priced, part, seed)
    metrics = measure(problem, design.owner, blended(problem, design.centres))
    return (design, metrics, stay_s), part.steps_before + design.steps


def _too_small(problem: DesignProblem, stop: Stop, seed: int, minimum: Unavoidable) -> Problem:
    (_, metrics, _), _ = _tried(problem, Part(stop, 0.0, 1.0), seed, PRICES_S[-1])
    share = 100 * minimum.amount / problem.measures[0].sum()
    cause = sentence(
        "the fewest moves found that keep the tolerance are {accounts} accounts, {moved:.1f} % of the workload",
        accounts=metrics.moved_units,
        moved=100 * metrics.moved["workload"],
    )
    if minimum.units:
        proven = sentence("no fewer than {units} can do, {share:.1f} %", units=minimum.units, share=share)
        cause = joined("; ", (cause, proven))
    return Problem("budget-too-small", "the realignment", cause, "Allow as many moves, or widen the tolerance.")
