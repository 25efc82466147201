"""From a problem to what the compiled moves work on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from territory.design.problem import Bools, DesignProblem, Floats, Ints, exempt_units

if TYPE_CHECKING:
    from territory.design.kernels import Land, State

NEIGHBOURS = 8
"""Nearest units to which moves are proposed where no contiguity is asked."""


def neighbours(problem: DesignProblem, exempt: Bools) -> tuple[Ints, Ints]:
    """Return the neighbours of each unit in CSR form: adjacent units, or nearest ones where no edges are given."""
    from scipy.sparse import coo_array  # noqa: PLC0415 - scipy is large, and few who serve need it

    pairs = _nearest(problem.positions) if problem.edges is None else lifted(problem.edges, exempt)
    n = len(problem.unit_ids)
    both = np.concatenate([pairs, pairs[:, ::-1]])
    matrix = coo_array((np.ones(len(both), np.int8), (both[:, 0], both[:, 1])), shape=(n, n)).tocsr()
    matrix.sort_indices()
    return matrix.indptr.astype(np.int32), matrix.indices.astype(np.int32)


def lifted(edges: Ints, exempt: Bools) -> Ints:
    """Return the edges among units that are not exempt, after lifting the exempt ones off the map.

    Whoever bordered a lifted unit borders each other afterwards.
    """
    near: dict[int, set[int]] = {}
    for a, b in edges.tolist():
        near.setdefault(a, set()).add(b)
        near.setdefault(b, set()).add(a)
    for unit in np.flatnonzero(exempt).tolist():
        around = near.pop(unit, set())
        for other in around:
            near[other] |= around
            near[other] -= {unit, other}
    pairs = sorted((a, b) for a, others in near.items() for b in others if a < b)
    return np.array(pairs, dtype=np.int32).reshape(-1, 2)


def _nearest(positions: Floats) -> Ints:
    from scipy.spatial import cKDTree  # noqa: PLC0415 - scipy is large, and few who serve need it

    scale = np.array([1.0, np.cos(np.radians(positions[:, 0].mean()))])
    count = min(NEIGHBOURS + 1, len(positions))
    _, near = cKDTree(positions * scale).query(positions * scale, k=count)
    near = np.asarray(near).reshape(len(positions), count)
    pairs = np.stack([np.repeat(np.arange(len(positions)), count), near.reshape(-1)], axis=1)
    return np.unique(np.sort(pairs[pairs[:, 0] != pairs[:, 1]], axis=1), axis=0).astype(np.int32).reshape(-1, 2)


def make_land(problem: DesignProblem, cost: Floats) -> Land:
    """Return the unchanging side of the search; exempt units of a problem without edges are as all others."""
    from territory.design.kernels import Land  # noqa: PLC0415 - numba is large, and few who serve need it

    contiguous = problem.edges is not None
    exempt = exempt_units(problem) if contiguous else np.zeros(len(problem.unit_ids), np.bool_)
    start, near = neighbours(problem, exempt)
    return Land(
        np.ascontiguousarray(cost),
        np.ascontiguousarray(problem.measures),
        problem.lower,
        problem.upper,
        1.0 / np.maximum(problem.targets, 1e-12),
        problem.allowed,
        start,
        near,
        exempt,
        contiguous,
    )


def make_state(problem: DesignProblem, owner: Ints, seed: int, pull: Floats | None = None) -> State:
    """Return the moving side of the search, begun at `owner`; centres follow the moves where `pull` is given."""
    from territory.design.centres import make_middles, no_middles  # noqa: PLC0415 - numba is large, and few who serve need it
    from territory.design.kernels import State  # noqa: PLC0415 - as above

    n, p, _ = problem.sizes
    return State(
        owner.astype(np.int32).copy(),
        loads(problem, owner),
        np.bincount(owner, minlength=p).astype(np.int32),
        np.zeros(n + 1, np.int64),
        np.zeros(n + 1, np.int32),
        np.array([np.random.SeedSequence(seed).generate_state(1, np.uint64)[0] | np.uint64(1)], np.uint64),
        no_middles() if pull is None else make_middles(pull, owner, p),
    )


def loads(problem: DesignProblem, owner: Ints) -> Floats:
    """Return what each seat holds of each measure, shape (k, p)."""
    seats = len(problem.seat_ids)
    return np.stack([np.bincount(owner, weights=row, minlength=seats) for row in problem.measures])


def total_excess(problem: DesignProblem, load: Floats) -> float:
    """Return how far the loads lie outside their bounds, as parts of the targets, summed over seats and measures."""
    over = np.maximum(np.maximum(load - problem.upper, problem.lower - load), 0.0)
    return float((over / np.maximum(problem.targets, 1e-12)).sum())


def whole(problem: DesignProblem, owner: Ints, land: Land, cost: Floats) -> Ints:
    """Return owners whose territories are in one piece: smaller pieces go to the neighbour that is cheapest."""
    if not land.contiguous:
        return owner
    before, owner = owner, owner.copy()
    while True:
        loose = _loose_units(land, owner, len(problem.seat_ids))
        _hand_over(land, owner, loose, cost, problem.allowed)
        if (before == owner).all():
            return owner
        before = owner.copy()


def _loose_units(land: Land, owner: Ints, seats: int) -> Bools:
    """Return the units outside their territory's main piece."""
    from scipy.sparse import csr_array  # noqa: PLC0415 - scipy is large, and few who serve need it
    from scipy.sparse.csgraph import connected_components  # noqa: PLC0415 - as above

    n = len(owner)
    rows = np.repeat(np.arange(n), np.diff(land.near_start))
    inside = owner[rows] == owner[land.near]
    graph = csr_array((np.ones(inside.sum(), np.int8), (rows[inside], land.near[inside])), shape=(n, n))
    _, piece = connected_components(graph, directed=False)
    sizes = np.bincount(piece[~land.exempt], minlength=piece.max() + 1)
    main = np.full(seats, -1)
    for label in np.argsort(-sizes, kind="stable"):
        seat = owner[np.flatnonzero(piece == label)[0]] if sizes[label] else -1
        if seat >= 0 and main[seat] < 0:
            main[seat] = label
    return np.asarray((piece != main[owner]) & ~land.exempt)


def _hand_over(land: Land, owner: Ints, loose: Bools, cost: Floats, allowed: Bools) -> None:
    """Give each loose unit that borders another seat's main piece to the cheapest such seat."""
    new = owner.copy()
    for unit in np.flatnonzero(loose):
        near = land.near[land.near_start[unit] : land.near_start[unit + 1]]
        takers = np.unique(owner[near[~loose[near]]])
        takers = takers[allowed[takers, unit]]
        if len(takers):
            new[unit] = takers[np.argmin(cost[takers, unit])]
    owner[:] = new
