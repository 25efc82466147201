"""Experiments and their roll-out on a page: begun, seen, taken back; and by the API."""

from __future__ import annotations

from datetime import timedelta

import pytest

from office.opening import Office
from office.ownership.moves import MoveOrder, give_account
from office.people import Role, owner
from office.reviews.manager_files import keep_manager_file
from office.reviews.rollouts import StageState, list_rollouts
from routing.tour import Window
from scheduler.demand.rules import AccountRules
from store.account_rules import read_rules
from store.database import reading
from territory.manager_files import FileKind, ManagerFile
from tests.web.api_site import key
from tests.web.month import month_over
from tests.web.site import signed_in

PAGE = "/reports/rollouts"
POLICY = """
[[experiment]]
id = "often"
policy = "<every> three weeks"
start = 2026-01-01
trying = ["r2"]
compared = ["r1"]
"""


@pytest.fixture
def house(sqlite_workspace: Office) -> Office:
    office = month_over(sqlite_workspace)
    for one, rep in (("a1", "r1"), ("a2", "r1"), ("a3", "r2")):
        give_account(office, owner(), MoveOrder(one, rep))
    day = office.clock().date()
    keep_manager_file(office, owner(), ManagerFile(FileKind.POLICY, "policy.toml", day, POLICY, {}))
    return office


def test_an_experiment_is_rolled_out_on_the_page_and_a_stage_taken_back(house: Office) -> None:
    manager, day = signed_in(house, Role.MANAGER), house.clock().date()
    assert "often: &lt;every&gt; three weeks" in manager.get(PAGE).text
    asked = {"experiment": "often", "begins": str(day), "territory": ["r1"], "times": "0,5"}
    refused = manager.post(PAGE, data=asked)
    assert (refused.status_code, "nothing can be told of the experiment yet" in refused.text) == (400, True)
    asked["reason"] = "the <team> asks"
    assert manager.post(PAGE, data=asked).status_code == 303
    text = manager.get(PAGE).text
    assert "intervals times 0.5" in text
    assert "the &lt;team&gt; asks" in text
    (stage,) = list_rollouts(house, owner()).stages
    assert (stage.state, stage.territories, len(stage.after)) == (StageState.BEGUN, ("r1",), 2)
    assert manager.post(f"{PAGE}/1/1/revert").status_code == 303
    assert "taken back" in manager.get(PAGE).text
    assert manager.post(PAGE, data=asked | {"times": ""}).status_code == 400
    assert signed_in(house, Role.REP).get(PAGE).status_code == 403


def test_weekdays_and_hours_are_rolled_out_on_the_page(house: Office) -> None:
    manager, day = signed_in(house, Role.MANAGER), house.clock().date()
    asked = {"experiment": "often", "begins": str(day), "territory": ["r1"], "reason": "so it is", "hours": "nine"}
    assert manager.post(PAGE, data=asked).status_code == 400
    asked |= {"hours": "09:00-11:00", "weekdays": "these", "weekday": ["0", "3"], "visiting_hours": "Mo-Fr 08:00-12:00"}
    assert manager.post(PAGE, data=asked).status_code == 303
    with reading(house.database) as connection:
        rules = read_rules(connection)["a1"]
    assert (rules.weekdays, rules.hours) == (frozenset({0, 3}), (Window(9 * 3600, 11 * 3600),))
    assert rules.visiting_hours == "Mo-Fr 08:00-12:00"
    (stage,) = list_rollouts(house, owner()).stages
    assert stage.what == "hours 09:00-11:00, weekdays Mo,Th, visiting hours Mo-Fr 08:00-12:00"
    assert manager.post(f"{PAGE}/1/1/revert").status_code == 303
    with reading(house.database) as connection:
        assert read_rules(connection).get("a1", AccountRules()).weekdays == frozenset()


def test_the_api_begins_lists_and_takes_back(house: Office) -> None:
    planner, day = signed_in(house, Role.PLANNER), house.clock().date()
    body = {
        "experiment": "often",
        "interval_days": 7,
        "weekdays": [1],
        "hours": "09:00-11:00",
        "reason": "the team asks",
        "stages": [{"begins": str(day + timedelta(3)), "territories": ["r1"]}],
    }
    made = planner.post("/api/v1/rollouts", json=body, headers=key()).json()
    assert [one["state"] for one in made["stages"]] == ["waiting"]
    assert planner.get("/api/v1/rollouts").json()["items"] == made["stages"]
    back = planner.post("/api/v1/rollouts/1/stages/1/revert", headers=key()).json()
    assert back == {"back": 0, "stay": 0}
    assert planner.post("/api/v1/rollouts/1/stages/2/revert", headers=key()).status_code == 404


def test_where_an_experiment_is_stated_is_one_click_away(house: Office) -> None:
    link = '<a href="/territories/files/policy">State an experiment in the policy</a>'
    assert link in signed_in(house, Role.MANAGER).get("/reports/rollouts").text
