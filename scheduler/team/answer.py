"""What one worker does for one rep: search, put each day in order, bound, price the alternatives, check."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from math import floor

from routing.stopping import Steps, Stop
from scheduler.bound.possible import impossible
from scheduler.checking.schedule import check
from scheduler.checking.violation import Violation
from scheduler.horizon import Horizon, Schedule
from scheduler.moves import MoveBudget
from scheduler.nights.settled import Nights, at_home, nights_of, relaxed, settled
from scheduler.search import cost_of
from scheduler.team.counterfactual import Otherwise, otherwise
from scheduler.team.crew import UntilFlag

BOUND_EFFORT, LEAST_BOUND_EFFORT = 900, 30
"""Steps of the bound, the same on every machine: at most about two seconds, and what a small search gets at least."""

SEARCHED_FOR_EACH = 20
"""Steps of the search for each step of the bound: whoever asks for a short search does not wait for a long bound."""

THOUSANDTHS, GRAIN = 1000, 1e-3
"""The bound is rounded down to these, so that it does not hang on the last digits of a machine; what lies nearer below
one of them than this part of it counts as it."""

LEAST_EFFORT = Steps(1)
"""What OR-Tools may try on each day when the searches were told to end."""


@dataclass(frozen=True, slots=True, eq=False)
class Task:
    """One rep's horizon to search.

    Attributes
    ----------
    start : Schedule, optional
        An old schedule to begin from.
    nights : Nights
        The nights away of `start`.
    judged_by : Horizon, optional
        The horizon as the planner asks it, where `horizon` is the same with dearer or forbidden moves: cost, bound and
        check are by this one.
    before : tuple of (visit id, day), optional
        The days of the plan in force, in the order driven; None where there is none.
    budget : MoveBudget, optional
        A schedule that passes it is not kept by whoever asks.
    worth : bool
        Whether a bound is asked for, and what other plans would have cost; of a schedule that is kept.
    """

    rep_id: str
    horizon: Horizon
    seed: int
    start: Schedule | None = None
    nights: Nights = field(default_factory=dict)
    judged_by: Horizon | None = None
    before: tuple[tuple[str, int], ...] | None = None
    budget: MoveBudget | None = None
    worth: bool = True


@dataclass(frozen=True, slots=True)
class Answer:
    """A schedule, and what the independent check found wrong with it: nothing, or the search has a fault.

    `nights` are the nights away with which the schedule was made; they are a part of it. `otherwise` is None where it
    was not asked for, the budget of moves was passed, or the search was cut short; then nothing is known of visits that
    are `impossible`: left out, and served by no schedule at all. `owes_worth` says that they are asked for and not yet
    looked for, see `with_worth`.
    """

    schedule: Schedule
    violations: tuple[Violation, ...]
    nights: Nights = field(default_factory=dict)
    otherwise: Otherwise | None = None
    impossible: tuple[int, ...] = ()
    owes_worth: bool = False


def answer(task: Task, stop: Stop) -> Answer:
    """Search one rep's horizon, nights away included, order its days, bound its cost, check, and look at other plans.

    Where a flag is up, each day is looked at once more, and only the check follows.
    """
    found = searched(task, stop)
    return with_worth(task, stop, found) if found.owes_worth else found


def searched(task: Task, stop: Stop) -> Answer:
    """Search one rep's horizon, nights away included, order its days and check: the first half of an answer."""
    # numba, SciPy and OR-Tools are slow to import, and whoever only asks for a plan's tasks searches nothing
    from scheduler.nights.search import solve_with_nights  # noqa: PLC0415
    from scheduler.team.sequence import EFFORT, resequence  # noqa: PLC0415

    slept = solve_with_nights(task.horizon, stop, task.seed, task.start, task.nights)
    nights = nights_of(slept.horizon)
    asked = _asked(task, nights)
    hurried = isinstance(stop, UntilFlag) and stop.flag.up()
    found = resequence(slept.horizon, slept.schedule, LEAST_EFFORT if hurried else EFFORT)
    if task.judged_by is not None:
        found = replace(found, cost=cost_of(asked, found.tours))
    passed = task.budget is not None and not task.budget.keeps(asked, found)
    return Answer(found, check(asked, found), nights, owes_worth=task.worth and not (hurried or passed))


def with_worth(task: Task, stop: Stop, found: Answer) -> Answer:
    """Bound the cost of what was searched, look at other plans and check again: the second half of an answer.

    It needs nothing of the search but its schedule and nights, so that another worker may do it.
    """
    from scheduler.bound.lower import lower_bound  # noqa: PLC0415 - as above

    asked = _asked(task, found.nights)
    loosened = relaxed(asked)
    bound = lower_bound(loosened, found.schedule, bound_effort(stop))
    schedule = replace(found.schedule, bound=None if bound is None else rounded_down(bound))
    lost = impossible(loosened, schedule)
    return Answer(schedule, check(asked, schedule), found.nights, otherwise(at_home(asked), task.before), lost)


def _asked(task: Task, nights: Nights) -> Horizon:
    """Return the horizon as the planner asks it, with the nights that were taken."""
    return settled(task.judged_by or task.horizon, nights)


def rounded_down(bound: float) -> float:
    """Return a bound in thousandths."""
    return floor(bound * THOUSANDTHS + GRAIN) / THOUSANDTHS


def bound_effort(stop: Stop) -> Steps:
    """Return the budget of the bound beside a search: less where the search was given few steps."""
    searched = stop.stop if isinstance(stop, UntilFlag) else stop
    if not isinstance(searched, Steps):
        return Steps(BOUND_EFFORT)
    return Steps(min(BOUND_EFFORT, max(LEAST_BOUND_EFFORT, searched.count // SEARCHED_FOR_EACH)))
