"""The manager's pages: exceptions of the day, claims from the inbox to the closed month, and who may not decide."""

from __future__ import annotations

import re
from datetime import date
from html import unescape

import pytest

from office.identity import person_named
from office.opening import Office
from office.ownership.rules import list_owners
from office.passphrases import Passphrase
from office.people import Grant, Reach, Role, owner
from office.signatures import set_passphrase, sign
from office.staff import save_person
from tests.office.test_mileage_spending import PNG
from tests.web.month import MONTH, month_over, submitted
from tests.web.site import signed_in
from web.routes import account


@pytest.fixture
def house(sqlite_workspace: Office, monkeypatch: pytest.MonkeyPatch) -> Office:
    monkeypatch.setattr(account, "GUESSES_OF_ADDRESS", account.Limits(1000))
    monkeypatch.setattr(account, "GUESSES_OF_PERSON", account.Limits(1000))
    return month_over(sqlite_workspace)


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


def test_kilometres_are_found_by_month_rep_day_and_leg_and_handed_on_as_files(house: Office) -> None:
    manager = signed_in(house, Role.MANAGER)
    assert "month=2026-05&amp;rep=r1" in (month := manager.get("/reports?month=2026-05").text)
    assert "day=2026-05-04" in manager.get("/reports?month=2026-05&rep=r1").text
    day = manager.get("/reports?month=2026-05&rep=r1&day=2026-05-04").text
    assert "Shop 1" in day
    assert "Inn &lt;b&gt;" in day
    assert "Secret lake" not in month + day
    for one in ("territory", "account", "month", "day"):
        assert manager.get(f"/reports?month=2026-05&by={one}").status_code == 200
    days = "first=2026-05-01&last=2026-05-31"
    asked = {form: manager.get(f"/reports/mileage.{form}?{days}&rep=r1") for form in ("csv", "pdf", "xlsx")}
    assert asked["pdf"].content.startswith(b"%PDF")
    assert asked["xlsx"].content.startswith(b"PK")
    assert asked["csv"].text.splitlines()[1].startswith("r1,")
    assert "Secret lake" not in manager.get(f"/reports/mileage.csv?{days}&by=trip").text
    for wrong in ("first=2026-06-01&last=2026-05-01", "first=x&last=2026-05-01", f"{days}&by=owner"):
        assert manager.get(f"/reports/mileage.csv?{wrong}").status_code == 400


def test_a_rep_s_report_holds_the_rep_s_own(house: Office) -> None:
    rep = signed_in(house, Role.REP)
    assert rep.get("/reports?month=2026-05&rep=r2").status_code == 403
    assert "Secret lake" not in rep.get("/reports?month=2026-05").text


def test_the_review_is_never_older_than_its_data_and_is_acted_on_from_its_page(house: Office) -> None:
    manager = signed_in(house, Role.MANAGER)
    for path in ("coverage", "targets", "review"):
        assert manager.get(f"/reports/{path}").status_code == 200
    assert manager.get("/reports/review.pdf").content.startswith(b"%PDF")
    before = house.memory["review"].seen.analysis
    assert manager.get("/today/alarms").status_code == 200
    assert house.memory["review"].seen.analysis is before
    note = {"territory": "r1", "text": "<i>watch the bridge</i>"}
    assert manager.post("/reports/review/notes", data=note).status_code == 303
    assert "&lt;i&gt;watch the bridge" in manager.get("/reports/review").text
    assert house.memory["review"].seen.analysis is not before
    assert manager.post("/reports/review/notes", data=note | {"text": " "}).status_code == 400
    assert manager.post("/reports/review/baselines", data={"name": "spring"}).status_code == 303
    assert manager.post("/reports/review/baselines", data={"name": "spring"}).status_code == 400
    (key, *_) = re.findall(r'name="key" value="([^"]+)"', manager.get("/reports/review").text)
    answer = {"key": unescape(key), "why": "it is so"}
    assert manager.post("/reports/review/findings", data=answer).status_code == 303
    assert key not in manager.get("/reports/review").text
    assert manager.get("/reports/fairness").status_code == 400  # no plan is in force


