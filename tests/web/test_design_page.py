"""A new division of all accounts in the browser: ordered, compared, looked at, kept, dropped, out of date."""

from __future__ import annotations

from dataclasses import replace

import pytest

from office.jobs import work_once
from office.opening import Office
from office.people import Role
from store.accounts import read_reps, write_reps
from store.database import writing
from tests.web.api_site import API, key
from tests.web.site import signed_in
from tests.web.test_by_routes import FAR, MONDAY, house  # noqa: F401 - its fixture
from tests.web.test_realign import owners

PAGE = "/territories/design"
ASKED = {
    "day": str(MONDAY), "workload_tolerance": "45", "potential_tolerance": "", "home_share": "50", "success_min": "0",
    "seconds": "5", "steps": "60", "seed": "3",
}  # fmt: skip


def test_a_planner_orders_compares_looks_and_keeps_in_the_browser(house: Office) -> None:  # noqa: F811
    planner = signed_in(house, Role.PLANNER)
    assert "Nothing yet" in planner.get(PAGE).text
    place = planner.post(PAGE, data=ASKED).headers["location"]
    other = planner.post(PAGE, data=ASKED | {"home_share": "100", "seed": "4"}).headers["location"]
    waiting = planner.get(place)
    assert (waiting.headers["refresh"], f"{place}/stop" in waiting.text) == ("2", True)
    planner.post(f"{other}/stop")
    work_once(house)
    shown = planner.get(place)
    assert "refresh" not in shown.headers
    assert "accounts would change hands from Mon 04 Jan 2027" in shown.text
    drawn = planner.get(f"{place}/accounts.geojson").json()["features"]
    rings = {one["properties"]["account"]: one["properties"] for one in drawn if "before" in one["properties"]}
    before = owners(house)
    assert {account: one["before"] for account, one in rings.items()} == {one: before[one] for one in rings}
    listed = planner.get(PAGE).text
    assert f'<td class="number">{len(rings)} (' in listed
    assert "home 100 %" in listed
    assert "stopped" in listed
    assert planner.post(place, data={"reason": "anew"}).headers["location"] == "/territories#decisions"
    assert {one: owners(house)[one] for one in rings} == {one: rings[one]["rep"] for one in rings}
    kept = planner.get(place).text
    assert "In force as decision" in kept
    assert "Put in force" not in kept


def test_it_is_told_in_german_and_refused_to_others(house: Office) -> None:  # noqa: F811
    planner = signed_in(house, Role.PLANNER)
    planner.post("/account/look", data={"language": "de", "theme": "auto"})
    place = planner.post(PAGE, data=ASKED).headers["location"]
    work_once(house)
    assert "Kunden würden ab" in planner.get(place).text
    assert "Szenarien nebeneinander" in planner.get(PAGE).text
    for role in (Role.REP, Role.MANAGER):
        client = signed_in(house, role)
        answers = [client.get(PAGE), client.get(place), client.post(PAGE, data=ASKED), client.post(place, data={})]
        assert [one.status_code for one in answers] == [403] * 4


def test_a_division_that_cannot_be_is_told_on_its_page_and_among_the_scenarios(house: Office) -> None:  # noqa: F811
    planner = signed_in(house, Role.PLANNER)
    place = planner.post(PAGE, data=ASKED | {"workload_tolerance": "0.001"}).headers["location"]
    work_once(house)
    assert 'class="note bad"' in planner.get(place).text
    assert planner.get(PAGE).status_code == 200


@pytest.mark.parametrize("wrong", [
    {"day": "soon"}, {"day": ""}, {"workload_tolerance": "101"}, {"workload_tolerance": "0"},
    {"potential_tolerance": "all"}, {"home_share": "-1"}, {"success_min": "601"}, {"seconds": "nan"}, {"steps": "1.5"},
    {"seed": "-1"},
])  # fmt: skip
def test_nonsense_is_told_beside_the_form_which_stays_as_it_was_filled_in(
    house: Office, wrong: dict[str, str]  # noqa: F811
) -> None:  # fmt: skip
    refused = signed_in(house, Role.PLANNER).post(PAGE, data=ASKED | wrong)
    assert refused.status_code == 400
    assert 'role="alert"' in refused.text
    for name, text in (ASKED | wrong).items():
        assert f'name="{name}" value="{text}"' in refused.text
    assert work_once(house) is None


def test_a_job_of_another_kind_is_no_design(house: Office) -> None:  # noqa: F811
    planner = signed_in(house, Role.PLANNER)
    order = {"day": str(MONDAY), "tolerance": 0.45, "steps": 10}
    number = planner.post(f"{API}/jobs", json={"kind": "realign", "order": order}, headers=key()).json()["id"]
    assert planner.get(f"{PAGE}/{number}").status_code == 404


def test_an_order_of_software_that_cannot_be_hinders_no_other(house: Office) -> None:  # noqa: F811
    planner = signed_in(house, Role.PLANNER)
    wrong = {"day": str(MONDAY), "home_share": 2}
    number = planner.post(f"{API}/jobs", json={"kind": "design", "order": wrong}, headers=key()).json()["id"]
    assert f"{PAGE}/{number}" in planner.get(PAGE).text
    work_once(house)
    assert "home_share lies between 0 and 1" in planner.get(PAGE).text
    assert "home_share lies between 0 and 1" in planner.get(f"{PAGE}/{number}").text


def test_designs_that_lean_to_the_experienced_stand_beside_one_of_equal_chance(house: Office) -> None:  # noqa: F811
    with writing(house.database) as connection:
        write_reps(connection, [replace(rep, experience=2.0 * (rep.id == "R1")) for rep in read_reps(connection)])
    planner = signed_in(house, Role.PLANNER)
    places = {}
    for share in ("0", "100"):
        asked = ASKED | {"potential_tolerance": "45", "experience_share": share}
        places[share] = planner.post(PAGE, data=asked).headers["location"]
        work_once(house)
    held = {}
    for share, place in places.items():
        made = planner.get(f"{API}/designs/{place.rsplit('/', 1)[1]}").json()
        held[share] = {one["rep_id"]: one["totals"]["potential"] for one in made["territories"]}
    assert held["100"]["R1"] > held["0"]["R1"]
    listed = planner.get(PAGE).text
    assert "to the experienced 0 %" in listed
    assert "to the experienced 100 %" in listed
    assert 'name="experience_share" value="100"' in planner.get(f"{PAGE}?like={places['100'].rsplit('/', 1)[1]}").text
    for wrong in ({"experience_share": "120", "potential_tolerance": "45"}, {"experience_share": "50"}):
        refused = planner.post(PAGE, data=ASKED | wrong)
        assert refused.status_code == 400
        assert f'name="experience_share" value="{wrong["experience_share"]}"' in refused.text, (
            "the form stays filled in"
        )
