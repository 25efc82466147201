"""Which visits count, on a page: what another rule would change is shown before it holds."""

from __future__ import annotations

import pytest
from fastapi.testclient import TestClient

from office.accounts.rules import add_contact
from office.counting_rule import read_counting_rule
from office.opening import Office
from office.ownership.moves import MoveOrder, give_account
from office.people import Role, owner
from scheduler.counting_rule import Colleagues, CountingRule
from tests.web.api_site import key
from tests.web.month import month_over
from tests.web.site import signed_in

PAGE = "/territories/counting"


@pytest.fixture
def house(sqlite_workspace: Office) -> Office:
    office = month_over(sqlite_workspace)
    give_account(office, owner(), MoveOrder("a1", "r1"))
    add_contact(office, owner(), "a1", office.clock().date(), "r2")
    return office


def in_german(house: Office, role: Role) -> TestClient:
    browser = signed_in(house, role)
    browser.post("/account/look", data={"language": "de", "theme": "auto"})
    return browser


def test_another_rule_is_looked_at_kept_and_told(house: Office) -> None:
    planner = signed_in(house, Role.PLANNER)
    asked = {"colleagues": "owner", "joint": "true"}
    looked = planner.post(PAGE, data=asked | {"step": "look"}).text
    assert "Accounts whose interval runs from another day: 1." in looked
    assert read_counting_rule(house, owner()).rule == CountingRule(), "looking changes nothing"
    kept = planner.post(PAGE, data=asked | {"step": "keep"})
    assert (kept.status_code, kept.headers["location"]) == (303, f"{PAGE}?kept=true")
    assert read_counting_rule(house, owner()).rule == CountingRule(Colleagues.OWNER)
    assert "Diese Regel gilt ab jetzt." in in_german(house, Role.PLANNER).get(f"{PAGE}?kept=true").text
    told = in_german(house, Role.ADMINISTRATOR).get("/admin/changes").text
    assert "Besuche, die zählen: die der Zuständigen" in told


def test_somebody_unknown_is_said_on_the_page_and_the_api_takes_the_same_rule(house: Office) -> None:
    planner = signed_in(house, Role.PLANNER)
    wrong = planner.post(PAGE, data={"colleagues": "owner", "add": "<nobody>, r2", "step": "keep"})
    assert wrong.status_code == 400
    assert "&lt;nobody&gt;" in wrong.text
    put = planner.put("/api/v1/counting", json={"colleagues": "reps", "also": ["r2"]}, headers=key())
    assert put.json()["colleagues"] == planner.get("/api/v1/counting").json()["colleagues"] == "reps"
    assert planner.put("/api/v1/counting", json={"for_owner": ["tea"]}, headers=key()).status_code == 404


def test_people_are_found_by_their_names_and_stay_chosen(house: Office) -> None:
    planner = signed_in(house, Role.PLANNER)
    assert '<option value="Otto (r2)">' in planner.get(PAGE).text
    looked = planner.post(PAGE, data={"colleagues": "owner", "add": "ott", "step": "look"}).text
    assert 'name="also" value="r2" checked' in looked
    data = {"colleagues": "owner", "also": ["r2"], "add": "Rita Roth (r1)", "step": "keep"}
    assert planner.post(PAGE, data=data).status_code == 303
    assert read_counting_rule(house, owner()).rule.also == ("r2", "r1")
    assert planner.post(PAGE, data={"colleagues": "owner", "add": "t", "step": "keep"}).status_code == 400, (
        "two have a t"
    )


def test_a_manager_looks_and_a_rep_does_not(house: Office) -> None:
    manager = signed_in(house, Role.MANAGER)
    assert manager.post(PAGE, data={"colleagues": "owner", "step": "look"}).status_code == 200
    assert manager.post(PAGE, data={"colleagues": "owner", "step": "keep"}).status_code == 403
    assert signed_in(house, Role.REP).get(PAGE).status_code == 403
