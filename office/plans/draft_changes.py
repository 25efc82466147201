"""What was changed since a draft was made, as far as it concerns the draft: it is told, and never spoils the draft."""

from __future__ import annotations

from dataclasses import dataclass

from office.door import Act, reads
from office.plans.own_changes import own_changes
from store.changes import Change, Kind, kinds_since, touching_since
from store.database import Connection
from store.planned_visits import visits_in_plan
from store.plans import find_plan, published_plan

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
    """Return what was changed since a draft (the newest plan) was made, oldest first, of what the person may read.

    Raises
    ------
    BadInputError
        If there is no such plan.
    """
    head = find_plan(act.connection, number)
    in_force = published_plan(act.connection)
    changes = changes_of(act.connection, head.origin.revision, head.id)
    if act.reps is not None:
        read = own_changes(act, kinds_since(act.connection, head.origin.revision, CONCERNS))
        seen = {change.revision for change, _ in read}
        changes = tuple(one for one in changes if one.revision in seen)
    return DraftAge(head.id, head.origin.in_force, in_force.id if in_force else None, changes)


def changes_of(connection: Connection, revision: int, number: int) -> tuple[Since, ...]:
    """Return the changes after a revision that concern a plan, oldest first."""
    found: dict[int, tuple[Change, set[Kind]]] = {}
    for change, kinds in touching_since(connection, revision, [kind for kind in CONCERNS if kind not in ONE_BY_ONE]):
        found[change.revision] = (change, set(kinds))
    touched = kinds_since(connection, revision, ONE_BY_ONE)
    own = visits_in_plan(connection, number, {subject.key for _, subject in touched})
    for change, subject in touched:
        if subject.key in own:
            found.setdefault(change.revision, (change, set()))[1].add(subject.kind)
    return tuple(_told(*found[key]) for key in sorted(found))


def _told(change: Change, kinds: set[Kind]) -> Since:
    told = change.revision, change.made_at, change.actor, change.verb, change.summary
    return Since(*told, tuple(sorted(kind.value for kind in kinds)))
