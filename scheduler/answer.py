"""What one worker does for one rep: search, polish, bound, check."""

from __future__ import annotations

from dataclasses import dataclass

from routing.stopping import Stop
from scheduler.check import check
from scheduler.horizon import Horizon, Schedule
from scheduler.search import solve
from scheduler.violation import Violation


@dataclass(frozen=True, slots=True, eq=False)
class Task:
    """One rep's horizon to search; `start` is an old schedule to begin from."""

    rep_id: str
    horizon: Horizon
    seed: int
    start: Schedule | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """A schedule and what the independent check found wrong with it: nothing, or the search has a fault."""

    schedule: Schedule
    violations: tuple[Violation, ...]


def answer(task: Task, stop: Stop) -> Answer:
    """Search one rep's horizon and check the answer."""
    schedule = solve(task.horizon, stop, task.seed, task.start)
    return Answer(schedule, check(task.horizon, schedule))
