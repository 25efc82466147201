"""A file from a page is read as the form says: the remedy that an import names can be chosen there."""

from __future__ import annotations

import pytest

from office.imports.mappings import ImportMapping, save_mapping
from office.opening import Office
from office.people import Role, owner
from store.accounts import find_account
from store.database import reading
from tests.web.site import let_in, signed_in
from web.routes import account

ROW = "id;name;lat;lon;interval_days;potential;last_visit\na1;Caf\u00e9;47,15;9,52;28;85,000;03/04/2026\n"
SAID = {"encoding": "windows-1252", "dates": "dmy", "decimal": "comma"}


@pytest.fixture
def house(sqlite_workspace: Office, monkeypatch: pytest.MonkeyPatch) -> Office:
    monkeypatch.setattr(account, "GUESSES_OF_ADDRESS", account.Limits(1000))
    monkeypatch.setattr(account, "GUESSES_OF_PERSON", account.Limits(1000))
    let_in(sqlite_workspace)
    return sqlite_workspace


def file(text: str = ROW) -> dict[str, tuple[str, bytes]]:
    return {"file": ("accounts.csv", text.encode("windows-1252"))}


@pytest.mark.parametrize("address", ["/admin/imports", "/start/import"])
def test_what_a_refused_file_asks_for_is_chosen_in_the_form(house: Office, address: str) -> None:
    client = signed_in(house, Role.ADMINISTRATOR)
    refused = client.post(address, data={"kind": "accounts"}, files=file())
    assert refused.status_code == 400
    assert "--encoding windows-1252" in refused.text
    assert "(--encoding)" in refused.text
    assert client.post(address, data={"kind": "accounts", **SAID}, files=file()).status_code == 200
    with reading(house.database) as connection:
        made = find_account(connection, "a1")
    assert made is not None
    assert (made.name, made.potential, str(made.last_visit)) == ("Caf\u00e9", 85.0, "2026-04-03")


def test_a_preview_reads_it_alike_and_says_what_is_wrong_on_its_own_page(house: Office) -> None:
    client = signed_in(house, Role.ADMINISTRATOR)
    shown = client.post("/admin/imports/preview", data={"kind": "accounts", **SAID}, files=file())
    assert (shown.status_code, "Caf\u00e9" in shown.text, "<option selected>windows-1252" in shown.text) == (
        200,
        True,
        True,
    )
    assert client.post("/admin/imports/preview", data={"kind": "accounts"}, files=file()).status_code == 400
    wrong = client.post("/admin/imports/preview", data={"kind": "accounts", "dates": "later"}, files=file())
    assert wrong.status_code in {400, 422}


def test_what_was_kept_under_a_name_is_offered_and_read_by(house: Office) -> None:
    save_mapping(
        house, owner(), ImportMapping("crm", "accounts", names={"Kunde": "name"}, decimal="comma", dates="dmy")
    )
    client = signed_in(house, Role.ADMINISTRATOR)
    assert '<option value="crm">crm (accounts)' in client.get("/admin/imports").text
    text = ROW.replace(";name;", ";Kunde;")
    data = {"kind": "accounts", "saved": "crm", "encoding": "windows-1252"}
    assert client.post("/admin/imports", data=data, files=file(text)).status_code == 200
    assert client.post("/admin/imports", data=data | {"saved": "gone"}, files=file(text)).status_code == 400
