"""Random life in an office: plans, publications and changes by hand of two planners, clicks and moves of a rep by
page and by calendar, replays, imports of busy time and of accounts, undo of whatever was done.

A model beside it holds only what people did. In the end no act of a person is lost, and no fixed date vanishes that
nobody took back.
"""

from __future__ import annotations

import shutil
import tempfile
import uuid
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from calendars.events import EventKind, event_uid
from calendars.links import Moved
from mileage.cells import csv_text
from office.calendars.sync import Seen, SyncedMeanwhileError, keep_sync
from office.fixed_dates.absences import add_absence, cancel_absence
from office.fixed_dates.ride_alongs import Wish, add_ride_along, cancel_ride_along
from office.imports.account_cells import account_cells
from office.imports.account_rows import COLUMNS
from office.imports.imports import commit_import
from office.imports.uploads import ImportOptions, Upload
from office.opening import Office, open_office
from office.outbox import deliver
from office.people import Grant, Person, Reach, Role
from office.plans.decisions import make_decision
from office.plans.publication import AnotherInForceError, Published, publish_plan
from office.visits.moves import allow_move, move_visit
from office.visits.questions import answer_question, list_questions
from office.visits.undo import undo_decision, undo_visit
from office.visits.visits import Report, accept_visit, reopen_visit, report_visit, skip_visit
from routing.problems import BadInputError
from routing.straight import StraightLineEngine
from scheduler.demand.due import visit_id
from scheduler.demand.workdays import Absence
from scheduler.explain.judgement import Decision
from scheduler.plan import VisitStatus
from store.accounts import read_accounts, write_accounts, write_reps
from store.calendar_links import read_state
from store.database import reading, writing
from store.events import visit_of
from store.fixed_dates import FixedKind, Source, absence_row, read_fixed_dates, remove_fixed_dates, write_fixed_dates
from store.folder import make_folder
from store.handover_visits import drop_joint_visits
from store.ownership import Owned, add_ownership
from store.pins import read_pins
from store.planned_visits import lying_in
from store.plans import published_plan, write_plan
from store.settings import read_settings, set_travel
from store.visits import read_visit_log
from tests.calendars.week import ACCOUNTS, HOUR, MONDAY, NOW, REP, plan, tour, visit
from tests.conftest import _make_postgres_database
from tests.office.carried_week import LAST_VISIT

BEGIN = datetime(2026, 3, 23, 5, tzinfo=UTC)
NUMBERS = {"v1": ("a", 0), "v2": ("b", 0), "v3": ("c", 0), "v4": ("a", 1)}
VISITS = tuple(NUMBERS)
MOST_CLOSED = 2
"""Visits that are over take part in little."""

DAYS = tuple(MONDAY + timedelta(days=number) for number in (0, 1, 7, 8))
PARTS: list[dict[str, Any]] = [{}, {"reps": ("r1",)}, {"last": DAYS[1]}, {"reps": ("r1",), "first": DAYS[2]}]
"""What of a draft is published: all of it, one rep, the first week, one rep's second week."""
PLANNERS = [Person(name, name, (Grant(Role.PLANNER),)) for name in ("paul", "petra")]
ADA = Person("ada", "Ada", (Grant(Role.ADMINISTRATOR),))
RITA = Person("rita", "Rita", (Grant(Role.REP, Reach.OWN),), rep_id="r1")


def furnish(office: Office) -> None:
    """Put two reps and three accounts into an empty workspace."""
    with writing(office.database) as connection:
        write_reps(connection, [REP, replace(REP, id="r2", name="Rolf")])
        write_accounts(connection, [replace(one, last_visit=LAST_VISIT) for one in ACCOUNTS.values()])
        add_ownership(connection, [Owned(name, LAST_VISIT, REP.id, "made") for name in ACCOUNTS])
        set_travel(connection, "straight")
    office.database.dispose()


