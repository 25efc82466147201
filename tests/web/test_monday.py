"""A planner's Monday in a browser: looked over, a visit moved by keyboard, seen by another planner, published."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.web.browser import browser, served, signed_page
from tests.web.monday import small_company
from web.routes import account

DESK = {"viewport": {"width": 1280, "height": 800}}
PHONE = {"viewport": {"width": 390, "height": 844}, "color_scheme": "dark"}
PAGES = (
    "/plan", "/plan/new", "/plan/1/board", "/plan/1/board?zoom=horizon", "/plan/1/unserved", "/plan/2/diff?rep=R000",
    "/plan/capacity?weeks=2&rep=R001", "/plan/dates",
)  # fmt: skip
MOST_ELEMENTS = {"week": 2500, "horizon": 3500}


def wait_for_board(page: Any) -> None:
    """Wait until the days are drawn."""
    page.wait_for_selector("#board table td")


@pytest.fixture(autouse=True)
def unhurried(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(account, "GUESSES_OF_ADDRESS", account.Limits(1000))


def test_a_monday_by_keyboard_with_another_planner_looking_on(tmp_path: Path) -> None:
    faults: list[str] = []
    with served(small_company(tmp_path / "house")) as base, browser() as opened:
        pat, ann = (signed_page(opened, base, name, faults, **DESK) for name in ("pat", "ann"))
        pat.click("text=Board")
        wait_for_board(pat)
        moved = move_by_keyboard(pat)
        pat.wait_for_url("**/plan/2/board*")
        ann.goto(f"{base}/plan/2/board")
        wait_for_board(ann)
        wait_for_board(pat)
        pat.locator(".chip").first.click()
        pat.wait_for_selector(".strip button")
        pat.click(".actions button >> nth=1")
        pat.wait_for_selector("#drop-go:not([disabled])")
        pat.fill("#drop-reason", "closed for good")
        pat.click("#drop-go")
        ann.locator("#said", has_text="pat: drop").wait_for()
        pat.click("#changes summary")
        pat.locator("#changes li button").first.click()
        ann.locator("#said", has_text="took back").wait_for()
        pat.click("text=Review and publish")
        assert moved in pat.inner_text("main") or "1 people" in pat.inner_text("main")
        pat.click("#publish button")
        assert "is in force now" in pat.inner_text("main")
    assert faults == []


@pytest.mark.slow
def test_no_page_of_a_planner_breaks_a_rule_of_axe_or_is_wider_than_the_phone(tmp_path: Path) -> None:
    faults: list[str] = []
    with served(small_company(tmp_path / "house")) as base, browser() as opened:
        pat = signed_page(opened, base, "pat", faults, **DESK)
        pat.goto(f"{base}/plan/1/board")
        wait_for_board(pat)
        move_by_keyboard(pat)
        pat.wait_for_url("**/plan/2/board*")
        judge(opened, base, faults)
    assert faults == []


def move_by_keyboard(page: Any) -> str:
    """Pick up the first visit, go to a day that breaks nothing, and let it lie there; return its name."""
    page.locator(".chip").first.focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    page.wait_for_selector(".strip button")
    name = str(page.inner_text("#hand h2"))
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    page.wait_for_selector("#drop-go:not([disabled])")
    page.fill("#drop-reason", "asked by phone")
    page.focus("#drop-go")
    page.keyboard.press("Enter")
    return name


def judge(opened: Any, base: str, faults: list[str]) -> None:
    """Let axe look at every page, at a desk and on a phone; boards keep to their number of elements."""
    for look in (DESK, PHONE):
        page = signed_page(opened, base, "pat", faults, **look)
        for path in PAGES:
            page.goto(base + path)
            if "board" in path:
                wait_for_board(page)
                zoom = "horizon" if "horizon" in path else "week"
                assert page.locator("*").count() <= MOST_ELEMENTS[zoom]
            found = Axe().run(page).response["violations"]
            assert [(one["id"], [node["html"] for node in one["nodes"]][:3]) for one in found] == [], path
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth + 1"), path
