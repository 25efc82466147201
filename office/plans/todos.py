"""What to see to before a plan is ordered, in the order in which it hurts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from office.accounts.search import Asked, list_accounts
from office.door import Act, reads
from office.fixed_dates.register import list_fixed_dates
from office.plans.approvals import read_approval
from office.plans.horizons import list_plans
from office.visits.questions import list_questions

AHEAD = timedelta(weeks=4)
"""Who is away within these weeks is told."""


@dataclass(frozen=True, slots=True)
class Todo:
    """One thing to see to and how many there are.

    `kind` is ``questions``, ``overdue``, ``approval``, ``unserved`` or ``away``; `plan` is the one that it is about, 0
    where it is about none.
    """

    kind: str
    count: int
    plan: int = 0


@reads
def list_todos(act: Act) -> tuple[Todo, ...]:
    """Return what waits: people for an answer, visits that are late, the rest; what there is none of is not told."""
    today, plans = act.now.date(), list_plans.inside(act)
    in_force = next((line for line in plans if line.in_force), None)
    drafts = [line.number for line in plans if line.draft]
    waiting = [number for number in drafts if read_approval.inside(act, number).asked]
    away = {
        one.rep_id
        for one in list_fixed_dates.inside(act, today)
        if one.kind == "absence" and today <= one.date <= today + AHEAD
    }
    found = (
        Todo("questions", len(list_questions.inside(act))),
        Todo("overdue", list_accounts.inside(act, Asked(overdue=True, limit=1)).total),
        Todo("approval", len(waiting), waiting[0] if waiting else 0),
        Todo("unserved", in_force.unserved if in_force else 0, in_force.number if in_force else 0),
        Todo("away", len(away)),
    )
    return tuple(one for one in found if one.count)
