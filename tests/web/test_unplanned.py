"""A visit that no plan has and a prospect found on the way, in a browser with and without a script."""

from __future__ import annotations

import re
from dataclasses import replace
from uuid import uuid4

import pytest
from fastapi.testclient import TestClient

from office.opening import Office
from office.people import Role
from store.accounts import find_account, write_accounts
from store.database import reading, writing
from store.visits import read_visit_log
from tests.calendars.week import MONDAY, NOW, account
from tests.office.carried_week import at, fill_due
from tests.web.site import let_in, signed_in

NAME = "<script>alert(1)</script> & Söhne"


@pytest.fixture
def phone(sqlite_workspace: Office) -> TestClient:
    fill_due(sqlite_workspace)
    with writing(sqlite_workspace.database) as connection:
        write_accounts(connection, [replace(account("c", NAME))])
    office = at(sqlite_workspace, NOW.replace(day=23, hour=9))
    let_in(office)
    return signed_in(office, Role.REP)


def office_of(phone: TestClient) -> Office:
    office: Office = phone.app.state.office  # type: ignore[attr-defined]
    return office


@pytest.mark.parametrize("path", ["/unplanned", "/unplanned?account=c", "/prospect", "/accounts/c", "/around"])
@pytest.mark.parametrize("language", ["en", "de"])
def test_names_are_text_on_each_page(phone: TestClient, path: str, language: str) -> None:
    phone.post("/account/look", data={"language": language, "theme": "dark"})
    answer = phone.get(path)
    assert answer.status_code == 200
    assert "<script>alert" not in answer.text
    assert len(answer.content) < 30_000


def test_two_taps_from_the_account_s_page_make_a_visit(phone: TestClient) -> None:
    key = str(uuid4())
    form = {"kind": "begin", "key": key, "about": "c"}
    first = phone.post("/unplanned", data=form)
    assert first.headers["location"] == f"/visits/u-{key}?did=applied"
    assert phone.post("/unplanned", data=form).headers["location"] == first.headers["location"]
    page = phone.get(first.headers["location"]).text
    assert "/move" not in page
    assert phone.get("/day").text.count(f"/visits/u-{key}/acts") == 1  # it is the next stop, with one button: done
    done = phone.post(f"/visits/u-{key}/acts", data={"kind": "done", "key": str(uuid4()), "back": str(MONDAY)})
    assert done.headers["location"] == f"/day/{MONDAY}?did=u-{key}"
    assert "u-" + key in re.findall(r'data-visit="([^"]+)"', phone.get(done.headers["location"]).text)
    with reading(office_of(phone).database) as connection:
        assert [(one.account_id, one.date) for one in read_visit_log(connection)] == [("c", MONDAY)]


def test_a_form_makes_a_prospect_once_and_only_that_page_may_ask_the_phone_where_it_is(phone: TestClient) -> None:
    assert "geolocation=(self)" in phone.get("/prospect").headers["permissions-policy"]
    assert "geolocation=()" in phone.get("/day").headers["permissions-policy"]
    key = str(uuid4())
    form = {"key": key, "name": "Bäckerei", "lat": "47.14", "lon": "9.52"}
    there = phone.post("/prospect", data=form).headers["location"]
    assert phone.post("/prospect", data=form).headers["location"] == there
    assert "Bäckerei" in phone.get(there).text
    with reading(office_of(phone).database) as connection:
        assert find_account(connection, there.rsplit("/", 1)[1]) is not None


@pytest.mark.parametrize(
    ("path", "form", "status"),
    [
        ("/unplanned", {"kind": "begin", "about": "nowhere"}, 404),
        ("/unplanned", {"kind": "dance", "about": "c"}, 404),
        ("/unplanned", {"kind": "visited", "about": "c", "date": "2027-01-01"}, 400),
        ("/prospect", {"name": "X"}, 400),
        ("/prospect", {"name": "X", "lat": "x", "lon": "y"}, 400),
    ],
)
def test_what_cannot_be_is_said(phone: TestClient, path: str, form: dict[str, str], status: int) -> None:
    assert phone.post(path, data=form | {"key": str(uuid4())}).status_code == status


def test_both_pages_are_kept_on_the_phone(phone: TestClient) -> None:
    pages = phone.get("/bundle").json()["pages"]
    assert {"/unplanned", "/prospect"} <= set(pages)
