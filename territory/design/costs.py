"""What a design costs: visits times seconds from homes and centres, and the price of changing owners."""

from __future__ import annotations

import numpy as np

from territory.design.problem import DesignProblem, Floats, Ints


def blended(problem: DesignProblem, centres: Ints) -> Floats:
    """Return the seconds that a visit to each unit costs each seat, shape (p, n)."""
    share = problem.home_share
    if share == 1:
        return problem.travel.from_seats()
    own = problem.travel.from_units(centres)
    return own if share == 0 else share * problem.travel.from_seats() + (1 - share) * own


def recentred(problem: DesignProblem, owner: Ints) -> Ints:
    """Return the best centre of each seat's units; of a seat that has none, the unit nearest to its home."""
    return np.array([_centre(problem, owner, seat) for seat in range(len(problem.seat_ids))], np.int32)


def _centre(problem: DesignProblem, owner: Ints, seat: int) -> int:
    units = np.flatnonzero(owner == seat).astype(np.int32)
    if len(units):
        return problem.travel.centre(units, problem.visits)
    return int(np.argmin(problem.travel.from_seats()[seat]))


def priced(problem: DesignProblem, seconds: Floats) -> Floats:
    """Return what each seat pays for each unit in a year: visits times seconds, with what is added to them."""
    return (seconds + added_seconds(problem)) * problem.visits


def added_seconds(problem: DesignProblem) -> Floats:
    """Return the seconds that a change of owner, and less success in the sector, add to each visit, shape (p, n)."""
    n, p, _ = problem.sizes
    leaning = np.zeros((p, n)) if problem.leaning is None else problem.leaning.seconds
    if problem.owner is None or problem.stay_s == 0:
        return leaning
    moved = (np.arange(p)[:, None] != problem.owner[None, :]) & (problem.owner >= 0)[None, :]
    return np.asarray(moved * problem.stay_s + leaning)


def linear(problem: DesignProblem) -> Floats:
    """Return the part of `priced` that does not depend on centres, shape (p, n)."""
    homes = problem.home_share * problem.travel.from_seats() if problem.home_share > 0 else 0.0
    return np.asarray((homes + added_seconds(problem)) * problem.visits)


def pull(problem: DesignProblem) -> Floats | None:
    """Return what unit [row] pays if unit [column] is its centre, shape (n, n); None without a table of all pairs."""
    between = problem.travel.table()
    if between is None or problem.home_share == 1:
        return None
    return np.ascontiguousarray((1 - problem.home_share) * between.T * problem.visits[:, None])


def cost_of(problem: DesignProblem, owner: Ints, centres: Ints) -> float:
    """Return the cost of a design."""
    return float(priced(problem, blended(problem, centres))[owner, np.arange(len(owner))].sum())
