"""A rep's phone in trouble: flight mode, two tabs, another person, an upgrade, a wrong clock, a full disk, a cut."""

from __future__ import annotations

import io
import threading
from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest
import uvicorn
from PIL import Image

from office.opening import Office
from office.people import Grant, Reach, Role, owner
from office.staff import save_person
from store.access import write_digest
from store.acts import acts_of
from store.answers import read_answers
from store.database import reading, writing
from store.visits import read_visit_log
from tests.calendars.week import MONDAY, NOW
from tests.office.carried_week import at, fill_due
from tests.programs import program
from tests.web.browser import ARGUMENTS, send_waiting
from tests.web.site import DIGEST, PASSWORD, let_in
from web import assets
from web.app import Rates, make_app
from web.routes import acts as acts_routes

PHONE = {"viewport": {"width": 390, "height": 844}}
KEPT = """async () => {
  const page = await caches.match('/outbox', { cacheName: 'roundsman-pages' });
  return !!page && !!navigator.serviceWorker.controller;
}"""
CLOCK = NOW.replace(day=23, hour=9)
OF_THE_OFFICE = f"""{{ const Plain = Date, ahead = Plain.now() - {round(CLOCK.timestamp() * 1000)};
globalThis.Date = class extends Plain {{
  constructor(...given) {{ if (given.length) super(...given); else super(Plain.now() - ahead); }}
  static now() {{ return Plain.now() - ahead; }}
}}; }}"""
AHEAD = """{ const Plain = Date; globalThis.Date = class extends Plain {
  constructor(...given) { if (given.length) super(...given); else super(Plain.now() + 3600000); }
}; }"""
FULL = """IDBObjectStore.prototype.add = () => { throw new DOMException('no room', 'QuotaExceededError'); };"""


