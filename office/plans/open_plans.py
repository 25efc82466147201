"""A stored plan with the workspace's present state, read: the whole of both, or one rep's part."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from office.plans.inputs import read_part, read_situation
from scheduler.demand.weights import WEIGHTS, policy_of
from scheduler.plan import Plan
from scheduler.team.situation import Situation, Span
from store.database import Connection
from store.plans import PlanHead, read_plan

Evidence = Mapping[str, str | int | float]
"""What made a plan, by name."""


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
