"""Wrong input and bad luck at the desks of managers and administrators: what is said, and nothing is half done."""

from __future__ import annotations

import gzip
import io
import json
import re
from datetime import date
from pathlib import Path

import pytest

from mileage.claims import ClaimState
from mileage.rate_files import packaged_text
from office.backups import make_backup, restore_office
from office.identity import person_named
from office.mileage.claims import close_month
from office.mileage.rates import list_rates, try_rates
from office.opening import Office
from office.outside.mails import show_mail_server
from office.people import Grant, Reach, Role, owner
from office.reviews.manager_files import keep_manager_file
from office.staff import save_person
from store.backup import BadBackupError
from territory.manager_files import FileKind, ManagerFile
from tests.web.month import MONTH, month_over, submitted
from tests.web.site import signed_in
from web.routes import account

TARGET = '[[target]]\nterritory = "r1"\nkpi = "{}"\nstart = 2026-01-01\nend = 2026-12-31\nvalue = 1000\n'


@pytest.fixture
def house(sqlite_workspace: Office, monkeypatch: pytest.MonkeyPatch) -> Office:
    monkeypatch.setattr(account, "GUESSES_OF_ADDRESS", account.Limits(1000))
    monkeypatch.setattr(account, "GUESSES_OF_PERSON", account.Limits(1000))
    return month_over(sqlite_workspace)


def test_a_month_that_is_closed_while_somebody_approves_keeps_the_claim_and_says_so(house: Office) -> None:
    submitted(house)
    manager, finance = signed_in(house, Role.MANAGER), signed_in(house, Role.FINANCE)
    assert "/approve" in manager.get("/claims/r1/2026-05").text
    close_month(house, person_named(house, "finance"), MONTH)
    assert manager.post("/claims/r1/2026-05/approve").status_code == 303  # what was posted stands: it can be decided
    assert manager.post("/claims/r1/2026-05/approve").status_code == 400  # once
    assert finance.post("/claims/r1/2026-05/pay").status_code == 303
    assert finance.post("/claims/close", data={"month": MONTH}).status_code == 400
    assert "/claims/close" not in finance.get("/claims?month=2026-05").text


def test_a_region_without_people_is_empty_and_nobody_else_s(house: Office) -> None:
    save_person(house, owner(), "manager", "Mia", (Grant(Role.MANAGER, Reach.REGION, "atlantis"),))
    manager = signed_in(house, Role.MANAGER)
    for path in ("/today", "/reports/coverage", "/reports/targets", "/reports/review", "/reports/accounts", "/claims"):
        answer = manager.get(path)
        assert answer.status_code == 200, path
        assert "Shop 1" not in answer.text, path
    assert manager.get("/reports?month=2026-05").status_code == 200
    assert "Rita" not in manager.get("/reports?month=2026-05").text


def test_a_rate_table_that_overlaps_or_is_none_is_refused_and_the_old_one_holds(house: Office) -> None:
    admin, text = signed_in(house, Role.ADMINISTRATOR), packaged_text("de-reisekosten")
    dearer = text.replace('rate = "0.30"', 'rate = "0.35"')
    again = text + '\n[[rate]]\nvehicle = "car"\nfrom = 2020-01-01\nsource = "twice"\nbands = [{ rate = "0.38" }]\n'
    for wrong in (again, "scheme = ", ""):
        for step in ("look", "keep"):
            answer = admin.post("/admin/rates", data={"text": wrong or " ", "step": step})
            assert answer.status_code == 400, wrong
            assert 'role="alert"' in answer.text
    looked = admin.post("/admin/rates", data={"text": dearer, "step": "look"}).text
    assert "0.35" in looked
    assert re.search(r"Rates change from Wed 01 Jan 2014 on\. [1-9]\d* attested trips", looked)
    tried = try_rates(house, owner(), dearer, "rates.toml")
    (month,) = tried.months
    (before,), (after,) = month.month.before, month.month.after
    assert (after.amount, after.currency) == (before.amount / 6 * 7, before.currency), "0.35 in place of 0.30"
    assert month.state is ClaimState.DRAFT
    assert tried.total(paid=False) == ((before,), (after,))
    assert tried.total(paid=True) == ((), ())
    assert f"Not paid yet: {before.amount} {before.currency} now, {after.amount} {after.currency}" in looked
    assert not any(one.own for one in list_rates(house, owner()))
    assert admin.post("/admin/rates", data={"text": dearer, "step": "keep"}).status_code == 303
    assert [one.table.scheme for one in list_rates(house, owner()) if one.own] == ["de-reisekosten"]
    same = admin.post("/admin/rates", data={"text": dearer, "step": "look"}).text
    assert "these rates hold already" in same
    assert signed_in(house, Role.FINANCE).post("/admin/rates", data={"text": dearer, "step": "keep"}).status_code == 403


