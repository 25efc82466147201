"""From a present alignment into the bounds with few moves: what must flow over which borders, then account by account.

How much each territory should hand to which neighbour is a transshipment problem over the borders (least total flow);
its answer is carried out by accounts at those borders, the ones whose way suffers least for each hour first, and never
one without which a territory would fall apart.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from territory.design.land import make_state
from territory.design.problem import DesignProblem, Floats, Ints

if TYPE_CHECKING:
    from territory.design.kernels import Land, State

SPARE = (0.08, 0.0)
"""Parts of the band left free on both sides, tried in turn: accounts cannot be divided as flows can."""


def transferred(problem: DesignProblem, land: Land, cost: Floats) -> Ints:
    """Return owners near the bounds of the first measure, reached from the present ones by few moves.

    Parameters
    ----------
    cost : float array, shape (p, n)
        What each seat pays for each unit.
    """
    from territory.design.kernels import give  # noqa: PLC0415 - numba is large, and few who serve need it

    assert problem.owner is not None  # noqa: S101 - asked of the caller
    state = make_state(problem, settled(problem, cost), 0)
    flows = least_flows(problem, land, state)
    while flows and (step := _best_unit(problem, land, state, cost, flows)) is not None:
        unit, giver, taker = step
        give(land, state, unit, taker)
        flows[giver, taker] -= float(problem.measures[0, unit])
    return np.asarray(state.owner, np.int32)


def settled(problem: DesignProblem, cost: Floats) -> Ints:
    """Return the present owners; a unit without one, or whose owner may not own it, goes to the cheapest seat."""
    assert problem.owner is not None  # noqa: S101 - asked of the caller
    owner, units = problem.owner, np.arange(len(problem.unit_ids))
    stays = (owner >= 0) & problem.allowed[np.maximum(owner, 0), units]
    cheapest = np.argmin(np.where(problem.allowed, cost, np.inf), axis=0)
    return np.where(stays, owner, cheapest).astype(np.int32)


def least_flows(problem: DesignProblem, land: Land, state: State) -> dict[tuple[int, int], float]:
    """Return the least of the first measure that must pass from seat to bordering seat; empty if no flow suffices."""
    from scipy.optimize import linprog  # noqa: PLC0415 - scipy is large, and few who serve need it

    rows = np.repeat(np.arange(len(state.owner)), np.diff(land.near_start))
    borders = np.unique(np.stack([state.owner[rows], state.owner[land.near]]), axis=1)
    giver, taker = borders[:, borders[0] != borders[1]]
    seats, load = len(problem.seat_ids), state.load[0]
    net = (np.arange(seats)[:, None] == taker).astype(float) - (np.arange(seats)[:, None] == giver)
    for spare in SPARE:
        room = np.where(np.isfinite(problem.upper[0]), spare * (problem.upper[0] - problem.lower[0]) / 2, 0.0)
        most = np.where(np.isfinite(problem.upper[0]), problem.upper[0] - room - load, 1e18)
        found = linprog(
            np.ones(len(giver)),
            A_ub=np.vstack([net, -net]),
            b_ub=np.concatenate([most, load - problem.lower[0] - room]),
        )
        if found.status == 0:
            pairs = zip(giver.tolist(), taker.tolist(), found.x.tolist(), strict=True)
            return {(a, b): flow for a, b, flow in pairs if flow > 1e-9}
    return {}


def _best_unit(
    problem: DesignProblem, land: Land, state: State, cost: Floats, flows: dict[tuple[int, int], float]
) -> tuple[int, int, int] | None:
    """Return the unit that may pass over the border with the most left to flow, and that border."""
    from territory.design.kernels import may_leave  # noqa: PLC0415 - numba is large, and few who serve need it

    for (giver, taker), left in sorted(flows.items(), key=lambda item: -item[1]):
        for unit in _candidates(problem, land, state, cost, (giver, taker, left)):
            if may_leave(land, state, unit):
                return unit, giver, taker
    return None


def _candidates(
    problem: DesignProblem, land: Land, state: State, cost: Floats, border: tuple[int, int, float]
) -> list[int]:
    """Return the giver's units at the taker's border that do not exceed what is left, the cheapest an hour first."""
    giver, taker, left = border
    mine = np.flatnonzero(state.owner == giver)
    starts, ends = land.near_start[mine], land.near_start[mine + 1]
    touching = np.concatenate([[0], np.cumsum(state.owner[land.near] == taker)])
    size = problem.measures[0, mine]
    fits = (touching[ends] > touching[starts]) & problem.allowed[taker, mine] & (size > 0) & (size / 2 <= left)
    units = mine[fits & ~land.exempt[mine]]
    dearer = (cost[taker, units] - cost[giver, units]) / problem.measures[0, units]
    return [int(unit) for unit in units[np.argsort(dearer, kind="stable")]]
