"""What a page asks the database: of several days each question once, of a plan in force nothing a second time."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta

import pytest
import sqlalchemy as sa

from office.opening import Office
from office.people import Grant, Person, Reach, Role, owner
from office.plans.days import read_board
from office.plans.publication import publish_plan
from office.sessions import begin_session, session_of
from office.staff import save_person
from office.visits.days import read_own_day, read_own_week
from store.accounts import write_accounts
from store.database import writing
from store.plans import find_plan, replace_days
from tests.calendars.week import ACCOUNTS
from tests.office.plans.test_publication import house, other
from tests.scheduler.test_published import MONDAY, WEEK, plan, tour

__all__ = ["house"]

ANN = Person("ann", "Ann", (Grant(Role.REP, Reach.OWN),), "r1")
SUNDAY = MONDAY + timedelta(days=6)


@contextmanager
def questions(office: Office) -> Iterator[list[str]]:
    """Take down what is asked of the database."""
    asked: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_more: object) -> None:
        if statement.startswith("SELECT"):
            asked.append(statement)

    sa.event.listen(office.database, "before_cursor_execute", note)
    try:
        yield asked
    finally:
        sa.event.remove(office.database, "before_cursor_execute", note)


def count(office: Office, ask: Callable[[], object]) -> int:
    with questions(office) as asked:
        ask()
    return len(asked)


@pytest.fixture
def week(house: Office) -> Office:
    some = next(iter(ACCOUNTS.values()))
    with writing(house.database) as connection:
        write_accounts(connection, [replace(some, id=f"of-{v}", name=f"Shop {v}") for v in "abc"])
    return house


def seen(office: Office) -> list[tuple[str, str]]:
    board = read_board(office, owner(), MONDAY, SUNDAY)
    return [(day.rep_id, chip.visit_id) for day in board.days for chip in day.chips]


def test_a_week_asks_each_question_once_however_many_days_it_has(week: Office) -> None:
    read_own_day(week, ANN, MONDAY)
    one = count(week, lambda: read_own_day(week, ANN, MONDAY))
    assert count(week, lambda: read_own_week(week, ANN, MONDAY)) == one
    days = read_own_week(week, ANN, MONDAY, 14)
    assert [(day.day.date, [one.stop.visit.visit_id for one in day.stops]) for day in days if day.stops] == [
        (MONDAY, ["a"]), (MONDAY + WEEK, ["b"])
    ]  # fmt: skip
    assert days == tuple(read_own_day(week, ANN, MONDAY + timedelta(days=after)) for after in range(14))


def test_days_of_a_plan_in_force_are_read_once_and_those_of_the_next_one_anew(week: Office) -> None:
    first = count(week, lambda: seen(week))
    assert count(week, lambda: seen(week)) < first
    assert seen(week) == [("r1", "a"), ("r2", "c")]
    publish_plan(week, owner(), other(week))
    assert seen(week) == [("r1", "b")]


def test_days_of_a_draft_are_read_each_time(week: Office) -> None:
    draft = other(week)

    def of_draft() -> list[str]:
        board = read_board(week, owner(), MONDAY, SUNDAY, draft)
        return [chip.visit_id for day in board.days for chip in day.chips]

    assert of_draft() == ["b"]
    with writing(week.database) as connection:
        replace_days(connection, find_plan(connection, draft).id, "r1", [MONDAY], plan(tour("r1", MONDAY, "d")))
    assert of_draft() == ["d"]


def test_who_is_signed_in_is_one_question(week: Office) -> None:
    save_person(week, owner(), "root", "Root", (Grant(Role.ADMINISTRATOR, Reach.EVERYTHING),))
    save_person(week, owner(), "ann", "Ann", (Grant(Role.REP, Reach.OWN), Grant(Role.MANAGER, Reach.OWN)), rep_id="r1")
    secret = begin_session(week, "ann", device="", phone=False)
    found = session_of(week, secret)
    assert found is not None
    assert {grant.role for grant in found.person.grants} == {Role.REP, Role.MANAGER}
    assert count(week, lambda: session_of(week, secret)) == 1
    assert session_of(week, secret + "x") is None
