"""Making everybody's plan: what is due is gathered, each rep's horizon searched, timed, checked and kept as a draft."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

from routing.problems import Problem
from routing.stopping import Steps, Stop
from routing.timing import time_tour
from routing.travel import TravelEngine
from scheduler.answer import Answer, Task
from scheduler.assemble import Assembled, assemble
from scheduler.crew import LocalCrew, local_crew
from scheduler.dated import dated_plan
from scheduler.evidence import evidence, versions
from scheduler.horizon import Schedule
from scheduler.overnight import settled
from scheduler.plan import Plan
from scheduler.replan import ATTEMPTS, Carried, begin_with, count_moves, nights_before, priced_as_asked, question, whole
from scheduler.team import Progress, plan_team
from workspace.database import reading, writing
from workspace.opening import Workspace
from workspace.planner.notes import write_notes
from workspace.planner.present import Situation, Span, read_situation, requests, reweighted
from workspace.planner.riding import ride_problems
from workspace.revision import record_change, require_unchanged
from workspace.stores.inputs import Asked, write_inputs
from workspace.stores.plans import write_plan
from workspace.version import VERSION


@dataclass(frozen=True, slots=True)
class PlanOrder:
    """What plan is wanted: from which day, for how many weeks, at what effort of the search for each rep.

    `today` is the present day: tours of the plan in force from then until `start` are frozen (None: `start` is today).
    `moves` is how many visits of each rep may leave the day that they had in the plan in force; None does not limit it.
    `weights` are the planner's weights for this draft alone, by their names in `Policy`.
    `workers` is how many reps are searched side by side; None takes as many as there are processors. The answer does
    not depend on it.
    """

    start: date
    weeks: int
    stop: Stop
    seed: int = 1
    workers: int | None = None
    today: date | None = None
    moves: int | None = None
    weights: Mapping[str, float | None] = field(default_factory=dict)

    @property
    def span(self) -> Span:
        """Return what is planned and what is frozen."""
        return Span(self.start, 7 * self.weeks, self.today or self.start)


@dataclass(frozen=True, slots=True)
class MadePlan:
    """A draft that was kept, and what its maker should know; `moves` are visits on another day than they had."""

    number: int
    plan: Plan
    problems: tuple[Problem, ...]
    relaxed: int
    cut_short: str
    moves: int = 0


@dataclass(frozen=True, slots=True)
class _Found:
    """Everybody's schedules, priced as their horizons ask; `slept` are the horizons with the nights away they take."""

    schedules: Mapping[str, Schedule]
    slept: Mapping[str, Assembled]
    cut_short: str
    asked: tuple[Asked, ...]


class BrokenPlanError(RuntimeError):
    """The independent check found a rule broken: the search has a fault, and nothing was kept."""


def make_plan(
    workspace: Workspace,
    engine: TravelEngine,
    order: PlanOrder,
    now: datetime,
    on_progress: Callable[[Progress], None] | None = None,
) -> MadePlan:
    """Plan all reps from the present state and keep the draft.

    Raises
    ------
    BadInputError
        If nothing can be planned: no reps, no accounts, or nobody owns any.
    ChangedMeanwhileError
        If the workspace was changed while the search ran; nothing is kept then.
    """
    with reading(workspace.engine) as connection:
        situation = read_situation(connection, order.span)
    situation = replace(situation, policy=reweighted(situation.policy, order.weights))
    asked, carried = requests(situation, engine)
    assembled = {rep_id: assemble(request) for rep_id, request in asked.items()}
    found = _search(assembled, situation, order, on_progress)
    assembled = {rep_id: found.slept[rep_id] for rep_id in assembled}
    plan = _joined(assembled, carried, found.schedules, order)
    with writing(workspace.engine) as connection:
        require_unchanged(connection, situation.revision)
        number = write_plan(connection, plan, now)
        rides = ride_problems(connection, plan)
        write_notes(connection, number, assembled.values())
        write_inputs(connection, number, found.asked)
        visits = sum(len(tour.visits) for tour in plan.tours)
        record_change(connection, "plan", f"plan {number}: {visits} visits, {len(plan.unserved)} unserved", now)
    problems = tuple(problem for made in assembled.values() for problem in made.problems)
    relaxed = sum(len(made.relaxed) for made in assembled.values())
    moves = sum(count_moves(made, found.schedules[rep_id]) for rep_id, made in assembled.items())
    return MadePlan(number, plan, (*situation.problems, *problems, *rides), relaxed, found.cut_short, moves)