class OfficeLife(RuleBasedStateMachine):
    """What may happen, in any order; `closed` and `kept` are what must be true whatever else happens."""

    house: Callable[[Path], object]
    """Puts the furnished workspace into a folder: a copy of its own."""

    @initialize()
    def open(self) -> None:
        self.home = Path(tempfile.mkdtemp(prefix="roundsman-life-"))
        type(self).house(self.home / "house")
        self.now = BEGIN
        self.office: Office = open_office(self.home / "house", lambda: self.now)
        with reading(self.office.database) as connection:
            name = read_settings(connection).name
        self.ids = {visit: visit_id(name, *of) for visit, of in NUMBERS.items()}
        self.pins: dict[str, tuple[date, int | None]] = {}
        self.decided: list[int] = []
        self.closed: dict[str, VisitStatus] = {}
        self.kept: dict[tuple[str, date], str] = {}
        self.busy: set[date] = set()
        self.request = 0
        self.drafts: list[int] = []
        self.seen = {person.id: 0 for person in PLANNERS}
        self.make_plan(days=[0, 1, 2, 3])
        publish_plan(self.office, PLANNERS[0], self.drafts[0])

    def once(self) -> Office:
        self.request += 1
        return self.office.once(f"request {self.request}")

    @rule(days=st.permutations([0, 1, 2, 3]))
    def make_plan(self, days: list[int]) -> None:
        stops = {
            DAYS[day]: replace(visit(f"v{NUMBERS[name][1]}", NUMBERS[name][0], 9), visit_id=self.ids[name])
            for name, day in zip(VISITS, days, strict=True)
        }
        made = plan(*(tour(day, stop) for day, stop in sorted(stops.items())))
        with writing(self.office.database) as connection:
            self.drafts.append(write_plan(connection, made, NOW))

    @rule(planner=st.sampled_from(PLANNERS))
    def look(self, planner: Person) -> None:
        with reading(self.office.database) as connection:
            head = published_plan(connection)
        self.seen[planner.id] = head.id if head else 0

    @rule(planner=st.sampled_from(PLANNERS), which=st.integers(0, 9), looks=st.booleans(), part=st.sampled_from(PARTS))
    def publish(self, planner: Person, which: int, looks: bool, part: dict[str, Any]) -> None:
        if looks:
            self.look(planner)
        number = self.drafts[which % len(self.drafts)]
        with reading(self.office.database) as connection:
            head = published_plan(connection)
        in_force = head.id if head else 0
        with suppress(BadInputError):
            try:
                done = publish_plan(self.office, planner, number, expected=self.seen[planner.id], **part)
                self.require_pins_in_force(done)
            except AnotherInForceError:
                assert self.seen[planner.id] != in_force, "a planner who saw the plan in force is not refused"

    def require_pins_in_force(self, done: Published) -> None:
        """A visit that people have put somewhere is in force there, or it was said why not."""
        with reading(self.office.database) as connection:
            lying = lying_in(connection, done.number, list(self.ids.values()))
        told = {one.visit_id for one in done.not_pinned}
        today = self.now.date()
        for name, (day, start_s) in self.pins.items():
            there = lying.get(self.ids[name])
            if done.changed and there is not None and day >= today and (there.date is None or there.date >= today):
                kept = there.date == day and start_s in {None, there.start_s}
                assert kept or self.ids[name] in told, f"{name} is pinned to {day} and {there} was said nothing of"

    @rule()
    def tomorrow(self) -> None:
        self.now += timedelta(days=1)

    @rule(
        name=st.sampled_from(VISITS),
        day=st.sampled_from(DAYS),
        start_s=st.sampled_from([None, 9 * HOUR, 14 * HOUR]),
        again=st.integers(1, 2),
    )
    def move(self, name: str, day: date, start_s: int | None, again: int) -> None:
        asked = self.once()
        for _ in range(again):
            with suppress(BadInputError):
                if not move_visit(asked, RITA, self.ids[name], day, start_s, "asked").problems:
                    self.pins[name] = day, start_s

    @rule(name=st.sampled_from(VISITS), day=st.sampled_from(DAYS), again=st.booleans())
    def move_by_calendar(self, name: str, day: date, again: bool) -> None:
        deliver(self.office)
        with reading(self.office.database) as connection:
            state = read_state(connection, "r1")
            known = visit_of(connection, "r1", event_uid(EventKind.VISIT, self.ids[name]))
        if not known:
            return
        start = datetime(day.year, day.month, day.day, 13, tzinfo=UTC)
        moved = Moved(event_uid(EventKind.VISIT, self.ids[name]), start, start + timedelta(hours=1))
        found = replace(state, token="once" if not again else state.token)
        keep_sync(self.office, RITA, "r1", Seen(state, found, (moved,)))
        if found != state:
            with suppress(SyncedMeanwhileError):
                keep_sync(self.office, RITA, "r1", Seen(state, found, (moved,)))
        with reading(self.office.database) as connection:
            now_on = {pin.visit_id: (pin.date, pin.start_s) for pin in read_pins(connection)}
        if now_on.get(self.ids[name]) != self.pins.get(name):
            self.pins[name] = now_on[self.ids[name]]
            assert self.pins[name][0] == day, "a calendar moves a visit to the day that the rep gave it"

    @rule(name=st.sampled_from(VISITS), day=st.sampled_from(DAYS))
    def allow(self, name: str, day: date) -> None:
        with suppress(BadInputError):
            allow_move(self.once(), PLANNERS[1], self.ids[name], day, None)
            self.pins[name] = day, None

    @rule(planner=st.sampled_from(PLANNERS), agreed=st.booleans())
    def answer(self, planner: Person, agreed: bool) -> None:
        for question in list_questions(self.office, planner)[:1]:
            before = dict(self.closed)
            with suppress(BadInputError):
                answer_question(self.once(), planner, question.number, "so it is", agreed=agreed)
            self.adopt(question.visit_id)
            others = {name: self.closed.get(name) for name in VISITS if self.ids[name] != question.visit_id}
            assert others == {name: before.get(name) for name in others}

    @rule(
        planner=st.sampled_from(PLANNERS),
        kind=st.sampled_from(["move", "pin", "drop", "swap"]),
        named=st.tuples(st.sampled_from(VISITS), st.sampled_from(VISITS)),
        day=st.sampled_from(DAYS),
        again=st.integers(1, 2),
    )
    def decide(self, planner: Person, kind: str, named: tuple[str, str], day: date, again: int) -> None:
        name, other = named
        wanted = Decision(kind, self.ids[name], day if kind == "move" else None, other=self.ids[other], reason="so")
        asked = self.once()
        for _ in range(again):
            with suppress(BadInputError):
                made = make_decision(asked, planner, StraightLineEngine(), wanted, anyway=True)
                assert made.decision is not None
                self.decided.append(made.decision)
                for pin in made.pins:
                    self.pins[self.name_of(pin.visit_id)] = pin.date, pin.start_s
                if kind == "drop":
                    self.closed[name] = VisitStatus.SKIPPED

    @rule(planner=st.sampled_from(PLANNERS), which=st.integers(0, 9))
    def undo_by_number(self, planner: Person, which: int) -> None:
        if not self.decided:
            return
        number = self.decided[which % len(self.decided)]
        before = self.whole()
        try:
            undone = undo_decision(self.once(), planner, number)
        except BadInputError:
            assert self.whole() == before, "what is refused changes nothing"
            return
        concerned = {self.name_of(undone.made.visit_id)} if undone.made.kind.value != "swap" else set(VISITS)
        after = self.whole()
        assert all(after[name] == before[name] for name in VISITS if name not in concerned)
        for name in concerned:
            self.adopt(self.ids[name])

    def whole(self) -> dict[str, tuple[object, object]]:
        """Return of each visit what became of it and where it is pinned."""
        with reading(self.office.database) as connection:
            log = {one.visit_id: one.status for one in read_visit_log(connection)}
            pins = {pin.visit_id: (pin.date, pin.start_s) for pin in read_pins(connection)}
        return {name: (log.get(identity), pins.get(identity)) for name, identity in self.ids.items()}

    def adopt(self, identity: str) -> None:
        """Take over what has become of one visit, where that was the point."""
        name = self.name_of(identity)
        closed, pin = self.whole()[name]
        self.closed.pop(name, None)
        self.pins.pop(name, None)
        if isinstance(closed, VisitStatus):
            self.closed[name] = closed
        if isinstance(pin, tuple):
            self.pins[name] = pin

    def name_of(self, identity: str) -> str:
        return next(name for name, one in self.ids.items() if one == identity)

    @precondition(lambda self: len(self.closed) < MOST_CLOSED)
    @rule(name=st.sampled_from(VISITS), again=st.integers(1, 3))
    def done(self, name: str, again: int) -> None:
        asked, report = self.once(), Report(DAYS[0])
        for _ in range(again):
            with suppress(BadInputError):
                report_visit(asked, RITA, self.ids[name], report)
                self.closed[name] = VisitStatus.DONE
                self.pins.pop(name, None)

    @precondition(lambda self: len(self.closed) < MOST_CLOSED)
    @rule(name=st.sampled_from(VISITS), again=st.integers(1, 2))
    def skip(self, name: str, again: int) -> None:
        asked = self.once()
        for _ in range(again):
            with suppress(BadInputError):
                skip_visit(asked, RITA, self.ids[name], "closed")
                self.closed[name] = VisitStatus.SKIPPED
                self.pins.pop(name, None)

    @rule(name=st.sampled_from(VISITS))
    def accept(self, name: str) -> None:
        with suppress(BadInputError):
            accept_visit(self.once(), RITA, self.ids[name])

    @rule(name=st.sampled_from(VISITS))
    def reopen(self, name: str) -> None:
        with suppress(BadInputError):
            if reopen_visit(self.once(), RITA, self.ids[name]):
                del self.closed[name]

    @rule(name=st.sampled_from(VISITS))
    def undo(self, name: str) -> None:
        before = self.whole()
        try:
            undone = undo_visit(self.once(), RITA, self.ids[name])
        except BadInputError:
            assert self.whole() == before, "what is refused changes nothing"
            return
        after = self.whole()
        assert undone.by == RITA.id
        assert all(after[one] == before[one] for one in VISITS if one != name), "undo is of one visit"
        self.adopt(self.ids[name])

    @rule(day=st.sampled_from(DAYS), again=st.integers(1, 2))
    def away(self, day: date, again: int) -> None:
        asked = self.once()
        for _ in range(again):
            add_absence(asked, RITA, Absence("r1", day, day, "ill"))
        self.kept["r1", day] = "ill"

    @rule(day=st.sampled_from(DAYS))
    def back(self, day: date) -> None:
        with suppress(BadInputError):
            cancel_absence(self.once(), RITA, "r1", day)
            del self.kept["r1", day]

    @rule(day=st.sampled_from(DAYS))
    def ride_along(self, day: date) -> None:
        with suppress(BadInputError):
            add_ride_along(self.once(), PLANNERS[0], Wish("r2", "r1", date=day))

    @rule(day=st.sampled_from(DAYS))
    def end_ride_along(self, day: date) -> None:
        with suppress(BadInputError):
            cancel_ride_along(self.once(), PLANNERS[1], "r2", day)

    @rule(days=st.sets(st.sampled_from(DAYS)))
    def import_busy(self, days: set[date]) -> None:
        with writing(self.office.database) as connection:
            old = read_fixed_dates(connection, sources=[Source.CALENDAR])
            remove_fixed_dates(connection, [one.id for one in old])
            rows = [absence_row(Absence("r1", day, day, "busy", 0, 3600), Source.CALENDAR) for day in sorted(days)]
            write_fixed_dates(connection, rows)
        self.busy = days

    @rule(phone=st.sampled_from(["", "+423 1", "+423 2"]), again=st.integers(1, 2))
    def import_accounts(self, phone: str, again: int) -> None:
        with reading(self.office.database) as connection:
            accounts = read_accounts(connection)
        cells = [account_cells(replace(one, phone=phone)) for one in accounts]
        text = csv_text(COLUMNS, [[row[name] for name in COLUMNS] for row in cells])
        for _ in range(again):
            commit_import(self.office, ADA, "accounts", Upload("accounts.csv", text.encode()), ImportOptions())
        with reading(self.office.database) as connection:
            assert {one.id for one in read_accounts(connection)} == {one.id for one in accounts}

    @rule(day=st.sampled_from(DAYS))
    def realign(self, day: date) -> None:
        with writing(self.office.database) as connection:
            drop_joint_visits(connection, {"a", "b", "c"}, day)

    @rule()
    def follow(self) -> None:
        deliver(self.office)

    @invariant()
    def nothing_that_a_person_did_is_lost(self) -> None:
        with reading(self.office.database) as connection:
            log = {one.visit_id: one.status for one in read_visit_log(connection)}
            away = read_fixed_dates(connection, kinds=[FixedKind.ABSENCE])
            pins = {pin.visit_id: (pin.date, pin.start_s) for pin in read_pins(connection)}
        assert log == {self.ids[name]: status for name, status in self.closed.items()}
        assert pins == {self.ids[name]: pin for name, pin in self.pins.items()}
        told = {(one.rep_id, one.first): one.reason for one in away if one.source is Source.PERSON}
        assert told == self.kept
        assert {one.first for one in away if one.source is Source.CALENDAR} == self.busy

    def teardown(self) -> None:
        self.office.database.dispose()
        shutil.rmtree(self.home)


def live(house: Callable[[Path], object], examples: int) -> None:
    """Let offices live that begin as copies of a house."""
    machine = type("OfficeLifeThere", (OfficeLife,), {"house": staticmethod(house)})
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=examples,
            derandomize=True,
            stateful_step_count=18,
            deadline=None,
            suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
        ),
    )


def test_no_act_of_a_person_is_lost(sqlite_workspace: Office) -> None:
    furnish(sqlite_workspace)
    live(lambda folder: shutil.copytree(sqlite_workspace.folder.path, folder), 12)


@pytest.mark.slow
def test_no_act_of_a_person_is_lost_on_a_server(migrated_postgres_url: str, tmp_path: Path) -> None:
    url = _make_postgres_database(migrated_postgres_url, "life", "migrated")
    make_folder(tmp_path / "house", url)
    furnish(open_office(tmp_path / "house", lambda: NOW))

    def copied(folder: Path) -> None:
        make_folder(folder, _make_postgres_database(migrated_postgres_url, f"t{uuid.uuid4().hex}", "life"))

    live(copied, 4)
