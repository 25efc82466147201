"""Several designs of one land side by side: how even they are, and what each costs in travel, shape, relationships."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from routing.sentences import joined, sentence
from routing.stopping import Stop
from territory.accounts import AccountKind
from territory.design.budget import Part
from territory.design.costs import blended, recentred
from territory.design.gathered import Land
from territory.design.metrics import DesignMetrics, compactness, measure
from territory.design.problem import DesignProblem, Ints
from territory.design.solve import solve
from territory.design.tolerance import ToleranceUnreachableError

PRESENT = "as it is"
POTENTIAL = 0.10
"""Tolerance of potential where a scenario asks for one and the wishes do not."""
EVEN_POTENTIAL = f"potential within {100 * POTENTIAL:.0f} %"
CENTRED = 0.1
"""How much travel is counted from home around centres: enough to say which rep has which."""
KEPT_S = 3_600.0
"""What keeping an owner is worth at each visit in the scenario of few moves."""


@dataclass(frozen=True, slots=True, eq=False)
class Compared:
    """One scenario.

    Attributes
    ----------
    owners : dict of account id to rep id
        Empty where the scenario cannot be had.
    metrics : DesignMetrics or None
    compact : float
        The part of all borders between neighbouring accounts that lie inside a territory: 1 would be one territory.
    broken : int
        Customers who were visited before, and change hands.
    refused : str
        Why the scenario cannot be had; empty if it can.
    """

    name: str
    owners: Mapping[str, str]
    metrics: DesignMetrics | None
    compact: float = 0.0
    broken: int = 0
    refused: str = ""


def compare(land: Land, stop: Stop, seed: int) -> tuple[Compared, ...]:
    """Return the scenarios that a manager asks about first, each with an equal part of the budget.

    Travel is measured alike in all of them, as the wishes say, whatever a scenario was made for.
    """
    wanted = scenarios(land)
    made = [_present(land)] if (land.present >= 0).all() else []
    steps = 0
    for turn, (name, problem) in enumerate(wanted.items()):
        try:
            design = solve(problem, Part(stop, turn / len(wanted), (turn + 1) / len(wanted), steps), seed)
            made.append(_compared(land, name, design.owner))
        except ToleranceUnreachableError as error:
            design = error.nearest
            made.append(Compared(name, {}, None, refused=joined("; ", (problem.cause for problem in error.problems))))
        steps += design.steps
    return (*made, *_without_potential(land))


def _without_potential(land: Land) -> list[Compared]:
    """Return the scenario of even potential as one that cannot be had, where accounts have none."""
    without = int((land.problem.measures[1] <= 0).sum())
    if not without or np.isfinite(land.problem.upper[1]).all():
        return []
    cause = sentence("{without} accounts have no potential: estimate it, and import them again", without=without)
    return [Compared(EVEN_POTENTIAL, {}, None, refused=cause)]


def scenarios(land: Land) -> dict[str, DesignProblem]:
    """Return the problem of each scenario by its name."""
    free = replace(land.problem, owner=None, stay_s=0.0)
    found = {
        "clean sheet": free,
        "from the homes": replace(free, home_share=1.0),
        "around centres": replace(free, home_share=min(free.home_share, CENTRED)),
    }
    if not np.isfinite(free.upper[1]).all() and land.problem.measures[1].all():
        lower, upper = free.lower.copy(), free.upper.copy()
        lower[1], upper[1] = (1 - POTENTIAL) * free.targets[1], (1 + POTENTIAL) * free.targets[1]
        found[EVEN_POTENTIAL] = replace(free, lower=lower, upper=upper)
    if (land.present >= 0).any():
        found["few moves"] = replace(land.problem, stay_s=KEPT_S)
    return found


def _present(land: Land) -> Compared:
    return _compared(land, PRESENT, land.present)


def _compared(land: Land, name: str, owner: Ints) -> Compared:
    problem = land.problem
    seconds = blended(problem, recentred(problem, owner))
    known = {one.id for one in land.accounts if one.kind is AccountKind.CUSTOMER and one.last_visit is not None}
    moved = (land.present >= 0) & (land.present != owner)
    broken = sum(problem.unit_ids[unit] in known for unit in np.flatnonzero(moved))
    owners = {unit: problem.seat_ids[seat] for unit, seat in zip(problem.unit_ids, owner, strict=True)}
    return Compared(name, owners, measure(problem, owner, seconds), compactness(problem, owner), broken)
