"""The planner's pages: what they show, what they change, and who may; two planners do not overrun each other."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from threading import Barrier, Event
from typing import Any

import pytest
from fastapi.testclient import TestClient

from benchmarks.office_house import NOW
from office.door import Act
from office.fixed_dates.absences import add_absence
from office.jobs import work_once
from office.opening import Office, open_office
from office.people import owner
from office.plans import todos
from office.plans.heads import list_plan_heads
from office.plans.news import News, read_news
from reports.evidence_bundle import BY_TIME
from routing.findings import Finding
from scheduler.demand.workdays import Absence
from scheduler.plan import Plan, UnservedVisit
from store.changes import record_change
from store.database import writing
from store.plans import add_rows
from store.words import PlanStatus
from tests.web.api_site import API, key
from tests.web.site import PASSWORD, client_of, form_token_of
from web.routes import board
from web.routes import evidence as evidence_routes
from web.words import catalogue

WEEK = "first=2026-11-30&last=2026-12-06"
JSON = {"Accept": "application/json"}


def planner(house: Office, name: str = "pat") -> TestClient:
    client = client_of(house)
    client.post("/login", data={"person": name, "password": PASSWORD})
    client.headers["X-Form-Token"] = form_token_of(client.get("/account").text)
    return client


def first_chip(client: TestClient, number: int = 1) -> tuple[str, str, dict[str, Any]]:
    """Return a visit, its day, and the week that was read."""
    week = client.get(f"/plan/{number}/days?{WEEK}", headers=JSON).json()
    day = next(day for day in week["days"] if day["chips"])
    return day["chips"][0][0], day["date"], week


def other_day(client: TestClient, visit: str, number: int = 1) -> str:
    """Return a day of the visit's horizon that breaks no rule."""
    found = client.get(f"/plan/{number}/prices?visit={visit}", headers=JSON).json()
    return next(str(day[0]) for day in found["days"] if day[0] != found["date"] and not day[5])


def test_a_visit_is_moved_at_its_price_and_taken_back(house: Office) -> None:
    client = planner(house)
    visit, date, week = first_chip(client)
    day = other_day(client, visit)
    ask = {"kind": "move", "visit": visit, "date": day, "reason": "asked"}
    judged = client.post("/plan/1/judge", json=ask, headers=JSON).json()
    assert (judged["broken"], judged["draft"]) == ([], None)
    made = client.post("/plan/1/decisions", json=ask | {"seen": week["revision"]}, headers=JSON).json()
    assert (made["price"], made["draft"]) == (judged["price"], 2)
    listed = client.get("/plan/2/decisions", headers=JSON).json()
    assert [(one["id"], one["reason"]) for one in listed] == [(made["decision"], "asked")]
    prices = client.get(f"/plan/2/prices?visit={visit}", headers=JSON).json()
    assert prices["date"] == day
    client.post(f"/plan/2/decisions/{made['decision']}/undo", json={}, headers=JSON)
    assert client.get(f"/plan/2/prices?visit={visit}", headers=JSON).json()["date"] == date
    assert client.get("/plan/2/decisions", headers=JSON).json() == []


def test_a_second_planner_who_saw_another_state_changes_nothing_and_is_told_whose_it_is(house: Office) -> None:
    pat, ann = planner(house), planner(house, "ann")
    visit, _, week = first_chip(pat)
    first = {"kind": "move", "visit": visit, "date": other_day(pat, visit), "seen": week["revision"]}
    draft = pat.post("/plan/1/decisions", json=first, headers=JSON).json()["draft"]
    seen = first_chip(ann, draft)[2]["revision"]
    assert pat.post(f"/plan/{draft}/decisions", json={"kind": "pin", "visit": visit}, headers=JSON).status_code == 200
    drop = {"kind": "drop", "visit": visit, "seen": seen, "anyway": True}
    late = ann.post(f"/plan/{draft}/decisions", json=drop, headers=JSON)
    assert (late.status_code, late.json()["code"]) == (409, "changed-meanwhile")
    assert any(line.startswith("pat: pin") for line in late.json()["since"])
    news = ann.get(f"/plan/{draft}/version?since={seen}&wait=true", headers=JSON).json()
    assert news["lines"][0][0] == "pat"
    now = ann.post(f"/plan/{draft}/decisions", json=drop | {"seen": news["revision"]}, headers=JSON)
    assert now.status_code == 200


