"""A territory redesign in a browser: ordered by keyboard, watched, looked at with its map, put in force; by axe too."""

from __future__ import annotations

from axe_playwright_python.sync_playwright import Axe

from office.jobs import work_once
from office.opening import Office
from office.ownership.selections import SelectionOrder, move_selection
from office.people import owner
from tests.web.browser import browser, served, signed_page
from tests.web.test_lasso import held


def test_territories_are_realigned_by_keyboard_and_no_rule_of_axe_is_broken(house: Office) -> None:
    faults: list[str] = []
    far = tuple(sorted(held(house)["R000"])[:6])
    move_selection(house, owner(), SelectionOrder(far, "R001"), "by mistake")
    with served(house) as base, browser() as opened:
        page = signed_page(opened, base, "pat", faults)
        page.goto(f"{base}/territories")
        page.get_by_role("link", name="Realign", exact=True).press("Enter")
        page.wait_for_url("**/territories/realign")
        assert [one["id"] for one in Axe().run(page).response["violations"]] == []
        page.fill("[name=tolerance]", "60")
        page.check("[value=improve]")
        page.fill("[name=most_accounts]", "12")
        page.locator("details summary").press("Enter")
        page.uncheck("[name=contiguous]")
        page.fill("[name=seconds]", "1")
        page.get_by_role("button", name="Look for the moves").press("Enter")
        page.wait_for_url("**/territories/realign/1")
        done = work_once(house)
        assert done is not None
        assert (done.error, done.result["moved"] > 0) == ("", True)
        page.get_by_role("button", name="Put in force").wait_for()
        page.locator("#map .leaflet-overlay-pane > *").first.wait_for(state="attached")
        moved = page.locator("section:has-text('Could stay') li, section:has-text('Has to move') li").count()
        assert moved > 0
        assert [one["id"] for one in Axe().run(page).response["violations"]] == []
        page.get_by_role("button", name="Put in force").press("Enter")
        page.wait_for_url("**/territories#decisions")
        page.goto(f"{base}/territories/realign/1")
        page.get_by_text("In force as decision").wait_for()
    assert faults == []
