"""Late: the rest of the day planned again, whom it concerns, kept as moves and taken back as one."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType
from uuid import uuid4

import pytest
from fastapi.testclient import TestClient

from office.identity import person_named
from office.opening import Office
from office.people import Role
from office.visits.days import read_own_day
from office.visits.moves import move_visit
from office.visits.rest_of_day import HOME, RestOfDay, plan_rest
from office.visits.visits import Report, accept_visit, report_visit
from routing.problems import BadInputError
from routing.stopping import Steps
from routing.straight import StraightLineEngine
from scheduler.demand.due import visit_id
from store.accounts import read_accounts, write_accounts, write_reps
from store.answers import read_answers
from store.database import reading, writing
from store.ownership import Owned, add_ownership
from store.settings import read_settings, set_travel
from tests.calendars.week import HOUR, MONDAY, NOW, REP, account, plan, tour, visit
from tests.office.carried_week import LAST_VISIT, at, put_in_force
from tests.web.site import let_in, signed_in
from web.limits import Limits
from web.routes import account as account_routes

NOON = NOW.replace(day=23, hour=11, minute=0)  # 12:00 in Zurich
HOURS = {"a": 9, "b": 11, "c": 13, "d": 15}
A, B, C, D = (visit_id("workspace", name, 0) for name in HOURS)


@pytest.fixture
def late(sqlite_workspace: Office, monkeypatch: pytest.MonkeyPatch) -> Office:
    monkeypatch.setattr(account_routes, "GUESSES_OF_ADDRESS", Limits(1000))
    monkeypatch.setattr(account_routes, "GUESSES_OF_PERSON", Limits(1000))
    with writing(sqlite_workspace.database) as connection:
        write_reps(connection, [REP])
        accounts = [replace(account(name), opening_hours="Mo-Fr 09:00-17:00") for name in HOURS]
        write_accounts(connection, [replace(one, last_visit=LAST_VISIT) for one in accounts])
        set_travel(connection, "straight")
        add_ownership(connection, [Owned(name, LAST_VISIT, REP.id, "made") for name in HOURS])
        name = read_settings(connection).name
    assert name == "workspace"
    stops = [replace(visit("v0", name, hour), visit_id=visit_id("workspace", name, 0)) for name, hour in HOURS.items()]
    put_in_force(sqlite_workspace, plan(tour(MONDAY, *stops)))
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


def keep(phone: TestClient, key: str = "", other: Mapping[str, str] = MappingProxyType({})) -> int:
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
    report_visit(late, person_named(late, "rep"), A, Report(MONDAY, 9 * HOUR, 12 * HOUR))
    found = rest(late)
    assert (found.place, found.free_s) == ("Account a", 12 * HOUR)
    assert [one.visit_id for one in found.stops if one.start_s is not None] == [B, C, D]
    assert found.stops[0].is_concerned
    assert all(one.start_s is not None and one.start_s >= 12 * HOUR for one in found.stops)
    assert found.stops == rest(late).stops


def test_who_is_too_late_for_all_leaves_out_the_unconfirmed_first(late: Office) -> None:
    who = person_named(late, "rep")
    accept_visit(late, who, D)
    found = rest(late, 15.5, HOME)
    assert [one.visit_id for one in found.stops if one.start_s is not None] == [D]
    assert all(one.is_concerned for one in found.stops if one.start_s is None)


def test_a_time_that_was_promised_is_kept_and_one_of_a_plan_made_late_is_not(late: Office) -> None:
    who = person_named(late, "rep")
    move_visit(late, who, D, MONDAY, 15 * HOUR + 1800, "the customer asked")
    assert {one.visit_id: one.start_s for one in rest(late, 11, HOME).stops}[D] == 15 * HOUR + 1800
    phone = signed_in(late, Role.REP)
    assert keep(phone) == 303
    before = {one.visit_id: one.start_s for one in rest(late, 11, HOME).stops}
    after = {one.visit_id: one.start_s for one in rest(late, 13, HOME).stops}
    assert before[D] == after[D] == 15 * HOUR + 1800
    assert before[A] != after[A]


def capped(office: Office, **caps: int) -> None:
    """Give the rep caps, and let the first visit be reported: out since the plan's eight o'clock."""
    with writing(office.database) as connection:
        write_reps(connection, [replace(REP, **caps)])
    report_visit(office, person_named(office, "rep"), A, Report(MONDAY, 9 * HOUR, 12 * HOUR))


def test_a_cap_from_door_to_door_leaves_out_what_comes_too_late(late: Office) -> None:
    capped(late, max_day_s=9 * HOUR)
    assert [one.start_s is None for one in rest(late).stops] == [False, False, False]
    with writing(late.database) as connection:
        write_reps(connection, [replace(REP, max_day_s=7 * HOUR)])
    found = rest(late)
    assert [one.start_s is None for one in found.stops].count(True) == 1
    assert found.caps.length_s <= 7 * HOUR
    assert not found.caps.too_long


def test_what_was_driven_counts_towards_the_cap_on_driving(late: Office) -> None:
    with writing(late.database) as connection:
        far = next(one for one in read_accounts(connection) if one.id == "c")
        write_accounts(connection, [replace(far, lat=far.lat + 0.05)])
    capped(late)
    whole = rest(late).caps
    assert (whole.driving_cap_s, whole.longest_s, whole.too_far, whole.too_long) == (None, None, False, False)
    for cap_s, left_out in ((whole.driving_s, set()), (whole.driving_s - 1, {C}), (1, {C})):
        with writing(late.database) as connection:
            write_reps(connection, [replace(REP, max_driving_s=cap_s)])
        found = rest(late)
        assert {one.visit_id for one in found.stops if one.start_s is None} == left_out
        assert found.caps.too_far is (cap_s == 1)  # what was driven already is more


def test_visits_that_were_made_count_towards_the_most_of_a_day(late: Office) -> None:
    """The visit that is under way counts, a door that was closed does not; what was promised is left out last."""
    capped(late, max_visits=3)
    who = person_named(late, "rep")
    accept_visit(late, who, D)
    assert {one.visit_id for one in rest(late).stops if one.start_s is None} <= {B, C}
    assert [one.start_s is None for one in rest(late).stops].count(True) == 1
    text = signed_in(late, Role.REP).get("/late").text
    assert "The day may take 3 visits." in text
    with writing(late.database) as connection:
        write_reps(connection, [replace(REP, max_visits=4)])
    assert not any(one.start_s is None for one in rest(late).stops)


def test_a_cap_that_cannot_be_kept_any_more_is_said(late: Office) -> None:
    capped(late, max_day_s=3 * HOUR)
    found = rest(late)
    assert all(one.start_s is None for one in found.stops)
    assert found.caps.too_long
    text = signed_in(late, Role.REP).get("/late").text
    assert "Even straight home the day is 4 h" in text
    assert "3 h 00 min are allowed" in text or "3 h are allowed" in text


@pytest.mark.parametrize("language", ["en", "de"])
def test_what_is_kept_stands_on_the_day_and_one_tap_takes_it_back(late: Office, language: str) -> None:
    phone, before = signed_in(late, Role.REP), times(late)
    phone.post("/account/look", data={"language": language, "theme": "light"})
    key = str(uuid4())
    assert keep(phone, key) == 303
    kept = times(late)
    assert kept != before
    assert keep(phone, key) == 422  # the key is that of another sending
    assert times(late) == kept
    assert min(start for start, _ in kept.values()) >= 12 * HOUR
    text = phone.get("/day?late=kept").text
    assert 'action="/late/undo"' in text
    for path in ("/week", f"/visits/{B}", f"/day/{MONDAY}", "/late?free=13:00&at=home"):
        assert phone.get(path).status_code == 200
    undo = {"key": str(uuid4())}
    assert phone.post("/late/undo", data=undo).status_code == 303
    assert phone.post("/late/undo", data=undo).status_code == 303  # sent again
    assert times(late) == before
    with reading(late.database) as connection:
        assert [one for one in read_answers(connection, only_open=True) if not one.undone_at] == []


def test_a_visit_for_which_there_is_no_room_goes_to_the_day_that_was_chosen(late: Office) -> None:
    phone = signed_in(late, Role.REP)
    assert keep(phone, other={C: "2026-03-24"}) == 303
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
    for name in (A, B, C, D):
        report_visit(late, person_named(late, "rep"), name, Report(MONDAY))
    with pytest.raises(BadInputError, match="no visit of the day is left"):
        rest(late)
    assert phone.get("/late").status_code == 200


def test_another_reps_visit_is_not_moved(late: Office) -> None:
    phone = signed_in(late, Role.REP)
    form = {"key": str(uuid4()), "today": str(MONDAY), "visit": ["v9"], "start": ["13:00"], "other": [""]}
    assert phone.post("/late", data=form).status_code == 400