def test_who_waits_for_news_is_told_as_a_change_is_kept_and_not_at_the_next_look(
    house: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(board, "LOOK_S", 3600.0)
    monkeypatch.setattr(board, "PATIENCE_S", 7200.0)
    pat, ann = planner(house), planner(house, "ann")
    visit, _, week = first_chip(pat)
    asked = Event()
    news = read_news.body

    def heard(act: Act, number: int, since: int) -> News:
        found = news(act, number, since)
        asked.set()
        return found

    monkeypatch.setattr(read_news, "body", heard)
    with ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(ann.get, f"/plan/1/version?since={week['revision']}&wait=true", headers=JSON)
        assert asked.wait(60)
        assert pat.post("/plan/1/decisions", json={"kind": "pin", "visit": visit}, headers=JSON).status_code == 200
        assert [line[0] for line in waiting.result(60).json()["lines"]] == ["pat"]


def test_a_change_that_breaks_rules_is_made_only_anyway(house: Office) -> None:
    client = planner(house)
    visit, _, _ = first_chip(client)
    ask = {"kind": "pin", "visit": visit, "time": "03:00"}
    said = client.post("/plan/1/decisions", json=ask, headers=JSON)
    assert (said.status_code, said.json()["code"]) == (409, "decision-breaks-rule")
    assert said.json()["broken"]
    assert client.post("/plan/1/decisions", json=ask | {"anyway": True}, headers=JSON).status_code == 200


@pytest.mark.parametrize(
    "ask",
    [
        {"kind": "move", "visit": "x"},
        {"kind": "move", "visit": "x", "date": "soon"},
        {"kind": "joint", "visit": "x", "date": "2026-12-01", "time": "10:00"},
        {"kind": "joint", "visit": "x", "date": "2026-12-01", "companions": ["R001"]},
        {"kind": "swap", "visit": "x"},
        {"kind": "move", "visit": "nothing-such", "date": "2026-12-01"},
        {"kind": "move", "visit": "x", "date": "2026-12-01", "time": "25:00"},
        {"kind": "juggle", "visit": "x"},
        {"kind": "drop", "visit": ""},
    ],
)
def test_what_cannot_be_meant_is_named_as_json(house: Office, ask: dict[str, Any]) -> None:
    said = planner(house).post("/plan/1/judge", json=ask, headers=JSON)
    assert said.status_code in {400, 404, 422}
    assert said.json()["problems"]


def test_the_horizon_is_sent_as_counts(house: Office) -> None:
    found = planner(house).get("/plan/1/horizon", headers=JSON).json()
    visits = sum(day[1] for _, _, _, days in found["reps"] for day in days)
    assert visits == sum(len(day["chips"]) for week in range(3) for day in weeks(house, week))
    only = planner(house).get("/plan/1/horizon?reps=R001", headers=JSON).json()
    assert [rep for rep, *_ in only["reps"]] == ["R001"]


def weeks(house: Office, number: int) -> list[dict[str, Any]]:
    """Return the days of a week of plan 1."""
    first, last = f"2026-{['11-30', '12-07', '12-14'][number]}", f"2026-12-{['06', '13', '20'][number]}"
    found: list[dict[str, Any]] = (
        planner(house).get(f"/plan/1/days?first={first}&last={last}", headers=JSON).json()["days"]
    )
    return found


def test_a_plan_is_ordered_watched_looked_over_and_published_in_part(house: Office) -> None:
    client = planner(house)
    order = {"start": "2026-11-30", "weeks": "2", "seconds": "0.2", "value_share": "0.5", "moves": ""}
    there = client.post("/plan/new", data=order)
    assert there.headers["location"] == "/plan/jobs/1"
    waiting = client.get("/plan/jobs/1")
    assert waiting.headers["refresh"] == "2"
    job = work_once(house)
    assert job is not None
    assert job.error == ""
    assert "refresh" not in client.get("/plan/jobs/1").headers
    assert "/plan/2/board" in client.get("/plan").text
    assert client.get("/plan/2/diff?rep=R001").status_code == 200
    part = {"expected": "1", "rep": "R001", "from_week": "1"}
    assert client.post("/plan/2/publish", data=part).status_code == 200
    again = planner(house, "ann").post("/plan/2/publish", data=part)
    assert again.status_code == 409
    assert "plan 3" in again.text


def test_of_two_who_publish_at_once_one_is_told_of_the_other_and_one_plan_is_in_force(house: Office) -> None:
    people = [planner(house, name) for name in ("pat", "ann")]
    for client in people:
        visit, _, _ = first_chip(client)
        made = client.post(
            "/plan/1/decisions",
            json={"kind": "pin" if client is people[0] else "drop", "visit": visit, "anyway": True},
            headers=JSON,
        )
        assert made.status_code == 200, made.text
    ready = Barrier(2)

    def publish(client: TestClient, number: int) -> tuple[int, str]:
        ready.wait()
        answer = client.post(f"/plan/{number}/publish", data={"expected": "1"})
        return answer.status_code, answer.text

    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(publish, people, (2, 3)))
    assert sorted(status for status, _ in answers) == [200, 409]
    (refused,) = (text for status, text in answers if status == 409)
    (in_force,) = (head.id for head in list_plan_heads(house, owner()) if head.status is PlanStatus.PUBLISHED)
    assert in_force in {2, 3}
    assert f"plan {in_force}" in refused


