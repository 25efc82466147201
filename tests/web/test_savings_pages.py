"""Savings and chances on pages: a ledger of weeks, and how likely visits are on time, with their formulas."""

from __future__ import annotations

import pytest

from office.opening import Office
from office.people import Role
from tests.office.carried_week import put_in_force
from tests.web.month import month_over
from tests.web.site import signed_in
from tests.web.test_month_end import PLAN
from web.routes import account

PAGES = ("/reports/savings", "/reports/on-time")


@pytest.fixture
def house(sqlite_workspace: Office, monkeypatch: pytest.MonkeyPatch) -> Office:
    monkeypatch.setattr(account, "GUESSES_OF_ADDRESS", account.Limits(1000))
    monkeypatch.setattr(account, "GUESSES_OF_PERSON", account.Limits(1000))
    return month_over(sqlite_workspace)


def test_a_ledger_without_weeks_says_so_and_one_with_weeks_shows_what_is_not_known(house: Office) -> None:
    manager = signed_in(house, Role.MANAGER)
    assert "No week was published yet" in manager.get("/reports/savings").text
    put_in_force(house, PLAN)
    assert "Rita" not in manager.get("/reports/savings").text  # none has begun
    text = manager.get("/reports/savings?coming=true").text
    assert "Rita" in text
    assert "not known" in text  # nobody reckoned what planning by hand would have meant
    assert "planned visits" in text  # the formula


def test_chances_are_a_manager_s_of_all_and_a_rep_s_of_their_own(house: Office) -> None:
    manager = signed_in(house, Role.MANAGER)
    assert manager.get("/reports/on-time").status_code == 400  # no plan is in force
    put_in_force(house, PLAN)
    text = manager.get("/reports/on-time", params={"first": str(PLAN.start)}).text
    assert "Rita" in text
    assert "Otto" in text
    own = signed_in(house, Role.REP).get("/reports/on-time", params={"first": str(PLAN.start)}).text
    assert "Rita" in own
    assert "Otto" not in own
    assert signed_in(house, Role.FINANCE).get("/reports/on-time").status_code == 403
