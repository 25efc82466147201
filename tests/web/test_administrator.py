"""The administrator's pages of what holds for everybody: who can come in, holidays, the expense policy, retention."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta

import pytest
from fastapi.testclient import TestClient

from mileage.policy_files import packaged_policy_text
from office.fixed_dates.company_days import add_company_day
from office.house_rules import read_house_rules
from office.identity import person_named
from office.imports.imports import KINDS as IMPORTED
from office.opening import Office
from office.people import Role, owner
from office.retention import KEPT
from office.sessions import make_token, person_of_token
from scheduler.demand.workdays import CompanyDay
from store.accounts import write_reps
from store.database import writing
from tests.calendars.week import NOW, REP
from tests.office.carried_week import at
from tests.web.site import let_in, signed_in


@pytest.fixture
def house(sqlite_workspace: Office) -> Office:
    let_in(sqlite_workspace)
    return at(sqlite_workspace, NOW)


def ended(admin: TestClient, person_id: str, key: str) -> int:
    return admin.post("/admin/access/end", data={"person_id": person_id, "key": key}).status_code


def test_another_s_session_and_token_are_listed_and_ended_and_nobody_else_s(house: Office) -> None:
    lost, other, admin = (signed_in(house, one) for one in (Role.REP, Role.PLANNER, Role.ADMINISTRATOR))
    token = make_token(house, person_named(house, "planner"), "the <shop>", frozenset({"read"}), 30)
    old = make_token(house, person_named(house, "planner"), "over soon", frozenset({"read"}), 1)
    page = admin.get("/admin/access").text
    assert "the &lt;shop&gt;" in page
    assert token.split("_", 2)[2] not in page
    (session,) = re.findall(r'value="rep"><input type="hidden" name="key" value="([0-9a-f]{64})"', page)
    assert ended(admin, "planner", session) == 404  # it is not the planner's
    assert ended(admin, "rep", session) == 303
    assert ended(admin, "rep", session) == 404
    assert lost.get("/account").status_code == 303
    assert other.get("/account").status_code == 200
    assert ended(admin, "planner", token.split("_")[1]) == 303
    assert person_of_token(house, token) is None
    assert person_of_token(house, old) is not None
    assert "ended an access of rep" in admin.get("/admin/changes").text
    assert signed_in(house, Role.MANAGER).get("/admin/access").status_code == 403
    tomorrow = replace(house, clock=lambda: NOW + timedelta(days=2))
    assert "over soon" not in signed_in(tomorrow, Role.ADMINISTRATOR).get("/admin/access").text


def test_holidays_stand_by_the_places_of_reps_with_the_company_s_own_days(house: Office) -> None:
    with writing(house.database) as connection:
        write_reps(connection, [replace(REP, id="n", country="DE", region="NI"), replace(REP, id="x", country="XX")])
    add_company_day(house, owner(), CompanyDay(date(2026, 12, 24), working=False, name="Christmas <eve>"))
    admin = signed_in(house, Role.ADMINISTRATOR)
    page = admin.get("/admin/rules?year=2026").text
    assert "DE-NI" in page
    assert "Sat 31 Oct 2026: Reformation Day" in page
    assert "Christmas &lt;eve&gt;" in page
    assert "No public holidays are known" in page
    assert "Christmas &lt;eve&gt;" not in admin.get("/admin/rules?year=2027").text
    assert signed_in(house, Role.PLANNER).get("/admin/rules").status_code == 403


def test_another_expense_policy_is_looked_at_before_it_holds(house: Office) -> None:
    admin, text = signed_in(house, Role.ADMINISTRATOR), packaged_policy_text()
    more = text.replace('per_day = "60.00"', 'per_day = "75.00"')
    for step in ("look", "keep"):
        wrong = admin.post("/admin/rules", data={"text": "name = ", "step": step})
        assert (wrong.status_code, 'role="alert"' in wrong.text) == (400, True)
    looked = admin.post("/admin/rules", data={"text": more, "step": "look"}).text
    would = looked[looked.index("would change") : looked.index('id="policy"')]
    assert re.search(r"60\.00.*75\.00", would, re.DOTALL)
    assert would.count("<tr>") == 2  # the heading and meals
    assert not read_house_rules(house, owner()).own
    kept = admin.post("/admin/rules", data={"text": more, "step": "keep"})
    assert (kept.status_code, kept.headers["location"]) == (303, "/admin/rules?kept=true")
    held = read_house_rules(house, owner())
    assert (held.own, str(held.policy.categories["meal"].per_day)) == (True, "75.00")
    assert "hold already" in admin.post("/admin/rules", data={"text": more, "step": "look"}).text


def test_retention_says_what_the_worker_goes_by(house: Office) -> None:
    page = signed_in(house, Role.ADMINISTRATOR).get("/admin/rules").text
    assert f"what phones sent: {KEPT.days} days" in re.sub(r"\s+", " ", page)
    assert "12 hours in a browser, 90 days" in page


def test_what_can_be_imported_is_named_in_the_reader_s_language(house: Office) -> None:
    admin = signed_in(house, Role.ADMINISTRATOR)
    assert '<option value="sales">sales</option>' in admin.get("/admin/imports").text
    admin.post("/account/look", data={"language": "de", "theme": "dark"})
    shown = admin.get("/admin/imports").text
    assert '<option value="sales">Umsätze</option>' in shown
    kinds = shown.partition('name="kind"')[2].partition("</select>")[0]
    assert kinds.count("<option") == len(IMPORTED)
