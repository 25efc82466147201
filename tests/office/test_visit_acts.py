"""One life of a visit: who did what and why is remembered, each act is taken back by one undo, and rules are one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from office.opening import Office
from office.people import Grant, Person, Reach, Role, owner
from office.visits.moves import allow_move, move_visit
from office.visits.questions import answer_question, list_questions
from office.visits.undo import undo_visit
from office.visits.visits import (
    Report,
    accept_visit,
    decline_visit,
    note_visit,
    reopen_visit,
    report_visit,
    report_visits,
    skip_visit,
)
from routing.problems import BadInputError
from scheduler.closed_visits import ClosedVisit
from scheduler.plan import VisitStatus
from store.accounts import write_accounts, write_reps
from store.answers import AnswerKind, read_answers
from store.changes import Kind, Subject, changes_since, revision, touched_since
from store.database import reading, writing
from store.ownership import Owned, add_ownership
from store.pins import read_pins
from store.plans import set_published, write_plan
from store.visits import read_visit_log, write_closed_visits
from tests.calendars.week import ACCOUNTS, HOUR, MONDAY, NOW, REP, account, plan, tour, visit
from tests.office.carried_week import at, do, fill, fill_due

TUESDAY, SUNDAY = MONDAY + timedelta(days=1), MONDAY + timedelta(days=6)
AFTER = NOW + timedelta(days=30)
RITA = Person("rita", "Rita", (Grant(Role.REP, Reach.OWN),), REP.id)
OTTO = Person("otto", "Otto", (Grant(Role.REP, Reach.OWN),), "r2")
PIA = Person("pia", "Pia", (Grant(Role.PLANNER),))


@pytest.fixture
def week(office: Office) -> Office:
    fill(office)
    return office


def state(office: Office) -> tuple[Any, ...]:
    with reading(office.database) as connection:
        standing = [(one.kind, one.open) for one in read_answers(connection) if one.undone_at is None]
        return read_visit_log(connection), read_pins(connection), standing


ACTS: list[tuple[Any, tuple[Any, ...]]] = [
    (accept_visit, ()),
    (move_visit, (TUESDAY, 10 * HOUR)),
    (move_visit, (SUNDAY, None)),
    (allow_move, (SUNDAY, None)),
    (decline_visit, ("closed",)),
    (decline_visit, ("",)),
    (skip_visit, ("road closed",)),
    (report_visit, (Report(MONDAY, 9 * HOUR, 10 * HOUR, "order", "", "samples"),)),
    (note_visit, ("ring twice",)),
]


@pytest.mark.parametrize(("case", "more"), ACTS)
@pytest.mark.parametrize("begun", [None, (move_visit, (TUESDAY, 11 * HOUR)), (move_visit, (SUNDAY, None))])
def test_every_act_is_taken_back_by_one_undo(week: Office, case: Any, more: tuple[Any, ...], begun: Any) -> None:
    if begun:
        do(week, begun[0], "v1", *begun[1], now=NOW)
    before = state(week)
    do(week, case, "v1", *more, now=AFTER if case is report_visit else NOW)
    assert state(week) != before
    undone = do(week, undo_visit, "v1", now=AFTER)
    assert undone.undone_at
    assert state(week) == before


def test_opening_again_is_taken_back_too(week: Office) -> None:
    do(week, skip_visit, "v1", "closed")
    before = state(week)
    assert do(week, reopen_visit, "v1") is True
    do(week, undo_visit, "v1")
    assert state(week) == before


def test_acts_are_taken_back_one_after_the_other_until_none_is_left(week: Office) -> None:
    before = state(week)
    do(week, accept_visit, "v1")
    do(week, move_visit, "v1", TUESDAY, None)
    do(week, undo_visit, "v1")
    do(week, undo_visit, "v1")
    assert state(week) == before
    with pytest.raises(BadInputError, match="visit-untouched"):
        do(week, undo_visit, "v1")


def test_who_did_it_and_why_is_remembered_for_rep_and_planner_alike(office: Office) -> None:
    ids = fill_due(office)
    move_visit(at(office, NOW), RITA, ids["v1"], TUESDAY, None, "they asked")
    move_visit(at(office, NOW), PIA, ids["v2"], TUESDAY, None, "on the way")
    with reading(office.database) as connection:
        said = [(one.visit_id, one.kind, one.by, one.text) for one in read_answers(connection)]
    assert said == [
        (ids["v1"], AnswerKind.MOVED, "rita", "they asked"),
        (ids["v2"], AnswerKind.MOVED, "pia", "on the way"),
    ]


def test_a_rep_acts_on_no_other_s_visits_and_takes_back_no_other_s_acts(week: Office) -> None:
    for case, more in ACTS:
        if case is not allow_move:
            with pytest.raises(BadInputError, match="not-yours"):
                case(at(week, AFTER), OTTO, "v1", *more)
    allow_move(at(week, NOW), PIA, "v1", SUNDAY, None)
    with pytest.raises(BadInputError, match="not-yours"):
        undo_visit(at(week, NOW), RITA, "v1")
    accept_visit(at(week, NOW), RITA, "v1")
    undo_visit(at(week, NOW), PIA, "v1")
    undo_visit(at(week, NOW), PIA, "v1")


def test_a_rep_sees_no_other_s_questions(week: Office) -> None:
    move_visit(at(week, NOW), RITA, "v1", SUNDAY, None)
    assert [one.visit_id for one in list_questions(week, RITA)] == ["v1"]
    assert list_questions(week, OTTO) == ()


@pytest.mark.parametrize("today", [date(2026, 3, 23), date(2026, 3, 24)])
def test_a_visit_takes_place_on_the_rep_s_own_day_at_the_latest(office: Office, today: date) -> None:
    fill(office)
    with writing(office.database) as connection:
        write_reps(connection, [replace(REP, timezone="Pacific/Auckland")])
    evening = NOW.replace(day=23, hour=13)  # the 24th has begun where the rep is, and not in UTC
    do(office, report_visit, "v1", Report(today), now=evening)
    with pytest.raises(BadInputError, match="date-to-come"):
        do(office, report_visits, {"v2": Report(today), "v3": Report(date(2026, 3, 25))}, now=evening)
    with reading(office.database) as connection:
        assert [one.visit_id for one in read_visit_log(connection)] == ["v1"]  # all of many, or none


@pytest.mark.parametrize("day", [date(9999, 12, 31), date(1, 1, 1)])
def test_a_day_that_nobody_means_is_refused(week: Office, day: date) -> None:
    for case in (move_visit, allow_move):
        with pytest.raises(BadInputError, match="date-far"):
            do(week, case, "v1", day, None)


def test_a_move_to_a_day_that_is_past_is_a_question(week: Office) -> None:
    moved = do(week, move_visit, "v1", MONDAY, None, now=NOW + timedelta(days=5))
    assert "date-past" in [problem.code for problem in moved.problems]


@pytest.mark.parametrize(
    "case", [accept_visit, lambda *a: move_visit(*a, TUESDAY, None), lambda *a: skip_visit(*a, "x")]
)
def test_what_is_done_becomes_nothing_else(week: Office, case: Callable[..., Any]) -> None:
    do(week, report_visit, "v1", Report(MONDAY), now=AFTER)
    with pytest.raises(BadInputError, match="visit-over"):
        do(week, case, "v1", now=AFTER)
    do(week, report_visit, "v1", Report(MONDAY, outcome="order"), now=AFTER)  # a correction
    with reading(week.database) as connection:
        assert [(one.status, one.outcome) for one in read_visit_log(connection)] == [(VisitStatus.DONE, "order")]


def test_a_question_answered_yes_or_no_is_settled(week: Office) -> None:
    do(week, move_visit, "v1", SUNDAY, None)
    do(week, decline_visit, "v2", "")
    moved, declined = do(week, list_questions)
    do(week, answer_question, moved.number, agreed=True)
    with pytest.raises(BadInputError, match="reason-missing"):
        do(week, answer_question, declined.number, agreed=True)
    do(week, answer_question, declined.number, agreed=False)
    assert do(week, list_questions) == ()
    with reading(week.database) as connection:
        assert [(pin.visit_id, pin.date, pin.force) for pin in read_pins(connection)] == [("v1", SUNDAY, True)]
        assert read_visit_log(connection) == ()
    with pytest.raises(BadInputError, match="question-unknown"):
        do(week, answer_question, moved.number, agreed=True)


def test_a_click_is_recorded_with_its_person_verb_and_subject(week: Office) -> None:
    with reading(week.database) as connection:
        before = revision(connection)
    accept_visit(at(week, NOW), RITA, "v1")
    with reading(week.database) as connection:
        (change,) = changes_since(connection, before)
        assert (change.actor, change.verb) == ("rita", "accept_visit")
        assert touched_since(connection, before, [Subject(Kind.VISIT, "v1")]) == (change,)


@contextmanager
def steps_of(office: Office) -> Iterator[list[int]]:
    """Count the steps that the database's machine takes meanwhile, in hundreds."""
    counted = [0]

    def count() -> int:
        counted[0] += 1
        return 0

    office.database.dispose()  # connections are made anew, each with the counter

    @sa.event.listens_for(office.database, "connect")
    def watch(connection: Any, _: object) -> None:
        connection.set_progress_handler(count, 100)

    yield counted
    sa.event.remove(office.database, "connect", watch)


