"""What a planner waits for at the board: bytes, first paint, elements, frames, prices, others' changes, tables.

    python -m benchmarks.board WORKSPACE --at 2026-11-28T09:00:00+00:00

WORKSPACE is copied first, such as one that `python -m benchmarks.office --folder` made. The browser is Debian's
Chromium at desktop size. The CPU is that of the server and everything in its process; the browser's is not in it.
"""

from __future__ import annotations

import argparse
import statistics
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from fastapi.testclient import TestClient

from benchmarks.browsed import ARGUMENTS, CHROMIUM, copied_office, served
from office.accounts.search import Asked, list_accounts
from office.opening import Office
from office.people import Grant, Reach, Role, owner
from office.plans.horizons import list_rep_names
from office.readiness import look_for_garbage_seldom, make_ready
from office.sessions import begin_session
from office.staff import save_person
from store.database import reading
from store.plans import published_plan
from web.app import Rates, make_app
from web.guard import form_token

DESK = {"viewport": {"width": 1440, "height": 900}, "service_workers": "block"}
PAINT = "() => performance.getEntriesByName('first-contentful-paint')[0].startTime"
SCROLL = """() => new Promise((done) => {
  const box = document.getElementById('board'); const frames = []; let last = performance.now(); let n = 0;
  const step = (now) => { frames.push(now - last); last = now;
    box.scrollTop += 40; box.scrollLeft += 10; window.scrollBy(0, 20);
    if (++n < 120) requestAnimationFrame(step); else done(frames.slice(1)); };
  requestAnimationFrame(step);
})"""
WATCH = """() => { window.seen = 0; new MutationObserver(() => {
  if (!window.seen && document.getElementById('said').textContent) window.seen = Date.now();
}).observe(document.getElementById('said'), { childList: true, characterData: true, subtree: true }); }"""
DROP = """async ([path, body, token]) => {
  const headers = { 'X-Form-Token': token, 'Content-Type': 'application/json' };
  const begun = Date.now();
  const answer = await fetch(path, { method: 'POST', headers, body: JSON.stringify(body) });
  return [begun, Date.now(), answer.status, await answer.text()];
}"""
LATE, SLOW_FRAME_MS = 0.95, 50
LASSOED = 300
OVER = 6
"""Where a chip holds what became of its visit."""


def told(what: str, values: Iterable[float], unit: str = "ms") -> None:
    """Print the median and the 95th percentile."""
    found = sorted(values)
    late = found[max(0, round(LATE * len(found)) - 1)]
    print(f"{what:52} median {statistics.median(found):8.1f}  p95 {late:8.1f} {unit}", flush=True)


def timed(what: str, works: Iterable[Callable[[], Any]]) -> None:
    """Print CPU and wall milliseconds of some works."""
    cpu, wall = [], []
    for work in works:
        begun_cpu, begun = time.process_time(), time.perf_counter()
        work()
        cpu.append(1000 * (time.process_time() - begun_cpu))
        wall.append(1000 * (time.perf_counter() - begun))
    told(f"{what}, CPU", cpu)
    told(f"{what}, wall", wall)


def asked(client: TestClient, path: str, body: Any = None) -> Callable[[], Any]:
    """Return the work of asking a path; what is declined is a fault."""

    def work() -> Any:
        answer = client.get(path) if body is None else client.post(path, json=body)
        if answer.status_code != 200:
            raise RuntimeError(f"{path}: {answer.status_code} {answer.text.split('<main')[-1][:600]}")
        return answer

    return work


