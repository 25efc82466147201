"""The site: every route is decided, each role comes exactly so far, and what is not our own page changes nothing."""

from __future__ import annotations

import re
from string import Formatter

import pytest
from fastapi.testclient import TestClient

from office.opening import Office
from office.passwords import LEAST_CHARACTERS
from office.people import Role, owner
from office.permissions import ROLES_OF
from office.sessions import invite_person
from tests.web.site import PASSWORD, client_of, let_in, signed_in
from web import assets
from web.access import OPEN, ROUTES, SIGNED_IN
from web.by_place import ByPlace
from web.headers import HEADERS
from web.routes import account
from web.words import catalogue


@pytest.fixture
def house(sqlite_workspace: Office, monkeypatch: pytest.MonkeyPatch) -> Office:
    monkeypatch.setattr(account, "GUESSES_OF_ADDRESS", account.Limits(1000))
    monkeypatch.setattr(account, "GUESSES_OF_PERSON", account.Limits(1000))
    let_in(sqlite_workspace)
    return sqlite_workspace


def decided(client: TestClient) -> set[tuple[str, str]]:
    """Return every route that the application answers, those of included groups too."""
    found: set[tuple[str, str]] = set()
    waiting = [("", route) for route in client.app.routes]  # type: ignore[attr-defined]
    while waiting:
        prefix, route = waiting.pop()
        if isinstance(route, ByPlace):
            waiting += [(prefix, one) for some in route.groups.values() for one in some]
            continue
        group = getattr(route, "original_router", None)
        if group is not None:
            waiting += [(prefix, inner) for inner in group.routes]
        else:
            found |= {(method, prefix + route.path) for method in route.methods if method != "HEAD"}
    return found


def filled(path: str) -> str:
    """Return an address that a path's pattern takes."""
    return re.sub(r"\{[^}]*\}", "x", re.sub(r"\{[^}]*:int\}", "1", path))


def test_every_route_is_decided_and_made_of_use_cases_that_there_are(house: Office) -> None:
    assert decided(client_of(house)) - {("GET", "/feeds/{secret}.ics")} == set(ROUTES)
    for access in ROUTES.values():
        assert access in {OPEN, SIGNED_IN} or set(access) <= set(ROLES_OF)


@pytest.mark.parametrize("role", Role)
def test_each_role_comes_through_its_routes_and_no_others(house: Office, role: Role) -> None:
    client = signed_in(house, role)
    for (method, path), access in ROUTES.items():
        if access in {OPEN, SIGNED_IN} or any(role in ROLES_OF[verb] for verb in access):
            continue
        answer = client.request(method, filled(path))
        assert answer.status_code == 403, (method, path)


def test_nobody_comes_further_than_what_is_open(house: Office) -> None:
    client = client_of(house)
    for (method, path), access in ROUTES.items():
        if access == OPEN:
            continue
        answer = client.request(method, filled(path))
        assert answer.status_code == (401 if path.startswith("/api/") else 303), (method, path)


def test_signing_in_opens_the_home_of_the_role_and_signing_out_closes_it(house: Office) -> None:
    client = signed_in(house, Role.PLANNER)
    assert client.get("/").headers["location"] == "/plan"
    assert client.post("/logout").headers["location"] == "/login"
    assert client.get("/").headers["location"].startswith("/login")


@pytest.mark.parametrize(("person", "password"), [("planner", "wrong horse battery"), ("nobody", PASSWORD), ("", "")])
def test_a_wrong_name_and_a_wrong_password_are_told_alike(house: Office, person: str, password: str) -> None:
    answer = client_of(house).post("/login", data={"person": person, "password": password})
    assert answer.status_code in {400, 401}
    assert "set-cookie" not in answer.headers