@pytest.fixture
def served(sqlite_workspace: Office) -> Iterator[tuple[Office, str]]:
    fill_due(sqlite_workspace)
    office = at(sqlite_workspace, CLOCK)
    let_in(office)
    save_person(office, owner(), "rolf", "Rolf", (Grant(Role.REP, Reach.OWN),), rep_id="r2")
    with writing(office.database) as connection:
        write_digest(connection, "rolf", DIGEST, "2026-11-01T00:00:00+00:00")
    server = uvicorn.Server(uvicorn.Config(make_app(office, Rates(1000, 1000)), port=0, log_level="warning"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        thread.join(0.05)
    yield office, f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    server.should_exit = True
    thread.join(10)


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    path = program("chromium")
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - only where there is a browser

    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield browser
        browser.close()


def phone(chromium: Any, **more: Any) -> Any:
    """Return a phone whose clock goes with the office's."""
    context = chromium.new_context(**PHONE, **more)
    context.add_init_script(OF_THE_OFFICE)
    return context


def sign_in(context: Any, base: str, person: str = "rep") -> Any:
    page = context.new_page()
    page.set_default_timeout(60_000)
    page.goto(f"{base}/login")
    page.fill("[name=person]", person)
    page.fill("[name=password]", PASSWORD)
    page.press("[name=password]", "Enter")
    page.wait_for_url(f"{base}/day")
    return page


def keep_pages(page: Any) -> None:
    for _ in range(600):
        if page.evaluate(KEPT):
            return
        page.wait_for_timeout(100)
    pytest.fail("the pages are not kept")


def log(office: Office) -> list[tuple[str, str]]:
    with reading(office.database) as connection:
        return sorted((one.account_id, one.outcome) for one in read_visit_log(connection))


def test_what_no_plan_has_is_begun_and_ended_in_flight_mode_with_a_restart_between(
    served: tuple[Office, str], chromium: Any
) -> None:
    office, base = served
    context = phone(chromium)
    page = sign_in(context, base)
    keep_pages(page)
    context.set_offline(True)
    page.goto(f"{base}/prospect")
    page.fill("[name=name]", "Bäckerei")
    page.fill("[name=lat]", "47.1400")
    page.fill("[name=lon]", "9.5200")
    page.click("form[data-act=prospect] button.primary")
    page.wait_for_selector("#outbox:not([hidden])")
    page.goto(f"{base}/unplanned")
    page.select_option("form[data-act=begin] select", label="Bäckerei")
    page.click("form[data-act=begin] button")
    page.wait_for_selector("#begun-here h2")
    page.close()
    page = context.new_page()  # the phone was restarted
    page.goto(f"{base}/day/{MONDAY}")
    page.click("#begun-here button")
    page.wait_for_selector("#begun-here:empty", state="attached")
    page.goto(f"{base}/late")
    page.wait_for_selector("main [role=alert]")
    page.goto(f"{base}/money")  # as it was kept
    page.click("form[action*='/money/days/'] button")
    page.wait_for_selector("main .bad[role=alert]")  # nothing of it was taken down, and that is said
    assert log(office) == []
    page.goto(f"{base}/outbox")
    context.set_offline(False)
    send_waiting(page)
    assert [outcome for _, outcome in log(office)] == [""]
    assert log(office)[0][0].startswith("P-")
    context.close()


def test_keeping_goes_on_when_the_page_that_asked_for_it_is_left(
    served: tuple[Office, str], chromium: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, base = served
    asked, go_on, plain = threading.Semaphore(0), threading.Event(), acts_routes.tiles_of_day

    def slowly(*given: Any) -> list[str]:
        asked.release()
        assert go_on.wait(60)
        return plain(*given)

    monkeypatch.setattr(acts_routes, "tiles_of_day", slowly)
    context = phone(chromium)
    page = sign_in(context, base)
    assert asked.acquire(timeout=60)
    page.goto(f"{base}/money")  # which keeps nothing itself
    go_on.set()
    keep_pages(page)
    assert not asked.acquire(blocking=False), "it was fetched once"
    context.set_offline(True)
    page.goto(f"{base}/day/{MONDAY}")
    page.wait_for_selector(".tour .stop")
    context.close()


def test_two_tabs_that_send_at_once_send_each_entry_once(served: tuple[Office, str], chromium: Any) -> None:
    office, base = served
    context = phone(chromium, service_workers="block")
    pages = [sign_in(context, base), context.new_page()]
    pages[1].goto(f"{base}/unplanned")
    context.set_offline(True)
    pages[0].click(".next form[data-act=done] button")
    pages[1].select_option("form[data-act=begin] select", "c")
    pages[1].click("form[data-act=begin] button")
    pages[1].wait_for_selector("#begun-here h2")
    context.set_offline(False)
    for page in pages:
        page.evaluate("window.dispatchEvent(new Event('online'))")
    for page in pages:
        page.wait_for_selector("#outbox", state="hidden")
    with reading(office.database) as connection:
        kept = acts_of(connection, "rep")
    assert sorted((one.kind, one.seq, one.outcome) for one in kept) == [("begin", 2, "applied"), ("done", 1, "applied")]
    context.close()


def test_another_person_on_the_phone_neither_sees_nor_sends(served: tuple[Office, str], chromium: Any) -> None:
    office, base = served
    context = phone(chromium)
    page = sign_in(context, base)
    keep_pages(page)
    page.goto(f"{base}/account")
    leaving = page.locator("form[data-signs-out] button")
    other = context.new_page()
    other.goto(f"{base}/day")
    context.set_offline(True)
    other.click(".next form[data-act=done] button")
    other.wait_for_selector("#outbox:not([hidden])")
    other.close()
    context.set_offline(False)
    page.on("dialog", lambda dialog: dialog.accept())
    leaving.click()
    page.wait_for_url(f"{base}/login")
    assert page.evaluate("caches.has('roundsman-pages')") is False
    page.close()
    page = sign_in(context, base, "rolf")
    page.goto(f"{base}/outbox")
    page.wait_for_selector("#others:not([hidden])")
    assert page.locator("#waiting li").count() == 0
    assert log(office) == []
    context.close()


def test_a_page_from_before_an_upgrade_still_sends(
    served: tuple[Office, str], chromium: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    office, base = served
    context = phone(chromium)
    page = sign_in(context, base)
    keep_pages(page)
    for module in (assets, acts_routes):
        monkeypatch.setattr(module, "static_hash", lambda: "000000000000")
    page.click(".next form[data-act=done] button")
    page.wait_for_url("**did=**")
    assert len(log(office)) == 1
    context.close()


def test_a_clock_that_is_ahead_is_told_and_the_entry_counts_as_it_came(
    served: tuple[Office, str], chromium: Any
) -> None:
    office, base = served
    context = phone(chromium, service_workers="block")
    context.add_init_script(AHEAD)
    page = sign_in(context, base)
    page.click(".next form[data-act=done] button")
    page.wait_for_url("**did=**")
    page.wait_for_selector("#outbox:not([hidden])")
    assert page.inner_text("#outbox") == page.get_attribute("#outbox", "data-clock")
    with reading(office.database) as connection:
        assert [one.date for one in read_visit_log(connection)] == [MONDAY]
    context.close()


def test_a_full_disk_is_said_and_nothing_is_claimed(served: tuple[Office, str], chromium: Any) -> None:
    office, base = served
    context = phone(chromium, service_workers="block")
    context.add_init_script(FULL)
    page = sign_in(context, base)
    page.click(".next form[data-act=done] button")
    page.wait_for_selector("#outbox.bad")
    assert page.inner_text("#outbox") == page.get_attribute("#outbox", "data-full")
    assert page.is_enabled(".next form[data-act=done] button")
    assert log(office) == []
    context.close()


def test_an_answer_that_is_cut_after_the_commit_is_asked_for_again(served: tuple[Office, str], chromium: Any) -> None:
    office, base = served
    context = phone(chromium, service_workers="block")
    page = sign_in(context, base)
    cut: list[str] = []

    def carry(route: Any) -> None:
        if route.request.method == "POST" and not cut:
            cut.append(route.fetch().text())  # it arrived and was carried out
            route.abort()
        else:
            route.continue_()

    page.route("**/acts", carry)
    page.click(".next form[data-act=done] button")
    page.wait_for_selector("#outbox:not([hidden])")
    page.wait_for_selector("#outbox", state="hidden")  # sent again by the clock
    assert "applied" in cut[0]
    with reading(office.database) as connection:
        assert [one.outcome for one in acts_of(connection, "rep")] == ["applied"]
    assert len(log(office)) == 1
    context.close()


@pytest.mark.slow
def test_a_photograph_of_twenty_megabytes_is_scaled_and_what_is_none_is_refused(
    served: tuple[Office, str], chromium: Any
) -> None:
    _, base = served
    noise = np.random.default_rng(1).integers(0, 256, (2700, 2700, 3), np.uint8)
    large = io.BytesIO()
    Image.fromarray(noise).save(large, "PNG", compress_level=0)
    assert large.tell() > 20_000_000
    context = phone(chromium, service_workers="block")
    page = sign_in(context, base)
    photo = {"name": "receipt.png", "mimeType": "image/png", "buffer": large.getvalue()}
    for file, wanted in ((photo, 200), ({"name": "x.jpg", "mimeType": "image/jpeg", "buffer": b"no picture"}, 400)):
        page.goto(f"{base}/money")
        page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
        form = page.locator("form:has(input[data-photo])")
        form.locator("[name=amount], [name=gross]").first.fill("12.50")
        form.locator("[name=merchant]").fill("Krone")
        page.set_input_files("input[data-photo]", file)
        page.wait_for_timeout(200)
        with page.expect_navigation(timeout=60_000):
            form.locator("button").click(timeout=60_000)
        answered = page.evaluate("performance.getEntriesByType('navigation')[0].responseStatus")
        assert answered == wanted, page.inner_text("main")
    context.close()


def go(page: Any, what: Any, where: str, connected: bool) -> None:
    """Do something that is kept on the phone and sent at once; without a signal it waits, and is said to."""
    waiting = page.evaluate(WAITING)
    what()
    if connected:
        page.wait_for_url(where)
    else:
        while page.evaluate(WAITING) <= waiting:
            page.wait_for_timeout(50)
        page.wait_for_selector("#outbox:not([hidden])")


WAITING = """() => new Promise((told) => {
  const asked = indexedDB.open('roundsman', 1);
  asked.onsuccess = () => {
    const all = asked.result.transaction('acts').objectStore('acts').getAll();
    all.onsuccess = () => { asked.result.close(); told(all.result.length); };
  };
})"""


@pytest.mark.parametrize("connected", [True, False])
def test_a_whole_day_in_the_cellar_ends_as_the_same_day_with_a_signal(
    served: tuple[Office, str], chromium: Any, connected: bool
) -> None:
    office, base = served
    context = phone(chromium)
    page = sign_in(context, base)
    keep_pages(page)
    context.set_offline(not connected)
    page.goto(f"{base}/day/{MONDAY}")
    first, second = (one.get_attribute("data-visit") for one in page.locator(".tour .stop").all())
    go(page, lambda: page.click(".next form[data-act=arrived] button"), "**did=**", connected)
    page.goto(f"{base}/visits/{first}")
    page.check("form[data-act=done] [name=usual][value=order]")
    page.fill("form[data-act=done] [name=outcome]", "3 boxes")
    page.fill("form[data-act=done] [name=note]", "two boxes & <b>samples</b>")
    page.fill("form[data-act=done] [name=next_step]", "call in May")
    go(page, lambda: page.click("form[data-act=done] button.primary"), "**did=**", connected)
    page.goto(f"{base}/day/{MONDAY}")
    if not connected:
        page.wait_for_selector("#onward:visible")  # the next stop leads on although the office knows of nothing
        assert second in str(page.get_attribute("#onward", "href"))
        page.close()
        page = context.new_page()  # the phone was restarted
    page.goto(f"{base}/visits/{second}")
    page.locator("details:has(form[data-act=skip]) summary").click()
    page.fill("form[data-act=skip] [name=reason]", "closed")
    go(page, lambda: page.click("form[data-act=skip] button"), "**did=**", connected)
    page.goto(f"{base}/unplanned")
    page.select_option("form[data-act=begin] select", "c")
    go(page, lambda: page.click("form[data-act=begin] button"), "**did=**", connected)
    if connected:
        page.goto(f"{base}/day/{MONDAY}")
    go(page, page.locator("form[data-act=done] button").first.click, "**did=**", connected)
    page.goto(f"{base}/outbox")
    if not connected:
        assert log(office) == []
        context.set_offline(False)
        send_waiting(page)
    with reading(office.database) as connection:
        over, said = read_visit_log(connection), {one.text for one in read_answers(connection)}
    assert {"closed", "call in May"} <= said
    found = sorted((one.account_id, one.status.value, one.outcome, one.notes) for one in over)
    assert found == [
        ("a", "done", "order: 3 boxes", "two boxes & <b>samples</b>"),
        ("b", "skipped", "", ""),
        ("c", "done", "", ""),
    ]
    context.close()


@pytest.mark.slow
def test_a_week_on_two_devices_keeps_what_was_done_on_each(served: tuple[Office, str], chromium: Any) -> None:
    office, base = served
    both = [phone(chromium), phone(chromium)]
    pages = [sign_in(context, base) for context in both]
    for page in pages:
        keep_pages(page)
    first, second = (one.get_attribute("data-visit") for one in pages[0].locator(".tour .stop").all())
    for context in both:
        context.set_offline(True)
    pages[0].goto(f"{base}/visits/{first}")
    pages[0].fill("form[data-act=done] [name=note]", "from the phone")
    go(pages[0], lambda: pages[0].click("form[data-act=done] button.primary"), "", connected=False)
    for visit, note in ((first, "from the tablet"), (second, "tablet alone")):
        pages[1].goto(f"{base}/visits/{visit}")
        pages[1].fill("form[data-act=done] [name=note]", note)
        go(pages[1], lambda: pages[1].click("form[data-act=done] button.primary"), "", connected=False)
    for context, page in zip(both, pages, strict=True):
        page.goto(f"{base}/outbox")
        context.set_offline(False)
        send_waiting(page)
        page.goto(f"{base}/day/{MONDAY}")
        assert page.locator(f"[data-visit='{first}'].over").count() == 1
    with reading(office.database) as connection:
        found = {one.account_id: one.notes for one in read_visit_log(connection)}
        devices = {one.device for one in acts_of(connection, "rep")}
    assert found == {"a": "from the phone\nfrom the tablet", "b": "tablet alone"}
    assert len(devices) == 2
    for context in both:
        context.close()
