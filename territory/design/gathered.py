"""A design's problem with what it was made of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from routing.problems import Problem
from territory.accounts import Account, Rep
from territory.design.problem import DesignProblem
from territory.design.roadland import RoadLand
from territory.ownership.timeline import Timeline


@dataclass(frozen=True, slots=True, eq=False)
class Land:
    """A problem with what it was made of, read at one revision of the workspace; `roads` is None without a network.

    Attributes
    ----------
    lines : mapping of account to timeline
        Who owned, owns and is to own each account for good, whoever stands in.
    bound : mapping of account to rep
        Whom a rule that names the account, or a lock, gives it to: no design moves it.
    left_out : tuple of Problem
        Accounts and reps that the problem does not know, with why; and accounts that weigh nothing in it.
    unownable : mapping of account to problems
        The accounts among `left_out` that nobody can own (`aside.set_aside`) or drive to (`reach.reached`).
    """

    revision: int
    accounts: tuple[Account, ...]
    reps: tuple[Rep, ...]
    problem: DesignProblem
    roads: RoadLand | None
    lines: Mapping[str, Timeline]
    bound: Mapping[str, str] = field(default_factory=dict)
    left_out: tuple[Problem, ...] = ()
    unownable: Mapping[str, tuple[Problem, ...]] = field(default_factory=dict)

    @property
    def cannot_be_owned(self) -> tuple[Problem, ...]:
        """Return what is wrong with the accounts that nobody can own."""
        return tuple(problem for problems in self.unownable.values() for problem in problems)

    @property
    def present(self) -> NDArray[np.int32]:
        """Return the seat that owns each unit at present, -1 for none."""
        if self.problem.owner is None:
            return np.full(len(self.problem.unit_ids), -1, np.int32)
        return self.problem.owner
