"""A move with a joint visit on the page of territories: shown first, kept together, shown again where it changed."""

from __future__ import annotations

import re

import pytest

from office.fixed_dates.absences import add_absence
from office.fixed_dates.register import list_fixed_dates
from office.names import list_names
from office.opening import Office
from office.ownership.moves import MoveOrder, give_account
from office.ownership.rules import list_owners
from office.people import Role, owner
from office.travel import choose_travel
from scheduler.demand.workdays import Absence
from tests.web.month import month_over
from tests.web.site import signed_in

PAGE = "/territories/moves"
FORM = {"account": "a1", "rep": "r2", "joint": "true", "reason": "closer"}


@pytest.fixture
def house(sqlite_workspace: Office) -> Office:
    office = month_over(sqlite_workspace)
    choose_travel(office, owner(), "straight")
    give_account(office, owner(), MoveOrder("a1", "r1"))
    return office


def agreed(text: str) -> str:
    (found,) = re.findall(r'name="agreed" value="([^"]+)"', text)
    return found


def owner_of(house: Office, account: str) -> str:
    return next(one.rep_id for one in list_owners(house, owner(), house.clock().date()) if one.account_id == account)


def test_a_move_is_offered_with_its_joint_visit_and_keeps_both(house: Office) -> None:
    planner = signed_in(house, Role.PLANNER)
    shown = planner.post(PAGE, data=FORM)
    assert shown.status_code == 200
    assert owner_of(house, "a1") == "r1", "nothing is kept before it is agreed"
    day = agreed(shown.text).split(" ")[1]
    assert planner.post(PAGE, data=FORM | {"agreed": agreed(shown.text)}).status_code == 303
    assert owner_of(house, "a1") == "r2"
    fixed = [one for one in list_fixed_dates(house, owner(), house.clock().date()) if one.kind == "appointment"]
    assert {(one.rep_id, str(one.date)) for one in fixed} == {("r1", day), ("r2", day)}


def test_where_the_day_is_taken_meanwhile_the_new_one_is_shown(house: Office) -> None:
    planner = signed_in(house, Role.PLANNER)
    before = agreed(planner.post(PAGE, data=FORM).text)
    day = house.clock().date().fromisoformat(before.split(" ")[1])
    add_absence(house, owner(), Absence("r2", day, day, "ill"))
    again = planner.post(PAGE, data=FORM | {"agreed": before})
    assert again.status_code == 200
    assert "Something changed meanwhile" in again.text
    assert agreed(again.text) != before
    assert owner_of(house, "a1") == "r1"


def test_a_move_takes_an_account_by_its_name_and_names_those_that_share_it(house: Office) -> None:
    planner, names = signed_in(house, Role.PLANNER), list_names(house, owner()).accounts
    assert planner.post(PAGE, data={"account": names["a1"].lower(), "rep": "r2"}).status_code == 303
    assert owner_of(house, "a1") == "r2"
    shared = planner.post(PAGE, data={"account": names["a1"][:2], "rep": "r1"})
    assert shared.status_code == 400
    assert "a1" in shared.text
    assert owner_of(house, "a1") == "r2"
