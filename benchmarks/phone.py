"""What a rep waits for on a phone: bytes and first paint of the day, CPU of its page, prices of all days, acts back.

    python -m benchmarks.phone WORKSPACE --rep R1 --at 2027-01-11T08:00:00+00:00

WORKSPACE is copied first, such as one that `roundsman demo` made. The browser is Debian's Chromium at 4 x CPU,
1.6 Mbit/s and 150 ms; it is left out with `--no-browser`.
"""

from __future__ import annotations

import argparse
import http.client
import os
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from http import HTTPStatus
from pathlib import Path
from typing import Any
from uuid import uuid4

from fastapi.testclient import TestClient

from benchmarks.browsed import ARGUMENTS, CHROMIUM, copied_office, served
from office.people import Grant, Reach, Role, owner
from office.readiness import make_ready
from office.sessions import begin_session
from office.staff import save_person
from web.app import Rates, make_app
from web.guard import form_token

SLOW = {"offline": False, "latency": 150, "downloadThroughput": 200_000, "uploadThroughput": 93_750}
"""1.6 Mbit/s down, 750 kbit/s up, as Lighthouse has a slow phone."""
PAINT = """() => new Promise((done) => new PerformanceObserver((list) => done(list.getEntries()[0].startTime))
  .observe({ type: 'paint', buffered: true }))"""
ACTS, IN_ONE = 300, 50


def timed(what: str, work: Callable[[], Any], times: int) -> None:
    """Print the median and the 95th percentile of CPU and wall milliseconds."""
    cpu, wall = [], []
    for _ in range(times):
        begun_cpu, begun = time.process_time(), time.perf_counter()
        work()
        cpu.append(1000 * (time.process_time() - begun_cpu))
        wall.append(1000 * (time.perf_counter() - begun))
    late = [sorted(values)[max(0, round(0.95 * times) - 1)] for values in (cpu, wall)]
    print(
        f"{what:36} CPU {statistics.median(cpu):7.1f} (p95 {late[0]:7.1f})  "
        f"wall {statistics.median(wall):7.1f} (p95 {late[1]:7.1f}) ms"
    )


