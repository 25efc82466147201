"""One rep's part of a plan, open in memory: kept as long as nothing that it depends on was changed."""

from __future__ import annotations

from dataclasses import dataclass

from office.opening import Office
from office.plans.open_plans import Stored, read_stored_part
from office.remembered import Shelf
from routing.problems import BadInputError, Problem
from routing.sentences import sentence
from routing.travel import TravelEngine
from scheduler.explain.insertion import Priced
from scheduler.explain.restored import Restored, restore
from store.changes import Kind, Subject, draft_key, revision, subjects_since
from store.database import Connection
from store.plans import PlanHead

_NAME = "plans.open_parts"
_WHOLE = frozenset({Kind.SETTINGS, Kind.ROADS})
"""What every part depends on."""

_BY_ACCOUNT = frozenset({Kind.ACCOUNT, Kind.OWNERSHIP})
_BY_REP = frozenset({Kind.REP, Kind.FIXED_DATES, Kind.PLAN_IN_FORCE})


@dataclass(eq=False)
class OpenPart:
    """A rep's part of a plan as question and schedule, with each day's trial; `revision` is the state that it shows."""

    stored: Stored
    part: Restored
    priced: Priced
    revision: int

    @property
    def rep_id(self) -> str:
        """Return whose part it is."""
        return self.part.assembled.request.rep.id

    def depends_on(self, subject: Subject) -> bool:
        """Return whether the part may be another one after a change of this."""
        kind, key = subject.kind, subject.key
        if kind is Kind.DRAFT:
            return key == draft_key(self.stored.head.id, self.rep_id)
        if kind is Kind.VISIT:
            return key in self._visits
        if kind in _BY_ACCOUNT:
            return not key or key in self._accounts or key == self.rep_id
        if kind in _BY_REP:
            return key in self._reps or (not key and kind is not Kind.PLAN_IN_FORCE)
        return kind in _WHOLE

    def __post_init__(self) -> None:
        situation, plan = self.stored.situation, self.stored.plan
        self._reps = {rep.id for rep in situation.reps}
        self._accounts = {account.id for account in situation.accounts}
        self._visits = {due.visit_id for due in self.part.assembled.due} | set(self._accounts)
        self._visits |= {visit.visit_id for tour in plan.tours for visit in tour.visits}


def open_part(office: Office, connection: Connection, engine: TravelEngine, head: PlanHead, rep_id: str) -> OpenPart:
    """Return a rep's part of a plan, from memory if nothing that it depends on was changed since it was opened.

    Raises
    ------
    BadInputError
        If the rep is unknown, or cannot be planned.
    """
    shelf: Shelf[OpenPart] = office.memory.setdefault(_NAME, Shelf())
    key = head.id, rep_id, engine.source
    known, now_on = shelf.find(key), revision(connection)
    if known is not None and known.stored.head.status is head.status and not _spoilt(connection, known, now_on):
        known.revision = now_on
        return known
    stored = read_stored_part(connection, head, rep_id)
    found = restore(stored.plan, stored.situation, engine, rep_id).get(rep_id)
    if found is None:
        cause = sentence("plan {head} has no rep {rep_id!r} who can be planned", head=head.id, rep_id=rep_id)
        raise BadInputError([Problem("rep-unknown", "rep", cause, "Name one of its reps.")])
    priced = Priced(found.assembled.horizon, found.schedule.tours)
    part = OpenPart(stored, found, priced, stored.situation.revision)
    shelf.keep(key, part)
    return part


def _spoilt(connection: Connection, part: OpenPart, now_on: int) -> bool:
    """Return whether any change concerns the part; one that named nothing (None) may have changed anything."""
    subjects = subjects_since(connection, part.revision) if part.revision < now_on else ()
    return any(subject is None or part.depends_on(subject) for subject in subjects)
