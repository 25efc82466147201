"""A visit is moved: one rule book judges it on the rep's open plan, whoever moves it, and nobody's change is lost."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest

import office.plans.rule_book
from calendars.dav import Access
from calendars.events import EventKind, event_uid
from office.calendars.accounts import connect_calendar
from office.calendars.sync import sync_calendar
from office.opening import Office
from office.people import Grant, Person, Reach, Role, owner
from office.visits.acts import Outcome, PhoneAct, carry_acts
from office.visits.moves import allow_move, move_visit
from office.visits.questions import answer_question, list_questions
from office.visits.undo import undo_visit
from office.visits.visits import accept_visit, skip_visit
from routing.problems import BadInputError
from scheduler.demand.rules import Pin
from scheduler.demand.workdays import Absence
from store.accounts import read_accounts, write_accounts
from store.answers import AnswerKind, read_answers
from store.changes import ChangedMeanwhileError, Kind, Subject, record_change
from store.database import reading, writing
from store.fixed_dates import write_absences
from store.pins import read_pins
from tests.calendars.dialects import google, served
from tests.calendars.servers import PASSWORD, USER
from tests.calendars.test_caldav import Phone
from tests.calendars.week import HOUR, MONDAY, NOW, REP
from tests.office.carried_week import at, do, due_week, fill, fill_due, put_in_force

TUESDAY, SUNDAY = MONDAY + timedelta(days=1), MONDAY + timedelta(days=6)
LATER = NOW + timedelta(hours=2)
RITA = Person("rita", "Rita", (Grant(Role.REP, Reach.OWN),), REP.id)


@pytest.fixture
def due(office: Office) -> tuple[Office, dict[str, str]]:
    return office, fill_due(office)


Due = tuple[Office, dict[str, str]]


def pins(office: Office) -> tuple[Pin, ...]:
    with reading(office.database) as connection:
        return read_pins(connection)


def codes(moved: Any) -> set[str]:
    return {problem.code for problem in moved.problems}


def test_a_move_within_the_rules_is_pinned(due: Due) -> None:
    week, ids = due
    moved = do(week, move_visit, ids["v1"], TUESDAY, 10 * HOUR, "asked", now=LATER)
    assert moved.problems == ()
    assert pins(week) == (Pin(ids["v1"], TUESDAY, 10 * HOUR, account_id="a", number=0),)


@pytest.mark.parametrize(
    ("day", "start_s", "code"),
    [
        (TUESDAY, 4 * HOUR, "account-closed"),
        (TUESDAY, 4 * HOUR, "date-not-worked"),
        (TUESDAY, 16 * HOUR + 1800, "date-not-worked"),
        (SUNDAY, None, "date-not-worked"),
        (MONDAY - timedelta(days=21), 10 * HOUR, "date-past"),
        (MONDAY + timedelta(days=21), 10 * HOUR, "too-late"),
        (MONDAY + timedelta(days=400), None, "date-not-worked"),
    ],
)
def test_a_move_against_a_rule_is_a_question_and_pins_nothing(
    due: Due, day: date, start_s: int | None, code: str
) -> None:
    week, ids = due
    moved = do(week, move_visit, ids["v1"], day, start_s, now=LATER)
    assert code in codes(moved)
    assert pins(week) == ()
    (question,) = do(week, list_questions)
    assert question.kind is AnswerKind.MOVED
    do(week, answer_question, question.number, agreed=True, now=LATER)
    (pin,) = pins(week)
    assert (pin.visit_id, pin.date, pin.start_s) == (ids["v1"], day, start_s)
    assert pin.force == ("account-closed" in codes(moved) or code == "date-past")
    assert do(week, list_questions) == ()


def test_a_visit_too_soon_after_the_last_one_is_a_question(office: Office) -> None:
    ids = fill_due(office, MONDAY - timedelta(days=7))
    assert codes(do(office, move_visit, ids["v3"], TUESDAY, None)) == {"too-soon"}
    assert codes(do(office, move_visit, ids["v3"], MONDAY + timedelta(days=8), None)) == set()
    assert codes(do(office, move_visit, ids["v1"], TUESDAY, None)) == set()  # on Monday it was sooner still


def test_a_time_that_another_visit_is_fixed_to_is_a_question(due: Due) -> None:
    week, ids = due
    assert do(week, move_visit, ids["v1"], TUESDAY, 10 * HOUR).problems == ()
    assert "two-at-one-time" in codes(do(week, move_visit, ids["v2"], TUESDAY, 10 * HOUR + 1800))
    assert do(week, move_visit, ids["v2"], TUESDAY, 14 * HOUR).problems == ()


def test_what_people_moved_before_is_where_they_left_it(due: Due) -> None:
    week, ids = due
    with writing(week.database) as connection:
        long = [replace(one, service_s=3 * HOUR) for one in read_accounts(connection)]
        write_accounts(connection, long)
        record_change(connection, "made", "long visits", NOW, subjects=[Subject(Kind.ACCOUNT, "a")])
    assert do(week, move_visit, ids["v1"], TUESDAY, None).problems == ()
    assert do(week, move_visit, ids["v2"], TUESDAY, None).problems == ()
    third = do(week, move_visit, ids["v3"], TUESDAY, None)
    assert codes(third) & {"return", "hours", "work"}  # a third one has no room beside those two
    do(week, undo_visit, ids["v3"])
    do(week, skip_visit, ids["v1"], "called off")
    assert do(week, move_visit, ids["v3"], TUESDAY, None).problems == ()


def test_a_pinned_visit_may_be_moved_again_and_its_own_pin_is_not_in_its_way(due: Due) -> None:
    week, ids = due
    for day, start_s in ((TUESDAY, 10 * HOUR), (TUESDAY, 10 * HOUR + 600), (MONDAY, None), (TUESDAY, 9 * HOUR)):
        assert do(week, move_visit, ids["v1"], day, start_s).problems == ()
        assert [(pin.date, pin.start_s) for pin in pins(week)] == [(day, start_s)]


def test_what_was_changed_since_the_part_was_opened_counts(due: Due) -> None:
    week, ids = due
    assert do(week, move_visit, ids["v1"], TUESDAY, None).problems == ()
    with writing(week.database) as connection:
        write_absences(connection, [Absence(REP.id, TUESDAY, TUESDAY, "ill")])
        record_change(connection, "made", "ill", NOW, subjects=[Subject(Kind.FIXED_DATES, REP.id)])
    assert codes(do(week, move_visit, ids["v2"], TUESDAY, None)) == {"date-not-worked"}


def test_a_visit_that_is_not_due_any_more_is_a_question_and_the_rep_s_word_is_kept(office: Office) -> None:
    fill(office)  # nobody owns its accounts
    moved = do(office, move_visit, "v1", TUESDAY, None, "asked")
    assert moved.problems
    (question,) = do(office, list_questions)
    assert question.text.startswith("asked; ")
    allow_move(at(office, NOW), owner(), "v1", TUESDAY, None)
    assert [(pin.date, pin.force) for pin in pins(office)] == [(TUESDAY, True)]


def test_a_colleague_s_change_between_ruling_and_keeping_is_looked_at(
    due: Due, monkeypatch: pytest.MonkeyPatch
) -> None:
    week, ids = due
    there = at(week, NOW)
    ask, came = office.plans.rule_book.may_lie, []

    def overtaken(act: Any, wishes: Any) -> Any:
        found = ask(act, wishes)
        if not came:
            came.append(1)
            with writing(week.database) as connection:
                write_absences(connection, [Absence(REP.id, TUESDAY, TUESDAY, "ill")])
                record_change(connection, "made", "ill", NOW, subjects=[Subject(Kind.FIXED_DATES, REP.id)])
        return found

    monkeypatch.setattr("office.visits.moves.may_lie", overtaken)
    assert codes(move_visit(there, RITA, ids["v1"], TUESDAY, None)) == {"date-not-worked"}
    assert pins(week) == ()


def test_a_ruling_that_is_overtaken_again_and_again_is_given_up_and_nothing_is_kept(
    due: Due, monkeypatch: pytest.MonkeyPatch
) -> None:
    week, ids = due
    ask = office.plans.rule_book.may_lie

    def overtaken(act: Any, wishes: Any) -> Any:
        found = ask(act, wishes)
        accept_visit(at(week, NOW), owner(), ids["v2"])
        return found

    monkeypatch.setattr("office.visits.moves.may_lie", overtaken)
    with pytest.raises(ChangedMeanwhileError):
        move_visit(at(week, NOW), RITA, ids["v1"], TUESDAY, None)
    with reading(week.database) as connection:
        assert {one.kind for one in read_answers(connection)} == {AnswerKind.ACCEPTED}


def test_several_moves_of_a_phone_are_judged_one_after_the_other(due: Due) -> None:
    week, ids = due

    def act(seq: int, kind: str, about: str, **body: str) -> PhoneAct:
        return PhoneAct(str(uuid4()), seq, kind, ids[about], NOW.isoformat(), body)

    sent = (
        act(1, "move", "v1", date=str(TUESDAY), time="10:00"),
        act(2, "move", "v2", date=str(TUESDAY), time="10:30"),
        act(3, "move", "v3", date="soon"),
        act(4, "undo", "v2"),
        act(5, "move", "v2", date=str(TUESDAY), time="14:00"),
    )
    answers = carry_acts(at(week, NOW), RITA, "phone", sent).answers
    outcomes = [one.outcome for one in answers]
    assert outcomes == [Outcome.APPLIED, Outcome.QUESTION, Outcome.REFUSED, Outcome.APPLIED, Outcome.APPLIED]
    assert {(pin.visit_id, pin.start_s) for pin in pins(week)} == {(ids["v1"], 36_000), (ids["v2"], 50_400)}
    assert carry_acts(at(week, NOW), RITA, "phone", sent).answers == answers


@pytest.fixture
def phone(due: Due) -> Iterator[Phone]:
    week, _ = due
    with served(google()) as url:
        do(week, connect_calendar, REP.id, url, USER, secret=PASSWORD)
        assert do(week, sync_calendar, REP.id).problems == ()
        yield Phone(Access(url, USER, PASSWORD))


def test_a_visit_moved_on_the_phone_is_pinned_and_the_next_plan_agrees(due: Due, phone: Phone) -> None:
    week, ids = due
    uid = event_uid(EventKind.VISIT, ids["v1"])
    phone.move(uid, datetime(2026, 3, 24, 9, tzinfo=UTC))
    do(week, sync_calendar, REP.id)
    assert pins(week) == (Pin(ids["v1"], TUESDAY, 10 * HOUR, account_id="a", number=0),)
    put_in_force(week, due_week(ids, {"v1": (TUESDAY, 10)}))
    do(week, sync_calendar, REP.id)
    report = do(week, sync_calendar, REP.id)
    assert report.written + report.removed == 0
    assert "DTSTART:20260324T090000Z" in phone.objects()[uid]


def test_a_missed_visit_dragged_to_another_day_afterwards_is_heard(due: Due, phone: Phone) -> None:
    week, ids = due
    phone.move(event_uid(EventKind.VISIT, ids["v1"]), datetime(2026, 3, 26, 9, tzinfo=UTC))
    do(week, sync_calendar, REP.id, now=NOW + timedelta(days=5))
    assert pins(week) == (Pin(ids["v1"], date(2026, 3, 26), 10 * HOUR, account_id="a", number=0),)


def test_a_rep_s_move_is_refused_where_the_visit_is_another_s(due: Due) -> None:
    week, ids = due
    otto = Person("otto", "Otto", (Grant(Role.REP, Reach.OWN),), "r2")
    with pytest.raises(BadInputError, match="not-yours"):
        move_visit(at(week, NOW), otto, ids["v1"], TUESDAY, None)