def answers(client: TestClient, plan: int, first: str, last: str) -> None:
    """Measure what the server does for the board, in this process."""
    week = asked(client, f"/plan/{plan}/days?first={first}&last={last}")()
    days = week.json()["days"]
    timed("a week of everybody", [asked(client, f"/plan/{plan}/days?first={first}&last={last}")] * 10)
    timed("all weeks as figures", [asked(client, f"/plan/{plan}/horizon")] * 5)
    own = next(day for day in days if len(day["chips"]) > 2)["rep"]
    visits = [chip[0] for day in days if day["rep"] == own for chip in day["chips"] if chip[OVER] == "published"]
    price = [asked(client, f"/plan/{plan}/prices?visit={visit}") for visit in visits]
    timed("prices of all days, the rep's first", price[:1])
    timed("prices of all days, the rep open", price[1:] * 3)
    others = [rep for rep, _ in week.json()["reps"] if rep != own][:20]
    path = f"/plan/{plan}/prices/other?visit={visits[0]}&rep="
    timed("prices of another rep, the first time", [asked(client, path + rep) for rep in others])
    timed("prices of another rep, open", [asked(client, path + rep) for rep in others])


def tables(client: TestClient, office: Office) -> None:
    """Measure the table of accounts, a lasso, and what is shown before planning."""
    timed("accounts, filtered by a condition", [asked(client, "/accounts?where=interval%3E14")] * 10)
    timed("accounts, searched by a word", [asked(client, "/accounts?q=shop+12")] * 10)
    lines = list_accounts(office, owner(), Asked(limit=LASSOED)).lines
    other = list(list_rep_names(office, owner()))[-1]
    body = {"accounts": [line.account.id for line in lines], "rep": other}
    opened = body | {"accounts": body["accounts"][:1]}
    timed("the map opened: one account priced unseen", [asked(client, "/territories/selection/price", opened)])
    timed("a lasso of 300 accounts, the first", [asked(client, "/territories/selection/price", body)])
    timed("a lasso of 300 accounts", [asked(client, "/territories/selection/price", body)] * 5)
    for what, path in (("demand and time", "foresight"), ("what visits propose", "lessons")):
        timed(f"before planning, {what}, the first", [asked(client, f"/plan/before/{path}")])
        timed(f"before planning, {what}, again", [asked(client, f"/plan/before/{path}")] * 3)


class Wire:
    """What went over the wire, by when."""

    def __init__(self, session: Any) -> None:
        self.sizes: list[tuple[float, float]] = []
        self.asked: list[float] = []
        session.send("Network.enable")
        session.on("Network.loadingFinished", self._finished)
        session.on("Network.requestWillBeSent", self._sent)

    def _finished(self, event: dict[str, Any]) -> None:
        self.sizes.append((event["timestamp"], event["encodedDataLength"]))

    def _sent(self, event: dict[str, Any]) -> None:
        if any(name in event["request"]["url"] for name in ("/days?", "/horizon?")):
            self.asked.append(event["timestamp"])

    def before_data(self) -> float:
        """Return the bytes that had come before the first data was asked for."""
        return sum(size for at, size in self.sizes if at <= self.asked[0])


def pages(browser: Any, base: str, secret: str, board: str) -> None:
    """Measure the board as a browser sees it: the first time that the server is asked, then again."""
    for zoom in ("week", "horizon"):
        paints, drawn, before = [], [], []
        for _ in range(5):
            context = browser.new_context(**DESK)
            context.add_cookies([{"name": "rm", "value": secret, "url": base}])
            page = context.new_page()
            wire = Wire(context.new_cdp_session(page))
            begun = time.perf_counter()
            page.goto(f"{base}{board}zoom={zoom}")
            page.wait_for_selector("#board table td")
            drawn.append(1000 * (time.perf_counter() - begun))
            paints.append(page.evaluate(PAINT))
            before.append(wire.before_data())
            elements = page.evaluate("document.querySelectorAll('*').length")
            frames = page.evaluate(SCROLL)
            context.close()
        print(f"{zoom}: the first time drawn after {drawn[0]:.0f} ms; {elements} elements", flush=True)
        told(f"{zoom}: first paint", paints)
        told(f"{zoom}: drawn", drawn)
        told(f"{zoom}: bytes before the first data", before, "B")
        slow = sum(one > SLOW_FRAME_MS for one in frames)
        print(f"{zoom}: scrolling, longest frame {max(frames):.0f} ms, {slow} of {len(frames)} slow")


