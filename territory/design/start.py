"""A first design: seeds spread over the land, and prices on seats that level their loads.

A unit goes to the seat with the least ``travel + price``. Over seconds of travel this is an additively weighted Voronoi
diagram of the road network, the shape that the dual of a capacitated transport problem has; the prices are found by
damped steps against each seat's deviation from its target (Aurenhammer, Hoffmann & Aronov 1998; Ricca, Scozzari &
Simeone 2008 use the same diagrams for political districts).
"""

from __future__ import annotations

import numpy as np

from territory.design.problem import DesignProblem, Floats, Ints

ROUNDS = 300
"""Steps of the prices; each reads every unit and seat once."""


def spread_seeds(problem: DesignProblem, rng: np.random.Generator) -> Ints:
    """Return one unit for each seat: near its home where homes count, else far from each other (k-means++)."""
    n, p, _ = problem.sizes
    if problem.home_share > 0:
        return np.asarray(np.argmin(problem.travel.from_seats(), axis=1), np.int32)
    seeds = [int(rng.choice(n, p=problem.visits / problem.visits.sum()))]
    reach = problem.travel.from_units(np.array(seeds, np.int32))[0].copy()
    while len(seeds) < p:
        weight = problem.visits * reach**2
        weight[seeds] = 0
        if weight.sum() == 0:
            weight = np.ones(n)
            weight[seeds] = 0
        seeds.append(int(rng.choice(n, p=weight / weight.sum())))
        reach = np.minimum(reach, problem.travel.from_units(np.array(seeds[-1:], np.int32))[0])
    return np.array(seeds, np.int32)


def level(problem: DesignProblem, seconds: Floats) -> Ints:
    """Return the owners under prices that level the first measure's loads, starting from free land."""
    if problem.edges is None:
        per_load = problem.measures[0] / problem.targets[0].mean() * len(problem.unit_ids) / len(problem.seat_ids)
        value = seconds * problem.visits
    else:
        per_load = np.ones(len(problem.unit_ids))
        value = seconds
    return _levelled(problem, np.ascontiguousarray(value), per_load)


def _levelled(problem: DesignProblem, value: Floats, per_load: Floats) -> Ints:
    from territory.design.kernels import priced_owner  # noqa: PLC0415 - numba is large, and few who serve need it

    seats, target = len(problem.seat_ids), np.maximum(problem.targets[0], 1e-12)
    step = 0.3 * float(value.min(axis=0).mean()) + 1e-9
    prices = np.zeros(seats)
    best, least = priced_owner(value, problem.allowed, per_load, prices), np.inf
    for _ in range(ROUNDS):
        owner = priced_owner(value, problem.allowed, per_load, prices)
        off = np.bincount(owner, weights=problem.measures[0], minlength=seats) / target - 1
        total = float(np.abs(off).sum())
        if total < least:
            best, least = owner, total
        prices += step * np.clip(off, -1, 1)
        step *= 0.985
    return best


def settle_seats(problem: DesignProblem, owner: Ints, seconds: Floats) -> Ints:
    """Return owners with no seat left empty: an empty seat takes the allowed unit it reaches first."""
    owner = owner.copy()
    for seat in np.flatnonzero(np.bincount(owner, minlength=len(problem.seat_ids)) == 0):
        sizes = np.bincount(owner, minlength=len(problem.seat_ids))
        free = problem.allowed[seat] & (sizes[owner] > 1)
        if free.any():
            owner[np.argmin(np.where(free, seconds[seat], np.inf))] = seat
    return owner
