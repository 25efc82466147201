"""Making everybody's plan: what is due is gathered, each rep's horizon searched, timed, checked and kept as a draft."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from office.allocator import give_back
from office.door import Act, works
from office.fixed_dates.ride_alongs import ride_problems
from office.plans.draft_changes import Since, changes_of
from office.plans.inputs import read_situation
from office.plans.notes import PlanNote, notes_of_all, unfit_notes, write_notes
from office.travel import EVIDENCE
from routing.choice import ROADS
from routing.problems import Problem, WorldError
from routing.sentences import sentence
from routing.stopping import Steps, Stop
from routing.travel import TravelEngine
from scheduler.catch_up import pinned
from scheduler.demand.assemble import assemble
from scheduler.demand.assembled import Assembled
from scheduler.demand.weights import WEIGHTS, policy_text, reweighted
from scheduler.evidence import Evidence
from scheduler.incumbent import Incumbent
from scheduler.moves import FORGONE, FORGONE_MOVES, Forgone, Tried, forgone
from scheduler.nights.settled import settled
from scheduler.plan import Plan, Tour
from scheduler.replan import ATTEMPTS, begin_with, count_moves, days_before, move_budget, nights_before, question
from scheduler.summary import CURRENCY
from scheduler.team.answer import Answer, Task
from scheduler.team.cluster import PATIENCE_S, cluster_crew
from scheduler.team.crew import Crew, LocalCrew, local_crew
from scheduler.team.plan import joined, problems_of
from scheduler.team.requests import requests
from scheduler.team.side_by_side import Progress, plan_team
from scheduler.team.situation import Situation, Span
from scheduler.team.warming import compile_first
from store.changes import Kind, Subject
from store.plan_inputs import Asked, PackedInputs, packed, write_inputs
from store.plans import Origin, published_plan, write_plan
from store.version import VERSION


@dataclass(frozen=True, slots=True)
class PlanOrder:
    """What plan is wanted: from which day, for how many weeks, at what effort of the search for each rep.

    `catch_up` is the day of the next visit of each account that is to be brought back (see `scheduler.catch_up`).
    `today` is the present day: tours of the plan in force from then until `start` are frozen (None: `start` is today).
    `moves` is how many visits of each rep may leave the day that they had in the plan in force; None does not limit it.
    `weights` are the planner's weights for this draft alone, by their names in `Policy`.
    `travel` names the engine that measures the ways (see `routing.choice`), for whoever asks about the plan later.
    `workers` is how many reps are searched side by side; None takes as many as there are processors. `cluster` is the
    address of a Dask scheduler whose workers search instead, and `cluster_wait_s` how long it, or a worker, is waited
    for. With steps the answer depends on none of these.
    `limit_s` are wall-clock seconds for the whole team, after which the best so far is taken.
    """

    start: date
    weeks: int
    stop: Stop
    seed: int = 1
    workers: int | None = None
    today: date | None = None
    moves: int | None = None
    weights: Mapping[str, float | None] = field(default_factory=dict)
    cluster: str = ""
    cluster_wait_s: float = PATIENCE_S
    limit_s: float | None = None
    travel: str = ROADS
    catch_up: Mapping[str, date] = field(default_factory=dict)

    @property
    def span(self) -> Span:
        """Return what is planned and what is frozen."""
        return Span(self.start, 7 * self.weeks, self.today or self.start)


@dataclass(frozen=True, slots=True)
class MadePlan:
    """A draft that was kept, and what its maker should know.

    `moves` are visits on another day than they had; `since` is what others changed while it was searched.
    """

    number: int
    plan: Plan
    problems: tuple[Problem, ...]
    relaxed: int
    cut_short: str
    moves: int = 0
    since: tuple[Since, ...] = ()


@dataclass(frozen=True, slots=True)
class _Found:
    """Everybody's answers, priced as their horizons ask; `slept` are the horizons with the nights away they take."""

    answers: Mapping[str, Answer]
    slept: Mapping[str, Assembled]
    cut_short: str
    asked: tuple[Asked, ...]
    forgone: Forgone | None = None


@dataclass(frozen=True, slots=True)
class _Told:
    """Who is told of what while it is planned."""

    on_progress: Callable[[Progress], None] | None
    on_search: Callable[[Mapping[str, Incumbent]], None] | None
    on_problems: Callable[[Sequence[Problem]], None]


