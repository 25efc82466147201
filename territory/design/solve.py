"""The one door of the engine: a design within the bounds, or the reason why there is none."""

from __future__ import annotations

from routing.stopping import Stop
from territory.design.land import loads, total_excess
from territory.design.problem import Design, DesignProblem
from territory.design.search import EPSILON, Search, attempt
from territory.design.tolerance import nearest, refuse


def solve(problem: DesignProblem, stop: Stop, seed: int, search: Search | None = None) -> Design:
    """Return the best design found within the budget; a step tries 40 moves for each unit.

    Raises
    ------
    ToleranceUnreachableError
        If no design within the bounds was found; it names the nearest that was and what stands in the way.
    """
    design = attempt(problem, stop, seed, search)
    if total_excess(problem, loads(problem, design.owner)) > EPSILON:
        design = nearest(problem, design, seed)
    if total_excess(problem, loads(problem, design.owner)) > EPSILON:
        raise refuse(problem, design)
    return design
