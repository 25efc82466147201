"""Refusing a tolerance that cannot be reached: the nearest that can, and what stands in its way."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from routing.problems import BadInputError, Problem
from routing.sentences import joined, sentence
from routing.stopping import Steps
from territory.design.land import loads, total_excess
from territory.design.problem import Design, DesignProblem
from territory.design.search import EPSILON, Search, attempt

_STEPS = 40
_NARROWINGS = 6


class ToleranceUnreachableError(BadInputError):
    """No design within the bounds; carries the nearest one that was found.

    Attributes
    ----------
    nearest : Design
    deviation : dict of str to float
        For each measure, the greatest deviation from target in `nearest`, as a part of the target.
    """

    def __init__(self, problems: list[Problem], nearest: Design, deviation: dict[str, float]) -> None:
        super().__init__(problems)
        self.nearest = nearest
        self.deviation = deviation


def refuse(problem: DesignProblem, nearest: Design) -> ToleranceUnreachableError:
    """Return the error that names the nearest reachable tolerance and the obstacles."""
    off = np.abs(loads(problem, nearest.owner) / np.maximum(problem.targets, 1e-12) - 1)
    deviation = {name: float(off[k].max()) for k, name in enumerate(problem.measure_names) if _bound(problem, k)}
    reached = ", ".join(f"{name} {100 * value:.2f} %" for name, value in deviation.items())
    held = obstacles(problem) or ["no single account or lock, but all sizes and the land together"]
    problems = [
        Problem(
            "tolerance-unreachable",
            "the design",
            sentence(
                "no design within the tolerance was found; the nearest reaches {reached}. In its way: {names}",
                reached=reached,
                names=joined("; ", held),
            ),
            "Widen the tolerance to what was reached, or remove what stands in its way.",
        )
    ]
    return ToleranceUnreachableError(problems, nearest, deviation)


def _bound(problem: DesignProblem, measure: int) -> bool:
    return bool(np.isfinite(problem.upper[measure]).any() or (problem.lower[measure] > 0).any())


def nearest(problem: DesignProblem, design: Design, seed: int) -> Design:
    """Return the design of the narrowest bounds that could be kept, by halving how far they are widened.

    The bounds themselves are tried first, with excess so dear that nothing else counts.
    """
    over = loads(problem, design.owner)
    parts = np.maximum(over - problem.upper, problem.lower - over) / np.maximum(problem.targets, 1e-12)
    narrow, wide, best = 0.0, float(parts.max()), design
    for turn in range(_NARROWINGS):
        middle = (narrow + wide) / 2 if turn else 0.0
        wider = widened(problem, middle)
        found = attempt(wider, Steps(_STEPS), seed, Search(dear_start=10.0, dear_end=1000.0))
        if total_excess(wider, loads(wider, found.owner)) <= EPSILON:
            wide, best = middle, found
            if not turn:
                break
        else:
            narrow = middle
    return best


def widened(problem: DesignProblem, by: float) -> DesignProblem:
    """Return the problem with its bounds widened by a part of the targets."""
    return replace(problem, lower=problem.lower - by * problem.targets, upper=problem.upper + by * problem.targets)


def obstacles(problem: DesignProblem) -> list[str]:
    """Return what provably stands in the way of the bounds, in sentences."""
    return [*_groups_too_heavy(problem), *_seats_too_light(problem), *_units_too_large(problem)]


def _groups_too_heavy(problem: DesignProblem) -> list[str]:
    """Units that only some seats may own, and that weigh more than those seats may hold."""
    found = []
    for pattern in np.unique(problem.allowed.T, axis=0):
        inside = ~(problem.allowed & ~pattern[:, None]).any(axis=0)
        for k, name in enumerate(problem.measure_names):
            weight, room = problem.measures[k, inside].sum(), problem.upper[k, pattern].sum()
            if weight > room * (1 + 1e-9):
                reps = ", ".join(rep for rep, has in zip(problem.seat_ids, pattern, strict=True) if has)
                who = sentence("{sum} accounts that only {reps} may own", sum=inside.sum(), reps=reps)
                found.append(
                    sentence("{who} weigh {amount}, over {room:.0f}", who=who, amount=_amount(weight, name), room=room)
                )
    return found


def _seats_too_light(problem: DesignProblem) -> list[str]:
    """Seats that may own too little."""
    found = []
    for seat, rep in enumerate(problem.seat_ids):
        for k, name in enumerate(problem.measure_names):
            most = problem.measures[k, problem.allowed[seat]].sum()
            if most < problem.lower[k, seat] * (1 - 1e-9):
                least = problem.lower[k, seat]
                found.append(
                    sentence(
                        "all that {rep} may own is {amount}, under {least:.0f}",
                        rep=rep,
                        amount=_amount(most, name),
                        least=least,
                    )
                )
    return found


def _units_too_large(problem: DesignProblem) -> list[str]:
    """Units larger than the band they should fit in: they decide alone which seats come near their target."""
    found = []
    for k, name in enumerate(problem.measure_names):
        band = float((problem.upper[k] - problem.lower[k]).max())
        for unit in np.argsort(-problem.measures[k], kind="stable")[:3]:
            if problem.measures[k, unit] > band:
                size = sentence(
                    "{unit_ids} alone is {amount}",
                    unit_ids=problem.unit_ids[unit],
                    amount=_amount(problem.measures[k, unit], name),
                )
                found.append(
                    sentence(
                        "{size}, wider than the band of {rounded} from a rep's least to its most",
                        size=size,
                        rounded=_rounded(band),
                    )
                )
    return found


def _amount(value: float, name: str) -> str:
    """Return an amount in words: workload is in hours a year, all else in the units that it came in."""
    return (
        sentence("{rounded} hours of {name} a year", rounded=_rounded(value), name=name)
        if name == "workload"
        else sentence("{rounded} of {name}", rounded=_rounded(value), name=name)
    )


def _rounded(value: float) -> str:
    """Return a number that does not become nothing by rounding."""
    return f"{value:.0f}" if value >= 10 else f"{value:.2g}"