def test_every_page_of_the_desk_is_shown_in_both_languages(house: Office) -> None:
    client = planner(house)
    pages = ["/plan", "/plan/new", "/plan/1/board", "/plan/1/board?zoom=horizon", "/plan/1/unserved", "/plan/1/diff",
             "/plan/1/unserved?rep=R001", "/plan/capacity?weeks=2", "/plan/dates", "/plan/scenarios?plan=1",
             "/plan/before", "/plan/before/foresight?weeks=2", "/plan/before/lessons"]  # fmt: skip
    for language in ("en", "de"):
        client.post("/account/look", data={"language": language, "theme": "auto"})
        for path in pages:
            assert client.get(path).status_code == 200, path
    manager = planner(house, "manager")
    assert 'data-decides="0"' in manager.get("/plan/1/board").text
    assert manager.get("/plan/new").status_code == 403


def test_what_needs_a_decision_leads_to_where_it_is_made(house: Office) -> None:
    day = NOW.date() + timedelta(days=3)
    add_absence(house, owner(), Absence("R001", day, day, "ill"))
    assert 'href="/plan/dates"' in planner(house).get("/plan/before").text.split("<main")[1]


@pytest.mark.parametrize(
    ("path", "status"),
    [("/plan/9/board", 404), ("/plan/1/board?from=soon", 400), ("/plan/x/board", 404), ("/plan/capacity?weeks=0", 400),
     ("/plan/9/unserved", 404), ("/plan/9/diff", 404), ("/plan/scenarios?plan=9", 404),
     ("/plan/before?weeks=99", 400), ("/plan/jobs/9", 404),
     ("/plan/1/days?first=2026-11-30&last=2027-11-30", 400)],
)  # fmt: skip
def test_an_address_that_leads_nowhere_says_so(house: Office, path: str, status: int) -> None:
    assert planner(house).get(path).status_code == status


def test_dates_are_fixed_and_taken_back(house: Office) -> None:
    client = planner(house)
    away = {"rep": "R001", "first": "2026-12-08", "last": "2026-12-09", "reason": "training"}
    assert client.post("/plan/dates/absences", data=away).status_code == 303
    kept = {"rep": "R000", "day": "2026-12-10", "time": "10:00", "minutes": "60", "name": "fair"}
    assert client.post("/plan/dates/appointments", data=kept).status_code == 303
    text = client.get("/plan/dates").text
    assert "training" in text
    assert "fair" in text
    for form in ({"kind": "absence", "rep": "R001", "day": "2026-12-08", "name": "training"},
                 {"kind": "appointment", "rep": "R000", "day": "2026-12-10", "name": "fair"}):  # fmt: skip
        assert client.post("/plan/dates/cancel", data=form).status_code == 303
    text = client.get("/plan/dates").text
    assert "training" not in text
    assert client.post("/plan/dates/absences", data=away | {"from_time": "late"}).status_code == 400
    assert client.post("/plan/dates/absences", data=away | {"last": "late"}).status_code == 400


