"""Bad intent: forged, expired, replayed and foreign tokens and cookies, script, paths, ids of others, two at once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

import pytest

from office.opening import Office
from office.people import Grant, Reach, Role, owner
from office.sessions import list_tokens, make_token, revoke_token
from office.staff import list_people, remove_person, save_person
from routing.problems import BadInputError
from store.accounts import write_reps
from store.database import writing
from tests.calendars.week import MONDAY, REP
from tests.web.api_site import API, house_with_a_week, key, software, token_of
from tests.web.site import client_of, signed_in

SCRIPT = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>"


@pytest.fixture
def house(sqlite_workspace: Office) -> Office:
    return house_with_a_week(sqlite_workspace)


def answer(office: Office, token: str) -> int:
    return client_of(office).get(f"{API}/me", headers={"Authorization": f"Bearer {token}"}).status_code


def test_a_forged_token_opens_nothing(house: Office) -> None:
    token = token_of(house, Role.PLANNER)
    prefix, identity, secret = token.split("_", 2)
    other = token_of(house, Role.ADMINISTRATOR).split("_", 2)
    forged = [
        token[:-1] + ("A" if token[-1] != "A" else "B"), f"{prefix}_{identity}_", f"{prefix}_{other[1]}_{secret}",
        f"xx_{identity}_{secret}", token.upper(), token + "x", "", "rm__", "' OR 1=1 --",
    ]  # fmt: skip
    assert [answer(house, one) for one in forged] == [401] * len(forged)
    assert answer(house, token) == 200


def test_an_expired_a_revoked_and_a_leaver_s_token_open_nothing(house: Office) -> None:
    token = token_of(house, Role.PLANNER)
    later = replace(house, clock=lambda: house.clock() + timedelta(days=31))
    assert answer(later, token) == 401
    (planner,) = (one.person for one in list_people(house, owner()) if one.person.id == "planner")
    kept = make_token(house, planner, "kept", frozenset({"read"}), 30)
    for one in list_tokens(house, planner):
        if one.name == "software":
            revoke_token(house, planner, one.id)
    assert (answer(house, token), answer(house, kept)) == (401, 200)
    remove_person(house, owner(), "planner")
    assert answer(house, kept) == 401


def test_a_cookie_is_dead_after_signing_out_however_often_it_is_played_again(house: Office) -> None:
    client, thief = signed_in(house, Role.REP), client_of(house)
    thief.cookies.set("rm", client.cookies["rm"])
    assert thief.get(f"{API}/me").status_code == 200
    client.post("/logout")
    assert [thief.get(f"{API}/me").status_code for _ in range(2)] == [401, 401]
    thief.cookies.set("rm", "x" * 43)
    assert thief.get(f"{API}/me").status_code == 401


def test_one_person_s_form_token_is_no_other_s(house: Office) -> None:
    rep, planner = signed_in(house, Role.REP), signed_in(house, Role.PLANNER)
    rep.headers["X-Form-Token"] = planner.headers["X-Form-Token"]
    assert rep.post("/account/look", data={"language": "de", "theme": "dark"}).status_code == 403


def test_a_rep_reaches_nobody_else_s_things_by_their_ids(house: Office) -> None:
    with writing(house.database) as connection:
        write_reps(connection, [replace(REP, id="r2", name="Otto")])
    save_person(house, owner(), "otto", "Otto", (Grant(Role.REP, Reach.OWN),), rep_id="r2")
    (otto,) = (one.person for one in list_people(house, owner()) if one.person.id == "otto")
    client = client_of(house)
    token = make_token(house, otto, "x", frozenset({"read", "write"}), 30)
    client.headers["Authorization"] = f"Bearer {token}"
    days = "first=2026-03-01&last=2026-03-31"
    for path in (f"reps/r1/days/{MONDAY}", "reps/r1", "accounts/a", f"reps/r1/trips?{days}", f"reps/r1/expenses?{days}",
                 "claims/r1/2026-03"):  # fmt: skip
        assert client.get(f"{API}/{path}").status_code == 403, path
    assert client.get(f"{API}/accounts").json()["items"] == []
    assert [one["id"] for one in client.get(f"{API}/reps").json()["items"]] == ["r2"]
    rep = software(house, Role.REP)
    assert rep.post(f"{API}/visits/v1/acts", json={"kind": "accept"}, headers=key()).status_code == 200
    for act in ({"kind": "accept"}, {"kind": "undo"}, {"kind": "skip", "reason": "x"}):
        assert client.post(f"{API}/visits/v1/acts", json=act, headers=key()).status_code == 403, act
    absence = {"rep_id": "r1", "first": "2026-12-07", "last": "2026-12-08"}
    assert client.post(f"{API}/absences", json=absence, headers=key()).status_code == 403


def test_script_in_a_name_is_text_on_every_page(house: Office) -> None:
    save_person(house, owner(), "planner", SCRIPT, (Grant(Role.PLANNER),))
    admin, planner = signed_in(house, Role.ADMINISTRATOR), signed_in(house, Role.PLANNER)
    for text in (admin.get("/admin").text, planner.get("/account").text):
        assert "<script>alert" not in text
        assert "<img src=x" not in text
    shown = software(house, Role.ADMINISTRATOR).get(f"{API}/people/planner")
    assert shown.json()["name"] == SCRIPT
    assert shown.headers["content-type"] == "application/json"


@pytest.mark.parametrize(
    "path",
    ["/static/x/../../cli.py", "/static/x/..%2f..%2fcli.py", "/static/x/%2e%2e/%2e%2e/etc/passwd",
     "/static//etc/passwd",
     "/feeds/..%2f..%2froundsman.db.ics", f"{API}/reps/..%2f..%2fpeople", f"{API}/../../etc/passwd"],
)  # fmt: skip
def test_no_path_leads_out(house: Office, path: str) -> None:
    found = client_of(house).get(path)
    assert found.status_code in {303, 401, 404}
    assert b"root:" not in found.content


def test_two_administrators_at_once_do_not_overwrite_each_other(house: Office) -> None:
    first, second = software(house, Role.ADMINISTRATOR), software(house, Role.ADMINISTRATOR)
    seen = first.get(f"{API}/people/planner").headers["etag"]

    def rename(one: tuple[int, object]) -> int:
        number, client = one
        body = {"name": f"Name {number}", "grants": [{"role": "planner"}]}
        headers = {"If-Match": seen}
        return int(client.put(f"{API}/people/planner", json=body, headers=headers).status_code)  # type: ignore[attr-defined]

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(rename, enumerate([first, second]))) == [200, 412]


def test_two_administrators_removing_each_other_leave_one(house: Office) -> None:
    save_person(house, owner(), "ada", "Ada", (Grant(Role.ADMINISTRATOR),))

    def remove(person: str) -> bool:
        try:
            remove_person(house, owner(), person)
        except BadInputError as error:
            return "administrator-last" not in str(error)
        return True

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(remove, ["ada", "administrator"])) == [False, True]


def test_enumerating_people_tells_nothing_to_whoever_is_not_signed_in(house: Office) -> None:
    client = client_of(house)
    answers = {client.get(f"{API}/people/{name}").text for name in ("planner", "nobody")}
    assert len(answers) == 1
    wrong = [client.post("/login", data={"person": name, "password": "wrong password"}) for name in ("rep", "nobody")]
    assert len({(one.status_code, one.text.replace("nobody", "rep")) for one in wrong}) == 1
