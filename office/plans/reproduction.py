"""A stored plan judged and made again from what was stored with it, whatever the workspace holds by now."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from office.door import Act, reads, thinks
from routing.problems import BadInputError, Problem
from routing.sentences import sentence
from scheduler.checking.schedule import check
from scheduler.exchange import inputs_hash, to_json
from scheduler.explain.trial import cost
from scheduler.horizon import Horizon, Schedule
from scheduler.nights.settled import settled
from scheduler.plan import Plan, Tour
from scheduler.team.answer import searched
from store.database import Connection
from store.plan_inputs import Asked, read_inputs
from store.plans import find_plan, read_evidence, read_plan


@dataclass(frozen=True, slots=True)
class Remade:
    """One rep's part of a plan, judged and made again.

    Attributes
    ----------
    inputs_sha256 : str
        Of the problem that was searched.
    violations : tuple of str
        What the independent check finds in the stored tours.
    cost : float
        Of the stored tours, counted anew under the problem's prices.
    again : float or None
        Of the tours that the same search finds now; None where the clock ended the search, so that it cannot be made
        again.
    same : bool
        Whether they are the same tours in the same order.
    """

    rep_id: str
    inputs_sha256: str
    violations: tuple[str, ...]
    cost: float
    again: float | None
    same: bool


@thinks
def remake_plan(act: Act, number: int | None = None) -> tuple[int, tuple[Remade, ...]]:
    """Judge and make again each rep's part of a plan (the newest); return its number too.

    Raises
    ------
    BadInputError
        If there is no such plan, or nothing was stored with it.
    """
    with act.reading() as connection:
        head, plan, inputs = _stored(connection, number)
    return head, tuple(_remade(plan, asked) for asked in inputs.values())


@reads
def read_problem(act: Act, rep_id: str, number: int | None = None) -> dict[str, Any]:
    """Return the problem that a rep's part of a plan was made from, as `roundsman solve` reads it."""
    head, _, inputs = _stored(act.connection, number)
    if rep_id not in inputs:
        cause = sentence(
            "plan {head} has no rep {rep_id!r} (reps: {names})", head=head, rep_id=rep_id, names=", ".join(inputs)
        )
        raise BadInputError([Problem("rep-unknown", rep_id, cause, "Name one of them.")])
    return to_json(inputs[rep_id].task.horizon)


def _stored(connection: Connection, number: int | None) -> tuple[int, Plan, Mapping[str, Asked]]:
    head = find_plan(connection, number)
    plan = read_plan(connection, head)
    made_from = int(plan.evidence.get("amends", head.id))
    inputs = read_inputs(connection, head.id)
    if inputs:
        return head.id, plan, {rep: asked for rep, asked in inputs.items() if f"{rep}.amended" not in plan.evidence}
    action = (
        sentence("It was made from plan {made_from}: ask for that.", made_from=made_from)
        if made_from != head.id
        else "Plan again."
    )
    raise BadInputError(
        [Problem("inputs-missing", sentence("plan {head}", head=head.id), "nothing was stored with it", action)]
    )


def _remade(plan: Plan, asked: Asked) -> Remade:
    task = asked.task
    horizon = settled(task.horizon, asked.nights)
    tours = _tours(plan, task.rep_id, horizon)
    served = {visit for tour in tours for visit in tour}
    left = tuple(v for v in range(len(horizon.visits)) if v not in served)
    counted = cost(horizon, tours)
    stored = Schedule(tours, left, counted, None, 0, task.seed)
    found = None if asked.steps is None else searched(task, asked.steps).schedule
    return Remade(
        task.rep_id,
        inputs_hash(task.horizon),
        tuple(str(violation) for violation in check(horizon, stored)),
        counted,
        None if found is None else found.cost,
        found is not None and found.tours == tours,
    )


def _first(plan: Plan) -> date:
    return date.fromisoformat(str(plan.evidence["planned_from"]))


def _tours(plan: Plan, rep_id: str, horizon: Horizon) -> tuple[tuple[int, ...], ...]:
    numbers = {due.id: v for v, due in enumerate(horizon.visits)}
    own = {tour.date: tour for tour in plan.tours if tour.rep_id == rep_id}
    dates = [_first(plan) + timedelta(days=day.day) for day in horizon.rep_days]
    return tuple(tuple(numbers[v.visit_id] for v in own[when].visits) if when in own else () for when in dates)


@dataclass(frozen=True, slots=True)
class RepEvidence:
    """One rep's part: the problem that it was made from, its hash as the plan's evidence has it, and what came out."""

    rep_id: str
    start: date
    problem: dict[str, Any]
    problem_sha256: str
    tours: tuple[Tour, ...]
    unserved: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PlanEvidence:
    """What is needed to judge a plan without us; `missing` are reps whose tours were changed by hand since."""

    number: int
    evidence: Mapping[str, str | int | float]
    reps: tuple[RepEvidence, ...]
    missing: tuple[str, ...]


@reads
def gather_evidence(act: Act, number: int | None = None, reps: Collection[str] | None = None) -> PlanEvidence:
    """Return what a plan (the newest) was made from and what came out, for the bundle that others judge it by.

    Parameters
    ----------
    reps : collection of str or None
        Whose parts, of the reps whom the person sees: None for all of them, none for the figures alone, which are
        there of every plan.

    Raises
    ------
    BadInputError
        If there is no such plan, or nothing was stored with it.
    """
    if reps is not None and not reps:
        kept = find_plan(act.connection, number)
        return PlanEvidence(kept.id, read_evidence(act.connection, kept), (), ())
    for rep_id in sorted(reps or ()):
        act.require_rep(rep_id)
    head, plan, inputs = _stored(act.connection, number)
    seen = {one.rep_id for one in plan.tours} | set(inputs)
    wanted = set(reps) if reps is not None else seen if act.reps is None else seen & act.reps
    found = tuple(_evidence_of(plan, rep_id, asked) for rep_id, asked in sorted(inputs.items()) if rep_id in wanted)
    driven = wanted if reps is not None else wanted & {one.rep_id for one in plan.tours}
    return PlanEvidence(head, plan.evidence, found, tuple(sorted(driven - {one.rep_id for one in found})))


def _evidence_of(plan: Plan, rep_id: str, asked: Asked) -> RepEvidence:
    horizon, start = settled(asked.task.horizon, asked.nights), _first(plan)
    last = start + timedelta(days=max((day.day for day in horizon.rep_days), default=-1))
    tours = tuple(tour for tour in plan.tours if tour.rep_id == rep_id and start <= tour.date <= last)
    served = {visit.visit_id for tour in tours for visit in tour.visits}
    left = tuple(visit.id for visit in horizon.visits if visit.id not in served)
    return RepEvidence(rep_id, start, to_json(horizon), inputs_hash(horizon), tours, left)