class WorkersDiedError(WorldError):
    """Workers died under their searches, time and again; nothing was kept."""

    def __init__(self, given_up: Mapping[str, str]) -> None:
        said = "; ".join(f"rep {rep_id}: {why}" for rep_id, why in sorted(given_up.items()))
        super().__init__(sentence("Nobody's plan was kept. {said} Fewer --workers need less memory.", said=said))


@works
def make_plan(
    act: Act,
    engine: TravelEngine,
    order: PlanOrder,
    *,
    workers: Crew | None = None,
    on_progress: Callable[[Progress], None] | None = None,
    on_search: Callable[[Mapping[str, Incumbent]], None] | None = None,
    on_problems: Callable[[Sequence[Problem]], None] | None = None,
) -> MadePlan:
    """Plan all reps from the present state and keep the draft, whatever others change meanwhile.

    `workers` are there already, in place of those of the order. `on_progress` is told of each rep who is answered,
    `on_search` about once a second of the searches that run. `on_problems` is told what is wrong as soon as it is
    known, nearly all before the search starts; the rest is planned all the same.

    Raises
    ------
    BadInputError
        If nothing can be planned: no reps, no accounts, or nobody owns any.
    BrokenPlanError
        If the independent check finds a rule broken; nothing is kept then.
    WorldError
        If workers die time and again, or no cluster answers.
    """
    told = _Told(on_progress, on_search, on_problems or (lambda _: None))
    draft = _planned(act, engine, order, workers, told)
    give_back()  # all horizons and tables were let go with the return
    with act.reading() as connection:
        rides = ride_problems(connection, draft.kept.plan)
    told.on_problems(rides)
    with act.writing() as connection:
        number = _keep(act, draft.kept)
        since = changes_of(connection, draft.kept.origin.revision, number)
        problems = (*draft.problems, *rides)
        made = MadePlan(number, draft.kept.plan, problems, draft.relaxed, draft.cut_short, draft.moves, since)
        return act.answer(made)


@dataclass(frozen=True, slots=True)
class _Kept:
    """What is stored of a draft: made before the transaction, so that nobody waits for it."""

    plan: Plan
    origin: Origin
    notes: tuple[PlanNote, ...]
    inputs: tuple[PackedInputs, ...]


@dataclass(frozen=True, slots=True)
class _Draft:
    """A draft that is not kept yet, and what its maker should know."""

    kept: _Kept
    problems: tuple[Problem, ...]
    relaxed: int
    cut_short: str
    moves: int


def _planned(
    act: Act,
    engine: TravelEngine,
    order: PlanOrder,
    workers: Crew | None,
    told: _Told,
) -> _Draft:
    """Plan all reps; the horizons and tables of the whole team are let go with the return, before the draft is kept."""
    with act.reading() as connection:
        situation = read_situation(connection, order.span)
        in_force = published_plan(connection)
    situation = replace(situation, policy=reweighted(situation.policy, order.weights))
    asked, carried = requests(situation, engine)
    give_back()  # searches of the roads were let go: holes among tables that are kept
    asked = {rep_id: pinned(request, order.catch_up) for rep_id, request in asked.items()}
    assembled = {rep_id: assemble(request) for rep_id, request in asked.items()}
    found_wrong = (problem for made in assembled.values() for problem in problems_of(made))
    problems = tuple(dict.fromkeys([*situation.problems, *found_wrong]))  # once for each account, not for each visit
    told.on_problems(problems)
    lent = nullcontext(workers) if workers else _workers(order, len(assembled))
    found = _search(assembled, situation, order, lent, told)
    assembled = {rep_id: found.slept[rep_id] for rep_id in assembled}
    noted: dict[str, str | int] = {WEIGHTS: policy_text(situation.policy), CURRENCY: situation.currency}
    if found.forgone is not None:
        noted |= {FORGONE: found.forgone.visits, FORGONE_MOVES: found.forgone.moves}
    plan = joined(assembled, carried, found.answers, order.span, {**_facts(order), **noted})
    origin = Origin(situation.revision, in_force.id if in_force else None, act.who.id)
    notes = (*unfit_notes(situation.unfit), *notes_of_all(assembled.values()))
    kept = _Kept(plan, origin, notes, packed(found.asked))
    relaxed = sum(len(made.relaxed) for made in assembled.values())
    moves = sum(count_moves(made, found.answers[rep_id].schedule) for rep_id, made in assembled.items())
    return _Draft(kept, problems, relaxed, found.cut_short, moves)