def test_an_account_is_moved_and_moved_back_on_the_page_of_territories(house: Office) -> None:
    planner = signed_in(house, Role.PLANNER)
    form = {"account": "a1", "rep": "r2", "reason": "closer"}
    assert planner.post("/territories/moves", data=form).status_code == 303
    text = planner.get("/territories").text
    assert "a1 is r2&#39;s from" in text
    assert '"rep": "r2"' in planner.get("/territories/accounts.geojson").text
    assert planner.post("/territories/moves", data=form).status_code == 400
    assert planner.post("/territories/moves", data=form | {"since": "soon"}).status_code == 400
    (number,) = re.findall(r"/territories/decisions/(\d+)/undo", text)
    assert planner.post(f"/territories/decisions/{number}/undo").status_code == 303
    assert '"rep": "r2"' not in planner.get("/territories/accounts.geojson").text
    assert signed_in(house, Role.MANAGER).post("/territories/moves", data=form).status_code == 303
    save_person(house, owner(), "manager", "Mia", (Grant(Role.MANAGER, Reach.REGION, "north"),))
    narrow = signed_in(house, Role.MANAGER)
    assert narrow.post("/territories/moves", data=form).status_code == 403
    assert "sees a part" in narrow.post("/territories/files/policy", data=POLICY).text


POLICY = {"text": "margin = 0.3\ncost_per_hour = 60\nhours_per_rep = 1500\n", "on": "2026-06-01", "step": "keep"}
RULES = """
[[layer]]
id = "field"
[[territory]]
id = "north"
rep = "r1"
[[rule]]
id = "large"
territory = "north"
own = ["size=large"]
"""


def test_rules_targets_and_policy_are_looked_at_and_put_in_force_on_a_page(house: Office) -> None:
    manager, path = signed_in(house, Role.MANAGER), "/territories/files"
    assert manager.post(f"{path}/policy", data=POLICY | {"text": "margin = 3"}).status_code == 400
    assert "cost_per_hour = 60" not in manager.get(path).text
    looked = manager.post(f"{path}/policy", data=POLICY | {"step": "look"}).text
    assert "3 lines" in looked
    assert "In force: policy.toml" not in manager.get(path).text  # looking keeps nothing
    assert manager.post(f"{path}/policy", data=POLICY).status_code == 303
    assert "In force: policy.toml" in manager.get(path).text
    target = '[[target]]\nterritory = "r1"\nkpi = "coverage"\nstart = 2026-01-01\nend = 2026-12-31\nvalue = 0.9\n'
    assert manager.post(f"{path}/targets", data=POLICY | {"text": target.replace("r1", "mars")}).status_code == 400
    assert manager.post(f"{path}/targets", data=POLICY | {"text": target}).status_code == 303
    assert "90.0%" in manager.get("/reports/targets").text


def test_rules_ask_attributes_of_ones_own_and_say_first_what_they_change(house: Office) -> None:
    manager, path = signed_in(house, Role.MANAGER), "/territories/files"
    for name, status in (("size", 400), ("own:size", 303)):
        file = {"file": ("traits.csv", f"account_id,{name}\na2,large\n".encode())}
        assert manager.post("/territories/traits", files=file).status_code == status
    asked = {"text": RULES, "on": "2026-06-09", "step": "look"}
    assert "3 owners change, 1 accounts change the rep" in manager.post(f"{path}/rules", data=asked).text
    assert manager.post(f"{path}/rules", data=asked | {"text": RULES + 'areas = ["no.geojson"]'}).status_code == 400
    before = manager.get("/territories").text
    assert "north" not in before
    assert manager.post(f"{path}/rules", data=asked | {"step": "keep"}).status_code == 303
    rules = [one for one in list_owners(house, owner(), date(2026, 6, 9)) if one.rule == "large"]
    assert [one.account_id for one in rules] == ["a2"]
    assert "size: large" in manager.get("/reports/review").text
