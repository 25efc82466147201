"""What a plan leaves out: how much of whom and why, and of one rep each visit with its tested ways to be served."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from office.door import Act, reads
from office.plans.explanations import VisitStory, stories_of
from office.plans.open_parts import open_part
from routing.money import DrivingCost
from routing.travel import TravelEngine
from scheduler.plan import UnservedVisit
from store.accounts import account_names, read_reps
from store.plan_figures import count_unserved
from store.plans import find_plan, read_plan

A_PAGE = 20
"""Visits that are explained at a time: each of their ways is tried."""


@dataclass(frozen=True, slots=True)
class RepUnserved:
    """How many visits of a rep are left out, by reason."""

    rep_id: str
    name: str
    reasons: Mapping[str, int]

    @property
    def count(self) -> int:
        """Return how many visits are left out."""
        return sum(self.reasons.values())


@dataclass(frozen=True, slots=True)
class UnservedStories:
    """Some of a rep's visits that are left out, from number `first` on of `total`.

    Attributes
    ----------
    stories : tuple of VisitStory
        Those that could be served by this rep: reason and ways are tried on the plan as it stands.
    others : tuple of UnservedVisit
        Those that no tour of the rep could hold, with the reason that was found as the plan was made.
    """

    rep_id: str
    stories: tuple[VisitStory, ...]
    others: tuple[UnservedVisit, ...]
    first: int
    total: int
    names: Mapping[str, str]
    cost: DrivingCost | None


@reads
def list_unserved(act: Act, number: int) -> tuple[RepUnserved, ...]:
    """Return whose visits a plan leaves out and why, those with the most first.

    Raises
    ------
    BadInputError
        If there is no such plan.
    """
    head = find_plan(act.connection, number)
    names = {rep.id: rep.name for rep in read_reps(act.connection)}
    reasons: dict[str, dict[str, int]] = {}
    for (rep_id, reason), count in count_unserved(act.connection, head.id, act.reps).items():
        reasons.setdefault(rep_id, {})[reason] = count
    found = (RepUnserved(rep_id, names.get(rep_id, rep_id), own) for rep_id, own in reasons.items())
    return tuple(sorted(found, key=lambda one: (-one.count, one.rep_id)))


@reads
def explain_unserved(act: Act, engine: TravelEngine, number: int, rep_id: str, first: int = 0) -> UnservedStories:
    """Explain a page of the visits of a rep that a plan leaves out.

    Raises
    ------
    BadInputError
        If there is no such plan or rep, or the rep is not the person's to see.
    """
    act.require_rep(rep_id)
    head = find_plan(act.connection, number)
    opened = open_part(act.office, act.connection, engine, head, rep_id)
    part, situation = opened.part, opened.stored.situation
    wanted = list(part.schedule.unserved)
    due = {part.assembled.due[v].visit_id for v in wanted}
    left = [one for one in read_plan(act.connection, head, frozenset({rep_id})).unserved if one.visit_id not in due]
    first = max(0, min(first, len(wanted)))
    stories = stories_of(opened, wanted[first : first + A_PAGE], others=False)
    others = tuple(left) if first + A_PAGE >= len(wanted) else ()
    concerned = {story.account_id for story in stories} | {one.account_id for one in others}
    concerned |= {way.other_account for story in stories for way in story.ways if way.other_account}
    concerned |= {name for story in stories for name in story.blocked_by}
    names = account_names(act.connection, concerned)
    cost = situation.policy.driving_cost(situation.currency)
    return UnservedStories(rep_id, stories, others, first, len(wanted), names, cost)
