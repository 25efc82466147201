"""Visits that leave the day which the plan before gave them, and a budget of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from scheduler.horizon import Horizon, Schedule


@dataclass(frozen=True, slots=True)
class MoveBudget:
    """At most so many visits may leave their day; `had` is the day of each visit (by its index) that had one."""

    had: Mapping[int, int]
    most: int

    def keeps(self, horizon: Horizon, schedule: Schedule) -> bool:
        """Say whether a schedule moves no more visits than that."""
        return moves(self.had, horizon, schedule) <= self.most


def moves(had: Mapping[int, int], horizon: Horizon, schedule: Schedule) -> int:
    """Return how many visits that had a day have another one, or none."""
    days = {v: day.day for day, tour in zip(horizon.rep_days, schedule.tours, strict=True) for v in tour}
    return sum(days.get(v) != day for v, day in had.items())


FORGONE, FORGONE_MOVES = "forgone", "forgone_moves"
"""Where a plan's evidence keeps what its budget of moves costs, see `Forgone`."""


@dataclass(frozen=True, slots=True)
class Forgone:
    """What a budget of moves costs: `visits` that a budget of `moves` for each rep has room for, and this one has not.

    It is no guess: the schedules that serve them were found on the way and passed the independent check.
    """

    visits: int
    moves: int


Tried = tuple[int, int]
"""A rep's schedule: how many visits it leaves out, and how many it moves."""


def forgone(tried: Mapping[str, Sequence[Tried]]) -> Forgone | None:
    """Return what the budget costs by the schedules that each rep was tried with, the one that is kept last.

    The next larger budget is meant that loses nothing: with it each rep keeps the first schedule that it allows.
    """
    wider = [one[0][1] for one in tried.values() if len(one) > 1 and one[0][0] < one[-1][0]]
    if not wider:
        return None
    most = max(wider)
    kept = sum(one[-1][0] for one in tried.values())
    served = sum(next((left for left, moved in one if moved <= most), one[-1][0]) for one in tried.values())
    return Forgone(kept - served, most) if served < kept else None


def read_forgone(evidence: Mapping[str, object]) -> Forgone | None:
    """Return what a plan's evidence says of its budget of moves."""
    if FORGONE not in evidence:
        return None
    return Forgone(int(str(evidence[FORGONE])), int(str(evidence[FORGONE_MOVES])))
