"""Visits that leave the day which the plan before gave them, and a budget of them."""

from __future__ import annotations

from collections.abc import Mapping
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
