"""Sessions: how long they hold, what a new password ends, and the cookie over https."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from office.opening import Office
from office.people import Role, owner
from office.sessions import change_password, session_of, sign_in
from routing.problems import BadInputError
from tests.calendars.week import NOW, REP
from tests.office.carried_week import at
from tests.web.site import PASSWORD, let_in, signed_in
from web.app import make_app

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def house(sqlite_workspace: Office) -> Office:
    let_in(sqlite_workspace)
    return at(sqlite_workspace, NOW)


def later(office: Office, moment: datetime) -> Office:
    return replace(office, clock=lambda: moment)


def begun(office: Office, *, phone: bool) -> str:
    secret = sign_in(office, "planner", PASSWORD, device="test", phone=phone)
    assert secret is not None
    return secret


def test_a_browser_is_signed_in_for_twelve_hours_however_often_it_asks(house: Office) -> None:
    secret = begun(house, phone=False)
    assert session_of(later(house, NOW + timedelta(hours=11)), secret) is not None
    assert session_of(later(house, NOW + timedelta(hours=12)), secret) is None


def test_a_phone_is_signed_in_for_ninety_days_from_its_last_use(house: Office) -> None:
    secret = begun(house, phone=True)
    assert session_of(later(house, NOW + timedelta(days=89)), secret) is not None
    assert session_of(later(house, NOW + timedelta(days=178)), secret) is not None
    assert session_of(later(house, NOW + timedelta(days=178 + 90)), secret) is None


def test_a_new_password_ends_every_session_and_none_of_anybody_else(house: Office) -> None:
    mine, other = begun(house, phone=True), sign_in(house, "rep", PASSWORD, device="test", phone=False)
    who = replace(owner(), id="planner")
    with pytest.raises(BadInputError):
        change_password(house, who, PASSWORD, "nine char")
    with pytest.raises(BadInputError):
        change_password(house, who, "another than mine", "correct horse staple")
    assert session_of(house, mine) is not None
    change_password(house, who, PASSWORD, "ten chars!")
    assert session_of(house, mine) is None
    assert other is not None
    assert session_of(house, other) is not None
    assert sign_in(house, "planner", PASSWORD, device="test", phone=False) is None


def test_over_https_the_cookie_is_of_this_host_alone_and_unseen_by_scripts(house: Office) -> None:
    site = TestClient(make_app(house), base_url="https://testserver", follow_redirects=False)
    answer = site.post("/login", data={"person": "planner", "password": PASSWORD})
    told = answer.headers["set-cookie"].lower()
    assert told.startswith("__host-rm=")
    for word in ("httponly", "secure", "samesite=lax", "path=/"):
        assert word in told
    assert "domain=" not in told


def test_no_cache_keeps_what_a_person_sees(house: Office) -> None:
    planner = signed_in(house, Role.PLANNER)
    for path in ("/account", "/accounts", "/api/v1/accounts", "/api/v1/jobs", "/nowhere"):
        assert "no-store" in planner.get(path).headers["cache-control"], path
    one = planner.get(f"/api/v1/reps/{REP.id}")
    assert one.headers["cache-control"] == "private, no-cache"
    assert one.headers["etag"]


def test_each_test_that_the_page_on_security_names_is_there() -> None:
    folder, found = Path(), []
    for name in re.findall(r"`((?:tests/[a-z/]*)?test_\w+\.py)`", (ROOT / "docs" / "security.md").read_text("utf-8")):
        folder = Path(name).parent if name.startswith("tests/") else folder
        found.append(folder / Path(name).name)
    assert len(found) > 20
    assert [str(one) for one in found if not (ROOT / one).exists()] == []
