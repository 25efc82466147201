"""Maps: tiles of our own, kept by content; nothing from elsewhere unless asked for; days in few bytes."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe

from office.demonstration.region import REGION
from office.ground import read_ground_in_use
from office.identity import find_person
from office.opening import Office
from office.people import Person, Role, owner
from office.roads import keep_roads
from office.settings import change_settings
from office.visits.routes import trace_own_days
from routing.ground.read import read_ground
from routing.keeping import network_from_file
from routing.problems import BadInputError
from routing.profile import load_profile
from store.accounts import read_accounts
from store.database import reading
from tests.calendars.week import MONDAY, NOW
from tests.office.carried_week import at, fill
from tests.routing.tile_reader import read_tile
from tests.web.browser import browser, enter, served
from tests.web.site import client_of, let_in, signed_in

PHONE = {"viewport": {"width": 390, "height": 844}}
ON_DEMAND_BYTES = 120_000
"""All that a map asks for when it is first opened: Leaflet, our modules, the page, its tiles."""
KEPT = """async () => {
  const page = await caches.match('/outbox', { cacheName: 'roundsman-pages' });
  return !!page && !!navigator.serviceWorker.controller;
}"""
TILE = "/14/8625/5747.mvt"


@pytest.fixture
def house(sqlite_workspace: Office, tmp_path: Path) -> Office:
    fill(sqlite_workspace)
    office = at(sqlite_workspace, NOW.replace(day=23, hour=17))
    let_in(office)
    file = REGION / "roads.osm.pbf"
    keep_roads(office, owner(), network_from_file(file, load_profile(country="LI"), tmp_path), read_ground(file))
    return office


def test_a_tile_is_kept_by_its_content_and_there_is_none_of_impossible_numbers(house: Office) -> None:
    client, key = signed_in(house, Role.REP), read_ground_in_use(house, owner()).key
    found = client.get(f"/tiles/{key}{TILE}", headers={"Accept-Encoding": "gzip"})
    assert found.status_code == 200
    assert found.headers["content-encoding"] == "gzip"
    assert "immutable" in found.headers["cache-control"]
    assert {"road", "place"} <= set(read_tile(found.content))
    plain = client.get(f"/tiles/{key}{TILE}", headers={"Accept-Encoding": "identity"})
    assert plain.content == found.content
    again = client.get(f"/tiles/{key}{TILE}", headers={"If-None-Match": found.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    other = client.get(f"/tiles/{key}/14/8626/5747.mvt")
    assert other.headers["etag"] != found.headers["etag"]
    for wrong in ("15/0/0", "14/16384/0", "3/0/8", "-1/0/0", "14/-1/0", "x/0/0"):
        assert client.get(f"/tiles/{key}/{wrong}.mvt").status_code == 404, wrong
        endless = client.get(f"/tiles/{key}/99999999999999999999/0/0.mvt")
        assert endless.status_code == 400  # as every number that nothing can reckon with
    assert client.get(f"/tiles/0{key[1:]}x{TILE}").status_code == 404, "roads that are not in use"
    assert client_of(house).get(f"/tiles/{key}{TILE}").status_code == 303, "nobody who is not signed in"


def test_a_tile_of_roads_alone_has_roads(house: Office, tmp_path: Path) -> None:
    known = read_ground_in_use(house, owner()).key
    network = network_from_file(REGION / "roads.osm.pbf", load_profile(country="CH"), tmp_path)
    keep_roads(house, owner(), network)
    key = read_ground_in_use(house, owner()).key
    assert key != known, "other roads, other addresses"
    found = signed_in(house, Role.REP).get(f"/tiles/{key}{TILE}")
    assert set(read_tile(found.content)) == {"road"}
    keep_roads(house, owner(), network, read_ground(REGION / "roads.osm.pbf"))
    assert read_ground_in_use(house, owner()).key != key, "a ground that is added has another address"


def test_no_map_asks_elsewhere_unless_the_administrator_says_so(house: Office) -> None:
    page, rep = f"/day/{MONDAY}/map", signed_in(house, Role.REP)
    own = rep.get(page)
    assert "openstreetmap.org" not in own.text + own.headers["content-security-policy"]
    assert "OpenStreetMap contributors" in own.text
    admin = signed_in(house, Role.ADMINISTRATOR)
    form = {"currency": "EUR", "scheme": "de-reisekosten", "map_tiles": "openstreetmap"}
    assert admin.post("/admin/settings", data=form).status_code == 303
    theirs = rep.get(page)
    assert "img-src 'self' data: blob: https://tile.openstreetmap.org;" in theirs.headers["content-security-policy"]
    assert "by the administrator&#39;s choice" in theirs.text
    assert "openstreetmap.org" not in rep.get("/day").headers["content-security-policy"], "maps alone"
    with pytest.raises(BadInputError, match="tiles-unknown"):
        change_settings(house, owner(), map_tiles="https://example.com/{z}")


def test_a_day_without_roads_shows_its_stops_and_says_so(sqlite_workspace: Office) -> None:
    fill(sqlite_workspace)
    let_in(sqlite_workspace)
    found = signed_in(at(sqlite_workspace, NOW), Role.REP).get(f"/day/{MONDAY}/map")
    assert found.status_code == 200
    assert "The ways cannot be had now" in found.text


def test_the_days_own_order_numbers_its_stops(house: Office) -> None:
    (day,) = trace_own_days(house, owner_rep(house), MONDAY)
    assert len(day.legs) == len(day.stops) + 1
    text = signed_in(house, Role.REP).get(f"/day/{MONDAY}/map").text
    assert re.findall(r'data-stop="1-(\d+)"', text) == [str(n + 1) for n in range(len(day.stops))]


def owner_rep(house: Office) -> Person:
    with reading(house.database) as connection:
        return find_person(connection, Role.REP.value)


@pytest.mark.parametrize(
    ("address", "colours"), [(f"/day/{MONDAY}/map", "light"), (f"/week/{MONDAY:%G-W%V}/map", "dark")]
)
def test_a_map_is_opened_in_few_bytes_and_breaks_no_rule_of_axe(house: Office, address: str, colours: str) -> None:
    faults: list[str] = []
    asked: list[Any] = []
    with served(house) as base, browser() as opened:
        page = opened.new_context(**PHONE, color_scheme=colours, service_workers="block").new_page()
        page.on("pageerror", lambda error: faults.append(str(error)))
        enter(page, base, "rep")
        page.wait_for_url(f"{base}/day")
        page.wait_for_load_state("networkidle")
        page.on("requestfinished", lambda one: asked.extend([one]))
        page.goto(base + address)
        page.locator(".leaflet-marker-icon .pin").first.wait_for()
        page.wait_for_load_state("networkidle")
        sent = sum(one.sizes()["responseBodySize"] + one.sizes()["responseHeadersSize"] for one in asked)
        assert {one.url.removeprefix(base)[:7] for one in asked} >= {"/tiles/", "/static"}
        assert all(one.url.startswith((base, "data:", "blob:")) for one in asked)
        assert sent <= ON_DEMAND_BYTES
        assert [one["id"] for one in Axe().run(page).response["violations"]] == []
        page.locator("[data-stop]").first.click()
        page.locator(".leaflet-popup").wait_for()
    assert faults == []


def test_a_prospect_s_place_is_taken_from_the_map_by_tap_and_by_key_without_a_signal_too(house: Office) -> None:
    faults: list[str] = []
    with served(house) as base, browser() as opened:
        context = opened.new_context(**PHONE, color_scheme="dark")
        page = context.new_page()
        page.on("pageerror", lambda error: faults.append(str(error)))
        enter(page, base, "rep")
        page.wait_for_url(f"{base}/day")
        while not page.evaluate(KEPT):
            page.wait_for_timeout(100)
        context.set_offline(True)
        page.goto(f"{base}/prospect")
        page.fill("[name=name]", "Kiosk")
        page.click("#pick summary")
        page.locator(".leaflet-container").wait_for()
        page.locator("#map").click(position={"x": 60, "y": 60})
        tapped = float(page.input_value("#lat")), float(page.input_value("#lon"))
        page.press("#map", "Enter")
        middle = float(page.input_value("#lat")), float(page.input_value("#lon"))
        assert tapped[0] > middle[0]
        assert tapped[1] < middle[1]
        assert page.input_value("#lat") in page.inner_text("#pick-said")
        assert [one["id"] for one in Axe().run(page).response["violations"]] == []
        page.select_option("[name=at]", "home")
        assert page.input_value("#lat") == "", "one place at a time"
        page.click("#pick-middle")
        assert page.input_value("[name=at]") == ""
        north, east = float(page.input_value("#lat")), float(page.input_value("#lon"))
        page.click("form[data-act=prospect] button.primary")
        page.wait_for_selector("#outbox:not([hidden])")
        context.set_offline(False)
        page.goto(f"{base}/outbox")
        page.wait_for_selector("#nothing-waits:not([hidden])")
    with reading(house.database) as connection:
        found = [(one.name, one.lat, one.lon) for one in read_accounts(connection) if one.id.startswith("P-")]
    assert found == [("Kiosk", north, east)]
    assert faults == []
