"""The API: who may, what is asked on, what is carried out once, what is told, and what is never told."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from fastapi.testclient import TestClient

from office.change_log import list_changes
from office.jobs import KINDS, JobKind, Watch, work_once
from office.opening import Office
from office.people import Person, Role, owner
from office.staff import list_people
from store.database import writing
from store.plans import write_plan
from tests.calendars.week import MONDAY, WEEK
from tests.web.api_site import API, house_with_a_week, key, software
from tests.web.site import client_of, signed_in
from web.limits import Limits

ABSENCE = {"rep_id": "r1", "first": "2026-12-07", "last": "2026-12-08", "reason": "course"}
ANN = {"name": "Ann", "grants": [{"role": "planner"}], "email": "ann@example.com"}


@pytest.fixture
def house(sqlite_workspace: Office) -> Office:
    return house_with_a_week(sqlite_workspace)


@pytest.fixture
def admin(house: Office) -> TestClient:
    return software(house, Role.ADMINISTRATOR)


@pytest.fixture
def planner(house: Office) -> TestClient:
    return software(house, Role.PLANNER)


def absences(planner: TestClient) -> list[dict[str, object]]:
    items = planner.get(f"{API}/fixed-dates?since=2026-11-01").json()["items"]
    return [item for item in items if item["kind"] == "absence"]


def test_nobody_and_wrong_tokens_are_declined_by_problem_json(house: Office) -> None:
    client = client_of(house)
    for header in ({}, {"Authorization": "Bearer rm_0_0"}, {"Authorization": "Basic cmVwOng="}):
        answer = client.get(f"{API}/me", headers=header)
        assert answer.status_code == 401
        assert answer.headers["content-type"] == "application/problem+json"
        assert answer.headers["www-authenticate"] == "Bearer"


def test_a_token_that_reads_does_not_write(house: Office) -> None:
    reader = software(house, Role.PLANNER, "read")
    assert reader.get(f"{API}/reps").status_code == 200
    answer = reader.post(f"{API}/absences", json=ABSENCE, headers=key())
    assert (answer.status_code, answer.json()["problems"][0]["code"]) == (403, "token-scope")


def test_a_session_needs_the_form_token_here_too(house: Office) -> None:
    client = signed_in(house, Role.PLANNER)
    assert client.post(f"{API}/absences", json=ABSENCE, headers=key()).status_code == 201
    client.headers["X-Form-Token"] = "0" * 32
    assert client.post(f"{API}/absences", json=ABSENCE, headers=key()).status_code == 403


def test_a_request_is_carried_out_once_under_its_key(house: Office, planner: TestClient) -> None:
    named = key()
    first, again = (planner.post(f"{API}/absences", json=ABSENCE, headers=named) for _ in range(2))
    assert (first.status_code, again.status_code) == (201, 201)
    assert first.json() == again.json()
    assert "idempotency-replayed" not in first.headers
    assert again.headers["idempotency-replayed"] == "true"
    assert len([one for one in list_changes(house, owner()) if one.change.verb == "add_absence"]) == 1


def test_a_key_used_for_something_else_is_refused_and_other_people_have_keys_of_their_own(
    house: Office, planner: TestClient
) -> None:
    named = key()
    planner.post(f"{API}/absences", json=ABSENCE, headers=named)
    other = planner.post(f"{API}/absences", json=ABSENCE | {"first": "2026-12-06"}, headers=named)
    assert (other.status_code, other.json()["problems"][0]["code"]) == (422, "request-reused")
    rep = software(house, Role.REP)
    assert rep.post(f"{API}/absences", json=ABSENCE | {"reason": "ill"}, headers=named).status_code == 201


@pytest.mark.parametrize("headers", [{}, {"Idempotency-Key": ""}, {"Idempotency-Key": "x" * 201}])
def test_what_makes_something_needs_a_key(planner: TestClient, headers: dict[str, str]) -> None:
    assert planner.post(f"{API}/absences", json=ABSENCE, headers=headers).status_code == 422
    assert absences(planner) == []


def test_a_change_asks_for_what_was_seen(admin: TestClient) -> None:
    address = f"{API}/people/ann"
    assert admin.put(address, json=ANN).status_code == 428
    made = admin.put(address, json=ANN, headers={"If-None-Match": "*"})
    assert made.status_code == 200
    assert admin.put(address, json=ANN, headers={"If-None-Match": "*"}).status_code == 412
    changed = admin.put(address, json=ANN | {"name": "Anna"}, headers={"If-Match": made.headers["etag"]})
    assert changed.json()["name"] == "Anna"
    late = admin.put(address, json=ANN | {"name": "Hanna"}, headers={"If-Match": made.headers["etag"]})
    assert (late.status_code, late.json()["problems"][0]["code"]) == (412, "changed-meanwhile")
    assert admin.put(address, json=ANN, headers={"If-Match": '"nonsense"'}).status_code == 412
    assert admin.get(address).json()["name"] == "Anna"


def test_what_one_has_already_is_not_sent_again(admin: TestClient) -> None:
    first = admin.get(f"{API}/people/planner")
    same = admin.get(f"{API}/people/planner", headers={"If-None-Match": first.headers["etag"]})
    assert (same.status_code, same.content) == (304, b"")
    changed = ANN | {"name": "Petra"}
    admin.put(f"{API}/people/planner", json=changed, headers={"If-Match": first.headers["etag"]})
    again = admin.get(f"{API}/people/planner", headers={"If-None-Match": first.headers["etag"]})
    assert again.json()["name"] == "Petra"


def test_nobody_sets_what_is_not_theirs_to_set(house: Office, admin: TestClient, planner: TestClient) -> None:
    etag = admin.get(f"{API}/people/planner").headers["etag"]
    for more in ({"active": False}, {"id": "x"}, {"password": "x"}):
        answer = admin.put(f"{API}/people/planner", json=ANN | more, headers={"If-Match": etag})
        assert answer.status_code == 422
    story = planner.get(f"{API}/accounts/a")
    answer = planner.patch(f"{API}/accounts/a", json={"owner_lock": "r1"}, headers={"If-Match": story.headers["etag"]})
    assert answer.status_code == 422
    assert {member.person.id for member in list_people(house, owner())} >= {"planner"}


def test_the_last_administrator_stays(admin: TestClient) -> None:
    etag = admin.get(f"{API}/people/administrator").headers["etag"]
    answer = admin.delete(f"{API}/people/administrator", headers={"If-Match": etag})
    assert (answer.status_code, answer.json()["problems"][0]["code"]) == (400, "administrator-last")


def test_pages_follow_each_other_by_their_links_and_what_is_new_disturbs_none(admin: TestClient) -> None:
    seen, address = [], f"{API}/people?limit=2"
    while address:
        answer = admin.get(address)
        seen += [person["id"] for person in answer.json()["items"]]
        if len(seen) == 2:
            admin.put(f"{API}/people/aaa", json=ANN, headers={"If-None-Match": "*"})
        link = answer.headers.get("link", "")
        address = link.partition(">")[0].removeprefix("<")
    assert seen == ["administrator", "finance", "manager", "planner", "rep"]


@pytest.mark.parametrize("cursor", ["x", "W10", "bnVsbA", "IlwidTAwMDAi", "-1", "MWU5OTk"])
def test_a_cursor_that_is_none_of_ours_is_refused(admin: TestClient, planner: TestClient, cursor: str) -> None:
    for client, noun in ((admin, "people"), (planner, "jobs"), (planner, "accounts"), (admin, "changes")):
        answer = client.get(f"{API}/{noun}?cursor={cursor}")
        assert answer.status_code in {200, 400}, noun
    assert admin.get(f"{API}/people?cursor=%00").status_code == 400


def test_accounts_are_searched_shown_and_changed(planner: TestClient) -> None:
    found = planner.get(f"{API}/accounts?text=account a").json()["items"]
    assert [one["id"] for one in found] == ["a"]
    story = planner.get(f"{API}/accounts/a")
    assert isinstance(story.json()["service_s"], int)
    changed = planner.patch(f"{API}/accounts/a", json={"contact": "Lou"}, headers={"If-Match": story.headers["etag"]})
    assert changed.json()["contact"] == "Lou"
    late = planner.patch(f"{API}/accounts/a", json={"contact": "Max"}, headers={"If-Match": story.headers["etag"]})
    assert late.status_code == 412
    assert planner.get(f"{API}/accounts/nowhere").status_code == 404


def test_a_rep_sees_a_day_and_acts_on_its_visits_once(house: Office) -> None:
    rep = software(house, Role.REP)
    day = rep.get(f"{API}/reps/r1/days/{MONDAY}").json()
    assert [(stop["visit_id"], stop["start_s"]) for stop in day["stops"]] == [("v1", 32_400), ("v2", 50_400)]
    named = key()
    for _ in range(2):
        done = rep.post(f"{API}/visits/v1/acts", json={"kind": "accept"}, headers=named)
        assert (done.status_code, done.json()["kind"]) == (200, "accept")
    wrong = rep.post(f"{API}/visits/v1/acts", json={"kind": "explode"}, headers=key())
    assert wrong.status_code == 422
    late = (MONDAY + timedelta(days=1)).isoformat()
    body = {"kind": "done", "date": late, "start_s": 40_000, "end_s": 30_000}
    assert rep.post(f"{API}/visits/v2/acts", json=body, headers=key()).status_code == 400


def test_a_draft_is_published_unless_another_plan_is_in_force(house: Office, planner: TestClient) -> None:
    (plan,) = planner.get(f"{API}/plans").json()["items"]
    assert (plan["status"], plan["start"]) == ("published", str(MONDAY))
    address = f"{API}/plans/{plan['id']}/publish"
    with writing(house.database) as connection:
        draft = write_plan(connection, WEEK, house.clock())
    stale = planner.post(f"{API}/plans/{draft}/publish", json={"expected": 99}, headers=key())
    assert (stale.status_code, stale.json()["problems"][0]["code"]) == (409, "changed-meanwhile")
    same = planner.post(address, json={"expected": plan["id"]}, headers=key())
    assert same.json()["changed"] is False
    days = planner.get(f"{API}/plans/{plan['id']}/days?first={MONDAY}&last={MONDAY}").json()["days"]
    assert [len(day["visits"]) for day in days] == [2]
    assert planner.get(f"{API}/plans/{plan['id']}/days?first={MONDAY}&last=2030-01-01").status_code == 400


def test_a_job_is_asked_for_watched_and_told_as_events(
    house: Office, planner: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def run(_: Office, __: Person, order: dict[str, int], watch: Watch) -> dict[str, object]:
        watch.tell(1, 1, "one")
        return {"n": order["n"]}

    monkeypatch.setitem(KINDS, "remind", JobKind("make_plan", run))
    asked = planner.post(f"{API}/jobs", json={"kind": "remind", "order": {"n": 3}}, headers=key())
    assert (asked.status_code, asked.json()["state"]) == (202, "waiting")
    number = asked.json()["id"]
    work_once(house)
    done = planner.get(f"{API}/jobs/{number}").json()
    assert (done["state"], done["result"]) == ("done", {"n": 3})
    events = planner.get(f"{API}/jobs/{number}/events")
    assert events.headers["content-type"].startswith("text/event-stream")
    assert json.loads(events.text.split("data: ")[1]) == done
    assert planner.get(f"{API}/jobs/99").status_code == 404
    assert planner.post(f"{API}/jobs/{number}/stop", headers=key()).json()["state"] == "done"


def test_schedules_are_kept_and_dropped(planner: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(KINDS, "remind", JobKind("make_plan", lambda *_: {}))
    body = {"name": "Monday", "kind": "remind", "weekdays": [0], "at_s": 21_600, "zone": "Europe/Vienna"}
    made = planner.post(f"{API}/schedules", json=body, headers=key())
    assert made.json()["next_at"].endswith("Z")
    assert planner.delete(f"{API}/schedules/{made.json()['id']}", headers=key()).status_code == 204
    assert planner.get(f"{API}/schedules").json()["items"] == []
    assert planner.delete(f"{API}/schedules/7", headers=key()).status_code == 404


def test_changes_are_told_newest_first_to_administrators_alone(admin: TestClient, planner: TestClient) -> None:
    planner.post(f"{API}/absences", json=ABSENCE, headers=key())
    page = admin.get(f"{API}/changes?limit=1").json()
    assert [one["verb"] for one in page["items"]] == ["add_absence"]
    older = admin.get(f"{API}/changes?limit=1&cursor={page['next']}").json()["items"]
    assert older[0]["revision"] < page["items"][0]["revision"]
    assert planner.get(f"{API}/changes").status_code == 403


def test_whoever_asks_too_often_waits(admin: TestClient) -> None:
    admin.app.state.api_limits = Limits(2)  # type: ignore[attr-defined]
    codes = [admin.get(f"{API}/me").status_code for _ in range(3)]
    assert codes == [200, 200, 429]
    assert int(admin.get(f"{API}/me").headers["retry-after"]) >= 1


def test_claims_and_logs_are_for_those_who_may(house: Office, planner: TestClient) -> None:
    rep = software(house, Role.REP)
    days = "first=2026-11-01&last=2026-11-30"
    assert rep.get(f"{API}/reps/r1/trips?{days}").json() == {"items": [], "next": None}
    assert rep.get(f"{API}/reps/r2/trips?{days}").status_code in {403, 404}
    assert planner.get(f"{API}/reps/r1/trips?{days}").status_code == 403
    assert rep.get(f"{API}/reps/r1/expenses?{days}").status_code == 200
    claim = rep.get(f"{API}/claims/r1/2026-10").json()
    assert (claim["state"], claim["totals"]) == ("draft", [])
    empty = rep.post(f"{API}/claims/r1/2026-10/steps", json={"step": "submit"}, headers=key())
    assert empty.status_code == 400
    approve = rep.post(f"{API}/claims/r1/2026-10/steps", json={"step": "approve"}, headers=key())
    assert approve.status_code == 403