def pages(client: TestClient) -> None:
    """Measure the pages and the acts in this process."""
    day = client.get("/day").text
    visit = day.split('data-visit="')[1].split('"')[0]
    timed("/day", lambda: client.get("/day"), 50)
    timed("/visits/ID", lambda: client.get(f"/visits/{visit}"), 30)
    timed("/visits/ID/move, all days priced", lambda: client.get(f"/visits/{visit}/move"), 30)
    timed("/late, the first one", lambda: client.get("/late"), 1)
    timed("/late", lambda: client.get("/late"), 20)
    timed("/around", lambda: client.get("/around"), 20)
    timed("/bundle", lambda: client.get("/bundle"), 5)
    device, sent = str(uuid4()), 0

    def send() -> None:
        nonlocal sent
        acts = [
            {
                "key": str(uuid4()), "seq": sent + number, "kind": "note", "about": visit,
                "at": "2027-01-11T08:00:00+00:00", "body": {"note": f"note {sent + number}"},
            }
            for number in range(1, IN_ONE + 1)
        ]  # fmt: skip
        answer = client.post("/acts", json={"device": device, "acts": acts})
        if {one["outcome"] for one in answer.json()["answers"]} != {"applied"}:
            raise RuntimeError(answer.text)
        sent += IN_ONE

    def send_all() -> None:
        for _ in range(ACTS // IN_ONE):
            send()

    timed(f"{ACTS} acts back", send_all, 1)


def served_cpu(folder: Path, secret: str, at: str) -> None:
    """Print the CPU that a page costs the process of `roundsman serve`, warm, and of the acts of a week."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [str(Path(sys.executable).with_name("roundsman")), "serve", "-w", str(folder), "--port", str(port)]
    server = subprocess.Popen(
        command, env=os.environ | {"ROUNDSMAN_NOW": at}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        while True:
            try:
                socket.create_connection(("127.0.0.1", port), 1).close()
                break
            except OSError:
                time.sleep(0.1)
        line = http.client.HTTPConnection("127.0.0.1", port)

        def ask(path: str) -> None:
            line.request("GET", path, headers={"Cookie": f"rm={secret}", "Accept-Encoding": "gzip"})
            answer = line.getresponse()
            answer.read()
            if answer.status != HTTPStatus.OK:
                raise RuntimeError(f"{path}: {answer.status}")

        for path in ("/healthz", "/day", "/week"):
            for _ in range(20):
                ask(path)
            begun = _cpu_s(server.pid)
            for _ in range(200):
                ask(path)
            print(f"{path:36} CPU {1000 * (_cpu_s(server.pid) - begun) / 200:7.1f} ms of the server's process")
    finally:
        server.terminate()
        server.wait()


def _cpu_s(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def first_view(app: Any, secret: str) -> None:
    """Measure the first view in a browser that has nothing yet."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - only where there is a browser

    with served(app) as base, sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        paints, wires, maps = [], [], []
        for _ in range(5):
            context = browser.new_context(viewport={"width": 390, "height": 844}, service_workers="block")
            context.add_cookies([{"name": "rm", "value": secret, "url": base}])
            page = context.new_page()
            session = context.new_cdp_session(page)
            session.send("Network.enable")
            session.send("Network.emulateNetworkConditions", SLOW)
            session.send("Emulation.setCPUThrottlingRate", {"rate": 4})
            wire: list[float] = []
            session.on("Network.loadingFinished", lambda event, wire=wire: wire.append(event["encodedDataLength"]))
            page.goto(f"{base}/day")
            paints.append(page.evaluate(PAINT))
            wires.append(sum(wire))
            address = str(page.get_attribute("a[href$='/map']", "href"))
            context.close()
            maps.append(_map_bytes(browser, base, secret, address))
        print(f"first view: {statistics.median(wires):.0f} bytes, first paint {sorted(map(round, paints))} ms")
        print(f"the day's map when it is asked for: {statistics.median(maps):.0f} bytes")
        browser.close()


def _map_bytes(browser: Any, base: str, secret: str, address: str) -> float:
    """Return what a map costs a browser that has nothing yet, page and all; what is kept for later is left out."""
    context = browser.new_context(viewport={"width": 390, "height": 844}, service_workers="block")
    context.add_cookies([{"name": "rm", "value": secret, "url": base}])
    page = context.new_page()
    page.route("**/bundle", lambda route: route.abort())
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    wire: list[float] = []
    session.on("Network.loadingFinished", lambda event: wire.append(event["encodedDataLength"]))
    page.goto(base + address)
    page.locator(".leaflet-marker-icon .pin").first.wait_for()
    page.wait_for_load_state("networkidle")
    context.close()
    return sum(wire)


def main() -> None:
    """Measure one rep's phone."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("workspace", type=Path)
    parser.add_argument("--rep", default="R1")
    parser.add_argument("--at", default="2027-01-11T08:00:00+00:00")
    parser.add_argument("--no-browser", action="store_true")
    given = parser.parse_args()
    with copied_office(given.workspace, given.at) as office:
        save_person(office, owner(), "phone", "Phone", (Grant(Role.REP, Reach.OWN),), rep_id=given.rep)
        secret = begin_session(office, "phone", device="benchmark", phone=True)
        begun = time.perf_counter()
        make_ready(office)
        print(f"made ready in {time.perf_counter() - begun:.1f} s")
        app = make_app(office, Rates(100_000, 100_000))
        client = TestClient(app, cookies={"rm": secret}, headers={"X-Form-Token": form_token(secret)})
        if not given.no_browser:
            first_view(app, secret)
        pages(client)
        served_cpu(office.folder.path, secret, given.at)


if __name__ == "__main__":
    main()
