"""Making everybody's plan: what is due is gathered, each rep's horizon searched, timed, checked and kept as a draft."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy.engine import Connection

from routing.problems import BadInputError, Problem
from routing.stopping import Steps, Stop
from routing.timing import time_tour
from routing.travel import TravelEngine
from scheduler.answer import Answer, Task
from scheduler.assemble import Assembled, assemble
from scheduler.crew import LocalCrew, local_crew
from scheduler.dated import dated_plan
from scheduler.demand import Book
from scheduler.exchange import inputs_hash
from scheduler.plan import Plan, VisitStatus
from scheduler.request import Request
from scheduler.rules import AccountState
from scheduler.team import Progress, TeamAnswer, plan_team
from territory.accounts import Account, Rep
from workspace.database import reading, writing
from workspace.opening import Workspace
from workspace.revision import record_change, require_unchanged, revision
from workspace.stores.accounts import read_accounts, read_reps
from workspace.stores.ownership import owners_on
from workspace.stores.planning import (
    read_absences,
    read_appointments,
    read_company_days,
    read_pins,
    read_rules,
    read_season_rules,
)
from workspace.stores.plans import write_plan
from workspace.stores.settings import read_settings
from workspace.stores.visits import read_visit_log
from workspace.version import VERSION


@dataclass(frozen=True, slots=True)
class PlanOrder:
    """What plan is wanted: from which day, for how many weeks, at what effort of the search for each rep.

    `workers` is how many reps are searched side by side; None takes as many as there are processors. The answer
    does not depend on it.
    """

    start: date
    weeks: int
    stop: Stop
    seed: int = 1
    workers: int | None = None

    @property
    def days(self) -> int:
        """Return the length of the horizon in days."""
        return 7 * self.weeks


@dataclass(frozen=True, slots=True)
class MadePlan:
    """A draft that was kept, and what its maker should know."""

    number: int
    plan: Plan
    problems: tuple[Problem, ...]
    relaxed: int
    cut_short: str


class BrokenPlanError(RuntimeError):
    """The independent check found a rule broken: the search has a fault, and nothing was kept."""


@dataclass(frozen=True, slots=True)
class Situation:
    """Everything in the workspace that a plan depends on, read at one revision."""

    revision: int
    reps: tuple[Rep, ...]
    accounts: tuple[Account, ...]
    owners: Mapping[str, str]
    book: Book


def make_plan(
    workspace: Workspace,
    engine: TravelEngine,
    order: PlanOrder,
    now: datetime,
    on_progress: Callable[[Progress], None] | None = None,
) -> MadePlan:
    """Plan all reps and keep the draft.

    Raises
    ------
    BadInputError
        If nothing can be planned: no reps, no accounts, or nobody owns any.
    ChangedMeanwhileError
        If the workspace was changed while the search ran; nothing is kept then.
    """
    with reading(workspace.engine) as connection:
        situation = read_situation(connection, order)
        requests = {rep.id: _request(connection, situation, rep, engine, order) for rep in situation.reps}
    assembled = {rep_id: assemble(request) for rep_id, request in requests.items()}
    team = _search(assembled, order, on_progress)
    plan = _joined(assembled, team, order)
    with writing(workspace.engine) as connection:
        require_unchanged(connection, situation.revision)
        number = write_plan(connection, plan, now)
        visits = sum(len(tour.visits) for tour in plan.tours)
        record_change(connection, "plan", f"plan {number}: {visits} visits, {len(plan.unserved)} unserved", now)
    problems = tuple(problem for made in assembled.values() for problem in made.problems)
    relaxed = sum(len(made.relaxed) for made in assembled.values())
    return MadePlan(number, plan, problems, relaxed, team.cut_short)


def read_situation(connection: Connection, order: PlanOrder) -> Situation:
    """Read what a plan depends on; raises `BadInputError` where there is nothing to plan."""
    reps, accounts = read_reps(connection), read_accounts(connection)
    owners = {account: owned.rep_id for account, owned in owners_on(connection, order.start).items()}
    missing = {
        "reps-missing": ("there are no reps", "Import them: roundsman import reps FILE.", bool(reps)),
        "accounts-missing": ("there are no accounts", "Import them: roundsman import accounts FILE.", bool(accounts)),
        "owners-missing": (
            f"no account has an owner on {order.start}",
            "Divide them: roundsman territory design.",
            bool(owners),
        ),
    }
    for code, (cause, action, there) in missing.items():
        if not there:
            raise BadInputError([Problem(code, "workspace", cause, action)])
    settings, states = read_settings(connection), _states(connection)
    book = Book(settings.name, read_rules(connection), states, read_season_rules(connection))
    return Situation(revision(connection), reps, accounts, owners, book)


def _states(connection: Connection) -> dict[str, AccountState]:
    """Return what has happened with each account, from the visits that are closed."""
    states: dict[str, AccountState] = {}
    for visit in read_visit_log(connection):
        before = states.get(visit.account_id, AccountState())
        done = dict(before.done_in)
        contact = before.last_contact
        if visit.status is VisitStatus.DONE:
            done[visit.date.year] = done.get(visit.date.year, 0) + 1
            contact = max(visit.date, contact or visit.date)
        states[visit.account_id] = AccountState(before.closed + 1, contact, tuple(sorted(done.items())))
    return states


def _request(connection: Connection, situation: Situation, rep: Rep, engine: TravelEngine, order: PlanOrder) -> Request:
    accounts = tuple(account for account in situation.accounts if situation.owners.get(account.id) == rep.id)
    return Request(
        rep,
        accounts,
        engine.table([rep.home, *(account.place for account in accounts)]),
        order.start,
        order.days,
        situation.book,
        absences=read_absences(connection),
        company_days=read_company_days(connection),
        pins=read_pins(connection),
        appointments=read_appointments(connection, rep.id),
    )


def _search(
    assembled: Mapping[str, Assembled], order: PlanOrder, on_progress: Callable[[Progress], None] | None
) -> TeamAnswer:
    tasks = [Task(rep_id, made.horizon, order.seed) for rep_id, made in assembled.items()]
    crew = LocalCrew(order.workers) if order.workers else local_crew(len(tasks))
    team = plan_team(tasks, order.stop, crew, on_progress=on_progress)
    for rep_id, answer in team.answers.items():
        if answer.violations:
            raise BrokenPlanError(f"rep {rep_id}: " + "; ".join(str(violation) for violation in answer.violations))
    if team.given_up:
        raise BrokenPlanError("; ".join(f"rep {rep_id}: {why}" for rep_id, why in team.given_up.items()))
    return team


def _joined(assembled: Mapping[str, Assembled], team: TeamAnswer, order: PlanOrder) -> Plan:
    plans = [dated_plan(assembled[rep_id], answer.schedule, time_tour) for rep_id, answer in team.answers.items()]
    return Plan(
        order.start,
        order.start + timedelta(days=order.days - 1),
        tuple(tour for plan in plans for tour in plan.tours),
        tuple(visit for plan in plans for visit in plan.unserved),
        _evidence(assembled, team.answers, order),
    )


def _evidence(
    assembled: Mapping[str, Assembled], answers: Mapping[str, Answer], order: PlanOrder
) -> dict[str, str | int | float]:
    """Return what it takes to make the plan again."""
    inputs = hashlib.sha256()
    for rep_id in sorted(assembled):
        inputs.update(f"{rep_id} {inputs_hash(assembled[rep_id].horizon)}\n".encode())
    return {
        "roundsman": VERSION,
        "inputs": inputs.hexdigest(),
        "travel": next(iter(assembled.values())).request.travel.source,
        "seed": order.seed,
        "steps": sum(answer.schedule.steps for answer in answers.values()),
        "cost": round(sum(answer.schedule.cost for answer in answers.values()), 3),
        "reproducible": int(isinstance(order.stop, Steps)),
    }


def next_monday(today: date) -> date:
    """Return the Monday after a day, or the day itself if it is one."""
    return today + timedelta(days=-today.weekday() % 7)