def test_a_target_without_data_says_what_is_missing_and_is_no_zero(house: Office) -> None:
    for kpi in ("revenue", "satisfaction"):
        file = ManagerFile(FileKind.TARGETS, "targets.toml", date(2026, 6, 1), TARGET.format(kpi), {})
        keep_manager_file(house, owner(), file)
        text = signed_in(house, Role.MANAGER).get("/reports/targets").text
        assert "not known" in text
        assert "0.0%" not in re.sub(r"<svg.*?</svg>", "", text, flags=re.DOTALL).partition("Key figures")[0]


def test_mail_that_cannot_be_sent_is_counted_where_its_server_is_named(house: Office) -> None:
    admin = signed_in(house, Role.ADMINISTRATOR)
    form = {
        "host": "127.0.0.1",
        "port": 9,
        "security": "none",
        "sender": "x@example.org",
        "base": "https://example.org",
    }
    assert admin.post("/admin/connections/mail", data=form | {"security": "rot13"}).status_code == 400
    assert admin.post("/admin/connections/mail", data=form | {"sender": "nobody"}).status_code == 400
    assert show_mail_server(house, owner()) is None
    assert admin.post("/admin/connections/mail", data=form).status_code == 303
    page = admin.get("/admin/connections").text
    assert "Sent by 127.0.0.1, port 9" in page
    wrong = admin.post("/admin/connections/webhooks", data={"address": "http://127.0.0.1/hook"})
    assert wrong.status_code == 400
    kept = admin.post("/admin/connections/webhooks", data={"address": "https://example.org/hook"}).text
    assert "whsec_" in kept
    page = admin.get("/admin/connections").text
    assert "whsec_" not in page
    assert admin.post(re.findall(r'action="(/admin/connections/webhooks/\d+/end)"', page)[0]).status_code == 303
    assert signed_in(house, Role.MANAGER).get("/admin/connections").status_code == 403


def test_somebody_who_left_is_erased_on_the_page_once_their_id_is_typed_again(house: Office) -> None:
    admin = signed_in(house, Role.ADMINISTRATOR)
    erase = "/admin/people/rita/erase"
    assert erase not in admin.get("/admin").text
    assert admin.post(erase, data={"again": "rita"}).status_code == 400  # she has not left
    assert admin.post("/admin/people/rita/remove").status_code == 303
    assert erase in admin.get("/admin").text
    assert admin.post(erase, data={"again": "Rita"}).status_code == 400
    gone = admin.post(erase, data={"again": "rita"})
    assert gone.status_code == 200
    assert "rows went or were blanked" in gone.text
    assert "<strong>Rita</strong>" not in admin.get("/admin").text


def test_a_backup_of_another_version_is_refused_whole(house: Office, tmp_path: Path) -> None:
    out = io.BytesIO()
    make_backup(house, owner(), out)
    head, *lines = gzip.decompress(out.getvalue()).splitlines(keepends=True)
    said = json.loads(head)
    changed = gzip.compress(b"".join([json.dumps(said | {"schema": "0001"}).encode() + b"\n", *lines]))
    with pytest.raises(BadBackupError, match="0001"):
        restore_office(tmp_path / "new", io.BytesIO(changed))
    restore_office(tmp_path / "again", io.BytesIO(out.getvalue()))
    assert (tmp_path / "again" / "roundsman.toml").exists()
    assert not (tmp_path / "new" / "roundsman.toml").exists()


def test_a_manager_who_is_also_a_rep_has_both_desks_and_decides_no_claim_of_their_own(house: Office) -> None:
    submitted(house)
    both = (Grant(Role.MANAGER, Reach.EVERYTHING), Grant(Role.REP, Reach.OWN))
    save_person(house, owner(), "manager", "Mia", both, rep_id="r1")
    manager = signed_in(house, Role.MANAGER)
    assert [manager.get(path).status_code for path in ("/today", "/reports/coverage", "/money")] == [200] * 3
    refused = manager.post("/claims/r1/2026-05/approve")
    assert (refused.status_code, "Somebody else has to do this." in refused.text) == (400, True)


@pytest.mark.parametrize(
    ("kind", "name", "data"),
    [
        ("accounts", "sales.csv", b"account_id,month,amount,currency\na1,2026-05,12,EUR\n"),
        ("sales", "accounts.csv", b"id,name,lat,lon\nX1,Shop,47.1,9.5\n"),
        ("accounts", "picture.png", b"\x89PNG\r\n\x1a\n" + bytes(300)),
        ("accounts", "broken.xlsx", b"PK\x03\x04nonsense"),
        ("reps", "empty.csv", b""),
    ],
)
def test_a_wrong_file_is_refused_with_its_name_and_nothing_of_it_is_kept(
    house: Office, kind: str, name: str, data: bytes
) -> None:
    admin = signed_in(house, Role.ADMINISTRATOR)
    before = admin.get("/api/v1/changes").json()["items"][0]
    for step in ("/admin/imports/preview", "/admin/imports"):
        answer = admin.post(step, data={"kind": kind}, files={"file": (name, data)})
        assert (answer.status_code, name in answer.text) == (400, True), answer.text
    assert admin.get("/api/v1/changes").json()["items"][0] == before
