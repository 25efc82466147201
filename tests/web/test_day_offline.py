"""A rep's day in a real browser, in the cellar too: what is done there arrives once, after a new start too."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from typing import Any

import pytest
import uvicorn

from office.opening import Office
from store.database import reading
from store.visits import read_visit_log
from tests.calendars.week import MONDAY, NOW
from tests.office.carried_week import at, fill
from tests.programs import program
from tests.web.browser import send_waiting
from tests.web.site import PASSWORD, let_in
from web.app import Rates, make_app

ARGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip

KEPT = """async () => {
  const page = await caches.match('/outbox', { cacheName: 'roundsman-pages' });
  return !!page && !!navigator.serviceWorker.controller;
}"""
"""Whether the pages are kept, the last of them too, and the worker answers for this page."""


@pytest.fixture
def served(sqlite_workspace: Office) -> Iterator[tuple[Office, str]]:
    fill(sqlite_workspace)
    office = at(sqlite_workspace, NOW.replace(day=23, hour=17))
    let_in(office)
    server = uvicorn.Server(uvicorn.Config(make_app(office, Rates(1000, 1000)), port=0, log_level="warning"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        thread.join(0.05)
    yield office, f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    server.should_exit = True
    thread.join(10)


def sign_in(page: Any, base: str) -> None:
    page.goto(f"{base}/login")
    page.fill("[name=person]", "rep")
    page.fill("[name=password]", PASSWORD)
    page.press("[name=password]", "Enter")
    page.wait_for_url(f"{base}/day")


def test_what_is_done_without_a_signal_arrives_once(served: tuple[Office, str]) -> None:
    office, base = served
    chromium = program("chromium")
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - only where there is a browser

    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=chromium, args=ARGS)
        context = browser.new_context(viewport={"width": 390, "height": 844})
        page = context.new_page()
        sign_in(page, base)
        while not page.evaluate(KEPT):
            page.wait_for_timeout(100)
        context.set_offline(True)
        page.goto(f"{base}/day/{MONDAY}")  # as it was kept
        page.click(".next form[data-act=arrived] button")
        page.wait_for_selector(".next [data-badge]:not([hidden])")
        page.close()
        page = context.new_page()  # a cold start in flight mode
        page.goto(f"{base}/visits/v1")
        page.fill("[name=outcome]", "order")
        page.click("form[data-act=done] button.primary")
        page.wait_for_selector("#outbox:not([hidden])")
        assert "2" in page.inner_text("#outbox")
        page.goto(f"{base}/outbox")
        page.wait_for_selector("#waiting li:nth-child(2)")
        with reading(office.database) as connection:
            assert read_visit_log(connection) == ()
        context.set_offline(False)
        send_waiting(page)
        with reading(office.database) as connection:
            (done,) = read_visit_log(connection)
        assert (done.visit_id, done.outcome) == ("v1", "order")
        page.goto(f"{base}/day/{MONDAY}")
        page.wait_for_selector("[data-visit=v1].over")
        browser.close()
