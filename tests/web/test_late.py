"""Late: the rest of the day planned again, whom it concerns, kept as moves and taken back as one."""

from __future__ import annotations

import re
from dataclasses import replace
from uuid import uuid4

import pytest
from fastapi.testclient import TestClient

from office.identity import person_named
from office.opening import Office
from office.people import Role
from office.visits.days import read_own_day
from office.visits.rest_of_day import HOME, RestOfDay, plan_rest
from office.visits.visits import Report, accept_visit, move_visit, report_visit
from routing.problems import BadInputError
from routing.stopping import Steps
from routing.straight import StraightLineEngine
from store.accounts import write_accounts
from store.answers import read_answers
from store.database import reading, writing
from store.settings import set_travel
from tests.calendars.week import HOUR, MONDAY, NOW, account, plan, tour, visit
from tests.office.carried_week import at, put_in_force
from tests.office.carried_week import fill as fill_week
from tests.web.site import let_in, signed_in
from web.limits import Limits
from web.routes import account as account_routes

NOON = NOW.replace(day=23, hour=11, minute=0)  # 12:00 in Zurich
STOPS = (visit("v1", "a", 9), visit("v2", "b", 11), visit("v3", "c", 13), visit("v4", "d", 15))


@pytest.fixture
def late(sqlite_workspace: Office, monkeypatch: pytest.MonkeyPatch) -> Office:
    monkeypatch.setattr(account_routes, "GUESSES_OF_ADDRESS", Limits(1000))
    monkeypatch.setattr(account_routes, "GUESSES_OF_PERSON", Limits(1000))
    fill_week(sqlite_workspace)
    with writing(sqlite_workspace.database) as connection:
        accounts = [replace(account(name), least_days=0, opening_hours="Mo-Fr 09:00-17:00") for name in "abcd"]
        write_accounts(connection, [replace(one, last_visit=None) for one in accounts])
        set_travel(connection, "straight")
    put_in_force(sqlite_workspace, plan(tour(MONDAY, *STOPS)))
    office = at(sqlite_workspace, NOON)
    let_in(office)
    return office


def rest(office: Office, free_h: float | None = None, place: str | None = None) -> RestOfDay:
    who = person_named(office, "rep")
    free_s = None if free_h is None else round(free_h * HOUR)
    return plan_rest(office, who, StraightLineEngine(), Steps(60), free_s, place)


def times(office: Office) -> dict[str, tuple[int, bool]]:
    own = read_own_day(office, person_named(office, "rep"), MONDAY)
    return {one.stop.visit.visit_id: (one.stop.visit.start_s, one.by_plan) for one in own.stops}


def keep(phone: TestClient, key: str = "", **other: str) -> int:
    text = phone.get("/late").text
    fields = re.findall(r'name="(visit|start)" value="([^"]*)"', text)
    visits = [value for name, value in fields if name == "visit"]
    form = {
        "key": key or str(uuid4()),
        "today": str(MONDAY),
        "visit": visits,
        "start": [value for name, value in fields if name == "start"],
        "other": [other.get(name, "") for name in visits],
    }
    return phone.post("/late", data=form).status_code


def test_the_rest_of_the_day_begins_where_the_rep_is_and_names_whom_it_concerns(late: Office) -> None:
    report_visit(late, person_named(late, "rep"), "v1", Report(MONDAY, 9 * HOUR, 12 * HOUR))
    found = rest(late)
    assert (found.place, found.free_s) == ("Account a", 12 * HOUR)
    assert [one.visit_id for one in found.stops if one.start_s is not None] == ["v2", "v3", "v4"]
    assert found.stops[0].is_concerned
    assert all(one.start_s is not None and one.start_s >= 12 * HOUR for one in found.stops)
    assert found.stops == rest(late).stops