def test_a_draft_waits_for_its_approval_where_the_workspace_asks_for_it(house: Office) -> None:
    client, root, manager = planner(house), planner(house, "root"), planner(house, "manager")
    visit, _, _ = first_chip(client)
    made = client.post("/plan/1/decisions", json={"kind": "pin", "visit": visit}, headers=JSON).json()["draft"]
    settings = {"currency": "EUR", "scheme": "de-reisekosten", "approval": "manager"}
    assert root.post("/admin/settings", data=settings).status_code == 303
    refused = client.post(f"{API}/plans/{made}/publish", json={"expected": 1}, headers=key())
    assert refused.json()["problems"][0]["code"] == "plan-not-approved"
    assert 'id="publish"' not in client.get(f"/plan/{made}/diff").text
    asked = client.post(f"/plan/{made}/approval", data={"verdict": "asked", "text": "please"})
    assert asked.status_code == 303
    assert "please" in manager.get(f"/plan/{made}/diff").text
    assert manager.post(f"/plan/{made}/approval", data={"verdict": "returned"}).status_code == 400
    assert client.post(f"/plan/{made}/approval", data={"verdict": "approved"}).status_code == 403
    said = manager.post(f"{API}/plans/{made}/approval", json={"verdict": "approved", "text": "good"}, headers=key())
    assert (said.json()["approved"], said.json()["lacking"]) == (True, [])
    assert 'id="publish"' in client.get(f"/plan/{made}/diff").text
    assert client.post(f"{API}/plans/{made}/publish", json={"expected": 1}, headers=key()).status_code == 200


def test_scenarios_are_ordered_compared_and_chosen(house: Office) -> None:
    client = planner(house)
    order = {"start": "2026-11-30", "weeks": "2", "seconds": "0.2", "value_share": "0.5", "also": ["volume", "even"]}
    there = client.post("/plan/new", data=order)
    assert there.headers["location"] == "/plan/scenarios"
    assert client.get("/plan/scenarios").headers["refresh"] == "5"
    made = [job for job in (work_once(house) for _ in range(3)) if job]
    assert [job.error for job in made] == ["", "", ""]
    text = client.get("/plan/scenarios").text
    assert all(f"/plan/{number}/board" in text for number in (2, 3, 4))
    found = client.get(f"{API}/scenarios?plan=2&plan=3&plan=4").json()
    assert [one["weights"]["value_share"] for one in found["plans"]] == [0.5, 0.0, 0.5]
    assert sorted(found["differing"]) == ["balance", "value_share"]
    chosen = client.post("/plan/scenarios", data={"chosen": "3", "other": ["2", "3", "4"]})
    assert chosen.headers["location"] == "/plan/3/diff"
    assert "/plan/2/board" not in client.get("/plan").text


def test_every_thing_to_see_to_has_its_words() -> None:
    source = Path(todos.__file__).read_text(encoding="utf-8")
    named = {f"before.{kind}" for kind in re.findall(r'Todo\("(\w+)"', source)}
    assert len(named) == 5
    assert named <= set(catalogue())


def test_many_accounts_are_edited_as_previewed_and_taken_back(house: Office) -> None:
    client = planner(house)
    assert "colour" in client.get("/accounts?where=colour%3Dred").text
    shown = client.get("/accounts/edits?field=service_s&value=50&where=interval>0").text
    seen = re.search(r'name="seen" value="(\d+)"', shown)
    assert seen is not None
    edit = {"field": "service_s", "value": "50", "where": "interval>0", "seen": seen[1]}
    assert client.post("/accounts/edits", data=edit).status_code == 303
    text = client.get("/accounts?where=minutes%3D50").text
    assert "/accounts/edits/1/undo" in text
    assert planner(house, "manager").get("/accounts/edits?field=tier&value=A").status_code == 403
    assert client.post("/accounts/edits/1/undo").status_code == 303
    assert "/accounts/edits/1/undo" not in client.get("/accounts").text
    assert client.get("/accounts/edits?field=service_s&value=soon").status_code == 400


