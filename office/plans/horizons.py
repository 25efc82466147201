"""Plans as a planner looks them over: the one in force, the drafts, and a plan's days, each with its figures."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from office.door import Act, reads
from office.plans.published_days import loads_standing
from scheduler.fairness import DayLoad
from store.accounts import read_reps
from store.changes import revision
from store.plan_figures import count_unserved, count_visits
from store.plans import PlanHead, PlanStatus, find_plan, plan_heads

MOST_DRAFTS = 8
"""Drafts that are listed, the newest; older ones are opened by their number."""


@dataclass(frozen=True, slots=True)
class PlanLine:
    """A plan in a list; `in_force` says whether it is the plan in force."""

    number: int
    made_at: str
    made_by: str
    start: date
    end: date
    in_force: bool
    draft: bool
    visits: int
    unserved: int


@dataclass(frozen=True, slots=True)
class Horizon:
    """All days of a plan in figures, rep by rep.

    Attributes
    ----------
    revision : int
        The last change that it shows.
    unserved : mapping of rep id to int
        Visits that the plan leaves out.
    """

    line: PlanLine
    revision: int
    reps: Mapping[str, str]
    days: tuple[DayLoad, ...]
    unserved: Mapping[str, int]


@reads
def list_plans(act: Act) -> tuple[PlanLine, ...]:
    """Return the plan in force, then the newest drafts that were made after it, newest first."""
    heads = plan_heads(act.connection)
    in_force = [head for head in heads if head.status is PlanStatus.PUBLISHED]
    since = in_force[0].id if in_force else 0
    drafts = [head for head in heads if head.status is PlanStatus.DRAFT and head.id > since]
    wanted = [*in_force, *drafts[::-1][:MOST_DRAFTS]]
    counts = count_visits(act.connection, [head.id for head in wanted], act.reps)
    return tuple(line_of(head, counts) for head in wanted)


@reads
def read_plan_line(act: Act, number: int) -> PlanLine:
    """Return one plan with its figures; raises `BadInputError` if there is none such."""
    head = find_plan(act.connection, number)
    return line_of(head, count_visits(act.connection, [head.id], act.reps))


@reads
def read_horizon(act: Act, number: int) -> Horizon:
    """Return all days of a plan in figures, of the reps whom the person sees; raises `BadInputError` for no plan."""
    head = find_plan(act.connection, number)
    counts = count_visits(act.connection, [head.id], act.reps)
    left: dict[str, int] = {}
    for (rep_id, _), count in count_unserved(act.connection, head.id, act.reps).items():
        left[rep_id] = left.get(rep_id, 0) + count
    reps = list_rep_names.inside(act)
    days = loads_standing(act, head, act.reps)
    return Horizon(line_of(head, counts), revision(act.connection), reps, days, left)


@reads
def list_rep_names(act: Act) -> dict[str, str]:
    """Return the reps whom the person sees: id to name."""
    return {rep.id: rep.name for rep in read_reps(act.connection) if act.reps is None or rep.id in act.reps}


def line_of(head: PlanHead, counts: Mapping[int, tuple[int, int]]) -> PlanLine:
    """Return a plan as it stands in a list; `counts` are its visits and those left out."""
    published, draft = head.status is PlanStatus.PUBLISHED, head.status is PlanStatus.DRAFT
    made = head.id, head.made_at, head.origin.made_by, head.start, head.end
    return PlanLine(*made, published, draft, *counts.get(head.id, (0, 0)))
