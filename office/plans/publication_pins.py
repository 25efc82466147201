"""Pins made since a draft: it has their visits there as it is put in force, or it is said why not."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace

from office.door import Act
from office.known import require_rep
from office.plans.notes import PlanNote
from office.plans.open_plans import Stored, read_part_as_left
from office.plans.rule_book import OvertakenError
from office.travel import EVIDENCE, travel_engine
from routing.dates import Day
from routing.findings import Finding
from routing.problems import BadInputError
from scheduler.demand.rules import Pin
from scheduler.explain.amendment import Amendment, amended
from scheduler.explain.as_left import left_by_pins, tours_as_left
from scheduler.explain.evaluate import Evaluation
from scheduler.explain.restored import Restored, restore
from scheduler.published import Part
from store.changes import Kind, Subject, changes_since, draft_key, revision, touched_since
from store.database import Connection
from store.pins import pins_among, read_open_pins
from store.planned_visits import lying_in
from store.plans import PlanHead, read_evidence

RULE = "pin-not-kept"
"""The code of a note: a visit is in force elsewhere than people have put it."""


@dataclass(frozen=True, slots=True)
class Unplaced:
    """A visit that people have put on a date, and that is in force elsewhere, with why."""

    visit_id: str
    account_id: str
    rep_id: str
    date: Day
    why: Finding

    @property
    def note(self) -> PlanNote:
        """Return it as a line of the plan's report."""
        return PlanNote(self.rep_id, self.account_id, self.visit_id, RULE, 0, self.why)


@dataclass(frozen=True, slots=True, eq=False)
class PlacedPins:
    """The days of a draft that are made anew for pins, and what cannot lie where it is pinned.

    `astray` are the pins that the draft does not keep, as they were when this was worked out.
    """

    head: PlanHead
    part: Part
    astray: tuple[Pin, ...]
    amendments: tuple[Amendment, ...]
    placed: tuple[str, ...]
    unplaced: tuple[Unplaced, ...]
    revision: int

    def require_standing(self, connection: Connection) -> None:
        """Raise `OvertakenError` where pins or the days of the draft are not what they were."""
        reps = [Subject(Kind.DRAFT, draft_key(self.head.id, one.rep_id)) for one in self.amendments]
        now_on = tuple(pin for pin, _ in astray_pins(connection, self.head, self.part))
        if now_on != self.astray or touched_since(connection, self.revision, reps):
            raise OvertakenError(changes_since(connection, self.revision))


def place_pins(act: Act, head: PlanHead, part: Part) -> PlacedPins:
    """Work out what a draft looks like with each visit where people have put it: ask inside ``act.reading()``."""
    connection, number = act.connection, revision(act.connection)
    astray = astray_pins(connection, head, part)
    amendments, placed, unplaced = list[Amendment](), list[str](), list[Unplaced]()
    for rep_id in sorted({rep_id for _, rep_id in astray}):
        found = _Rep(act, head, part, rep_id, tuple(pin for pin, whose in astray if whose == rep_id)).placed()
        amendments += [found.amendment] if found.amendment else []
        placed += found.there
        unplaced += found.not_there
    pins = tuple(pin for pin, _ in astray)
    return PlacedPins(head, part, pins, tuple(amendments), tuple(placed), tuple(unplaced), number)


def astray_pins(connection: Connection, head: PlanHead, part: Part) -> tuple[tuple[Pin, str], ...]:
    """Return the pins of open visits that a plan has elsewhere, or at another time, each with the visit's rep."""
    pins = [pin for pin in read_open_pins(connection) if pin.date >= part.first]
    lying = lying_in(connection, head.id, [pin.visit_id for pin in pins])
    found = []
    for pin in pins:
        there = lying.get(pin.visit_id)
        if there is None or there.rep_id not in part.reps or (there.date is not None and there.date < part.first):
            continue
        if there.date != pin.date or pin.start_s not in {None, there.start_s}:
            found.append((pin, there.rep_id))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class _Found:
    amendment: Amendment | None
    there: tuple[str, ...]
    not_there: tuple[Unplaced, ...]


@dataclass(frozen=True, slots=True)
class _Rep:
    """One rep's pins that a draft does not keep."""

    act: Act
    head: PlanHead
    part: Part
    rep_id: str
    pins: tuple[Pin, ...]

    def placed(self) -> _Found:
        """Place one pin after the other, each beside those that found their place."""
        try:
            stored, own = self._opened()
        except BadInputError as error:
            return _Found(None, (), tuple(self._unplaced(pin, "pin-unknown", error) for pin in self.pins))
        there: list[Pin] = []
        gone: list[Unplaced] = []
        best: Amendment | None = None
        for pin in self.pins:
            why = self._impossible(own, pin)
            tried = None if why else _amended(self.act.connection, stored, own, [*there, pin])
            if tried is None:
                gone.append(self._unplaced(pin, why or "pin-not-driven"))
            else:
                best = tried
                there.append(pin)
        return _Found(best, tuple(pin.visit_id for pin in there), tuple(gone))

    def _opened(self) -> tuple[Stored, Restored]:
        connection, office = self.act.connection, self.act.office
        today = self.act.today(require_rep(connection, self.rep_id).timezone)
        stored = read_part_as_left(connection, self.head, self.rep_id, today)
        engine = travel_engine(office, str(read_evidence(connection, self.head).get(EVIDENCE, "")))
        return stored, restore(stored.plan, stored.situation, engine, self.rep_id)[self.rep_id]

    def _impossible(self, own: Restored, pin: Pin) -> str:
        """Return the code of what keeps a visit from its day at once, or an empty text."""
        if not self.part.has(self.rep_id, pin.date):
            return "pin-outside-part"
        request, assembled = own.assembled.request, own.assembled
        if all(due.visit_id != pin.visit_id for due in assembled.due):
            return "pin-not-due"
        day = request.day_of(pin.date)
        if all(each.day != day for each in assembled.horizon.rep_days):
            return "pin-not-worked"
        return ""

    def _unplaced(self, pin: Pin, code: str, error: BadInputError | None = None) -> Unplaced:
        more = {"rep": self.rep_id} if code == "pin-not-worked" else {}
        more |= {} if error is None else {"cause": error.problems[0].cause}
        why = Finding.of(code, pinned=pin.date.isoformat(), **more)
        return Unplaced(pin.visit_id, pin.account_id, self.rep_id, pin.date, why)


def _amended(connection: Connection, stored: Stored, own: Restored, moved: Collection[Pin]) -> Amendment | None:
    """Return the days made anew once some visits lie where they are pinned; None where one cannot be driven so."""
    pins = pins_among(connection, [due.visit_id for due in own.assembled.due])
    priced = tours_as_left(own, left_by_pins(pins), only={pin.visit_id for pin in moved})
    change = Evaluation(tuple(tuple(tour) for tour in priced.tours), 0.0, ())
    timed = replace(own, assembled=replace(own.assembled, horizon=priced.horizon))
    return amended(stored.plan, timed, change, tuple(moved))
