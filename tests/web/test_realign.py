"""Realignment in the browser and by the API: ordered, looked at, kept, dropped, out of date."""

from __future__ import annotations

import re

import pytest

from office.jobs import work_once
from office.opening import Office
from office.people import Role
from store.database import reading
from store.ownership import owners_on
from tests.web.api_site import API, key
from tests.web.site import signed_in
from tests.web.test_by_routes import FAR, MONDAY, house  # noqa: F401 - its fixture

PAGE = "/territories/realign"
ASKED = {
    "day": str(MONDAY), "tolerance": "45", "goal": "improve", "most_accounts": "8", "a_week": "2", "when": "now",
    "after_days": "30", "retain_days": "90", "home_share": "50", "success_min": "0", "seconds": "1",
}  # fmt: skip
ORDER = {"day": str(MONDAY), "tolerance": 0.45, "most_accounts": 8, "contiguous": False, "steps": 60, "a_week": 2}


def owners(office: Office) -> dict[str, str]:
    with reading(office.database) as connection:
        return {account: one.rep_id for account, one in owners_on(connection, MONDAY.replace(year=2028)).items()}


def test_a_planner_orders_looks_keeps_and_takes_back_in_the_browser(house: Office) -> None:  # noqa: F811
    planner = signed_in(house, Role.PLANNER)
    assert "Nothing yet" in planner.get(PAGE).text
    place = planner.post(PAGE, data=ASKED).headers["location"]
    assert planner.get(place).headers["refresh"] == "2"
    work_once(house)
    shown = planner.get(place)
    assert "refresh" not in shown.headers
    assert "accounts would change hands" in shown.text
    assert "Could stay" in shown.text
    assert "Calendar of the hand-overs" in shown.text
    moved = planner.get(f"{place}/accounts.geojson").json()["features"]
    rings = {one["properties"]["account"]: one["properties"] for one in moved if "before" in one["properties"]}
    before = owners(house)
    assert {account: one["before"] for account, one in rings.items()} == {one: before[one] for one in rings}
    assert 0 < len(rings) <= 8
    assert planner.post(place, data={"reason": "evener"}).headers["location"] == "/territories#decisions"
    assert {one: owners(house)[one] for one in rings} == {one: rings[one]["rep"] for one in rings}
    kept = planner.get(place).text
    assert "In force as decision" in kept
    assert "Put in force" not in kept
    number = re.findall(r"/territories/decisions/(\d+)/undo", planner.get("/territories").text)[0]
    planner.post(f"/territories/decisions/{number}/undo")
    assert owners(house) == before


def test_it_is_told_in_german_and_refused_to_others(house: Office) -> None:  # noqa: F811
    planner = signed_in(house, Role.PLANNER)
    planner.post("/account/look", data={"language": "de", "theme": "auto"})
    place = planner.post(PAGE, data=ASKED).headers["location"]
    work_once(house)
    assert "Kunden würden wechseln" in planner.get(place).text
    manager = signed_in(house, Role.MANAGER)
    assert [manager.get(PAGE).status_code, manager.get(place).status_code] == [403, 403]


def test_a_budget_that_cannot_be_kept_is_told_with_the_least_that_has_to_move(house: Office) -> None:  # noqa: F811
    planner = signed_in(house, Role.PLANNER)
    place = planner.post(PAGE, data=ASKED | {"tolerance": "1", "most_accounts": "0"}).headers["location"]
    work_once(house)
    assert "no fewer than" in planner.get(place).text


@pytest.mark.parametrize("wrong", [
    {"day": "soon"}, {"tolerance": "101"}, {"most_accounts": "-1"}, {"most_workload": "all"}, {"a_week": "0"},
    {"when": "never"}, {"retain_days": "0"}, {"seconds": "nan"},
])  # fmt: skip
def test_an_order_that_cannot_be_is_refused_before_a_worker_takes_it(
    house: Office, wrong: dict[str, str]  # noqa: F811
) -> None:  # fmt: skip
    assert signed_in(house, Role.PLANNER).post(PAGE, data=ASKED | wrong).status_code == 400
    assert work_once(house) is None


def test_software_orders_looks_keeps_once_and_drops(house: Office) -> None:  # noqa: F811
    planner = signed_in(house, Role.PLANNER)
    number, other = (
        planner.post(f"{API}/jobs", json={"kind": "realign", "order": ORDER}, headers=key()).json()["id"]
        for _ in range(2)
    )
    early = planner.get(f"{API}/realignments/{number}")
    assert (early.status_code, early.json()["problems"][0]["code"]) == (400, "design-not-ready")
    work_once(house)
    work_once(house)
    found = planner.get(f"{API}/realignments/{number}").json()
    assert (found["stale"], found["decision"], len(found["before"])) == (False, None, len(found["after"]))
    assert sum(one["accounts"] for one in found["before"]) == sum(one["accounts"] for one in found["after"])
    moves = planner.get(f"{API}/realignments/{number}/handovers").json()["items"]
    assert len(moves) == found["moved"] > 0
    named = key()
    kept, again = (planner.post(f"{API}/realignments/{number}/keep", json={}, headers=named) for _ in range(2))
    assert (kept.status_code, again.json()) == (201, kept.json())
    assert {one["account_id"]: owners(house)[one["account_id"]] for one in moves} == {
        one["account_id"]: one["to_rep"] for one in moves
    }
    refused = planner.post(f"{API}/jobs/{number}/drop", headers=key())
    assert (refused.status_code, refused.json()["problems"][0]["code"]) == (400, "proposal-in-force")
    assert planner.get(f"{API}/realignments/{other}").json()["stale"] is True
    assert "dropped_at" in planner.post(f"{API}/jobs/{other}/drop", headers=key()).json()["result"]
    assert planner.get(f"{API}/realignments/{other}").status_code == 400
    assert planner.get(f"{API}/by-routes/{number}").status_code == 404
