"""A stored plan as the question and the schedule that it came from, on the workspace's present state."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from office.plans.inputs import WEIGHTS, Situation, Span, policy_of, read_part, read_situation, requests
from routing.travel import TravelEngine
from scheduler.demand.assemble import Assembled, assemble
from scheduler.explain.trial import cost
from scheduler.horizon import Schedule
from scheduler.nights.settled import settled, still_allowed
from scheduler.plan import Plan
from scheduler.replan import Carried, nights_before
from store.database import Connection
from store.plans import PlanHead, read_plan

Evidence = Mapping[str, str | int | float]
"""What made a plan, by name."""


@dataclass(frozen=True, slots=True, eq=False)
class Restored:
    """One rep's part of a stored plan; `strangers` are its visits that are not due any more as things stand now."""

    assembled: Assembled
    schedule: Schedule
    carried: Carried
    strangers: tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Stored:
    """A stored plan with the situation it is looked at from."""

    head: PlanHead
    plan: Plan
    situation: Situation


def read_stored(connection: Connection, head: PlanHead) -> Stored:
    """Read a plan, and the present situation over the same span, before any of its own visits took place.

    The planner's weights are those of the plan, so that its days are priced as they were chosen.
    """
    plan = read_plan(connection, head)
    span = span_of(plan)
    own = {visit.visit_id for tour in plan.tours if tour.date >= span.start for visit in tour.visits}
    return _as_planned(head, plan, read_situation(connection, span, own))


def read_stored_part(connection: Connection, head: PlanHead, rep_id: str) -> Stored:
    """Read one rep's part of a plan, and what it depends on; nothing else of the plan or of the team is read."""
    plan = read_plan(connection, head, {rep_id})
    return _as_planned(head, plan, read_part(connection, span_of(plan), rep_id, head))


def read_part_as_left(connection: Connection, head: PlanHead, rep_id: str, today: date) -> Stored:
    """Read one rep's part of the plan in force from the rep's own day on, what it froze too, and no pin of anybody.

    Where people have put visits since is laid over it: a visit that is pinned may be moved to any day again.
    """
    plan, first = read_plan(connection, head, {rep_id}), max(today, head.start)
    span = Span(first, (head.end - first).days + 1, first)
    return _as_planned(head, plan, replace(read_part(connection, span, rep_id, head), pins=()))


def span_of(plan: Plan) -> Span:
    """Return the days that a plan planned, and from which day on it froze what was in force."""
    return _span(plan.start, plan.end, plan.evidence)


def span_of_head(head: PlanHead, evidence: Evidence) -> Span:
    """Return the days that a stored plan planned."""
    return _span(head.start, head.end, evidence)


def _span(first: date, last: date, evidence: Evidence) -> Span:
    start = _planned_from(first, evidence)
    return Span(start, (last - start).days + 1, date.fromisoformat(str(evidence.get("today", start))))


def planned_from(head: PlanHead, evidence: Evidence) -> date:
    """Return the first day that a plan planned: what it has before was frozen."""
    return _planned_from(head.start, evidence)


def _planned_from(start: date, evidence: Evidence) -> date:
    return date.fromisoformat(str(evidence.get("planned_from", start)))


def _as_planned(head: PlanHead, plan: Plan, situation: Situation) -> Stored:
    if WEIGHTS in plan.evidence:
        situation = replace(situation, policy=policy_of(str(plan.evidence[WEIGHTS])))
    return Stored(head, plan, replace(situation, nights=(*situation.nights, *plan.nights)))


def restore(stored: Stored, engine: TravelEngine, only: str = "") -> Mapping[str, Restored]:
    """Return each rep's part of a plan (or that of one rep) as horizon and schedule."""
    asked, carried = requests(stored.situation, engine, only)
    return {rep_id: _restored(stored, assemble(request), carried[rep_id]) for rep_id, request in asked.items()}


def _restored(stored: Stored, assembled: Assembled, carried: Carried) -> Restored:
    request, horizon = assembled.request, assembled.horizon
    numbers = {due.visit_id: v for v, due in enumerate(assembled.due)}
    days = {request.date_of(day.day): d for d, day in enumerate(horizon.rep_days)}
    tours: list[tuple[int, ...]] = [() for _ in horizon.rep_days]
    strangers: list[str] = []
    for tour in stored.plan.tours:
        if tour.rep_id != request.rep.id or tour.date < request.start:
            continue
        ids = [visit.visit_id for visit in tour.visits]
        known = [numbers[identity] for identity in ids if identity in numbers and tour.date in days]
        strangers += [identity for identity in ids if identity not in numbers or tour.date not in days]
        if tour.date in days:
            tours[days[tour.date]] = tuple(known)
    own = [tour for tour in stored.plan.tours if tour.rep_id == request.rep.id]
    away = still_allowed(horizon, nights_before(assembled, own))
    horizon = settled(horizon, {d: bed for d, bed in away.items() if tours[d] and tours[d + 1]})
    served = {v for tour in tours for v in tour}
    unserved = tuple(v for v in range(len(horizon.visits)) if v not in served)
    schedule = Schedule(tuple(tours), unserved, cost(horizon, tours), None, 0, 0)
    return Restored(replace(assembled, horizon=horizon), schedule, carried, tuple(strangers))
