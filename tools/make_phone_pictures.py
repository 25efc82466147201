"""Make the pictures of docs/phone.md: a rep's pages at a phone's size, in light and in dark colours.

    .venv/bin/python tools/make_phone_pictures.py WORKSPACE

WORKSPACE is copied first, such as one that `roundsman demo` made. The browser is Debian's Chromium.
"""

from __future__ import annotations

import argparse
import io
import shutil
import socket
import tempfile
import threading
import time
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import uvicorn
from PIL import Image
from playwright.sync_api import sync_playwright

from office.identity import find_person
from office.opening import open_office
from office.readiness import make_ready
from office.sessions import begin_session
from store.database import reading
from web.app import Rates, make_app

PICTURES = Path(__file__).resolve().parent.parent / "docs" / "pictures"
REP, MOMENT = "R1", datetime.fromisoformat("2027-01-11T08:20:00+00:00")
WIDE, HIGH, SHOWN = 390, 800, 270
CLOCK = f"""{{ const Plain = Date, ahead = Plain.now() - {round(MOMENT.timestamp() * 1000)};
globalThis.Date = class extends Plain {{
  constructor(...given) {{ if (given.length) super(...given); else super(Plain.now() - ahead); }}
  static now() {{ return Plain.now() - ahead; }}
}}; }}"""
KEPT = """async () => !!(await caches.match('/outbox', { cacheName: 'roundsman-pages' }))
  && !!navigator.serviceWorker.controller"""


def shoot(page: Any, base: str) -> dict[str, list[Image.Image]]:
    """Return the screens of each picture."""

    def screen(path: str | None = None, seen: str = "main", scroll: str = "") -> Image.Image:
        if path:
            page.goto(base + path)
        page.locator(seen).first.wait_for()
        if "leaflet" in seen:
            page.wait_for_timeout(1500)  # the ground is drawn as its tiles come
        if scroll:
            page.locator(scroll).first.evaluate("one => one.scrollIntoView({ block: 'start' })")
        return Image.open(io.BytesIO(page.screenshot())).convert("RGB")

    page.goto(f"{base}/day")
    while not page.evaluate(KEPT):
        page.wait_for_timeout(100)
    visit = page.get_attribute(".next", "data-visit")
    day = [screen(), screen(scroll=".tour"), screen(f"/day/{MOMENT.date()}/map", ".leaflet-marker-icon .pin")]
    late = screen("/late?free=13:30&at=home", "ol.tour")
    moves = [screen(f"/visits/{visit}/move"), late]
    near = [screen("/around", ".rows"), screen("/money")]
    page.goto(f"{base}/prospect")
    page.fill("[name=name]", "Kiosk am Bahnhof")
    page.click("#pick summary")
    page.locator(".leaflet-container").wait_for()
    page.wait_for_timeout(1500)
    page.locator("#map").click(position={"x": 190, "y": 150})
    near.append(screen(scroll="#place"))
    page.context.set_offline(True)
    page.goto(f"{base}/day/{MOMENT.date()}")
    page.click(".next form[data-act=arrived] button")
    page.locator("#outbox:not([hidden])").wait_for()
    moves.append(screen())
    return {"day": day, "move": moves, "near": near}


def side_by_side(screens: list[Image.Image]) -> Image.Image:
    """Return screens beside each other, at the width at which a page shows them."""
    small = [one.resize((SHOWN, round(SHOWN * one.height / one.width)), Image.Resampling.LANCZOS) for one in screens]
    whole = Image.new("RGB", (sum(one.width + 10 for one in small) - 10, small[0].height), "#888888")
    for number, one in enumerate(small):
        whole.paste(one, (number * (SHOWN + 10), 0))
    return whole


def main() -> None:
    """Make them all."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("workspace", type=Path)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as play, socket.socket() as probe:
        copied = Path(folder) / "workspace"
        shutil.copytree(given.workspace, copied)
        office = replace(open_office(copied), clock=lambda: MOMENT)
        with reading(office.database) as connection:
            rep = find_person(connection, REP)
        make_ready(office)
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
        probe.close()
        app = make_app(office, Rates(100_000, 100_000))
        server = uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=port, log_level="error"))
        threading.Thread(target=server.run, daemon=True).start()
        while not server.started:
            time.sleep(0.05)
        base = f"http://127.0.0.1:{port}"
        opened = play.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox", "--disable-gpu"])
        for colours in ("light", "dark"):
            context = opened.new_context(viewport={"width": WIDE, "height": HIGH}, color_scheme=colours)
            context.add_init_script(CLOCK)
            secret = begin_session(office, rep.id, device="pictures", phone=True)
            context.add_cookies([{"name": "rm", "value": secret, "url": base}])
            page = context.new_page()
            page.set_default_timeout(60_000)
            for name, screens in shoot(page, base).items():
                side_by_side(screens).save(PICTURES / f"phone-{name}-{colours}.webp", quality=55, method=6)
            context.close()
        opened.close()
        server.should_exit = True


if __name__ == "__main__":
    main()
