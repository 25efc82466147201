"""Attacks by people who are let in: what is others' is neither changed by its name nor read by a way around."""

from __future__ import annotations

import uuid
from typing import Any

import pytest

from office.jobs import list_schedules, save_schedule
from office.opening import Office
from office.people import Role, owner
from tests.web.api_site import API, house_with_a_week, key, software
from tests.web.site import signed_in

NIGHTLY: dict[str, Any] = {"weekdays": [0], "at_s": 3600, "zone": "Europe/Vienna"}


@pytest.fixture
def house(sqlite_workspace: Office) -> Office:
    return house_with_a_week(sqlite_workspace)


def test_a_planner_neither_replaces_nor_drops_nor_sees_the_backups_of_an_administrator(house: Office) -> None:
    save_schedule(house, owner(), "nightly", "backup", {}, weekdays=(0,), at_s=3600, zone="Europe/Vienna")
    planner = software(house, Role.PLANNER)
    taken = planner.post(f"{API}/schedules", json={"name": "nightly", "kind": "plan", **NIGHTLY}, headers=key())
    assert taken.status_code == 403
    assert planner.delete(f"{API}/schedules/1", headers=key()).status_code == 403
    assert planner.get(f"{API}/schedules").json()["items"] == []
    assert [(one.name, one.kind) for one in list_schedules(house, owner())] == [("nightly", "backup")]
    own = {"name": "monday", "kind": "plan", **NIGHTLY}
    assert planner.post(f"{API}/schedules", json=own, headers=key()).status_code == 201
    assert software(house, Role.ADMINISTRATOR).delete(f"{API}/schedules/1", headers=key()).status_code == 204


@pytest.mark.parametrize("at", ["0001-01-01T00:00:00+14:00", "0001-01-01T00:00:00Z", "1969-12-31T23:59:59Z"])
def test_a_clock_from_before_all_clocks_refuses_its_act_and_no_other(house: Office, at: str) -> None:
    def act(number: int, moment: str) -> dict[str, Any]:
        about = {"kind": "note", "about": "v1", "at": moment, "body": {"note": f"note {number}"}}
        return {"key": str(uuid.uuid4()), "seq": number, **about}

    sent = {"device": str(uuid.uuid4()), "acts": [act(1, at), act(2, "2027-01-04T08:00:00Z")]}
    answer = signed_in(house, Role.REP).post("/acts", json=sent)
    assert answer.status_code == 200
    first, second = answer.json()["answers"]
    assert (first["outcome"], first["problems"][0]["code"]) == ("refused", "instant-unreadable")
    assert second["outcome"] == "applied"
