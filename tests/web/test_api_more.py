"""The API's nouns that came last: rules, ride-alongs, a log written, months closed, questions, calendars, settings."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from fastapi.testclient import TestClient

from office.opening import Office
from office.people import Role
from store.accounts import write_accounts
from store.database import writing
from tests.calendars.week import MONDAY
from tests.office.carried_week import ACCOUNTS
from tests.web.api_site import API, house_with_a_week, key, software


@pytest.fixture
def house(sqlite_workspace: Office) -> Office:
    return house_with_a_week(sqlite_workspace)


def client(house: Office, role: Role) -> TestClient:
    return software(house, role)


def test_an_account_says_whose_call_it_is(house: Office) -> None:
    customer = ACCOUNTS["a"]
    with writing(house.database) as connection:
        write_accounts(connection, [replace(customer, id="a2", layer="service", call_of="a")])
    planner = client(house, Role.PLANNER)
    found = planner.get(f"{API}/accounts/a2").json()
    assert (found["layer"], found["call_of"]) == ("service", "a")
    lines = {one["id"]: one for one in planner.get(f"{API}/accounts").json()["items"]}
    assert (lines["a"]["layer"], lines["a2"]["call_of"]) == ("", "a")


def test_rules_of_an_account_are_changed_on_what_was_seen(house: Office) -> None:
    planner = client(house, Role.PLANNER)
    path = f"{API}/accounts/a/rules"
    assert planner.patch(path, json={"yearly_cap": 4}).status_code == 428
    seen = {"If-Match": planner.get(f"{API}/accounts/a").headers["etag"]}
    assert planner.patch(path, json={"yearly_cap": 4, "weekdays": [1, 3]}, headers=seen).status_code == 200
    assert planner.patch(path, json={"yearly_cap": 5}, headers=seen).status_code == 412
    seen = {"If-Match": planner.get(f"{API}/accounts/a").headers["etag"]}
    taken = planner.patch(path, json={"do_not_visit": "blocked"}, headers=seen).json()
    assert taken == {"visits": [], "appointments": []}, "the week is over"
    assert planner.patch(path, json={"weekdays": [9]}, headers={"If-Match": "*"}).status_code == 422
    assert client(house, Role.REP).patch(path, json={}, headers={"If-Match": "*"}).status_code == 403


def test_a_ride_along_is_kept_once_and_taken_back(house: Office) -> None:
    planner = client(house, Role.PLANNER)
    body = {"rep_id": "r1", "companion": "boss", "date": MONDAY.isoformat()}
    named = key()
    for _ in range(2):
        made = planner.post(f"{API}/ride-alongs", json=body, headers=named)
        assert (made.status_code, made.json()) == (201, body)
    gone = f"{API}/ride-alongs/r1/{MONDAY}"
    assert planner.delete(gone, headers=key()).status_code == 204
    assert planner.delete(gone, headers=key()).status_code in {400, 404}


def test_the_books_are_read_by_finance_and_by_no_planner(house: Office) -> None:
    finance, planner = client(house, Role.FINANCE), client(house, Role.PLANNER)
    for path in ("missing", "months/2026-03/claims", "months/2026-03/payroll", "ledger/verification"):
        assert finance.get(f"{API}/{path}").status_code == 200, path
        assert planner.get(f"{API}/{path}").status_code == 403, path
    assert finance.get(f"{API}/ledger/verification").json() == {"clean": True, "postings": [], "steps": []}
    assert finance.get(f"{API}/months/2026-13/claims").status_code == 422
    assert planner.post(f"{API}/months/2026-03/close", json={}, headers=key()).status_code == 403


def test_a_rep_drafts_and_attests_days_of_their_own(house: Office) -> None:
    rep = client(house, Role.REP)
    days = {"first": MONDAY.isoformat(), "last": (MONDAY + timedelta(days=6)).isoformat()}
    drafted = rep.post(f"{API}/reps/r1/trips/draft", json=days, headers=key())
    assert drafted.status_code in {200, 400, 503}, drafted.text
    assert rep.post(f"{API}/reps/r2/trips/draft", json=days, headers=key()).status_code in {400, 403}
    assert rep.post(f"{API}/reps/r1/trips/attest", json=days, headers=key()).status_code in {200, 400}
    assert rep.post(f"{API}/trips/none/withdraw", json={"reason": "x"}, headers=key()).status_code in {400, 404}


def test_a_question_is_listed_and_answered(house: Office) -> None:
    rep, planner = client(house, Role.REP), client(house, Role.PLANNER)
    far = (MONDAY + timedelta(days=70)).isoformat()
    asked = rep.post(f"{API}/visits/v1/acts", json={"kind": "move", "date": far}, headers=key()).json()
    assert asked["question"]
    (question,) = planner.get(f"{API}/questions").json()["items"]
    assert (question["visit_id"], question["open"]) == ("v1", True)
    path = f"{API}/questions/{question['number']}/answer"
    ruled = planner.post(path, json={"agreed": False, "reason": "too late"}, headers=key())
    assert ruled.status_code == 200, ruled.text
    assert planner.get(f"{API}/questions").json()["items"] == []
    assert planner.get(f"{API}/durations").json()["items"] == []
    assert planner.post(f"{API}/durations/apply", headers=key()).json() == {"lengths": []}


def test_a_calendar_is_read_and_a_feed_made_and_ended(house: Office) -> None:
    rep = client(house, Role.REP)
    calendar = rep.get(f"{API}/reps/r1/calendar")
    assert calendar.headers["content-type"].startswith("text/calendar")
    assert calendar.text.startswith("BEGIN:VCALENDAR")
    path = rep.post(f"{API}/reps/r1/feed", json={}, headers=key()).json()["path"]
    assert rep.get(path).status_code == 200
    assert rep.post(f"{API}/reps/r1/feed", json={}, headers=key()).status_code == 400, "it is told once"
    renewed = rep.post(f"{API}/reps/r1/feed", json={"renew": True}, headers=key()).json()["path"]
    assert rep.get(path).status_code == 404
    path = renewed
    assert rep.delete(f"{API}/reps/r1/feed", headers=key()).status_code == 204
    assert rep.get(path).status_code == 404


def test_settings_and_weights_are_read_and_changed_by_whose_they_are(house: Office) -> None:
    planner, admin = client(house, Role.PLANNER), client(house, Role.ADMINISTRATOR)
    assert planner.patch(f"{API}/settings", json={"currency": "EUR"}, headers=key()).status_code == 403
    assert admin.patch(f"{API}/settings", json={"currency": "EUR"}, headers=key()).json()["currency"] == "EUR"
    assert planner.get(f"{API}/settings").json()["currency"] == "EUR"
    assert admin.patch(f"{API}/settings", json={"currency": "euro"}, headers=key()).status_code == 422
    changed = planner.patch(f"{API}/weights", json={"weights": {"balance": 7.5}}, headers=key())
    assert changed.json()["weights"]["balance"] == 7.5
    assert planner.get(f"{API}/weights").json() == changed.json()
    assert planner.patch(f"{API}/weights", json={"weights": {"luck": 1}}, headers=key()).status_code == 404


def test_how_things_stand_is_told(house: Office) -> None:
    planner = client(house, Role.PLANNER)
    assert planner.get(f"{API}/status").json()["plan"] == 1
    found = planner.get(f"{API}/exceptions").json()["items"]
    assert {one["kind"] for one in found} <= {"question", "absence", "late", "skipped", "declined", "attest", "overdue"}
