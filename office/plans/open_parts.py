"""One rep's part of a plan, open in memory: kept as long as nothing that it depends on was changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

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
from store.pins import pinned_among
from store.plans import PlanHead
from store.visits import statuses_of

_NAME = "plans.open_parts"
_WHOLE = frozenset({Kind.SETTINGS, Kind.ROADS})
"""What every part depends on."""

_BY_ACCOUNT = frozenset({Kind.ACCOUNT, Kind.OWNERSHIP})
_BY_REP = frozenset({Kind.REP, Kind.FIXED_DATES, Kind.PLAN_IN_FORCE})


@dataclass(eq=False)
class OpenPart:
    """A rep's part of a plan; `revision` is the state that it shows, `put` its visits that are closed or pinned in it.

    Question and schedule are made when they are first asked for: whoever looks at another rep's days with one more
    account in them has no use for those without it.
    """

    stored: Stored
    rep_id: str
    engine: TravelEngine
    revision: int
    put: frozenset[str]

    @cached_property
    def part(self) -> Restored:
        """Return it as question and schedule."""
        found = restore(self.stored.plan, self.stored.situation, self.engine, self.rep_id)[self.rep_id]
        self.know(found)
        return found

    @cached_property
    def priced(self) -> Priced:
        """Return each day's trial."""
        return Priced(self.part.assembled.horizon, self.part.schedule.tours)

    def know(self, part: Restored) -> None:
        """Take note of the visits that are due in it, or in what is made of it and one more account."""
        self._due |= {due.visit_id for due in part.assembled.due}

    def depends_on(self, subject: Subject) -> bool:
        """Return whether the part may be another one after a change of this."""
        kind, key = subject.kind, subject.key
        if kind is Kind.DRAFT:
            return key == draft_key(self.stored.head.id, self.rep_id)
        if kind is Kind.VISIT:
            return not self._due or key in self._due or key in self._visits
        if kind in _BY_ACCOUNT:
            return not key or key in self._accounts or key == self.rep_id
        if kind in _BY_REP:
            return key in self._reps or (not key and kind is not Kind.PLAN_IN_FORCE)
        return kind in _WHOLE

    def lies_as_planned(self, visit_id: str) -> bool:
        """Return whether a visit is one that the plan has, neither closed nor pinned as the part shows it."""
        return visit_id in self._visits - self._accounts and visit_id not in self.put

    def __post_init__(self) -> None:
        situation, plan = self.stored.situation, self.stored.plan
        self._reps = {rep.id for rep in situation.reps}
        self._accounts = {account.id for account in situation.accounts}
        self._visits = {visit.visit_id for tour in plan.tours for visit in tour.visits} | self._accounts
        self._due: set[str] = set()  # nobody knows yet: a change of any visit may concern it


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
    if rep_id not in {rep.id for rep in stored.situation.reps}:
        cause = sentence("plan {head} has no rep {rep_id!r} who can be planned", head=head.id, rep_id=rep_id)
        raise BadInputError([Problem("rep-unknown", "rep", cause, "Name one of its reps.")])
    visits = [visit.visit_id for tour in stored.plan.tours for visit in tour.visits]
    part = OpenPart(stored, rep_id, engine, stored.situation.revision, _put(connection, visits))
    shelf.keep(key, part)
    return part


def _spoilt(connection: Connection, part: OpenPart, now_on: int) -> bool:
    """Return whether any change concerns the part; one that named nothing (None) may have changed anything."""
    subjects = subjects_since(connection, part.revision) if part.revision < now_on else ()
    concerning = [subject for subject in subjects if subject is None or part.depends_on(subject)]
    visits = [subject.key for subject in concerning if subject is not None and subject.kind is Kind.VISIT]
    return len(visits) < len(concerning) or not all(map(part.lies_as_planned, visits)) or bool(_put(connection, visits))


def _put(connection: Connection, visits: Sequence[str]) -> frozenset[str]:
    """Return those of some visits that are closed or pinned: of others something was said, which moves nothing."""
    return frozenset(statuses_of(connection, visits)) | pinned_among(connection, visits)