def test_a_click_costs_the_same_in_a_workspace_of_three_thousand_accounts(sqlite_workspace: Office) -> None:
    office = sqlite_workspace
    many = [account(f"a{n}") for n in range(3000)]
    tours = [
        tour(MONDAY + timedelta(days=day), *(visit(f"v{day * 45 + n}", f"a{day * 45 + n}", 9) for n in range(45)))
        for day in range(60)
    ]
    old = MONDAY - timedelta(days=60)
    closed = [
        ClosedVisit(f"o{n}", f"a{n}", REP.id, VisitStatus.DONE, old, None, None, "", "", "", "2026-11-21T12Z", None)
        for n in range(3000)
    ]
    with writing(office.database) as connection:
        write_reps(connection, [REP])
        write_accounts(connection, [*many, *ACCOUNTS.values()])
        set_published(connection, write_plan(connection, plan(*tours), NOW))
        write_closed_visits(connection, closed)
    there = at(office, AFTER)
    with steps_of(office) as counted:
        accept_visit(there, owner(), "v0")
        report_visit(there, owner(), "v40", Report(MONDAY))
    assert 0 < counted[0] < 100  # hundreds of the database's own steps; reading all visits once takes over 300


def test_a_move_on_the_open_plan_costs_no_more_beside_three_thousand_accounts(sqlite_workspace: Office) -> None:
    office, old = sqlite_workspace, MONDAY - timedelta(days=60)
    many = [account(f"a{n}") for n in range(3000)]
    closed = [
        ClosedVisit(f"o{n}", f"a{n}", "r2", VisitStatus.DONE, old, None, None, "", "", "", "2026-11-21T12Z", None)
        for n in range(3000)
    ]
    ids = fill_due(office)
    with writing(office.database) as connection:
        write_accounts(connection, many)
        add_ownership(connection, [Owned(one.id, old, "r2", "made") for one in many])
        write_closed_visits(connection, closed)
    there = at(office, NOW)
    move_visit(there, RITA, ids["v1"], TUESDAY, None)  # opens the rep's part
    with steps_of(office) as counted:
        move_visit(there, RITA, ids["v2"], TUESDAY, 14 * HOUR)
        move_visit(there, RITA, ids["v1"], TUESDAY, 9 * HOUR)
    assert 0 < counted[0] < 100