def test_guessing_gets_slow(house: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(account, "GUESSES_OF_PERSON", account.Limits(3))
    client = client_of(house)
    codes = [
        client.post("/login", data={"person": "rep", "password": f"guess {n}......"}).status_code for n in range(5)
    ]
    assert codes == [401, 401, 401, 429, 429]


def test_where_one_goes_after_signing_in_is_ours(house: Office) -> None:
    for elsewhere in ("https://evil.example", "//evil.example", "/\\evil.example", "javascript:x"):
        form = {"person": "rep", "password": PASSWORD, "next": elsewhere}
        assert client_of(house).post("/login", data=form).headers["location"] == "/"


@pytest.mark.parametrize(
    "headers", [{"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://evil.example"}, {"X-Form-Token": "0" * 32}]
)
def test_what_another_page_sends_changes_nothing(house: Office, headers: dict[str, str]) -> None:
    client = signed_in(house, Role.REP)
    answer = client.post("/account/look", data={"language": "de", "theme": "dark"}, headers=headers)
    assert answer.status_code == 403
    assert 'lang="en"' in client.get("/account").text


def test_language_and_theme_are_the_person_s(house: Office) -> None:
    client = signed_in(house, Role.REP)
    client.post("/account/look", data={"language": "de", "theme": "dark"})
    assert 'lang="de" data-theme="dark"' in client.get("/account").text


def test_a_session_is_ended_from_another_one(house: Office) -> None:
    phone, desk = signed_in(house, Role.REP), signed_in(house, Role.REP)
    ends = re.findall(r"/account/sessions/([0-9a-f]{64})/end", desk.get("/account").text)
    assert len(ends) == 1
    desk.post(f"/account/sessions/{ends[0]}/end")
    assert phone.get("/account").status_code == 303
    assert desk.get("/account").status_code == 200


def test_an_invitation_sets_a_password_once(house: Office) -> None:
    secret, client = invite_person(house, owner(), "rep"), client_of(house)
    assert client.post(f"/invitation/{secret}", data={"password": "short"}).status_code == 400
    assert client.post(f"/invitation/{secret}", data={"password": "a new password"}).status_code == 303
    assert client.post(f"/invitation/{secret}", data={"password": "another password"}).status_code == 404
    assert client.post("/login", data={"person": "rep", "password": "a new password"}).status_code == 303
    assert client.post("/login", data={"person": "rep", "password": PASSWORD}).status_code == 401


def test_an_invitation_says_by_which_name_one_signs_in_and_how_long_a_password_is(house: Office) -> None:
    secret, client = invite_person(house, owner(), "rep"), client_of(house)
    asked = client.get(f"/invitation/{secret}").text
    assert "you sign in with the account name rep." in asked
    assert (f'minlength="{LEAST_CHARACTERS}"' in asked, f"At least {LEAST_CHARACTERS} characters" in asked) == (
        True,
        True,
    )
    assert f'minlength="{LEAST_CHARACTERS}"' in signed_in(house, Role.REP).get("/account").text
    chosen = client.post(f"/invitation/{secret}", data={"password": "p" * LEAST_CHARACTERS}, follow_redirects=False)
    assert 'name="person" value="rep"' in client.get(chosen.headers["location"]).text
    for over in (secret, "x" * 43):
        assert client.get(f"/invitation/{over}").status_code == 404
        assert "<form" not in client.get(f"/invitation/{over}").text.partition("<main")[2]


def test_a_token_is_shown_once_and_opens_no_page(house: Office) -> None:
    client = signed_in(house, Role.PLANNER)
    (token,) = re.findall(r"rm_[0-9a-f]{12}_[\w-]{43}", client.post("/account/tokens", data={"name": "CRM"}).text)
    assert token not in client.get("/account").text
    other = client_of(house)
    assert other.get("/account", headers={"Authorization": f"Bearer {token}"}).status_code == 403
    assert other.get("/account", headers={"Authorization": "Bearer rm_000000000000_x"}).status_code == 401


@pytest.mark.parametrize(("path", "status"), [("/nowhere", 404), ("/logout", 405), ("/api/v1/nowhere", 404)])
def test_an_address_that_shows_nothing_says_where_to_go(house: Office, path: str, status: int) -> None:
    said = client_of(house).get(path)
    assert said.status_code == status
    assert "nothing is shown at this address" in said.text
    assert said.headers.get("Allow") == ("POST" if status == 405 else None)


def test_every_answer_says_what_browsers_may_do(house: Office) -> None:
    for path in ("/login", "/healthz", "/nowhere"):
        answer = client_of(house).get(path)
        assert {name: answer.headers[name] for name in HEADERS} == HEADERS


def test_no_page_and_no_file_of_ours_names_another_origin() -> None:
    ours = {name: one.plain.decode() for name, one in assets.assets().items() if not name.startswith("leaflet/")}
    templates = {str(p): p.read_text(encoding="utf-8") for p in (assets.STATIC.parent / "templates").rglob("*.html")}
    for name, text in (ours | templates).items():
        found = set(re.findall(r"https?://[^\s\"'<>)]+", text)) - {"http://www.w3.org/2000/svg"}
        assert found == set(), name


def test_a_foreign_file_that_is_another_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(assets.FOREIGN, "leaflet/leaflet.js", ("leaflet.js", "0" * 64))
    assets.assets.cache_clear()
    try:
        with pytest.raises(assets.ForeignFileError, match=r"leaflet\.js"):
            assets.assets()
    finally:
        monkeypatch.undo()
        assets.assets.cache_clear()


def test_files_are_kept_for_good_under_their_hash_alone(house: Office) -> None:
    client = client_of(house)
    assert "immutable" in client.get(f"/static/{assets.static_hash()}/app.css").headers["cache-control"]
    assert client.get("/static/000000000000/app.css").headers["cache-control"] == "no-store"
    assert client.get("/static/x/../../office/door.py").status_code == 404


def values_of(text: str) -> set[str]:
    return {field for _, field, _, _ in Formatter().parse(text) if field}


def test_both_languages_say_a_phrase_with_the_same_values() -> None:
    phrases = catalogue().items()
    assert {key: said for key, said in phrases if values_of(said[0]) != values_of(said[1])} == {}


def test_each_person_chooses_the_mail_that_they_get(house: Office) -> None:
    client = signed_in(house, Role.REP)
    assert client.get("/account").text.count('name="mail"') == client.get("/account").text.count("checked> ") == 4
    client.post("/account/mails", data={"mail": ["week"]})
    text = client.get("/account").text
    assert re.findall(r'name="mail" value="(\w+)" checked', text) == ["week"]
    client.post("/account/mails", data={})
    assert 'value="week" checked' not in client.get("/account").text
    assert 'value="week" checked' in signed_in(house, Role.MANAGER).get("/account").text
    assert client.post("/account/mails", data={"mail": ["spam"]}).status_code == 400
