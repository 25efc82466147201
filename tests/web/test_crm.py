"""CRMs on their page, by the API and by the command."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

import cli
from office.crm.connections import list_crms
from office.imports.mappings import list_mappings
from office.jobs import work_once
from office.kinds import load_kinds
from office.names import list_names
from office.opening import Office
from office.people import Role, owner
from tests.calendars.week import NOW
from tests.crm.doubles import SECRET
from tests.office.carried_week import at
from tests.office.test_crm import DEFAULTS, House, connected
from tests.web.api_site import API, key, software
from tests.web.site import let_in, signed_in


@pytest.fixture
def house(sqlite_workspace: Office, monkeypatch: pytest.MonkeyPatch) -> Iterator[House]:
    monkeypatch.setenv("ROUNDSMAN_PRIVATE_NETWORKS", "127.0.0.0/8")
    monkeypatch.setenv("ROUNDSMAN_NOW", NOW.isoformat())
    with connected(at(sqlite_workspace, NOW), "hubspot") as made:
        let_in(made.office)
        made.sync()
        made.change("a", phone="ours <b>")
        made.put("a", phone="theirs")
        made.sync()
        yield made


def test_the_page_lists_what_both_sides_changed_and_takes_the_other(house: House) -> None:
    planner = signed_in(house.office, Role.PLANNER)
    shown = planner.get("/admin/crm").text
    assert "ours &lt;b&gt;" in shown
    assert "Account a (a)" in shown
    assert 'name="secret"' not in shown  # connecting is the administrators'
    assert "/admin/people" not in shown
    assert planner.post("/admin/crm/conflicts/1", data={"keep": "theirs"}).status_code == 303
    assert house.account().phone == "theirs"
    assert planner.post("/admin/crm/sales/sync").status_code == 303
    load_kinds()
    job = work_once(house.office)
    assert job is not None
    assert job.kind == "sync-crm"
    assert planner.post("/admin/crm/sales/disconnect").status_code == 403


def test_an_administrator_connects_on_the_page_and_the_secret_is_shown_nowhere(house: House) -> None:
    admin = signed_in(house.office, Role.ADMINISTRATOR)
    told = {"name": "second-one", "program": "hubspot", "url": house.state().connection.url, "interval_days": "28"}
    assert admin.post("/admin/crm", data=told | {"secret": SECRET}).status_code == 303
    assert admin.post("/admin/crm", data=told | {"secret": "wrong"}).status_code == 503
    assert admin.post("/admin/crm", data=told).status_code == 400
    pages = [admin.get(path).text for path in ("/admin/crm", "/admin/changes", "/admin/jobs")]
    assert "second-one" in pages[0]
    assert not [text for text in pages if SECRET in text or "wrong" in text]
    assert admin.post("/admin/crm/second-one/disconnect").status_code == 303
    assert "second-one" not in admin.get("/admin/crm").text


def test_fields_words_owners_and_a_refresh_token_are_told_on_the_page(house: House) -> None:
    admin, planner = signed_in(house.office, Role.ADMINISTRATOR), signed_in(house.office, Role.PLANNER)
    rep = next(iter(list_names(house.office, owner()).reps))
    told = {
        "name": "second-one", "program": "hubspot", "url": house.state().connection.url, "secret": SECRET,
        "refreshes": "true", "fields": "visit_days = interval_days\n\n", "words": "kind: Kunde = customer",
        "owners": f"{rep} = 77",
    }  # fmt: skip
    assert admin.post("/admin/crm", data=told | {"owners": "nobody"}).status_code == 400
    assert admin.post("/admin/crm", data=told | {"words": "Kunde = customer"}).status_code == 400
    assert admin.post("/admin/crm", data=told | {"fields": "visit_days = no_such"}).status_code == 400
    assert admin.post("/admin/crm", data=told).status_code == 303
    made = next(one.connection for one in list_crms(house.office, owner()) if one.connection.name == "second-one")
    assert (made.refreshes, made.mappings, made.owners) == (True, {"accounts": "second-one"}, {rep: "77"})
    (kept,) = list_mappings(house.office, owner())
    assert (kept.names, kept.words) == ({"visit_days": "interval_days"}, {"kind": {"Kunde": "customer"}})
    shown = admin.get("/admin/crm?change=second-one").text
    assert f"{rep} = 77" in shown
    assert "<option selected>second-one</option>" in shown
    assert 'name="refreshes" value="true" checked' in shown
    changed = told | {"fields": "", "words": "", "owners": "", "refreshes": "", "mapping_accounts": "second-one"}
    del changed["refreshes"]
    assert admin.post("/admin/crm", data=changed).status_code == 303
    made = next(one.connection for one in list_crms(house.office, owner()) if one.connection.name == "second-one")
    assert (made.refreshes, made.mappings, made.owners) == (False, {"accounts": "second-one"}, {})
    assert "visit_days" not in planner.get("/admin/crm?change=second-one").text


def test_the_api_has_the_same(house: House) -> None:
    admin, planner = software(house.office, Role.ADMINISTRATOR), software(house.office, Role.PLANNER)
    (one,) = planner.get(f"{API}/crms").json()["items"]
    assert (one["name"], one["conflicts"], one["written"], one["defaults"]) == ("sales", 1, 3, DEFAULTS)
    assert SECRET not in str(one)
    (found,) = planner.get(f"{API}/crm-conflicts").json()["items"]
    address, named = f"{API}/crm-conflicts/{found['id']}/decision", key()
    first, again = (planner.post(address, json={"keep": "ours"}, headers=named) for _ in range(2))
    assert (first.json()["kept"], again.json()) == ("ours", first.json())
    assert planner.post(address, json={"keep": "theirs"}, headers=key()).status_code == 404
    assert planner.get(f"{API}/crm-conflicts").json()["items"] == []
    assert len(planner.get(f"{API}/crm-conflicts?decided=true").json()["items"]) == 1
    body = {"name": "second-one", "program": "hubspot", "url": one["url"], "secret": SECRET}
    assert planner.post(f"{API}/crms", json=body, headers=key()).status_code == 403
    assert admin.post(f"{API}/crms", json=body, headers=key()).status_code == 204
    assert admin.put(f"{API}/crms/second-one/secret", json={"secret": "x"}, headers=key()).status_code == 204
    assert admin.delete(f"{API}/crms/second-one", headers=key()).status_code == 204
    assert admin.delete(f"{API}/crms/second-one", headers=key()).status_code == 404
    job = planner.post(f"{API}/jobs", json={"kind": "sync-crm", "order": {"connection": "sales"}}, headers=key())
    assert job.status_code == 202
    assert software(house.office, Role.REP).get(f"{API}/crms").status_code == 403


def test_the_command_does_it_all(
    house: House, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    where = ["-w", str(house.office.folder.path)]
    monkeypatch.setenv("ROUNDSMAN_SECRET_CRM", SECRET)
    url = house.state().connection.url
    connect = ["crm", "connect", "second-one", "hubspot", "--url", url, "--secret-env", "ROUNDSMAN_SECRET_CRM"]
    assert cli.run([*connect, "--default", "interval_days=28", *where]) == 0
    assert cli.run([*connect, "--default", "nonsense", *where]) == 2
    assert cli.run(["crm", "list", *where]) == 0
    assert cli.run(["crm", "conflicts", *where]) == 0
    shown = capsys.readouterr().out
    assert "Account a (a) phone" in shown
    assert "ours: ours <b>   theirs: theirs   kept: ours" in shown
    assert cli.run(["crm", "decide", "1", "theirs", *where]) == 0
    assert cli.run(["crm", "sync", "second-one", "--json", *where]) == 0
    assert '"name": "second-one"' in capsys.readouterr().out
    assert cli.run(["crm", "sync", "nobody", *where]) == 2
    house.double.faults = [("search", 503)]
    assert cli.run(["crm", "sync", "sales", *where]) == 3
    assert cli.run(["crm", "disconnect", "second-one", *where]) == 0
    assert SECRET not in "".join(capsys.readouterr())
    assert replace(house.state().connection).name == "sales"
