"""A draft beside the plan in force, for whoever is about to publish it: how much changes for whom, and why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from office.door import Act, reads
from office.plans.closings import with_closings
from office.plans.open_parts import open_part
from office.plans.open_plans import span_of
from routing.travel import TravelEngine
from scheduler.explain.diff import Change, changes, justified
from scheduler.explain.draft_review import RepReview, mondays, reviewed
from scheduler.plan import Plan
from scheduler.team.situation import Span
from store.accounts import account_names, read_reps
from store.plans import PlanHead, PlanStatus, find_plan, published_plan, read_plan


@dataclass(frozen=True, slots=True)
class DraftReview:
    """A draft beside the plan in force (`before`, None where none is) from the first day that the draft plans.

    Attributes
    ----------
    weeks : tuple of date
        The Mondays that the draft plans.
    reps : tuple of RepReview
        Those with the most changes first.
    """

    number: int
    before: int | None
    draft: bool
    span: Span
    weeks: tuple[date, ...]
    reps: tuple[RepReview, ...]
    unserved: tuple[int, int]


@dataclass(frozen=True, slots=True)
class RepChanges:
    """Each change of one rep with its reason, and the accounts' names."""

    rep_id: str
    changes: tuple[Change, ...]
    names: Mapping[str, str] = field(default_factory=dict)


@reads
def review_draft(act: Act, number: int) -> DraftReview:
    """Return what a plan changes beside the one in force, rep by rep and week by week.

    Raises
    ------
    BadInputError
        If there is no such plan.
    """
    head, old_head, old, new = _both(act, number)
    span = span_of(new)
    names = {rep.id: rep.name for rep in read_reps(act.connection) if act.reps is None or rep.id in act.reps}
    return DraftReview(
        head.id,
        old_head.id if old_head else None,
        head.status is PlanStatus.DRAFT,
        span,
        mondays(span.start, span.days),
        reviewed(old, new, span.start, names),
        (len(old.unserved), len(new.unserved)),
    )


@reads
def explain_changes(act: Act, engine: TravelEngine, number: int, rep_id: str) -> RepChanges:
    """Return each change of one rep with its reason and what staying would cost.

    Raises
    ------
    BadInputError
        If there is no such plan or rep, or the rep is not the person's to see.
    """
    act.require_rep(rep_id)
    head, _, old, new = _both(act, number, rep_id)
    span = span_of(new)
    opened = open_part(act.office, act.connection, engine, head, rep_id)
    closed, released = opened.stored.situation.closed, opened.part.carried.released
    found = with_closings(
        act.connection,
        (
            justified(change, opened.part.assembled, opened.part.schedule, closed=closed, released=released)
            for change in changes(old, new, span.start)
        ),
    )
    return RepChanges(rep_id, found, account_names(act.connection, {change.account_id for change in found}))


def _both(act: Act, number: int, rep_id: str = "") -> tuple[PlanHead, PlanHead | None, Plan, Plan]:
    head, old_head = find_plan(act.connection, number), published_plan(act.connection)
    only = frozenset({rep_id}) if rep_id else act.reps
    within = frozenset() if only is None else only | {""}
    new = read_plan(act.connection, head, within)
    if old_head is None or old_head.id == head.id:
        return head, None, Plan(new.start, new.end, (), ()), new
    return head, old_head, read_plan(act.connection, old_head, within), new