def _search(
    assembled: Mapping[str, Assembled],
    situation: Situation,
    order: PlanOrder,
    on_progress: Callable[[Progress], None] | None,
) -> _Found:
    """Search all reps; those who pass their budget of moves again, with dearer moves."""
    schedules: dict[str, Schedule] = {}
    inputs: dict[str, Asked] = {}
    steps = order.stop if isinstance(order.stop, Steps) else None
    slept: dict[str, Assembled] = {}
    waiting, cut_short = dict(assembled), ""
    for attempt in range(ATTEMPTS):
        tasks = [
            Task(
                rep_id,
                question(made, attempt),
                order.seed,
                begin_with(made, situation.tours(rep_id)),
                nights=nights_before(made, situation.tours(rep_id)),
            )
            for rep_id, made in waiting.items()
        ]
        crew = LocalCrew(order.workers) if order.workers else local_crew(len(tasks))
        team = plan_team(tasks, order.stop, crew, on_progress=on_progress)
        asked = {task.rep_id: task.horizon for task in tasks}
        for rep_id, made in waiting.items():
            schedule = _accepted(rep_id, team.answers, team.given_up)
            nights = team.answers[rep_id].nights
            schedules[rep_id] = priced_as_asked(schedule, made.horizon, asked[rep_id], nights)
            slept[rep_id] = replace(made, horizon=settled(made.horizon, nights))
        inputs |= {task.rep_id: Asked(task, steps, team.answers[task.rep_id].nights) for task in tasks}
        cut_short = cut_short or team.cut_short
        waiting = {
            rep_id: made
            for rep_id, made in waiting.items()
            if order.moves is not None and count_moves(made, schedules[rep_id]) > order.moves
        }
        if not waiting:
            break
    return _Found(schedules, slept, cut_short, tuple(inputs.values()))


def _accepted(rep_id: str, answers: Mapping[str, Answer], given_up: Mapping[str, str]) -> Schedule:
    if rep_id in given_up:
        raise BrokenPlanError(f"rep {rep_id}: {given_up[rep_id]}")
    violations = answers[rep_id].violations
    if violations:
        raise BrokenPlanError(f"rep {rep_id}: " + "; ".join(str(violation) for violation in violations))
    return answers[rep_id].schedule


def _joined(
    assembled: Mapping[str, Assembled],
    carried: Mapping[str, Carried],
    schedules: Mapping[str, Schedule],
    order: PlanOrder,
) -> Plan:
    plans = {
        rep_id: whole(dated_plan(assembled[rep_id], schedule, time_tour), carried[rep_id])
        for rep_id, schedule in schedules.items()
    }
    return Plan(
        min([order.start, *(plan.start for plan in plans.values())]),
        order.start + timedelta(days=7 * order.weeks - 1),
        tuple(tour for plan in plans.values() for tour in plan.tours),
        tuple(visit for plan in plans.values() for visit in plan.unserved),
        _evidence(assembled, schedules, order),
        tuple(night for plan in plans.values() for night in plan.nights),
    )


def _evidence(
    assembled: Mapping[str, Assembled], schedules: Mapping[str, Schedule], order: PlanOrder
) -> dict[str, str | int | float]:
    """Return what it takes to make the plan again."""
    facts = {
        name: value for rep_id, made in assembled.items() for name, value in evidence(made, schedules[rep_id]).items()
    }
    hashes = [str(facts[f"{rep_id}.inputs_sha256"]) for rep_id in sorted(assembled)]
    return {
        "roundsman": VERSION,
        "inputs": hashlib.sha256("".join(hashes).encode()).hexdigest(),
        "travel": next((made.request.travel.source for made in assembled.values()), ""),
        "planned_from": order.start.isoformat(),
        "today": order.span.today.isoformat(),
        "seed": order.seed,
        "steps": sum(schedule.steps for schedule in schedules.values()),
        "cost": round(sum(schedule.cost for schedule in schedules.values()), 3),
        "reproducible": int(isinstance(order.stop, Steps)),
        **versions(),
        **facts,
    }


def next_monday(today: date) -> date:
    """Return the Monday after a day, or the day itself if it is one."""
    return today + timedelta(days=-today.weekday() % 7)
