"""A site that is served on a free port of this machine, and the browser that looks at it."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import uvicorn

from office.opening import Office
from tests.programs import missing
from tests.web.site import PASSWORD
from web.app import make_app

CHROMIUM = Path("/usr/bin/chromium")
ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
PATIENCE_MS = 60_000


@contextmanager
def served(office: Office) -> Iterator[str]:
    """Serve an office's site; give its address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    config = uvicorn.Config(
        make_app(office),
        host="127.0.0.1",
        port=port,
        log_level="error",
        timeout_graceful_shutdown=1,
    )
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.02)
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join(timeout=10)


@contextmanager
def browser() -> Iterator[Any]:
    """Open Chromium; skip the test where there is none."""
    if not CHROMIUM.exists():
        missing("Chromium is not installed")
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - slow to import

    with sync_playwright() as play:
        opened = play.chromium.launch(executable_path=str(CHROMIUM), args=ARGUMENTS)
        yield opened
        opened.close()


def enter(page: Any, base: str, person: str) -> None:
    """Sign a person in."""
    page.goto(f"{base}/login")
    page.fill("[name=person]", person)
    page.fill("[name=password]", PASSWORD)
    page.click("button.primary")


def signed_page(opened: Any, base: str, person: str, faults: list[str], **look: Any) -> Any:
    """Return a page in which somebody is signed in; what its scripts do wrong is added to `faults`."""
    page = opened.new_context(**look).new_page()
    page.set_default_timeout(PATIENCE_MS)
    page.on("pageerror", lambda error: faults.append(str(error)))
    enter(page, base, person)
    page.wait_for_url(f"{base}/plan")
    return page


def send_waiting(page: Any) -> None:
    """Ask the page of the outbox to send what waits; its timer may have done so before, and hidden the button."""
    page.evaluate("document.getElementById('send').click()")
    page.wait_for_selector("#nothing-waits:not([hidden])")
