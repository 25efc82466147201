"""Covers on a page: who stands in for whom, from when, and what happens where owners changed since it was shown."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta

import pytest

from office.opening import Office
from office.ownership.moves import MoveOrder, give_account
from office.people import Role, owner
from office.travel import choose_travel
from tests.web.month import month_over
from tests.web.site import signed_in
from web.routes import account

PAGE = "/territories/covers"


@pytest.fixture
def house(sqlite_workspace: Office, monkeypatch: pytest.MonkeyPatch) -> Office:
    monkeypatch.setattr(account, "GUESSES_OF_ADDRESS", account.Limits(1000))
    monkeypatch.setattr(account, "GUESSES_OF_PERSON", account.Limits(1000))
    office = month_over(sqlite_workspace)
    choose_travel(office, owner(), "straight")
    for one, rep in (("a1", "r1"), ("a2", "r1"), ("a3", "r2")):
        give_account(office, owner(), MoveOrder(one, rep))
    return office


def test_a_cover_is_shown_kept_and_listed_until_its_last_day(house: Office) -> None:
    manager, day = signed_in(house, Role.MANAGER), house.clock().date()
    first, last = day + timedelta(days=1), day + timedelta(days=5)
    asked = {"rep": "r1", "first": str(first), "last": str(last)}
    shown = manager.get(PAGE, params=asked).text
    (revision,) = re.findall(r'name="revision" value="(\d+)"', shown)
    assert "Nobody is covered" in shown
    kept = manager.post(PAGE, data=asked | {"revision": revision, "reason": "holidays"})
    assert kept.status_code == 303
    listed = manager.get(PAGE).text
    assert "Nobody is covered" not in listed
    assert f"{last:%d %b %Y}" in listed
    again = manager.post(PAGE, data=asked | {"revision": revision})
    assert again.status_code == 409  # owners were decided about since the page was shown
    later = signed_in(replace(house, clock=lambda: house.clock() + timedelta(days=9)), Role.MANAGER)
    assert "Nobody is covered" in later.get(PAGE).text


@pytest.mark.parametrize("wrong", [{"first": "soon"}, {"first": "2026-07-09", "last": "2026-07-01"}, {"rep": "r77"}])
def test_a_cover_that_cannot_be_is_refused_with_its_reason(house: Office, wrong: dict[str, str]) -> None:
    asked = {"rep": "r1", "first": "2026-07-01", "last": "2026-07-09"} | wrong
    assert signed_in(house, Role.MANAGER).get(PAGE, params=asked).status_code in {400, 404}


def test_leads_are_none_where_every_account_has_an_owner(house: Office) -> None:
    manager = signed_in(house, Role.MANAGER)
    assert manager.get("/territories/leads").status_code == 200
    assert signed_in(house, Role.FINANCE).get("/territories/leads").status_code == 403
