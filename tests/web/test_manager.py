"""The manager's pages: exceptions of the day, claims from the inbox to the closed month, and who may not decide."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from mileage.money import Money
from mileage.periods import Days
from mileage.trips import TripKind
from office.identity import person_named
from office.mileage.attestations import attest_trips
from office.mileage.claims import submit_claim
from office.mileage.expenses import NewExpense, add_expense
from office.mileage.trips import NewTrip, add_trip
from office.opening import Office
from office.passphrases import Passphrase
from office.people import Grant, Reach, Role, owner
from office.signatures import set_passphrase, sign
from office.staff import save_person
from tests.office.mileage_house import EVENING, MONDAY, by, draft, furnished, visited
from tests.office.test_mileage_spending import PNG
from tests.web.site import let_in, signed_in
from web.routes import account

MONTH = "2026-05"


@pytest.fixture
def house(sqlite_workspace: Office, monkeypatch: pytest.MonkeyPatch) -> Office:
    """A month that is over: two visits driven, an expense with its receipt, a private trip, and a claim."""
    monkeypatch.setattr(account, "GUESSES_OF_ADDRESS", account.Limits(1000))
    monkeypatch.setattr(account, "GUESSES_OF_PERSON", account.Limits(1000))
    office = replace(sqlite_workspace, clock=lambda: EVENING + timedelta(days=35))
    furnished(office)
    visited(office, "a1")
    visited(office, "a2", start_s=40000)
    draft(office)
    then, rita = by(office)
    private = NewTrip(MONDAY, Decimal(9000), "Secret lake", "Home", "bathing", kind=TripKind.PRIVATE)
    add_trip(then, rita, "r1", private)
    attest_trips(then, rita, "r1", Days(MONDAY, MONDAY))
    bought = NewExpense(MONDAY, "meal", Money(Decimal("3.00"), "EUR"), "Inn <b>")
    add_expense(then, rita, "r1", bought, PNG.content, "ticket.png")
    let_in(office)
    save_person(office, owner(), "rita", "Rita", (Grant(Role.REP, Reach.OWN),), rep_id="r1")
    return office


def submitted(office: Office) -> None:
    submit_claim(office, person_named(office, "rita"), "r1", MONTH)


def test_a_month_ends_on_pages_from_the_inbox_to_the_ledger_s_head(house: Office) -> None:
    manager, finance = signed_in(house, Role.MANAGER), signed_in(house, Role.FINANCE)
    assert "2026-05" in (today := manager.get("/today").text)
    assert "/claims/r1/2026-05" in today
    submitted(house)
    assert "/claims/r1/2026-05" in manager.get("/claims").text
    paper = manager.get("/claims/r1/2026-05").text
    assert "Inn &lt;b&gt;" in paper
    assert "entered 35 days" not in paper
    assert "Secret lake" not in paper
    (digest,) = set(re.findall(r"/claims/receipts/([0-9a-f]{64})", paper))
    shown = manager.get(f"/claims/receipts/{digest}")
    assert (shown.content, shown.headers["content-type"]) == (PNG.content, "image/png")
    assert manager.post("/claims/r1/2026-05/reject", data={"reason": " "}).status_code == 400
    assert manager.post("/claims/r1/2026-05/reject", data={"reason": "Who ate?"}).status_code == 303
    assert "Who ate?" in manager.get("/claims/r1/2026-05").text
    assert manager.post("/claims/r1/2026-05/approve").status_code == 400
    submitted(house)
    assert finance.post("/claims/r1/2026-05/approve").status_code == 403
    assert manager.post("/claims/r1/2026-05/approve").status_code == 303
    assert manager.post("/claims/r1/2026-05/pay").status_code == 403
    assert "r1,2026-05,expense,3.00,EUR" in finance.get("/claims/payroll/2026-05.csv").text
    assert finance.post("/claims/r1/2026-05/pay").status_code == 303
    assert "/claims/close" in finance.get("/claims?month=2026-05").text
    closed = finance.post("/claims/close", data={"month": MONTH}).text
    assert re.search(r"\d+:[0-9a-f]{64}", closed)
    assert finance.post("/claims/close", data={"month": MONTH}).status_code == 400
    assert "/claims/close" not in finance.get("/claims?month=2026-05").text


def test_nobody_decides_on_a_claim_of_their_own(house: Office) -> None:
    grants = (Grant(Role.REP, Reach.OWN), Grant(Role.MANAGER))
    save_person(house, owner(), "manager", "Both", grants, rep_id="r1")
    submitted(house)
    both = signed_in(house, Role.MANAGER)
    assert "/approve" not in both.get("/claims/r1/2026-05").text
    assert both.post("/claims/r1/2026-05/approve").status_code == 400


def test_being_signed_in_is_no_signature(house: Office) -> None:
    submitted(house)
    admin, words = person_named(house, "administrator"), Passphrase("long enough to sign with")
    set_passphrase(house, admin, "administrator", words)
    set_passphrase(house, sign(house, admin, words), "manager", Passphrase("the manager's own words"))
    manager, path = signed_in(house, Role.MANAGER), "/claims/r1/2026-05"
    assert 'name="passphrase"' in manager.get(path).text
    for wrong in ({}, {"passphrase": ""}, {"passphrase": "long enough to sign with"}):
        assert manager.post(f"{path}/approve", data=wrong).status_code == 400
    assert manager.post(f"{path}/approve", data={"passphrase": "the manager's own words"}).status_code == 303
    assert "signed" in manager.get(path).text


@pytest.mark.parametrize("path", ["/claims/r1/2026-13", "/claims/r1/0000-01", "/claims?month=x", "/claims/r1/9999-12"])
def test_a_month_that_is_none_is_badly_asked(house: Office, path: str) -> None:
    assert signed_in(house, Role.MANAGER).get(path).status_code == 400


def test_a_rep_who_is_not_there_is_said(house: Office) -> None:
    assert signed_in(house, Role.MANAGER).get("/claims/nobody/2026-05").status_code == 404
