"""From nothing to a plan in force: the page that leads there, and the whole way in a real browser, clicks counted."""

from __future__ import annotations

import csv
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe

from office.demonstration.region import REGION
from office.first_run import read_first_run
from office.jobs import work_once
from office.opening import Office
from office.people import Grant, Person, Reach, Role, owner
from office.plans import order
from office.plans.drafts import PlanOrder
from office.staff import save_person
from store.access import write_digest
from store.database import writing
from tests.web.browser import browser, enter, served
from tests.web.site import DIGEST, client_of, form_token_of
from web.routes import account

NOW = datetime(2027, 1, 2, 8, tzinfo=UTC)
EXTRACT = REGION / "roads.osm.pbf"
REPS = """id,name,lat,lon,working_hours,timezone,country
R1,Rita North,47.21,9.52,Mo-Fr 08:00-17:00,Europe/Vaduz,LI
R2,Ralf South,47.10,9.52,Mo-Fr 08:00-17:00,Europe/Vaduz,LI
"""
CLICKS = 18


@pytest.fixture
def house(sqlite_workspace: Office, monkeypatch: pytest.MonkeyPatch) -> Office:
    monkeypatch.setattr(account, "GUESSES_OF_ADDRESS", account.Limits(1000))
    monkeypatch.setattr(account, "GUESSES_OF_PERSON", account.Limits(1000))
    monkeypatch.setattr(order, "PlanOrder", partial(PlanOrder, workers=1))
    office = replace(sqlite_workspace, clock=lambda: NOW)
    grants = (Grant(Role.ADMINISTRATOR, Reach.EVERYTHING), Grant(Role.PLANNER, Reach.EVERYTHING))
    save_person(office, owner(), "ann", "Ann Ott", grants)
    with writing(office.database) as connection:
        write_digest(connection, "ann", DIGEST, "2026-11-01T00:00:00+00:00")
    return office


def accounts_csv(count: int, *, broken: bool = False) -> str:
    """Return the first accounts of the region as somebody's own file; one of them without its interval."""
    with (REGION / "accounts.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))[:count]
    lines = [f'{row["id"]},"{row["name"]}",{row["lat"]},{row["lon"]},{row["interval_days"]}' for row in rows]
    if broken:
        lines[1] = lines[1].rsplit(",", 1)[0] + ","
    return "\n".join(["id,name,lat,lon,interval_days", *lines])


def test_what_is_wrong_on_the_way_is_said_where_it_is_and_nothing_is_kept(house: Office) -> None:
    client = client_of(house)
    assert client.post("/login", data={"person": "ann", "password": "correct horse battery"}).status_code == 303
    client.headers["X-Form-Token"] = form_token_of(client.get("/account").text)
    assert client.get("/").headers["location"] == "/start"
    wrong = client.post("/start/import", data={"kind": "accounts"}, files={"file": ("a.csv", REPS.encode())})
    assert wrong.status_code == 400  # the file of reps handed in as accounts
    assert "interval_days" in wrong.text
    assert "Nothing was kept" in wrong.text
    broken = ("a.csv", accounts_csv(5, broken=True).encode())
    assert client.post("/start/import", data={"kind": "accounts"}, files={"file": broken}).status_code == 400
    assert read_first_run(house, owner()).accounts == 0
    skipped = client.post("/start/import", data={"kind": "accounts", "skip_bad": "true"}, files={"file": broken})
    assert (skipped.status_code, read_first_run(house, owner()).accounts) == (200, 4)
    for name, data in (("map.png", b"x"), ("x.osm.pbf", b"")):
        assert client.post("/start/roads", files={"file": (name, data)}).status_code == 400
    client.post("/start/roads", files={"file": ("x.osm.pbf", b"no extract")})
    assert work_once(house) is not None
    text = client.get("/start").text
    assert 'class="note bad"' in text  # the job says what is wrong with the file
    assert read_first_run(house, owner()).step == "reps"
    assert client.post("/start/divide/1").status_code == 400  # that job makes no design
    assert client.post("/start/straight").status_code == 303
    assert read_first_run(house, owner()).measured
    assert client.get("/").headers["location"] == "/start"


def test_who_may_not_fill_the_workspace_is_not_led_there(house: Office) -> None:
    save_person(house, owner(), "mia", "Mia", (Grant(Role.MANAGER, Reach.EVERYTHING),))
    with writing(house.database) as connection:
        write_digest(connection, "mia", DIGEST, "2026-11-01T00:00:00+00:00")
    client = client_of(house)
    client.post("/login", data={"person": "mia", "password": "correct horse battery"})
    assert client.get("/").headers["location"] == "/today"
    assert client.get("/start").status_code == 403


@pytest.mark.slow
def test_a_plan_is_in_force_after_few_clicks_with_ones_own_files(house: Office, tmp_path: Path) -> None:
    files = {name: tmp_path / f"{name}.csv" for name in ("reps", "accounts", "broken")}
    for name, text in (("reps", REPS), ("accounts", accounts_csv(24)), ("broken", accounts_csv(24, broken=True))):
        files[name].write_text(text, encoding="utf-8")
    who = Person("ann", "Ann Ott", (Grant(Role.PLANNER, Reach.EVERYTHING),))
    with served(house) as address, browser() as opened:
        page = opened.new_page()
        enter(page, address, "ann")
        page.wait_for_url(f"{address}/start")
        clicks = _Clicks(page)
        clicks.hand_in("#reps", files["reps"])
        clicks.hand_in("#accounts", files["broken"])
        assert "interval_days" in page.inner_text("#accounts .bad")
        clicks.hand_in("#accounts", files["accounts"])
        clicks.hand_in("#roads", EXTRACT)
        _worked(house)
        page.goto(f"{address}/start")
        assert not Axe().run(page).response["violations"]
        assert "junctions" in page.inner_text("#roads")
        clicks.on("button[form=divide]")
        _worked(house)
        page.goto(f"{address}/start")
        clicks.on("button[form=keep]")
        clicks.on("#plan a.button")
        page.fill("[name=weeks]", "1")
        page.fill("[name=seconds]", "1")
        clicks.on("main form button.primary")
        _worked(house)
        page.goto(f"{address}/start")
        clicks.on("#publish a.button")
        clicks.on("form#publish button.primary")
        assert read_first_run(house, who).in_force is not None
        page.goto(f"{address}/start")
        assert "A plan is in force" in page.inner_text("main")
        assert not Axe().run(page).response["violations"]
    assert clicks.count == CLICKS, "docs/how-to/administrator.md says how many"


class _Clicks:
    """Counts what a hand does: a file chosen is two clicks, a button one."""

    def __init__(self, page: Any) -> None:
        self.page, self.count = page, 0

    def on(self, place: str) -> None:
        self.count += 1
        with self.page.expect_navigation():  # else the next click may come before the answer, and call it off
            self.page.click(place)

    def hand_in(self, card: str, file: Path) -> None:
        self.count += 2
        self.page.set_input_files(f"{card} input[type=file]", str(file))
        self.on(f"{card} form[enctype] button")


def _worked(office: Office) -> None:
    done = work_once(office)
    assert done is not None
    assert done.state.value == "done", done.error
