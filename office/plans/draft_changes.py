"""What was changed since a draft was made, as far as it concerns the draft: it is told, and never spoils the draft."""

from __future__ import annotations

from dataclasses import dataclass

from office.door import Act, reads
from scheduler.plan import Plan
from store.changes import Kind, kinds_since
from store.database import Connection
from store.plans import find_plan, published_plan, read_plan

CONCERNS = (
    Kind.ACCOUNT,
    Kind.REP,
    Kind.FIXED_DATES,
    Kind.OWNERSHIP,
    Kind.SETTINGS,
    Kind.ROADS,
    Kind.PLAN_IN_FORCE,
    Kind.VISIT,
)
"""What a plan is made from; the ledger, the people and the calendars are none of it."""

ONE_BY_ONE = frozenset({Kind.VISIT})
"""Of these, only those concern a plan that it has."""


@dataclass(frozen=True, slots=True)
class Since:
    """One change after a draft was made; `kinds` are what it touched of what the draft was made from."""

    revision: int
    made_at: str
    actor: str
    verb: str
    summary: str
    kinds: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DraftAge:
    """How old a draft is: the plan in force when it was made and now, and what was changed between."""

    number: int
    in_force_then: int | None
    in_force: int | None
    changes: tuple[Since, ...]


@reads
def changes_since_draft(act: Act, number: int | None = None) -> DraftAge:
    """Return what was changed since a draft (the newest plan) was made, oldest first.

    Raises
    ------
    BadInputError
        If there is no such plan.
    """
    head = find_plan(act.connection, number)
    in_force = published_plan(act.connection)
    changes = changes_of(act.connection, head.origin.revision, read_plan(act.connection, head))
    return DraftAge(head.id, head.origin.in_force, in_force.id if in_force else None, changes)


def changes_of(connection: Connection, revision: int, plan: Plan) -> tuple[Since, ...]:
    """Return the changes after a revision that concern a plan."""
    visits = {visit.visit_id for tour in plan.tours for visit in tour.visits}
    visits |= {visit.visit_id for visit in plan.unserved}
    found: dict[int, Since] = {}
    for change, subject in kinds_since(connection, revision, CONCERNS):
        if subject.kind in ONE_BY_ONE and subject.key not in visits:
            continue
        before = found[change.revision].kinds if change.revision in found else ()
        kinds = tuple(dict.fromkeys((*before, subject.kind.value)))
        told = change.revision, change.made_at, change.actor, change.verb, change.summary
        found[change.revision] = Since(*told, kinds)
    return tuple(found[key] for key in sorted(found))
