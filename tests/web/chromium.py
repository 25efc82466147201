"""A real browser on a site that a thread serves: for what only a browser tells."""

from __future__ import annotations

import shutil
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import uvicorn
from playwright.sync_api import Browser, Page, sync_playwright

from office.opening import Office
from tests.programs import missing
from tests.web.site import PASSWORD
from web.app import Rates, make_app

ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip


@contextmanager
def served(office: Office) -> Iterator[str]:
    """Serve an office on loopback and yield its address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    app = make_app(office, Rates(feed=1000, wrong=1000))
    server = uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=port, log_level="error", http="h11"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.02)
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join(timeout=20)


@contextmanager
def chromium() -> Iterator[Browser]:
    """Yield Debian's Chromium."""
    found = shutil.which("chromium")
    if found is None:
        missing("chromium is not installed")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=ARGUMENTS)
        yield browser
        browser.close()


def enter(page: Page, address: str, person: str) -> None:
    """Sign a person in."""
    page.goto(f"{address}/login")
    page.fill("input[name=person]", person)
    page.fill("input[name=password]", PASSWORD)
    page.click("button.primary")
