"""A rep's pages at a phone's size: none is wider than the phone, and none breaks a rule of axe, in either language."""

from __future__ import annotations

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe

from office.opening import Office
from tests.calendars.week import MONDAY, NOW
from tests.office.carried_week import at, fill_due
from tests.web.browser import browser, enter, served
from tests.web.site import let_in

NARROW: dict[str, Any] = {"viewport": {"width": 360, "height": 740}, "service_workers": "block"}
READ = {"runOnly": ["color-contrast", "label", "link-name", "button-name", "html-has-lang"]}
"""What other colours and other words can break."""
PAGES = (
    "/day", "/week", "/visits/{v1}", "/visits/{v1}/move", "/late", "/around", "/accounts", "/accounts/a", "/unplanned",
    "/prospect", "/money", f"/money/days/{MONDAY}", "/figures", "/calendar", "/outbox", "/targets",
    "/territories/notebook", "/account",
)  # fmt: skip


@pytest.mark.slow
def test_no_page_of_a_rep_s_is_wider_than_the_phone_or_breaks_a_rule_of_axe(sqlite_workspace: Office) -> None:
    ids = fill_due(sqlite_workspace)
    office = at(sqlite_workspace, NOW.replace(day=23, hour=9))
    let_in(office)
    faults: list[str] = []
    wrong: dict[str, Any] = {}
    axe = Axe()
    with served(office) as base, browser() as opened:
        for language, theme, rules in (("en", "light", None), ("de", "dark", READ)):
            page = opened.new_context(**NARROW).new_page()
            page.on("pageerror", lambda error: faults.append(str(error)))
            enter(page, base, "rep")
            page.wait_for_url(f"{base}/day")
            page.goto(f"{base}/account")
            page.select_option("[name=language]", language)
            page.select_option("[name=theme]", theme)
            page.click("form[action$='/account/look'] button")
            page.wait_for_selector(f"html[lang={language}][data-theme={theme}]")
            for path in PAGES:
                page.goto(base + path.format(**ids))
                found = [one["id"] for one in axe.run(page, options=rules).response["violations"]]
                wide = page.evaluate("document.documentElement.scrollWidth")
                if found or wide > NARROW["viewport"]["width"]:
                    wrong[f"{path} {language}"] = found, wide
    assert wrong == {}
    assert faults == []
