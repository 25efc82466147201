"""Territories that a search met, and the best design that can be put together from them.

Each territory was within its bounds and in one piece when it was met, whatever stood around it then; choosing one for
each seat so that every unit is owned once is a set partitioning problem. Its linear relaxation drops the territories
that no better design can hold (their reduced cost exceeds the gap), HiGHS solves the rest.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from territory.design.problem import DesignProblem, Floats, Ints

if TYPE_CHECKING:
    from scipy.sparse import csc_array

MOST_MET = 60_000
MOST_CHOSEN = 4_000
"""Territories kept, and offered to the integer programme: the cheapest by reduced cost."""
NODES = 500
"""Branches of the integer programme: a count, and no clock, so that the same pool gives the same design."""


class Met(NamedTuple):
    """A territory: who may hold it (-1: any seat), its units as bytes of booleans, and its cost."""

    seat: int
    units: bytes
    cost: float


class Pool:
    """Territories by seat and units, each once, in the order in which they were met."""

    def __init__(self, problem: DesignProblem) -> None:
        self.problem = problem
        self.any_seat = interchangeable(problem)
        self._met: dict[tuple[int, bytes], float] = {}

    def add(self, owner: Ints, costs: Floats, load: Floats) -> None:
        """Take up the territories of a state that are within their bounds; `costs` are what each seat pays."""
        problem = self.problem
        within = (load >= problem.lower - 1e-9) & (load <= problem.upper + 1e-9)
        for seat in np.flatnonzero(within.all(axis=0)):
            if len(self._met) < MOST_MET:
                key = (-1 if self.any_seat else int(seat), np.packbits(owner == seat).tobytes())
                self._met.setdefault(key, float(costs[seat]))

    def join(self, other: Pool) -> None:
        """Take up another pool's territories."""
        for key, cost in other._met.items():
            self._met.setdefault(key, cost)

    def best(self, known: float) -> Ints | None:
        """Return the owners of a design cheaper than `known` from these territories; None if there is none."""
        met = [Met(*key, cost) for key, cost in self._met.items()]
        if len(met) <= len(self.problem.seat_ids):
            return None
        chosen = _promising(self.problem, met, known)
        return _partition(self.problem, chosen, known) if chosen else None


def interchangeable(problem: DesignProblem) -> bool:
    """Return whether all seats may hold the same territories at the same cost."""
    alike = (problem.lower == problem.lower[:, :1]).all() and (problem.upper == problem.upper[:, :1]).all()
    return bool(
        alike and problem.allowed.all() and problem.home_share == 0 and not problem.stay_s and problem.leaning is None
    )


def _columns(problem: DesignProblem, met: Sequence[Met]) -> tuple[csc_array, Floats]:
    """Return the rows of the programme (each unit once, then each seat once) with their right-hand sides."""
    from scipy.sparse import csc_array  # noqa: PLC0415 - scipy is large, and few who serve need it

    n, p, _ = problem.sizes
    units = np.unpackbits(np.array([np.frombuffer(one.units, np.uint8) for one in met]), axis=1)[:, :n].T
    seats = np.array([one.seat for one in met])
    if (seats < 0).all():
        return csc_array(np.vstack([units, np.ones(len(met))])), np.append(np.ones(n), p)
    return csc_array(np.vstack([units, seats == np.arange(p)[:, None]])), np.ones(n + p)


def _promising(problem: DesignProblem, met: Sequence[Met], known: float) -> list[Met]:
    """Return the territories that a design cheaper than `known` may hold."""
    from scipy.optimize import linprog  # noqa: PLC0415 - scipy is large, and few who serve need it

    rows, once = _columns(problem, met)
    costs = np.array([one.cost for one in met])
    relaxed = linprog(costs, A_eq=rows, b_eq=once, bounds=(0, 1), method="highs")
    if relaxed.status != 0 or relaxed.fun >= known - 1e-9:
        return []
    reduced = costs - rows.T @ relaxed.eqlin.marginals
    order = np.argsort(reduced, kind="stable")[:MOST_CHOSEN]
    kept = order[reduced[order] <= known - relaxed.fun + 1e-9].tolist()
    return [met[at] for at in sorted(kept)]


def _partition(problem: DesignProblem, met: Sequence[Met], known: float) -> Ints | None:
    from scipy.optimize import Bounds, LinearConstraint, milp  # noqa: PLC0415 - scipy is large, and few who serve need it

    rows, once = _columns(problem, met)
    costs = np.array([one.cost for one in met])
    answer = milp(
        costs,
        integrality=np.ones(len(met)),
        bounds=Bounds(0, 1),
        constraints=LinearConstraint(rows, once, once),
        options={"node_limit": NODES, "mip_rel_gap": 1e-9},
    )
    if answer.x is None or costs @ np.round(answer.x) >= known - 1e-9:
        return None
    owner = np.full(len(problem.unit_ids), -1, np.int32)
    for number, at in enumerate(np.flatnonzero(answer.x > 0.5).tolist()):
        inside = np.unpackbits(np.frombuffer(met[at].units, np.uint8))[: len(owner)].astype(bool)
        owner[inside] = number if met[at].seat < 0 else met[at].seat
    return owner
