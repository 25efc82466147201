"""The pages of accounts and of the administrator: what a person reads there, and that nothing in it is run."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from fastapi.testclient import TestClient

from office.opening import Office
from office.people import Role
from store.accounts import write_accounts
from store.database import writing
from tests.office.test_accounts import SHOP
from tests.web.api_site import API, key, software
from tests.web.site import let_in, signed_in
from web.routes import account

EVIL = "<script>alert(1)</script>\"'&{{7*7}}"


@pytest.fixture
def house(sqlite_workspace: Office, monkeypatch: pytest.MonkeyPatch) -> Office:
    monkeypatch.setattr(account, "GUESSES_OF_ADDRESS", account.Limits(1000))
    let_in(sqlite_workspace)
    with writing(sqlite_workspace.database) as connection:
        write_accounts(connection, [SHOP, replace(SHOP, id="a/2 ä", name=EVIL, opening_hours="whenever")])
    return sqlite_workspace


@pytest.fixture
def planner(house: Office) -> TestClient:
    return signed_in(house, Role.PLANNER)


def test_what_people_wrote_is_shown_and_never_run(planner: TestClient) -> None:
    for path in ("/accounts", "/accounts/a%2F2%20%C3%A4".replace("%2F", "/")):
        text = planner.get(path).text
        assert "<script>alert" not in text
        assert "49" not in re.findall(r"\{\{7\*7\}\}|49\b", text)


def test_an_account_is_edited_on_its_page_and_a_second_editor_is_told(planner: TestClient, house: Office) -> None:
    text = planner.get("/accounts/a1").text
    assert "Bäckerei Östlich" in text
    version = re.findall(r'name="version" value="(\d+)"', text)[0]
    form = {"version": version, "name": "Bakery", "interval_days": 7, "least_days": 4, "most_days": 10, "minutes": 30}
    assert planner.post("/accounts/a1", data=form).status_code == 303
    assert "Bakery" in planner.get("/accounts/a1").text
    again = planner.post("/accounts/a1", data=form | {"name": "Baker"})
    assert again.status_code == 400
    assert "meanwhile" in again.text
    assert signed_in(house, Role.REP).post("/accounts/a1", data=form).status_code == 403


def test_an_unreadable_text_is_named(planner: TestClient) -> None:
    form = {"version": "x", "name": "y", "interval_days": 7, "least_days": 4, "most_days": 10, "minutes": 30}
    assert planner.post("/accounts/a1", data=form).status_code == 400
    assert planner.get("/accounts?overdue=perhaps").status_code == 400
    assert planner.get("/accounts/nothing").status_code == 404


def test_an_administrator_lets_people_in_and_reads_who_did_what(house: Office) -> None:
    admin = signed_in(house, Role.ADMINISTRATOR)
    form = {"person_id": "eve", "name": EVIL, "role": ["manager", "planner"]}
    assert admin.post("/admin/people", data=form).status_code == 303
    assert "<script>alert" not in admin.get("/admin").text
    assert re.search(r"/invitation/[\w-]{43}", admin.post("/admin/people/eve/invite").text)
    assert "save_person" in admin.get("/admin/changes?actor=administrator").text
    assert admin.post("/admin/people", data={"person_id": "x", "name": "x", "role": "king"}).status_code == 400
    assert admin.post("/admin/people/administrator/remove").status_code == 400
    assert admin.get("/admin/jobs").status_code == 200


def test_a_file_is_looked_at_before_it_is_imported(house: Office) -> None:
    admin, rows = signed_in(house, Role.ADMINISTRATOR), "id,name,lat,lon,interval_days\nn1,<b>New</b>,47.1,9.5,28\n"
    file = {"file": ("new.csv", rows.encode(), "text/csv")}
    seen = admin.post("/admin/imports/preview", data={"kind": "accounts"}, files=file).text
    assert "1 new, 0 changed" in seen
    assert "&lt;b&gt;New" in seen
    assert admin.get("/accounts/n1").status_code in {403, 404}
    assert "Imported." in admin.post("/admin/imports", data={"kind": "accounts"}, files=file).text
    assert signed_in(house, Role.PLANNER).get("/accounts/n1").status_code == 200
    wrong = {"file": ("new.csv", b"id,name,lat,lon\nn2,X,950,9.5\n", "text/csv")}
    answer = admin.post("/admin/imports", data={"kind": "accounts"}, files=wrong)
    assert answer.status_code == 400
    assert "row" in answer.text
    assert admin.post("/admin/imports/preview", data={"kind": "nothing"}, files=file).status_code == 404
    assert signed_in(house, Role.REP).get("/admin/imports").status_code == 403


def test_settings_are_changed_on_their_page(house: Office) -> None:
    admin = signed_in(house, Role.ADMINISTRATOR)
    form = {"currency": "chf", "scheme": "hmrc-amap"}
    assert admin.post("/admin/settings", data=form).status_code == 303
    assert 'value="CHF"' in admin.get("/admin/settings").text
    assert admin.post("/admin/settings", data=form | {"currency": "€"}).status_code == 400
    assert admin.post("/admin/settings", data=form | {"scheme": "none"}).status_code == 404
    wrong = admin.post("/admin/settings", data=form | {"exchange": "USD 0.9\nCHF 1 2026-01-01 us"})
    assert (wrong.status_code, "line 1" in wrong.text, "line 2" in wrong.text) == (400, True, True)
    rates = form | {"exchange": "USD 0.9 2026-01-01 the <bank>"}
    assert admin.post("/admin/settings", data=rates).status_code == 303
    assert "USD 0.9 2026-01-01 the &lt;bank&gt;" in admin.get("/admin/settings").text
    told = admin.get("/api/v1/settings").json()["exchange"]
    assert told == [{"currency": "USD", "rate": "0.9", "since": "2026-01-01", "source": "the <bank>"}]
    body = {"exchange": [{"currency": "SEK", "rate": "0.09", "since": "2026-02-01", "source": "Riksbank"}]}
    put = admin.patch("/api/v1/settings", json=body, headers=key())
    assert put.json()["exchange"][0]["currency"] == "SEK", put.text
    assert signed_in(house, Role.PLANNER).get("/admin/settings").status_code == 403


def test_an_agenda_is_kept_on_its_page_and_shown_with_the_account(planner: TestClient, house: Office) -> None:
    rows = {"kind": ["point", "material", "point"], "text": [EVIL, "Catalogue", ""], "first": [""] * 3}
    form = {"segment": SHOP.segment, **rows, "link": ["", "https://example.com/c", ""], "last": [""] * 3}
    answer = planner.post("/agendas", data=form)
    assert answer.status_code == 303, answer.text
    for path in (answer.headers["location"], "/agendas", "/accounts/a1"):
        text = planner.get(path).text
        assert "&lt;script&gt;" in text
        assert "<script>alert" not in text
    assert 'href="https://example.com/c"' in planner.get("/accounts/a1").text
    for wrong in ({"link": ["", "javascript:alert(1)", ""]}, {"kind": ["point"]}, {"kind": ["x"] * 3}):
        assert planner.post("/agendas", data=form | wrong).status_code == 400
    assert signed_in(house, Role.REP).post("/agendas", data=form).status_code == 403
    assert planner.post("/agendas", data={"segment": SHOP.segment, "tier": "", "kind": "x"}).status_code == 400


def test_other_software_reads_and_writes_agendas(house: Office) -> None:
    there = software(house, Role.PLANNER)
    body = {"segment": "hotel", "items": [{"text": "Prices", "first": "2026-03-01"}, {"kind": "material", "text": "C"}]}
    assert there.put(f"{API}/agendas", json=body, headers=key()).status_code == 200
    (found,) = there.get(f"{API}/agendas").json()["items"]
    assert (found["segment"], [one["kind"] for one in found["items"]]) == ("hotel", ["point", "material"])
    assert there.put(f"{API}/agendas", json={"segment": "bar", "items": []}, headers=key()).status_code == 404
    assert software(house, Role.REP).put(f"{API}/agendas", json=body, headers=key()).status_code == 403
