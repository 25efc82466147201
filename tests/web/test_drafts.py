"""A draft that a rep is asked about, what is answered, and the message of a changed week, on their pages."""

from __future__ import annotations

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from fastapi.testclient import TestClient

from office.opening import Office
from office.people import Role
from store.database import writing
from store.plans import write_plan
from tests.calendars.week import MONDAY, NOW
from tests.office.carried_week import at, due_week, fill_due
from tests.web.site import let_in, signed_in

TUESDAY = MONDAY + timedelta(days=1)
EVIL = "<script>alert(1)</script>"


@pytest.fixture
def house(sqlite_workspace: Office) -> tuple[TestClient, TestClient, int, dict[str, str]]:
    """Return the planner's browser, the rep's, a draft and the visits."""
    ids = fill_due(sqlite_workspace)
    office = at(sqlite_workspace, NOW)
    with writing(office.database) as connection:
        number = write_plan(connection, due_week(ids, {"v2": (TUESDAY, 14.0)}), NOW)
    let_in(office)
    return signed_in(office, Role.PLANNER), signed_in(office, Role.REP), number, ids


@pytest.mark.parametrize("language", ["en", "de"])
def test_ask_answer_publish_read(house: tuple[TestClient, TestClient, int, dict[str, str]], language: str) -> None:
    planner, rep, number, ids = house
    for one in (planner, rep):
        one.post("/account/look", data={"language": language, "theme": "dark"})
    assert f"/drafts/{number}" not in rep.get("/day").text
    assert rep.get(f"/drafts/{number}").status_code == 404
    assert planner.post(f"/plan/{number}/ask", data={"text": EVIL}).status_code == 303
    assert f'href="/drafts/{number}"' in rep.get("/day").text
    page = rep.get(f"/drafts/{number}")
    assert page.status_code == 200
    assert EVIL not in page.text
    said = {"accepted": "false", "text": EVIL, "visit": ids["v2"]}
    assert rep.post(f"/drafts/{number}", data=said).status_code == 303
    assert rep.post(f"/drafts/{number}", data={"accepted": "true", "week": str(MONDAY)}).status_code == 303
    told = planner.get(f"/plan/{number}/diff").text
    assert "&lt;script&gt;" in told
    assert told.count('class="badge good"') == 1
    assert (
        planner.post(f"/plan/{number}/publish", data={"expected": "1", "message": f"Fair! {EVIL}"}).status_code == 200
    )
    day = rep.get("/day").text
    assert "Fair! &lt;script&gt;" in day
    (notice,) = set(re.findall(r'action="(/notices/\d+)/read"', day))
    assert "Account b" in day
    assert rep.get(notice).status_code == 200
    assert rep.post(f"{notice}/read").headers["location"] == "/day"
    assert notice not in rep.get("/day").text


def test_a_notice_is_read_without_a_signal_too(house: tuple[TestClient, TestClient, int, dict[str, str]]) -> None:
    planner, rep, number, _ = house
    planner.post(f"/plan/{number}/publish", data={"expected": "1"})
    (notice,) = set(re.findall(r'action="/notices/(\d+)/read"', rep.get("/bundle").json()["pages"]["/day"]))
    act = {"key": str(uuid4()), "seq": 1, "kind": "read", "about": notice, "at": NOW.isoformat(), "body": {}}
    sending = {"device": str(uuid4()), "acts": [act]}
    answer = rep.post("/acts", json=sending)
    assert [one["outcome"] for one in answer.json()["answers"]] == ["applied"]
    assert rep.post("/acts", json=sending).json() == answer.json()
    assert "/notices/" not in rep.get("/day").text


@pytest.mark.parametrize("about", ["x", "99", "-1"])
def test_no_such_notice_is_refused(house: tuple[TestClient, TestClient, int, dict[str, str]], about: str) -> None:
    _, rep, _, _ = house
    act = {"key": str(uuid4()), "seq": 1, "kind": "read", "about": about, "at": NOW.isoformat(), "body": {}}
    answer = rep.post("/acts", json={"device": str(uuid4()), "acts": [act]})
    assert [one["outcome"] for one in answer.json()["answers"]] == ["refused"]
