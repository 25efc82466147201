"""Random life in an office: plans, publications by two planners, clicks, replays, imports of busy time, undo.

A model beside it holds only what people did. In the end no act of a person is lost, and no fixed date vanishes that
nobody took back.
"""

from __future__ import annotations

import shutil
import tempfile
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from office.fixed_dates.absences import add_absence, cancel_absence
from office.fixed_dates.ride_alongs import Wish, add_ride_along, cancel_ride_along
from office.opening import Office, init_office, open_office
from office.outbox import deliver
from office.people import Grant, Person, Reach, Role
from office.plans.publication import AnotherInForceError, publish_plan
from office.visits.undo import undo_visit
from office.visits.visits import Report, accept_visit, reopen_visit, report_visit, skip_visit
from routing.problems import BadInputError
from scheduler.demand.workdays import Absence
from scheduler.plan import VisitStatus
from store.accounts import write_accounts, write_reps
from store.database import reading, writing
from store.fixed_dates import FixedKind, Source, absence_row, read_fixed_dates, remove_fixed_dates, write_fixed_dates
from store.handover_visits import drop_joint_visits
from store.plans import published_plan, write_plan
from store.visits import read_visit_log
from tests.calendars.week import ACCOUNTS, MONDAY, NOW, REP, plan, tour, visit

FRIDAY = datetime(2026, 4, 3, 18, tzinfo=UTC)
VISITS = ("v1", "v2", "v3", "v4")
DAYS = tuple(MONDAY + timedelta(days=number) for number in (0, 1, 7, 8))
PLANNERS = [Person(name, name, (Grant(Role.PLANNER),)) for name in ("paul", "petra")]
RITA = Person("rita", "Rita", (Grant(Role.REP, Reach.OWN),), rep_id="r1")

_made: list[Path] = []


def empty_house() -> Path:
    """Return a workspace with two reps and three accounts, made once."""
    if not _made:
        folder = Path(tempfile.mkdtemp(prefix="roundsman-life-")) / "house"
        office = init_office(folder, NOW).office
        with writing(office.database) as connection:
            write_reps(connection, [REP, replace(REP, id="r2", name="Rolf")])
            write_accounts(connection, list(ACCOUNTS.values()))
        office.database.dispose()
        _made.append(folder)
    return _made[0]


class OfficeLife(RuleBasedStateMachine):
    """What may happen, in any order; `closed` and `kept` are what must be true whatever else happens."""

    @initialize()
    def open(self) -> None:
        self.home = Path(tempfile.mkdtemp(prefix="roundsman-life-"))
        shutil.copytree(empty_house(), self.home / "house")
        self.office: Office = open_office(self.home / "house", lambda: FRIDAY)
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
            DAYS[day]: visit(name, "abca"[number], 9)
            for number, (name, day) in enumerate(zip(VISITS, days, strict=True))
        }
        made = plan(*(tour(day, stop) for day, stop in sorted(stops.items())))
        with writing(self.office.database) as connection:
            self.drafts.append(write_plan(connection, made, NOW))

    @rule(planner=st.sampled_from(PLANNERS))
    def look(self, planner: Person) -> None:
        with reading(self.office.database) as connection:
            head = published_plan(connection)
        self.seen[planner.id] = head.id if head else 0

    @rule(planner=st.sampled_from(PLANNERS), which=st.integers(0, 9))
    def publish(self, planner: Person, which: int) -> None:
        number = self.drafts[which % len(self.drafts)]
        with reading(self.office.database) as connection:
            head = published_plan(connection)
        in_force = head.id if head else 0
        with suppress(BadInputError):
            try:
                publish_plan(self.office, planner, number, expected=self.seen[planner.id])
            except AnotherInForceError:
                assert self.seen[planner.id] != in_force, "a planner who saw the plan in force is not refused"

    @rule(name=st.sampled_from(VISITS), again=st.integers(1, 3))
    def done(self, name: str, again: int) -> None:
        asked, report = self.once(), Report(DAYS[0])
        for _ in range(again):
            with suppress(BadInputError):
                report_visit(asked, RITA, name, report)
                self.closed[name] = VisitStatus.DONE

    @rule(name=st.sampled_from(VISITS), again=st.integers(1, 2))
    def skip(self, name: str, again: int) -> None:
        asked = self.once()
        for _ in range(again):
            with suppress(BadInputError):
                skip_visit(asked, RITA, name, "closed")
                self.closed[name] = VisitStatus.SKIPPED

    @rule(name=st.sampled_from(VISITS))
    def accept(self, name: str) -> None:
        with suppress(BadInputError):
            accept_visit(self.once(), RITA, name)

    @rule(name=st.sampled_from(VISITS))
    def reopen(self, name: str) -> None:
        with suppress(BadInputError):
            if reopen_visit(self.once(), RITA, name):
                del self.closed[name]

    @rule(name=st.sampled_from(VISITS))
    def undo(self, name: str) -> None:
        with suppress(BadInputError):
            undo_visit(self.once(), RITA, name)
            with reading(self.office.database) as connection:
                now_on = {one.visit_id: one.status for one in read_visit_log(connection)}
            assert {key: now_on.get(key) for key in VISITS if key != name} == {
                key: self.closed.get(key) for key in VISITS if key != name
            }, "undo takes back what was done to one visit"
            self.closed = now_on

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
        assert log == self.closed
        told = {(one.rep_id, one.first): one.reason for one in away if one.source is Source.PERSON}
        assert told == self.kept
        assert {one.first for one in away if one.source is Source.CALENDAR} == self.busy

    def teardown(self) -> None:
        self.office.database.dispose()
        shutil.rmtree(self.home)


TestOfficeLife = OfficeLife.TestCase
TestOfficeLife.settings = settings(
    max_examples=12,
    stateful_step_count=18,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)
