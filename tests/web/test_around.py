"""Accounts around a place by road: what is due, what is planned, and a visit brought to today in one tap."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from fastapi.testclient import TestClient

from office.opening import Office
from office.people import Role
from store.accounts import read_accounts, write_accounts
from store.database import reading, writing
from tests.calendars.week import MONDAY, NOW, account
from tests.office.carried_week import LAST_VISIT, at, fill_due
from tests.web.site import let_in, signed_in
from web.limits import Limits
from web.routes import account as account_routes


@pytest.fixture
def phone(sqlite_workspace: Office, monkeypatch: pytest.MonkeyPatch) -> TestClient:
    monkeypatch.setattr(account_routes, "GUESSES_OF_ADDRESS", Limits(1000))
    monkeypatch.setattr(account_routes, "GUESSES_OF_PERSON", Limits(1000))
    fill_due(sqlite_workspace)
    with writing(sqlite_workspace.database) as connection:
        far = replace(account("b", "Far <b>"), lat=47.3, last_visit=LAST_VISIT)
        write_accounts(connection, [far, replace(account("z", "Somebody else's"), last_visit=None)])
    office = at(sqlite_workspace, NOW.replace(day=23, hour=9))
    let_in(office)
    return signed_in(office, Role.REP)


@pytest.mark.parametrize("language", ["en", "de"])
def test_what_is_near_comes_first_and_only_ones_own_is_shown(phone: TestClient, language: str) -> None:
    phone.post("/account/look", data={"language": language, "theme": "dark"})
    text = phone.get("/around?at=home").text
    names = re.findall(r'href="/accounts/([a-z])"', text)
    assert names == ["a", "c", "b"]
    assert "Far &lt;b&gt;" in text
    assert "Somebody" not in text
    assert re.findall(r'href="/accounts/([a-z])"', phone.get("/around?at=b").text) == ["a", "c"]


def test_a_coming_visit_is_brought_to_today_in_one_tap(phone: TestClient) -> None:
    text = phone.get("/around").text
    (form,) = re.findall(r'<form method="post" action="(/visits/[^"]+/acts)".*?name="key" value="([^"]+)"', text, re.S)
    sent = {"kind": "move", "key": form[1], "date": str(MONDAY)}
    assert phone.post(form[0], data=sent).status_code == 303
    assert "Account c" in phone.get("/day").text


def test_a_place_that_is_not_ones_own_is_refused(phone: TestClient) -> None:
    with reading(phone.app.state.office.database) as connection:  # type: ignore[attr-defined]
        assert "z" in {one.id for one in read_accounts(connection)}
    assert phone.get("/around?at=z").status_code == 404


def test_an_account_is_not_due_once_it_was_visited_planned_or_not(phone: TestClient) -> None:
    key = "0b0e7c4e-3f3c-4f6e-9a53-111111111111"
    assert "/accounts/c" in phone.get("/around?at=home").text
    assert phone.post("/unplanned", data={"kind": "visited", "key": key, "about": "c"}).status_code == 303
    assert "/accounts/c" not in phone.get("/around?at=home").text
