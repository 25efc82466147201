"""What a job proposed about owners, whatever its kind: in force, taken back, out of date, dropped."""

from __future__ import annotations

import re

import pytest

from office.jobs import work_once
from office.opening import Office
from office.ownership.moves import MoveOrder, exchange_accounts
from office.people import Role, owner
from tests.web import test_by_routes, test_design_page, test_realign
from tests.web.site import signed_in
from tests.web.test_by_routes import FAR, house  # noqa: F401 - its fixture

PAGES = {one.PAGE: one.ASKED for one in (test_by_routes, test_design_page, test_realign)}
EACH = pytest.mark.parametrize("page", PAGES)


@EACH
def test_what_is_out_of_date_or_dropped_is_not_put_in_force(house: Office, page: str) -> None:  # noqa: F811
    planner = signed_in(house, Role.PLANNER)
    place = planner.post(page, data=PAGES[page]).headers["location"]
    work_once(house)
    exchange_accounts(house, owner(), [MoveOrder(FAR, "R3", None)], "")
    shown = planner.get(place).text
    assert "put in force no more" in shown
    assert 'name="reason"' not in shown
    assert planner.post(place, data={}).status_code == 409
    assert planner.post(f"{place}/drop").headers["location"] == page
    assert "dropped" in planner.get(page).text
    assert "dropped" in planner.get(place).text
    assert planner.post(place, data={}).status_code == 400


@EACH
def test_what_was_in_force_and_taken_back_is_so_no_more_and_can_be_dropped(
    house: Office,  # noqa: F811
    page: str,
) -> None:
    planner = signed_in(house, Role.PLANNER)
    place = planner.post(page, data=PAGES[page]).headers["location"]
    work_once(house)
    planner.post(place, data={"reason": "evener"})
    assert "In force as decision" in planner.get(place).text
    listed = planner.get(page).text.count("in force")
    refused = planner.post(f"{place}/drop")
    assert refused.status_code == 400
    assert "Take the decision back" in refused.text
    number = re.findall(r"/territories/decisions/(\d+)/undo", planner.get("/territories").text)[0]
    planner.post(f"/territories/decisions/{number}/undo")
    shown = planner.get(place).text
    assert "In force as decision" not in shown
    assert "put in force no more" in shown
    assert planner.get(page).text.count("in force") == listed - 1
    assert planner.post(f"{place}/drop").status_code == 303


@pytest.mark.parametrize("page", [test_design_page.PAGE, test_realign.PAGE])
def test_an_order_is_made_again_as_it_was(house: Office, page: str) -> None:  # noqa: F811
    planner = signed_in(house, Role.PLANNER)
    place = planner.post(page, data=PAGES[page] | {"success_min": "7"}).headers["location"]
    again = planner.get(f"{page}?like={place.rsplit('/', 1)[1]}").text
    assert 'name="success_min"' in again
    assert 'value="7' in again
