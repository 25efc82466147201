"""What one worker does for one rep: search, let OR-Tools order each day, bound, check."""

from __future__ import annotations

from dataclasses import dataclass, replace

from routing.stopping import Steps, Stop
from scheduler.bound import lower_bound
from scheduler.check import check
from scheduler.crew import UntilFlag
from scheduler.horizon import Horizon, Schedule
from scheduler.search import solve
from scheduler.sequence import resequence
from scheduler.violation import Violation

BOUND_ROUNDS = 6
"""The budget of the bound: rounds for a horizon of up to a hundred visits, fewer as they grow, at least one."""


@dataclass(frozen=True, slots=True, eq=False)
class Task:
    """One rep's horizon to search; `start` is an old schedule to begin from; `bound` asks for a lower bound too."""

    rep_id: str
    horizon: Horizon
    seed: int
    start: Schedule | None = None
    bound: bool = True


@dataclass(frozen=True, slots=True)
class Answer:
    """A schedule and what the independent check found wrong with it: nothing, or the search has a fault."""

    schedule: Schedule
    violations: tuple[Violation, ...]


def answer(task: Task, stop: Stop) -> Answer:
    """Search one rep's horizon, order its days, bound its cost and check the answer.

    Where a flag is up, what follows the search is left out but for the check.
    """
    schedule = solve(task.horizon, stop, task.seed, task.start)
    if not (isinstance(stop, UntilFlag) and stop.flag.up()):
        schedule = resequence(task.horizon, schedule)
        if task.bound:
            bound = lower_bound(task.horizon, schedule, bound_budget(task.horizon))
            schedule = replace(schedule, bound=bound)
    return Answer(schedule, check(task.horizon, schedule))


def bound_budget(horizon: Horizon) -> Steps:
    """Return the rounds that the bound of a horizon may take: the same on every machine."""
    return Steps(max(1, min(BOUND_ROUNDS, BOUND_ROUNDS * 100 // max(1, len(horizon.visits)))))