def test_software_prices_makes_and_takes_back_a_change(house: Office) -> None:
    client = planner(house)
    visit, day, _ = first_chip(client)
    found = client.get(f"{API}/plans/1/prices?visit={visit}").json()
    assert (found["visit_id"], found["date"]) == (visit, day)
    free = next(one["date"] for one in found["days"] if one["date"] != day and not one["broken"])
    wanted = {"kind": "move", "visit": visit, "date": free}
    judged = client.post(f"{API}/plans/1/judgements", json=wanted).json()
    assert (judged["before"], judged["after"], judged["draft"]) == (day, free, None)
    named = key()
    first, again = (client.post(f"{API}/plans/1/decisions", json=wanted, headers=named) for _ in range(2))
    assert (first.status_code, again.json()) == (201, first.json()), first.text
    assert first.json()["draft"] == 2
    (listed,) = client.get(f"{API}/decisions").json()["items"]
    assert (listed["id"], listed["draft"]) == (first.json()["decision"], 2)
    undone = client.post(f"{API}/decisions/{listed['id']}/undo", headers=key())
    assert undone.json() == {"decision": listed["id"], "draft": None, "withdrawn": 2}
    assert client.post(f"{API}/decisions/{listed['id']}/undo", headers=key()).status_code == 404
    lacking = client.post(f"{API}/plans/1/decisions", json={"kind": "swap", "visit": visit}, headers=key())
    assert (lacking.status_code, lacking.json()["problems"][0]["where"]) == (400, "other")
    for noun in ("unserved", "notes"):
        assert client.get(f"{API}/plans/1/{noun}").status_code == 200
    assert client.get(f"{API}/fairness").json()["plan"] == 1


def test_a_change_is_made_once_though_the_server_was_begun_anew(house: Office) -> None:
    before = planner(house)
    visit, _, _ = first_chip(before)
    wanted, named = {"kind": "pin", "visit": visit}, key()
    first = before.post(f"{API}/plans/1/decisions", json=wanted, headers=named)
    after = planner(open_office(house.folder.path, clock=lambda: NOW))
    again = after.post(f"{API}/plans/1/decisions", json=wanted, headers=named)
    assert (first.status_code, again.json()) == (201, first.json()), again.text
    assert again.headers["idempotency-replayed"] == "true"
    assert len(after.get(f"{API}/decisions").json()["items"]) == 1


@pytest.mark.parametrize("by_time", [True, False])
def test_two_figures_of_driving_are_told_apart_where_ways_hang_on_the_hour(
    house: Office, monkeypatch: pytest.MonkeyPatch, by_time: bool
) -> None:
    gathered = evidence_routes.gather_evidence
    facts = {"driving_s": 36_000, "unserved": 0, "travel": "roads" + (BY_TIME if by_time else "")}
    monkeypatch.setattr(evidence_routes, "gather_evidence", lambda *asked: replace(gathered(*asked), evidence=facts))
    text = planner(house).get("/plan/1/evidence").text
    assert "It drives 10 h" in text
    assert ("slowest time of day" in text) is by_time


def test_the_evidence_of_a_plan_is_told_in_words_and_checked_anew(house: Office) -> None:
    client = planner(house)
    order = {"start": "2026-11-30", "weeks": "2", "seconds": "0.2", "value_share": "0.5", "moves": ""}
    client.post("/plan/new", data=order)
    job = work_once(house)
    assert job is not None
    text = client.get("/plan/2/evidence").text
    assert "no plan saves more than" in text
    assert "all kept" not in text
    checked = client.get("/plan/2/evidence?rep=*").text
    assert "no rule is broken" in checked
    assert checked.count("all kept") == 2
    assert client.get("/reports/plans/2/evidence.zip").headers["content-type"] == "application/zip"
    visit, date, _ = first_chip(client, 2)
    client.post("/plan/2/decisions", json={"kind": "drop", "visit": visit, "anyway": True, "reason": date})
    assert client.get("/plan/2/evidence?rep=*").status_code == 200
    assert client.get("/plan/1/evidence?rep=R000").status_code == 200


def test_ten_thousand_visits_that_are_left_out_are_shown_by_rep_and_page(house: Office) -> None:
    day = date(2026, 12, 1)
    why = Finding.of("unserved-no-room", days=1)
    left = [UnservedVisit(f"left-{n}", f"R000-{n % 30:04d}", "R000", day, day, "no-room", why) for n in range(10_000)]
    with writing(house.database) as connection:
        add_rows(connection, 1, Plan(day, day, (), tuple(left)))
        record_change(connection, "made", "unserved visits", NOW)
    client = planner(house)
    text = client.get("/plan/1/unserved").text
    assert "10,000" in text or "10000" in text
    assert len(text) < 20_000
    some = client.get("/plan/1/unserved?rep=R000")
    assert some.status_code == 200
    assert len(some.text) < 100_000
    assert "9,900 more like it" in some.text
    found = client.get("/plan/1/horizon", headers=JSON).json()
    assert [left for rep, _, left, _ in found["reps"] if rep == "R000"] == [10_000]
    assert len(client.get("/plan").text) < 20_000