def _keep(act: Act, kept: _Kept) -> int:
    """Store a draft; return its number."""
    plan = kept.plan
    number = write_plan(act.connection, plan, act.now, kept.origin)
    write_notes(act.connection, number, kept.notes)
    write_inputs(act.connection, number, kept.inputs)
    act.touch(Subject(Kind.DRAFT, str(number)))
    visits = sum(len(tour.visits) for tour in plan.tours)
    act.note(
        sentence(
            "plan {number}: {visits} visits, {unserved} unserved",
            number=number,
            visits=visits,
            unserved=len(plan.unserved),
        )
    )
    return number


def _search(
    assembled: Mapping[str, Assembled],
    situation: Situation,
    order: PlanOrder,
    lent: AbstractContextManager[Crew],
    told: _Told,
) -> _Found:
    """Search all reps; those who pass their budget of moves again, with dearer moves."""
    answers: dict[str, Answer] = {}
    inputs: dict[str, Asked] = {}
    tried: dict[str, list[Tried]] = {rep_id: [] for rep_id in assembled}
    waiting, cut_short, began, faulty = dict(assembled), "", time.monotonic(), False
    in_force = any(tour.date >= order.start for tour in (situation.before.tours if situation.before else ()))
    with lent as crew:
        for attempt in range(ATTEMPTS):
            tasks = [
                _task(made, situation.tours(rep_id), order, attempt, in_force=in_force)
                for rep_id, made in waiting.items()
            ]
            left_s = None if order.limit_s is None else max(0.0, order.limit_s - (time.monotonic() - began))
            team = plan_team(
                tasks, order.stop, crew, limit_s=left_s, on_progress=told.on_progress, on_search=told.on_search
            )
            if team.given_up:
                raise WorkersDiedError(team.given_up)
            answers |= team.answers
            for rep_id, one in team.answers.items():
                tried[rep_id].append((len(one.schedule.unserved), count_moves(assembled[rep_id], one.schedule)))
                faulty = faulty or bool(one.violations)
            cut_short = cut_short or team.cut_short
            steps = order.stop if isinstance(order.stop, Steps) and not cut_short else None
            inputs |= {task.rep_id: Asked(task, steps, answers[task.rep_id].nights) for task in tasks}
            waiting = {
                rep_id: made
                for rep_id, made in waiting.items()
                if order.moves is not None and count_moves(made, answers[rep_id].schedule) > order.moves
            }
            if not waiting or cut_short:
                break
    nights = {rep_id: answer.nights for rep_id, answer in answers.items()}
    slept = {rep_id: replace(m, horizon=settled(m.horizon, nights[rep_id])) for rep_id, m in assembled.items()}
    costs = None if faulty or cut_short else forgone(tried)
    return _Found(answers, slept, cut_short, tuple(inputs.values()), costs)


def _task(made: Assembled, before: Sequence[Tour], order: PlanOrder, attempt: int, *, in_force: bool) -> Task:
    """Return what a worker is asked for one rep; `in_force` says whether a plan has tours in the horizon.

    A schedule of the last attempt is kept whatever it moves.
    """
    return Task(
        made.request.rep.id,
        question(made, attempt),
        order.seed,
        begin_with(made, before),
        nights_before(made, before),
        judged_by=made.horizon if attempt else None,
        before=days_before(made, before) if in_force else None,
        budget=move_budget(made, order.moves) if order.moves is not None and attempt < ATTEMPTS - 1 else None,
    )


def _workers(order: PlanOrder, tasks: int) -> AbstractContextManager[Crew]:
    if order.cluster:
        return cluster_crew(order.cluster, order.cluster_wait_s)
    crew = LocalCrew(order.workers) if order.workers else local_crew(tasks, order.stop)
    if crew.width > 1:
        compile_first()
    return nullcontext(crew)


def _facts(order: PlanOrder) -> Evidence:
    """Return what was ordered, as far as it takes that to make the plan again."""
    return {
        "roundsman": VERSION,
        EVIDENCE: order.travel,
        "planned_from": order.start.isoformat(),
        "today": order.span.today.isoformat(),
        "seed": order.seed,
        "reproducible": int(isinstance(order.stop, Steps)),
    }


def next_monday(today: date) -> date:
    """Return the Monday after a day, or the day itself if it is one."""
    return today + timedelta(days=-today.weekday() % 7)
