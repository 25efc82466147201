"""What one worker does for one rep: search, let OR-Tools order each day, bound, check."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from routing.stopping import Steps, Stop
from scheduler.bound import lower_bound
from scheduler.check import check
from scheduler.crew import UntilFlag
from scheduler.horizon import Horizon, Schedule
from scheduler.overnight import Nights, nights_of, relaxed
from scheduler.overnight_search import solve_with_nights
from scheduler.sequence import resequence
from scheduler.violation import Violation

BOUND_ROUNDS = 6
"""The budget of the bound: rounds for a horizon of up to a hundred visits, fewer as they grow, at least one."""


@dataclass(frozen=True, slots=True, eq=False)
class Task:
    """One rep's horizon to search.

    `start` is an old schedule to begin from, `nights` its nights away; `bound` asks for a lower bound too.
    """

    rep_id: str
    horizon: Horizon
    seed: int
    start: Schedule | None = None
    bound: bool = True
    nights: Nights = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Answer:
    """A schedule and what the independent check found wrong with it: nothing, or the search has a fault.

    `nights` are the nights away with which the schedule was made; they are a part of it.
    """

    schedule: Schedule
    violations: tuple[Violation, ...]
    nights: Nights = field(default_factory=dict)


def answer(task: Task, stop: Stop) -> Answer:
    """Search one rep's horizon, nights away included, order its days, bound its cost and check the answer.

    Where a flag is up, what follows the search is left out but for the check.
    """
    slept = solve_with_nights(task.horizon, stop, task.seed, task.start, task.nights)
    horizon, schedule = slept.horizon, slept.schedule
    if not (isinstance(stop, UntilFlag) and stop.flag.up()):
        schedule = resequence(horizon, schedule)
        if task.bound:
            bound = lower_bound(relaxed(horizon), schedule, bound_budget(horizon))
            schedule = replace(schedule, bound=bound)
    return Answer(schedule, check(horizon, schedule), nights_of(horizon))


def bound_budget(horizon: Horizon) -> Steps:
    """Return the rounds that the bound of a horizon may take: the same on every machine."""
    return Steps(max(1, min(BOUND_ROUNDS, BOUND_ROUNDS * 100 // max(1, len(horizon.visits)))))
