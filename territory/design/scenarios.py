"""Designs side by side, and the two curves on which a manager chooses.

*Equal chance against value to the experienced*: the targets of potential are tilted from capacity alone to capacity
times experience. *Travel against accounts moved*: the worth of keeping an owner is raised from nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from routing.stopping import Stop
from territory.design.budget import Part
from territory.design.costs import blended, cost_of
from territory.design.land import loads, total_excess
from territory.design.metrics import DesignMetrics, measure
from territory.design.problem import Design, DesignProblem, Floats
from territory.design.search import EPSILON, attempt

NARROW = 0.25
"""The part of the tolerance of potential in which a design for a tilt is tried too."""
_DIGITS = 6


@dataclass(frozen=True, slots=True)
class Scenario:
    """One named design with its metrics; `setting` is the value that was varied on a curve."""

    name: str
    setting: float
    design: Design
    metrics: DesignMetrics


def design_scenarios(problems: Mapping[str, DesignProblem], stop: Stop, seed: int) -> tuple[Scenario, ...]:
    """Return a design of each problem; each takes an equal part of the budget."""
    made, steps = [], 0
    for turn, (name, problem) in enumerate(problems.items()):
        part = Part(stop, turn / len(problems), (turn + 1) / len(problems), steps)
        design = attempt(problem, part, seed)
        steps += design.steps
        made.append(Scenario(name, 0.0, design, measure(problem, design.owner, blended(problem, design.centres))))
    return tuple(made)


def moved_against_travel(
    problem: DesignProblem, stay_s: Sequence[float], stop: Stop, seed: int
) -> tuple[Scenario, ...]:
    """Return the best design met for each worth of keeping an owner, in seconds of travel at each visit.

    A design that was made for one worth may be the best for another: all are asked.
    """
    problems = {f"{worth:g} s": replace(problem, stay_s=worth) for worth in stay_s}
    made = design_scenarios(problems, stop, seed)
    return tuple(
        replace(min(made, key=lambda one: _key(priced, one)), name=name, setting=priced.stay_s)
        for name, priced in problems.items()
    )


def _key(problem: DesignProblem, one: Scenario) -> tuple[float, float]:
    over = total_excess(problem, loads(problem, one.design.owner))
    return (over if over > EPSILON else 0.0, cost_of(problem, one.design.owner, one.design.centres))


def equal_against_experienced(
    problem: DesignProblem, experience: Floats, tilts: Sequence[float], stop: Stop, seed: int
) -> tuple[Scenario, ...]:
    """Return a design for each tilt: 0 shares potential by capacity alone, 1 by capacity times experience.

    A tolerance holds potential in a band, and evens nothing inside it: each tilt is tried in a narrower band too, and
    of all designs that keep what was asked it takes the one whose shares of potential are nearest to its own.
    """
    leaning = {tilt: tilted(problem, experience, tilt) for tilt in tilts}
    problems = {f"{tilt:g}": one for tilt, one in leaning.items()}
    problems |= {f"{tilt:g} narrow": _narrowed(one) for tilt, one in leaning.items()}
    made = design_scenarios(problems, stop, seed)
    chosen = {tilt: min(made, key=lambda one: _evenness(leaning[tilt], one)) for tilt in tilts}
    return tuple(
        Scenario(
            f"{tilt:g}", tilt, one.design, measure(problem, one.design.owner, blended(problem, one.design.centres))
        )
        for tilt, one in chosen.items()
    )


def _narrowed(problem: DesignProblem) -> DesignProblem:
    """Return the problem with a quarter of the tolerance of potential."""
    k = problem.measure_names.index("potential")
    lower, upper = problem.lower.copy(), problem.upper.copy()
    lower[k] += (1 - NARROW) * (problem.targets[k] - lower[k])
    upper[k] -= (1 - NARROW) * (upper[k] - problem.targets[k])
    return replace(problem, lower=lower, upper=upper)


def _evenness(problem: DesignProblem, one: Scenario) -> tuple[float, float, float]:
    """Return what is out of the bands, how far shares of potential lie apart beside their targets, and the cost."""
    held = loads(problem, one.design.owner)
    k = problem.measure_names.index("potential")
    parts = held[k] / np.maximum(problem.targets[k], 1e-12)
    apart = round(float(parts.max() / max(float(parts.min()), 1e-12)), _DIGITS)
    over = total_excess(problem, held)
    return over if over > EPSILON else 0.0, apart, cost_of(problem, one.design.owner, one.design.centres)


def tilted(problem: DesignProblem, experience: Floats, tilt: float) -> DesignProblem:
    """Return the problem with the targets of potential leaning to the experienced; its tolerance stays a part of them.

    Raises
    ------
    ValueError
        If the problem does not balance potential, or experience is not positive.
    """
    k = problem.measure_names.index("potential")
    if not np.isfinite(problem.upper[k]).all() or not (experience > 0).all():
        raise ValueError("tilting potential needs a tolerance on it and positive experience")
    equal = problem.targets[k] / problem.targets[k].sum()
    senior = equal * experience / (equal * experience).sum()
    targets = problem.targets.copy()
    targets[k] = ((1 - tilt) * equal + tilt * senior) * problem.targets[k].sum()
    ratio = targets[k] / problem.targets[k]
    lower, upper = problem.lower.copy(), problem.upper.copy()
    lower[k], upper[k] = lower[k] * ratio, upper[k] * ratio
    return replace(problem, targets=targets, lower=lower, upper=upper)
