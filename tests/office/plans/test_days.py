"""A rep's day and a board show the plan in force, never a draft, and only what the person may see."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from office.opening import Office
from office.people import Grant, Person, Reach, Role, owner
from office.plans.days import read_board, read_rep_day
from routing.problems import BadInputError
from scheduler.demand.rules import Pin
from scheduler.plan import VisitStatus
from store.accounts import write_accounts
from store.database import writing
from store.pins import write_pin
from tests.calendars.week import ACCOUNTS
from tests.office.plans.test_publication import NOW, close, house, keep, other
from tests.scheduler.test_published import MONDAY, WEEK, plan, tour

__all__ = ["house"]

SUNDAY = MONDAY + timedelta(days=6)
REP_1 = Person("ann", "Ann", (Grant(Role.REP, Reach.OWN),), "r1")


@pytest.fixture
def week(house: Office) -> Office:
    """The house with its accounts, and a draft that turns everything round."""
    some = next(iter(ACCOUNTS.values()))
    with writing(house.database) as connection:
        write_accounts(connection, [replace(some, id=f"of-{v}", name=f"Shop {v}") for v in "abc"])
        write_pin(connection, Pin("a", MONDAY, account_id="of-a", number=None), "asked", NOW)
    other(house)
    return house


def test_a_reps_day_is_that_of_the_plan_in_force(week: Office) -> None:
    close(week, "a", "r1", MONDAY)
    day = read_rep_day(week, REP_1, "r1", MONDAY)
    assert day.plan == 1
    assert [(stop.account.name, stop.status, stop.pinned) for stop in day.stops] == [("Shop a", VisitStatus.DONE, True)]
    assert day.tour is not None
    assert day.tour.visits[0].travel_s == 900
    empty = read_rep_day(week, REP_1, "r1", MONDAY + timedelta(days=1))
    assert (empty.tour, empty.stops) == (None, ())


def test_a_rep_sees_no_other_reps_day_and_no_board(week: Office) -> None:
    with pytest.raises(BadInputError, match="no access"):
        read_rep_day(week, REP_1, "r2", MONDAY)
    with pytest.raises(BadInputError, match="not-allowed"):
        read_board(week, REP_1, MONDAY, SUNDAY)


def test_a_board_shows_everybodys_days_of_the_plan_in_force_or_of_one_that_is_named(week: Office) -> None:
    board = read_board(week, owner(), MONDAY, SUNDAY)
    assert (board.plan, board.in_force, board.reps) == (1, True, {"r1": "r1", "r2": "r2"})
    assert [(d.rep_id, d.date, [chip.name for chip in d.chips]) for d in board.days] == [
        ("r1", MONDAY, ["Shop a"]),
        ("r2", MONDAY, ["Shop c"]),
    ]
    draft = read_board(week, owner(), MONDAY, MONDAY + WEEK, 2)
    assert (draft.plan, draft.in_force) == (2, False)
    assert [(d.rep_id, d.date, [chip.visit_id for chip in d.chips]) for d in draft.days] == [
        ("r1", MONDAY, ["b"]),
        ("r1", MONDAY + WEEK, ["a"]),
        ("r2", MONDAY + WEEK, ["c"]),
    ]


@pytest.mark.parametrize("last", [MONDAY - timedelta(days=1), MONDAY + timedelta(days=42)])
def test_a_board_of_no_days_or_of_too_many_is_refused(week: Office, last: date) -> None:
    with pytest.raises(BadInputError, match="days-impossible"):
        read_board(week, owner(), MONDAY, last)


def test_without_a_plan_in_force_a_draft_is_not_shown(office: Office) -> None:
    keep(office, plan(tour("r1", MONDAY, "a")))
    with pytest.raises(BadInputError, match="plan-none-in-force"):
        read_board(office, owner(), MONDAY, SUNDAY)
