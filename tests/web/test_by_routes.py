"""Accounts choose their rep by the rounds, in the browser and by the API: ordered, looked at, kept, undone."""

from __future__ import annotations

import csv
import re
from datetime import datetime
from pathlib import Path

import pytest

from office.imports.uploads import ImportOptions
from office.jobs import work_once
from office.opening import Office
from office.people import Role, owner
from office.travel import choose_travel
from store.accounts import read_accounts
from store.database import reading, writing
from store.ownership import Owned, OwnershipDecision, add_ownership, owners_on
from territory.ownership.timeline import DecisionKind
from tests.importing import import_accounts, import_reps
from tests.office.test_by_routes import FAR, MONDAY, REGION
from tests.office.test_importing import csv_file
from tests.web.api_site import API, key
from tests.web.site import let_in, signed_in

PAGE = "/territories/by-routes"
ASKED = {
    "day": str(MONDAY), "weeks": "2", "most_accounts": "1", "least_minutes": "1", "tolerance": "200", "steps": "200",
    "accounts": FAR,
}  # fmt: skip


@pytest.fixture
def house(sqlite_workspace: Office, tmp_path: Path, now: datetime) -> Office:
    """Every third account of the region in thirds from north to south, but one of the south with the northern rep."""
    with (REGION / "accounts.csv").open(encoding="utf-8") as text:
        rows = sorted(csv.DictReader(text), key=lambda row: -float(row["lat"]))[::3]
    office = sqlite_workspace
    import_reps(office, REGION / "reps.csv", ImportOptions(), now)
    import_accounts(office, csv_file(tmp_path / "accounts.csv", rows), ImportOptions(), lambda *_: (0.0, 0.0), now)
    choose_travel(office, owner(), "straight")
    with writing(office.database) as connection:
        southwards = sorted(read_accounts(connection), key=lambda account: -account.lat)
        thirds = {account.id: f"R{1 + 3 * place // len(southwards)}" for place, account in enumerate(southwards)}
        since, at = MONDAY.replace(year=2026), now.isoformat()
        owned = [Owned(account, since, rep, "test") for account, rep in (thirds | {FAR: "R1"}).items()]
        add_ownership(connection, owned, OwnershipDecision(DecisionKind.DESIGN, at, "ada", "divided"))
    let_in(office)
    return office


def owner_of(office: Office, account: str) -> str:
    with reading(office.database) as connection:
        return owners_on(connection, MONDAY)[account].rep_id


def test_a_planner_orders_looks_keeps_and_takes_back_in_the_browser(house: Office) -> None:
    planner = signed_in(house, Role.PLANNER)
    assert "Nothing yet" in planner.get(PAGE).text
    place = planner.post(PAGE, data=ASKED).headers["location"]
    waiting = planner.get(place)
    assert (waiting.headers["refresh"], "waiting" in waiting.text) == ("2", True)
    work_once(house)
    shown = planner.get(place)
    assert "refresh" not in shown.headers
    assert "1 accounts change their rep" in shown.text
    assert "minutes a week cheaper" in shown.text
    assert "1 accounts change their rep" in planner.get(PAGE).text
    before = owner_of(house, FAR)
    assert before == "R1"  # looking changes nothing
    assert planner.post(place, data={"reason": "on the way"}).headers["location"] == "/territories#decisions"
    assert owner_of(house, FAR) != before
    assert planner.post(place, data={}).status_code == 409  # owners were decided about since
    number, _ = re.findall(r"/territories/decisions/(\d+)/undo", planner.get("/territories").text)  # the newest first
    planner.post(f"/territories/decisions/{number}/undo")
    assert owner_of(house, FAR) == before


def test_it_is_told_in_german_and_refused_to_others(house: Office) -> None:
    planner = signed_in(house, Role.PLANNER)
    planner.post("/account/look", data={"language": "de", "theme": "auto"})
    assert "Kunden wählen" in planner.get(PAGE).text
    place = planner.post(PAGE, data=ASKED | {"accounts": "nobody"}).headers["location"]
    work_once(house)
    assert "gescheitert" in planner.get(place).text
    manager = signed_in(house, Role.MANAGER)
    assert [manager.get(PAGE).status_code, manager.get(place).status_code] == [403, 403]


@pytest.mark.parametrize("wrong", [
    {"day": "soon"}, {"weeks": "0"}, {"most_accounts": "501"}, {"tolerance": "nan"}, {"steps": "0"},
])  # fmt: skip
def test_an_order_that_cannot_be_is_refused_before_a_worker_takes_it(house: Office, wrong: dict[str, str]) -> None:
    assert signed_in(house, Role.PLANNER).post(PAGE, data=ASKED | wrong).status_code == 400
    assert work_once(house) is None


def test_software_orders_looks_and_keeps_once(house: Office) -> None:
    planner = signed_in(house, Role.PLANNER)
    order = {"day": str(MONDAY), "weeks": 2, "most_accounts": 1, "tolerance": 2.0, "steps": 200, "accounts": [FAR]}
    number = planner.post(f"{API}/jobs", json={"kind": "by-routes", "order": order}, headers=key()).json()["id"]
    early = planner.get(f"{API}/by-routes/{number}")
    assert (early.status_code, early.json()["problems"][0]["code"]) == (400, "design-not-ready")
    work_once(house)
    result = planner.get(f"{API}/jobs/{number}").json()["result"]
    found = planner.get(f"{API}/by-routes/{number}").json()
    assert (result["moved"], result["saved_s"]) == (found["moved"], found["saved_s"])
    assert found["saved_s"] == sum(one["before"]["driving_s"] - one["after"]["driving_s"] for one in found["reps"]) > 0
    (move,) = planner.get(f"{API}/by-routes/{number}/handovers").json()["items"]
    named = key()
    kept, again = (planner.post(f"{API}/by-routes/{number}/keep", json={}, headers=named) for _ in range(2))
    assert (kept.status_code, again.json()) == (201, kept.json())
    assert owner_of(house, FAR) == move["to_rep"]
    assert planner.get(f"{API}/by-routes/99").status_code == 404
    assert planner.get(f"{API}/designs/{number}").status_code == 404  # it is no design
