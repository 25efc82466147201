"""Visits are rows: pins, answers, plans and the log refer to them, and numbers are read."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
import sqlalchemy as sa

from office.opening import Office
from scheduler.closed_visits import ClosedVisit
from scheduler.demand.rules import AccountState, Pin
from scheduler.demand.states import states_of
from scheduler.plan import VisitStatus
from store.answers import AnswerKind, VisitAnswer, add_answer
from store.database import reading, writing
from store.pins import read_open_pins, write_pin
from store.visits import (
    Visit,
    accounts_of_closed,
    keep_visits,
    next_numbers,
    read_states,
    read_visit_log,
    write_closed_visit,
)
from tests.conftest import NOW
from tests.office.carried_week import fill

MONDAY = date(2026, 3, 23)
DONE = ClosedVisit("v1", "a", "r1", VisitStatus.DONE, MONDAY, None, None, "", "", "", "2026-11-21T12:00:00+00:00")


@pytest.fixture
def week(office: Office) -> Office:
    fill(office)
    return office


def test_what_was_closed_has_the_number_of_its_visit(week: Office) -> None:
    with writing(week.database) as connection:
        write_closed_visit(connection, DONE)
        assert read_visit_log(connection) == (replace(DONE, number=1),)
        assert next_numbers(connection) == {"a": 2}
        assert next_numbers(connection, ["b"]) == {}


def test_a_visit_of_the_past_has_a_row_and_no_number(week: Office) -> None:
    with writing(week.database) as connection:
        write_closed_visit(connection, replace(DONE, visit_id="past:1"))
        assert next_numbers(connection) == {}


def test_the_pin_of_a_visit_that_is_over_is_not_open(week: Office) -> None:
    pin = Pin("v1", MONDAY, account_id="a", number=1)
    with writing(week.database) as connection:
        write_pin(connection, pin, "", NOW)
        assert read_open_pins(connection) == (pin,)
        write_closed_visit(connection, DONE)
        assert read_open_pins(connection) == ()


def test_nothing_speaks_of_a_visit_that_there_is_not(week: Office) -> None:
    answer = VisitAnswer("nowhere", "a", "r1", AnswerKind.ACCEPTED, "", "rep", "2026-11-21T12:00:00+00:00")
    with pytest.raises(sa.exc.IntegrityError), writing(week.database) as connection:
        add_answer(connection, answer)


def test_an_account_has_each_number_once(week: Office) -> None:
    with pytest.raises(sa.exc.IntegrityError), writing(week.database) as connection:
        keep_visits(connection, [Visit("other", "a", 1)])
    with reading(week.database) as connection:
        assert next_numbers(connection) == {}


def test_the_database_sums_up_what_is_over_as_the_visits_themselves_do(week: Office) -> None:
    over = [
        DONE,
        replace(DONE, visit_id="past:1", date=date(2025, 12, 31)),
        replace(DONE, visit_id="past:2", date=date(2024, 2, 29), status=VisitStatus.SKIPPED),
        replace(DONE, visit_id="past:3", account_id="b", status=VisitStatus.DECLINED),
    ]
    with writing(week.database) as connection:
        assert read_states(connection) == {}
        for visit in over:
            write_closed_visit(connection, visit)
        states = read_states(connection)
        assert states == states_of(read_visit_log(connection))
        assert states["a"] == AccountState(2, MONDAY, ((2025, 1), (2026, 1)))
        assert states["b"] == AccountState()
        accounts = accounts_of_closed(connection)
        assert accounts == {one.visit_id: one.account_id for one in over}
        assert len({id(account) for account in accounts.values()}) == len(set(accounts.values()))
