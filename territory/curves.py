"""The curves on which a manager chooses, from what is known of accounts, reps and roads; and the size of the team."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from routing.problems import BadInputError, Problem
from routing.sentences import sentence
from routing.stopping import Stop
from territory.design.gathered import Land
from territory.design.land import loads, total_excess
from territory.design.problem import Design, DesignProblem, Floats
from territory.design.scenarios import Scenario, equal_against_experienced, moved_against_travel, tilted
from territory.design.search import EPSILON
from territory.design.tolerance import refuse
from territory.sizing import KnownSales, Sizing, SizingRules, size_team

CURVES = ("moves", "chance")
STAY_S = (0.0, 60.0, 300.0, 1_200.0, 7_200.0, 100_000.0)
TILTS = (0.0, 0.25, 0.5, 0.75, 1.0)
A_TIER = 0.25
"""What a tier of experience counts for where nobody says it: a rep of tier 2 is worth 1.5."""


@dataclass(frozen=True, slots=True)
class Curve:
    """A table whose first column is what was varied; `across` and `up` are the columns that the picture sets off."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[float, ...], ...]
    across: int
    up: int


def curve(which: str, land: Land, stop: Stop, seed: int, experience: Mapping[str, float]) -> Curve:
    """Return one of `CURVES`; raises `BadInputError` where the workspace lacks what it needs."""
    return _moves(land, stop, seed) if which == "moves" else _chance(land, stop, seed, experience)


def team_size(land: Land, rules: SizingRules, most: int, known: KnownSales | None = None) -> Sizing:
    """Return how many reps the work asks for and what each adds; raises `BadInputError` without potentials."""
    hours, potential = land.problem.measures
    if potential.sum() <= 0:
        action = "Import the accounts' potential."
        raise BadInputError([Problem("potential-missing", "accounts", "no account has a potential", action)])
    return size_team(hours, potential, rules, most, known)


def _moves(land: Land, stop: Stop, seed: int) -> Curve:
    if (land.present < 0).all():
        action = "Divide them first: roundsman territory design."
        raise BadInputError([Problem("owners-missing", "workspace", "no account has an owner to keep", action)])
    made = moved_against_travel(land.problem, STAY_S, stop, seed)
    rows = tuple(
        (one.setting, float(one.metrics.moved_units), 100 * one.metrics.moved["workload"], one.metrics.travel_s / 60)
        for one in made
    )
    columns = ("worth of keeping an owner, s/visit", "accounts moved", "moved, % of hours", "way, min/visit")
    return Curve("Travel against accounts moved", columns, rows, across=1, up=3)


def _chance(land: Land, stop: Stop, seed: int, experience: Mapping[str, float]) -> Curve:
    factors = _factors(land, experience)
    made = equal_against_experienced(land.problem, factors, TILTS, stop, seed)
    senior = int(np.argmax(factors))
    rows = tuple(_chance_row(one, senior) for one in made)
    columns = ("lean", "share of the most senior, %", "greatest potential / least", "way, min/visit")
    return Curve("Equal chance against value to the experienced", columns, rows, across=1, up=3)


def leaning_design(
    land: Land, tilt: float, experience: Mapping[str, float], stop: Stop, seed: int
) -> tuple[DesignProblem, Design]:
    """Return the design that the curve of chance shows for a tilt, with the problem that it answers.

    Raises
    ------
    BadInputError
        Where the workspace lacks what it needs, or no design within the tolerances was found.
    """
    factors = _factors(land, experience)
    made = equal_against_experienced(land.problem, factors, tuple(sorted({*TILTS, tilt})), stop, seed)
    problem = tilted(land.problem, factors, tilt)
    design = next(one.design for one in made if one.setting == tilt)
    if total_excess(problem, loads(problem, design.owner)) > EPSILON:
        raise refuse(problem, design)
    return problem, design


def _factors(land: Land, experience: Mapping[str, float]) -> Floats:
    """Return how much more each rep is to have than the others: as it is said, else by the reps' tiers."""
    known = {rep.id: 1 + A_TIER * rep.experience for rep in land.reps}
    wrong = _chance_faults(land, experience, known)
    if wrong:
        raise BadInputError(wrong)
    meant = experience or known
    return np.array([meant.get(rep, 1.0) for rep in land.problem.seat_ids])


def _chance_row(one: Scenario, senior: int) -> tuple[float, ...]:
    held = [seat.totals["potential"] for seat in one.metrics.seats]
    return one.setting, 100 * held[senior] / sum(held), max(held) / min(held), one.metrics.travel_s / 60


def _chance_faults(land: Land, experience: Mapping[str, float], known: Mapping[str, float]) -> list[Problem]:
    found = []
    if not np.isfinite(land.problem.upper[1]).all():
        action = "Ask for it with --potential 0.1."
        found.append(Problem("potential-free", "the design", "it does not balance potential", action))
    if not experience and len({*known.values()}) < 2:
        action = "Import reps' experience, or say who is experienced, such as --experience anna=1.5."
        found.append(Problem("experience-missing", "reps", "nobody is more experienced than the others", action))
    for rep in sorted(experience.keys() - set(land.problem.seat_ids)):
        cause = sentence("there is no rep {rep}", rep=rep)
        found.append(Problem("rep-unknown", sentence("rep {rep}", rep=rep), cause, "Name one of the reps."))
    return found
