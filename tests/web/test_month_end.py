"""A month's end in a real browser, and every page of the manager held against axe's rules in both colours."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from office.opening import Office
from office.people import Role
from office.reviews import fairness
from store.accounts import read_accounts, write_accounts
from store.database import writing
from territory.attainable import attainable
from tests.office.carried_week import put_in_force
from tests.scheduler.test_published import MONDAY as WEEK_ONE
from tests.scheduler.test_published import plan, tour
from tests.web.browser import browser, enter, served
from tests.web.month import month_over, submitted
from tests.web.site import signed_in
from web.routes import account

PLAN = plan(tour("r1", WEEK_ONE, "a1", "a2"), tour("r2", WEEK_ONE, "a3"))

PAGES = (
    "/today",
    "/claims?month=2026-05",
    "/claims/r1/2026-05",
    "/reports?month=2026-05",
    "/reports?month=2026-05&rep=r1&day=2026-05-04",
    "/reports/coverage",
    "/reports/targets",
    "/reports/fairness",
    "/reports/review",
    "/reports/accounts",
    "/reports/savings",
    "/reports/predictions",
    "/reports/rollouts",
    "/plan/catch-up",
    "/territories",
    "/territories/counting",
    "/territories/files",
    "/territories/files/rules",
    "/territories/files/policy",
)

DESK = (
    "/admin",
    "/start",
    "/admin/changes",
    "/admin/jobs",
    "/admin/imports",
    "/admin/access",
    "/admin/rates",
    "/admin/rules",
    "/admin/connections",
    "/admin/backups",
    "/admin/health",
    "/admin/settings",
)


@pytest.fixture
def house(sqlite_workspace: Office, monkeypatch: pytest.MonkeyPatch) -> Office:
    monkeypatch.setattr(account, "GUESSES_OF_ADDRESS", account.Limits(1000))
    monkeypatch.setattr(account, "GUESSES_OF_PERSON", account.Limits(1000))
    office = month_over(sqlite_workspace)
    submitted(office)
    put_in_force(office, PLAN)
    return office


def test_a_plan_is_weighed_among_reps_on_a_page(house: Office) -> None:
    text = signed_in(house, Role.MANAGER).get("/reports/fairness").text
    assert "Rita Roth: 2<" in text  # both of its visits, of which r2 has one
    assert "0.167" in text  # the Gini of two and one
    assert 'class="chart"' in text


@pytest.mark.slow
def test_a_month_ends_in_the_browser_and_no_page_breaks_a_rule_of_axe(house: Office) -> None:
    with served(house) as address, browser() as opened:
        manager = opened.new_page()
        enter(manager, address, "manager")
        assert _held_against_axe(manager, address, PAGES) == {}
        manager.goto(f"{address}/claims")
        manager.click("a[href='/claims/r1/2026-05']")
        manager.click("form[action$='/approve'] button")
        assert "approved" in manager.inner_text("h1")
        finance = opened.new_context().new_page()
        enter(finance, address, "finance")
        finance.goto(f"{address}/claims/r1/2026-05")
        finance.click("form[action$='/pay'] button")
        assert "paid" in finance.inner_text("h1")
        finance.goto(f"{address}/claims?month=2026-05")
        finance.click("form[action='/claims/close'] button")
        assert re.search(r"\d+:[0-9a-f]{64}", finance.inner_text("main"))
        administrator = opened.new_context().new_page()
        enter(administrator, address, "administrator")
        assert _held_against_axe(administrator, address, DESK) == {}


def _held_against_axe(page: Page, address: str, paths: tuple[str, ...]) -> dict[str, Any]:
    """Return what breaks a rule on each page in light colours, and what cannot be read in dark ones."""
    broken, axe = {}, Axe()
    for path in paths:
        page.goto(address + path)
        if path == "/today":
            page.wait_for_selector("#alarms .hint:not([data-waiting]), #alarms li")
        page.evaluate("document.documentElement.dataset.theme = 'light'")
        found = axe.run(page).response["violations"]
        page.evaluate("document.documentElement.dataset.theme = 'dark'")
        found += axe.run(page, options={"runOnly": ["color-contrast"]}).response["violations"]
        if found:
            broken[path] = [(one["id"], [node["html"] for node in one["nodes"]]) for one in found]
    return broken


def test_what_could_be_shared_at_best_comes_after_the_page_and_is_kept_until_something_of_it_changes(
    house: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    manager, searched = signed_in(house, Role.MANAGER), []

    def counted(*asked: Any) -> Any:
        searched.append(asked)
        return attainable(*asked)

    monkeypatch.setattr(fairness, "attainable", counted)
    assert 'data-load="/reports/fairness/attainable"' in manager.get("/reports/fairness").text
    assert searched == []
    with writing(house.database) as connection:
        write_accounts(connection, [replace(one, potential=500.0) for one in read_accounts(connection)])
    for account_id, rep in (("a1", "r1"), ("a2", "r2")):
        assert manager.post("/territories/moves", data={"account": account_id, "rep": rep}).status_code == 303
    texts = [manager.get("/reports/fairness/attainable").text for _ in range(2)]
    assert "could be reached" in texts[0]
    assert texts[0] == texts[1]
    assert len(searched) == 1