def seen_by_another(browser: Any, base: str, secrets: tuple[str, str], plan: int, days: list[dict[str, Any]]) -> None:
    """Measure how long a change by one planner takes until another one reads of it."""
    made = []
    for secret in secrets:
        context = browser.new_context(**DESK)
        context.add_cookies([{"name": "rm", "value": secret, "url": base}])
        made.append(context.new_page())
    own, other = made
    own.goto(f"{base}/plan")
    visits = [chip[0] for day in days for chip in day["chips"]]
    draft, waits, acts = plan, [], []
    for n, visit in enumerate(visits[:8]):
        if n == 1:
            other.goto(f"{base}/plan/{draft}/board")
            other.wait_for_selector("#board table td")
        if n:
            time.sleep(2.0)
            other.evaluate("() => { document.getElementById('said').textContent = ''; }")
            other.evaluate(WATCH)
            time.sleep(0.5)
        body = {"kind": "drop", "visit": visit, "anyway": True}
        begun, done, status, text = own.evaluate(DROP, [f"/plan/{draft}/decisions", body, form_token(secrets[0])])
        if status != 200:
            raise RuntimeError(text)
        draft = own.evaluate("(text) => JSON.parse(text).draft", text) or draft
        if n:
            other.wait_for_function("() => window.seen > 0")
            waits.append(other.evaluate("() => window.seen") - begun)
            acts.append(done - begun)
    told("a change by hand", acts)
    told("a change by hand, read by another planner", waits)


def main() -> None:
    """Measure one workspace."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("workspace", type=Path)
    parser.add_argument("--at", default="2026-11-28T09:00:00+00:00")
    parser.add_argument("--first", default="2026-11-30", help="The Monday of the week that is looked at.")
    parser.add_argument("--last", default="2026-12-06")
    parser.add_argument("--no-browser", action="store_true")
    given = parser.parse_args()
    with copied_office(given.workspace, given.at) as office:
        save_person(office, owner(), "keeper", "Keeper", (Grant(Role.ADMINISTRATOR, Reach.EVERYTHING),))
        secrets = tuple(_let_in(office, name) for name in ("one", "two"))
        with reading(office.database) as connection:
            head = published_plan(connection)
        if head is None:
            raise SystemExit("no plan is in force there")
        app = make_app(office, Rates(100_000, 100_000))
        if not given.no_browser:
            _in_browser(app, office, secrets, head.id, (given.first, given.last))
        _stand_as_served(office)
        client = TestClient(app, cookies={"rm": secrets[0]}, headers={"X-Form-Token": form_token(secrets[0])})
        answers(client, head.id, given.first, given.last)
        tables(client, office)


def _let_in(office: Office, name: str) -> str:
    save_person(office, owner(), name, name.title(), (Grant(Role.PLANNER, Reach.EVERYTHING),))
    return begin_session(office, name, device="benchmark", phone=False)


def _stand_as_served(office: Office) -> None:
    """Bring the process to where `serve` brings itself in its first seconds."""
    make_ready(office)
    look_for_garbage_seldom()


def _in_browser(app: Any, office: Office, secrets: tuple[str, ...], plan: int, week: tuple[str, str]) -> None:
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - only where there is a browser

    first, last = week
    with served(app) as base, sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        pages(browser, base, secrets[0], f"/plan/{plan}/board?from={first}&")
        _stand_as_served(office)
        client = TestClient(app, cookies={"rm": secrets[0]}, headers={"X-Form-Token": form_token(secrets[0])})
        days = client.get(f"/plan/{plan}/days?first={first}&last={last}").json()["days"]
        seen_by_another(browser, base, (secrets[0], secrets[1]), plan, days)
        browser.close()


if __name__ == "__main__":
    main()