def test_who_is_too_late_for_all_leaves_out_the_unconfirmed_first(late: Office) -> None:
    who = person_named(late, "rep")
    accept_visit(late, who, "v4")
    found = rest(late, 15.5, HOME)
    assert [one.visit_id for one in found.stops if one.start_s is not None] == ["v4"]
    assert all(one.is_concerned for one in found.stops if one.start_s is None)


def test_a_time_that_was_promised_is_kept_and_one_of_a_plan_made_late_is_not(late: Office) -> None:
    who = person_named(late, "rep")
    move_visit(late, who, "v4", MONDAY, 15 * HOUR + 1800, "the customer asked")
    assert {one.visit_id: one.start_s for one in rest(late, 11, HOME).stops}["v4"] == 15 * HOUR + 1800
    phone = signed_in(late, Role.REP)
    assert keep(phone) == 303
    before = {one.visit_id: one.start_s for one in rest(late, 11, HOME).stops}
    after = {one.visit_id: one.start_s for one in rest(late, 13, HOME).stops}
    assert before["v4"] == after["v4"] == 15 * HOUR + 1800
    assert before["v1"] != after["v1"]


@pytest.mark.parametrize("language", ["en", "de"])
def test_what_is_kept_stands_on_the_day_and_one_tap_takes_it_back(late: Office, language: str) -> None:
    phone, before = signed_in(late, Role.REP), times(late)
    phone.post("/account/look", data={"language": language, "theme": "light"})
    key = str(uuid4())
    assert keep(phone, key) == 303
    kept = times(late)
    assert kept != before
    assert min(start for start, _ in kept.values()) >= 12 * HOUR
    text = phone.get("/day?late=kept").text
    assert 'action="/late/undo"' in text
    for path in ("/week", "/visits/v2", f"/day/{MONDAY}", "/late?free=13:00&at=home"):
        assert phone.get(path).status_code == 200
    undo = {"key": str(uuid4())}
    assert phone.post("/late/undo", data=undo).status_code == 303
    assert phone.post("/late/undo", data=undo).status_code == 303  # sent again
    assert times(late) == before
    with reading(late.database) as connection:
        assert [one for one in read_answers(connection, only_open=True) if not one.undone_at] == []


def test_a_visit_for_which_there_is_no_room_goes_to_the_day_that_was_chosen(late: Office) -> None:
    phone = signed_in(late, Role.REP)
    assert keep(phone, v3="2026-03-24") == 303
    assert "moved to Tue 24 Mar" in phone.get("/day").text
    tuesday = phone.get("/day/2026-03-24").text
    assert "Account c" in tuesday
    assert "no time yet" in tuesday
    assert phone.get("/week/2026-W13").status_code == 200
    phone.post("/late/undo", data={"key": str(uuid4())})
    assert "Account c" not in phone.get("/day/2026-03-24").text


@pytest.mark.parametrize(
    ("path", "status"), [("/late?free=25:00", 400), ("/late?at=nobody", 400), ("/late?free=x&at=a", 400)]
)
def test_what_cannot_be_planned_is_said(late: Office, path: str, status: int) -> None:
    assert signed_in(late, Role.REP).get(path).status_code == status


def test_with_nothing_left_there_is_nothing_to_plan_or_to_take_back(late: Office) -> None:
    phone = signed_in(late, Role.REP)
    assert phone.post("/late", data={"key": str(uuid4()), "today": str(MONDAY)}).status_code == 400
    assert phone.post("/late/undo", data={"key": str(uuid4())}).status_code == 400
    for name in ("v1", "v2", "v3", "v4"):
        report_visit(late, person_named(late, "rep"), name, Report(MONDAY))
    with pytest.raises(BadInputError, match="no visit of the day is left"):
        rest(late)
    assert phone.get("/late").status_code == 200


def test_another_reps_visit_is_not_moved(late: Office) -> None:
    phone = signed_in(late, Role.REP)
    form = {"key": str(uuid4()), "today": str(MONDAY), "visit": ["v9"], "start": ["13:00"], "other": [""]}
    assert phone.post("/late", data=form).status_code == 400
