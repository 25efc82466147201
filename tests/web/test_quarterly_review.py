"""A quarterly review in a real browser: a suggestion applied, an experiment begun and rolled out, notes, the agenda."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from benchmarks.office_house import NOW
from office.opening import Office
from office.ownership.rules import list_owners
from office.people import owner
from office.reviews.rollouts import StageState, list_rollouts
from store.database import writing
from store.ownership import Owned, add_ownership
from tests.web.browser import PATIENCE_MS, browser, enter, served

BY_THEN = NOW.date() + timedelta(days=60)
"""A hand-over may wait for the visit that its present owner owes."""
EXPERIMENT = {"id": "often", "policy": "every second week", "start": "2026-05-01"}


@pytest.fixture
def house(house: Office) -> Office:
    """The company, with twelve accounts of one rep given to the other: one has too much to do."""
    with writing(house.database) as connection:
        given = [Owned(f"R001-{n:04d}", date(2026, 11, 28), "R000", "made") for n in range(12)]
        add_ownership(connection, given)
    return house


def accounts_of(house: Office, rep: str) -> int:
    return sum(one.rep_id == rep for one in list_owners(house, owner(), BY_THEN))


@pytest.mark.slow
def test_a_quarterly_review_goes_from_its_page_to_what_was_decided(house: Office) -> None:
    before = accounts_of(house, "R000")
    with served(house) as address, browser() as opened:
        page = opened.new_page()
        page.set_default_timeout(PATIENCE_MS)
        enter(page, address, "manager")
        page.goto(f"{address}/reports/review")
        with page.expect_navigation():
            page.click("form[action$='/reports/review/moves'] button >> nth=0")
        assert accounts_of(house, "R000") == before - 1, "the first suggestion is in force"
        _begun(page, address)
        assert [one.state for one in list_rollouts(house, owner()).stages] == [StageState.BEGUN]
        with page.expect_navigation():
            page.click("form[action$='/1/1/revert'] button")
        assert [one.state for one in list_rollouts(house, owner()).stages] == [StageState.REVERTED]
        assert Axe().run(page).response["violations"] == []
        _noted(page, address)
        agenda = page.request.get(f"{address}/reports/agenda.pdf")
        assert (agenda.ok, agenda.body()[:5]) == (True, b"%PDF-")


def _begun(page: Page, address: str) -> None:
    """State an experiment in the policy, and let what it tried go to the other territory."""
    page.goto(f"{address}/territories/files/policy")
    with page.expect_navigation():
        page.click("button[value='add:experiment']")
    for name, text in EXPERIMENT.items():
        page.fill(f"#forms fieldset [name={name}]", text)
    for name, territory in (("trying", "R000"), ("compared", "R001")):
        page.check(f"#forms fieldset [name={name}][value={territory}]")
    for step in ("save", "keep"):
        with page.expect_navigation():
            page.click(f"#forms button[value={step}]:not(.hidden)")
    page.goto(f"{address}/reports/rollouts")
    page.fill("[name=times]", "0.5")
    page.fill("[name=reason]", "the team asks for it")
    with page.expect_navigation():
        page.click("form[action$='/reports/rollouts'] button.primary")
    assert "intervals times 0.5" in page.inner_text("main")


def _noted(page: Page, address: str) -> None:
    """Write into a territory's notebook on the page of the review, and find it in the notebook."""
    page.goto(f"{address}/reports/review")
    page.select_option("form[action$='/notes'] [name=territory]", "R000")
    page.fill("form[action$='/notes'] textarea", "The fair is in May.")
    with page.expect_navigation():
        page.click("form[action$='/notes'] button")
    page.goto(f"{address}/territories/notebook")
    said = page.inner_text("main")
    assert "The fair is in May." in said
    assert "Stage 1 of often taken back." in said
