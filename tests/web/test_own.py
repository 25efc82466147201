"""What is a rep's own: figures with their formulas, the calendar's address and choices, the data, notebooks."""

from __future__ import annotations

import re
from dataclasses import replace
from uuid import uuid4

import pytest
from fastapi.testclient import TestClient

from office.opening import Office
from office.people import Grant, Person, Reach, Role
from office.reviews.own_figures import read_own_figures
from store.accounts import write_accounts
from store.database import writing
from tests.calendars.week import MONDAY, NOW, REP, account
from tests.office.carried_week import at, fill_due
from tests.web.site import client_of, let_in, signed_in

RITA = Person("rita", "Rita", (Grant(Role.REP, Reach.OWN),), REP.id)
EVIL = "<script>alert(1)</script>"


@pytest.fixture
def office(sqlite_workspace: Office) -> Office:
    fill_due(sqlite_workspace)
    with writing(sqlite_workspace.database) as connection:
        write_accounts(connection, [replace(account("z", "Somebody else's"), last_visit=None)])
    there = at(sqlite_workspace, NOW.replace(day=24, hour=9))
    let_in(there)
    return there


@pytest.fixture
def phone(office: Office) -> TestClient:
    return signed_in(office, Role.REP)


def act(phone: TestClient, path: str, **form: str) -> None:
    assert phone.post(path, data=form | {"key": str(uuid4())}).status_code == 303


def test_the_figures_of_a_month_say_how_they_are_made(office: Office, phone: TestClient) -> None:
    visits = sorted(set(re.findall(r'href="/visits/([^"]+)"', phone.get(f"/day/{MONDAY}").text)))
    act(phone, f"/visits/{visits[0]}/acts", kind="done", start="09:00", end="10:30")
    act(phone, "/unplanned", kind="visited", about="c", date=str(MONDAY))
    found = read_own_figures(office, RITA)
    assert (found.planned, found.kept, found.attainment) == (2, 1, 0.5)
    assert (found.visits, found.unplanned, found.selling_s, found.without_times) == (2, 1, 5400, 1)
    assert {name: (one.least, one.most) for name, one in found.beside.items()} == dict.fromkeys(
        found.beside, (None, None)
    )  # of a team so small a range would name the other one
    before = read_own_figures(office, RITA, "2026-02")
    assert (before.planned, before.visits, before.attainment) == (0, 0, None)


@pytest.mark.parametrize("path", ["/figures", "/figures?month=2026-02", "/calendar", "/accounts/a", "/account"])
@pytest.mark.parametrize("language", ["en", "de"])
def test_each_page_is_shown_in_both_languages(phone: TestClient, path: str, language: str) -> None:
    phone.post("/account/look", data={"language": language, "theme": "dark"})
    answer = phone.get(path)
    assert answer.status_code == 200, answer.text
    assert len(answer.content) < 30_000


def test_the_calendar_s_address_is_shown_once_and_made_worthless(office: Office, phone: TestClient) -> None:
    page = phone.post("/calendar/link").text
    (address,) = re.findall(r"http://testserver(/feeds/[^<]+\.ics)", page)
    assert address not in phone.get("/calendar").text
    assert client_of(office).get(address).status_code == 200
    again = re.findall(r"http://testserver(/feeds/[^<]+\.ics)", phone.post("/calendar/link").text)
    assert client_of(office).get(address).status_code == 404
    phone.post("/calendar/revoke")
    assert client_of(office).get(again[0]).status_code == 404


def test_what_is_chosen_of_the_calendar_stands(phone: TestClient) -> None:
    form = {"language": "de", "lunch": "true", "contacts": "true", "alarm_min": "15"}
    assert phone.post("/calendar", data=form).status_code == 303
    page = phone.get("/calendar").text
    assert len(re.findall(r"checked", page)) == 2
    assert 'value="15"' in page
    for wrong in ({"language": "xx"}, {"language": "de", "alarm_min": "soon"}, {"language": "de", "alarm_min": "9999"}):
        assert phone.post("/calendar", data=wrong).status_code == 400


def test_everything_that_is_kept_of_me_is_one_file_and_nobody_else_s_is_in_it(
    office: Office, phone: TestClient
) -> None:
    act(phone, "/unplanned", kind="visited", about="c", date=str(MONDAY), note="said to me")
    signed_in(office, Role.PLANNER).post("/accounts/a/notes", data={"note": "the planner's words"})
    phone.post("/accounts/a/notes", data={"note": "my own words"})
    answer = phone.get("/account/data.json")
    assert "attachment" in answer.headers["content-disposition"]
    kept = answer.json()
    assert kept["person"]["rep"] == REP.id
    assert [one["account"] for one in kept["visits"]] == ["c"]
    assert [one["text"] for one in kept["notebooks"]] == ["my own words"]
    assert len(kept["sessions"]) == 1
    assert kept["sent_by_phones"][0]["body"]["note"] == "said to me"
    assert "digest" not in answer.text
    assert "planner's words" not in answer.text
    assert signed_in(office, Role.PLANNER).get("/account/data.json").json()["mileage"] is None


def test_a_notebook_goes_with_the_account(office: Office, phone: TestClient) -> None:
    assert phone.post("/accounts/a/notes", data={"note": EVIL}).status_code == 303
    page = signed_in(office, Role.PLANNER).get("/accounts/a").text
    assert "&lt;script&gt;" in page
    assert EVIL not in page
    assert phone.post("/accounts/z/notes", data={"note": "x"}).status_code == 403
    assert phone.post("/accounts/a/notes", data={"note": " "}).status_code == 400
