"""One rep's part of the plan in force as people have left it: open in memory, amended by what was done since."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from office.opening import Office
from office.plans.open_parts import OpenPart
from office.plans.open_plans import read_part_as_left
from office.remembered import Shelf
from office.travel import EVIDENCE, travel_engine
from routing.problems import BadInputError, Problem
from routing.sentences import sentence
from routing.travel import TravelEngine
from scheduler.explain.amendment import pinned
from scheduler.explain.as_left import Left, left_by_pins, pins_of, rep_day_of, tours_as_left
from scheduler.explain.insertion import Priced
from scheduler.explain.restored import Restored
from scheduler.horizon import Horizon
from scheduler.plan import VisitStatus
from store.changes import Kind, Subject, revision, subjects_since
from store.database import Connection
from store.pins import pins_among
from store.plans import PlanHead, read_evidence
from store.visits import visits_closed_among

_NAME = "plans.parts_as_left"


@dataclass(frozen=True, slots=True, eq=False)
class PartAsLeft:
    """A rep's part of the plan in force; `left` are the visits that are not (or not only) where the plan has them.

    `revision` is the state that it shows.
    """

    open: OpenPart
    left: Mapping[str, Left]
    priced: Priced
    revision: int

    @property
    def part(self) -> Restored:
        """Return question and schedule as they were planned."""
        return self.open.part

    def find(self, visit_id: str) -> int | None:
        """Return a visit that is due, None where it is not."""
        return next((v for v, due in enumerate(self.part.assembled.due) if due.visit_id == visit_id), None)

    def rep_day(self, day: date) -> int | None:
        """Return the rep-day of a date, None where the rep does not work in this plan."""
        return rep_day_of(self.part, day)

    def horizon_for(self, visit_id: str, wanted: Left) -> Horizon:
        """Return the horizon in which a visit is free of its own pin, and has its time where one is wanted."""
        if visit_id not in self.left and wanted.start_s is None:
            return self.priced.horizon
        others = {name: one for name, one in self.left.items() if name != visit_id}
        return pinned(self.part.assembled, pins_of(self.part, {**others, visit_id: wanted}))

    def after(self, left: Mapping[str, Left], now_on: int) -> PartAsLeft:
        """Return the part once some visits lie elsewhere."""
        there = {**self.left, **left}
        return PartAsLeft(self.open, there, tours_as_left(self.part, there), now_on)

    def touched_since(self, connection: Connection) -> tuple[Subject | None, ...]:
        """Return what was changed since that the part depends on; None for a change that named nothing."""
        since = subjects_since(connection, self.revision)
        return tuple(one for one in since if one is None or self.open.depends_on(one))


def part_as_left(office: Office, connection: Connection, head: PlanHead, rep_id: str, today: date) -> PartAsLeft:
    """Return a rep's part of the plan in force from the rep's own day on, as people have left it.

    What was said of visits since is laid over the part that is open; any other change opens it anew.

    Raises
    ------
    BadInputError
        If the rep is unknown, or cannot be planned, or the plan is over.
    """
    engine = travel_engine(office, str(read_evidence(connection, head).get(EVIDENCE, "")))
    shelf: Shelf[PartAsLeft] = office.memory.setdefault(_NAME, Shelf())
    key = head.id, rep_id, engine.source, today
    known = shelf.find(key)
    found = _followed(connection, known) if known is not None else None
    if found is None:
        found = _opened(connection, engine, head, rep_id, today)
    if found is not known:
        shelf.keep(key, found)
    return found


def _followed(connection: Connection, known: PartAsLeft) -> PartAsLeft | None:
    """Return the part with what was said of its visits since; None where something else was changed."""
    now_on = revision(connection)
    if now_on == known.revision:
        return known
    since = known.touched_since(connection)
    due = {one.visit_id for one in known.part.assembled.due}
    visits = {one.key for one in since if one is not None and one.kind is Kind.VISIT and one.key in due}
    if len(visits) < len(since):
        return None
    left = _left(connection, sorted(visits))
    if all(left.get(name) == known.left.get(name) for name in visits):
        return PartAsLeft(known.open, known.left, known.priced, now_on)
    kept = {name: one for name, one in known.left.items() if name not in visits} | left
    return PartAsLeft(known.open, kept, tours_as_left(known.part, kept), now_on)


def _opened(connection: Connection, engine: TravelEngine, head: PlanHead, rep_id: str, today: date) -> PartAsLeft:
    if today > head.end:
        cause = sentence("plan {head}, in force, ended on {end}", head=head.id, end=head.end)
        raise BadInputError([Problem("visit-unknown", "plan", cause, "Plan the days to come.")])
    stored = read_part_as_left(connection, head, rep_id, today)
    if rep_id not in {rep.id for rep in stored.situation.reps}:
        cause = sentence("plan {head} has no rep {rep_id!r} who can be planned", head=head.id, rep_id=rep_id)
        raise BadInputError([Problem("rep-unknown", "rep", cause, "Name one of its reps.")])
    part = OpenPart(stored, rep_id, engine, stored.situation.revision, frozenset())
    left = _left(connection, [one.visit_id for one in part.part.assembled.due])
    return PartAsLeft(part, left, tours_as_left(part.part, left), part.revision)


def _left(connection: Connection, visit_ids: Sequence[str]) -> dict[str, Left]:
    """Return where people have left some visits, those alone of which anybody said anything."""
    left = left_by_pins(pins_among(connection, visit_ids))
    for closed in visits_closed_among(connection, visit_ids):
        left[closed.visit_id] = Left(closed.date if closed.status is VisitStatus.DONE else None)
    return left
