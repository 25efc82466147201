"""Signing in by an identity provider: who is let in, and everything for which nobody is."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

import pytest
from fastapi.testclient import TestClient
from httpx2 import Response
from joserfc.jwk import OctKey, RSAKey

from office.change_log import list_changes
from office.opening import Office
from office.outside.addresses import ALLOWED
from office.outside.provider import Provider as Known
from office.outside.provider import remove_provider, save_provider
from office.people import Grant, Reach, Role, owner
from office.sessions import PROVED, list_sessions
from office.staff import list_people, remove_person, save_person
from routing.problems import BadInputError
from tests.web.provider import CLIENT, SECRET, Provider, running
from tests.web.site import client_of, let_in
from web.routes import account

PLANNER = (Grant(Role.PLANNER, Reach.EVERYTHING),)


@pytest.fixture
def house(sqlite_workspace: Office, monkeypatch: pytest.MonkeyPatch) -> Office:
    monkeypatch.setattr(account, "GUESSES_OF_ADDRESS", account.Limits(1000))
    monkeypatch.setenv(ALLOWED, "127.0.0.0/8")
    monkeypatch.setenv("ROUNDSMAN_SECRET_OIDC", SECRET)
    let_in(sqlite_workspace)
    save_person(sqlite_workspace, owner(), "ann", "Ann", PLANNER, email="Ann@example.com")
    return sqlite_workspace


@pytest.fixture
def provider(house: Office) -> Iterator[Provider]:
    with running(Provider()) as found:
        save_provider(house, owner(), Known(found.issuer, CLIENT, "ROUNDSMAN_SECRET_OIDC", "Example"))
        now = int(house.clock().timestamp())
        found.claims |= {"iat": now, "exp": now + 300}
        yield found


def come_back(client: TestClient, provider: Provider, **changes: str) -> Response:
    """Go to the provider and come back from it."""
    asked = client.get("/login/provider?next=/plan")
    code = provider.visit(asked.headers["location"])
    found = {"code": code, "state": provider.asked["state"]} | changes
    return client.get("/login/provider/back", params=found)


def signed_in(client: TestClient) -> bool:
    return client.get("/account").status_code == 200


def test_somebody_whose_address_is_verified_is_signed_in_and_known_from_then_on(
    house: Office, provider: Provider
) -> None:
    client = client_of(house)
    assert "Example" in client.get("/login").text
    answer = come_back(client, provider)
    assert (answer.status_code, answer.headers["location"]) == (303, "/plan")
    assert "Ann" in client.get("/account").text
    assert {"code_challenge_method", "nonce", "state"} <= set(provider.asked)
    assert next(one.change.verb for one in list_changes(house, owner())) == "link_person"
    provider.redeemed.clear()
    provider.claims |= {"email": "other@example.com"}
    again = client_of(house)
    come_back(again, provider)
    assert "Ann" in again.get("/account").text


STRANGERS: list[dict[str, Any]] = [
    {"iss": "http://127.0.0.1:1/realm"},
    {"aud": "somebody-else"},
    {"aud": [CLIENT, "somebody-else"]},
    {"azp": "somebody-else"},
    {"nonce": "another"},
    {"nonce": None},
    {"exp": 1},
    {"exp": None},
    {"iat": None},
    {"sub": None},
    {"sub": ""},
    {"email_verified": False},
    {"email_verified": None},
    {"email_verified": "true"},
    {"email": "nobody@example.com"},
    {"email": ""},
    {"email": None},
]


@pytest.mark.parametrize("claims", STRANGERS)
def test_nobody_is_let_in_for_what_is_not_believed(house: Office, provider: Provider, claims: dict[str, Any]) -> None:
    provider.claims |= claims
    client, before = client_of(house), list_people(house, owner())
    assert come_back(client, provider).status_code == 401
    assert not signed_in(client)
    assert list_people(house, owner()) == before


def test_a_token_that_another_key_signed_is_refused(house: Office, provider: Provider) -> None:
    provider.key = RSAKey.generate_key(2048, {"kid": "one"})
    client = client_of(house)
    assert come_back(client, provider).status_code == 401
    assert not signed_in(client)


def test_a_shared_secret_signs_nothing(house: Office, provider: Provider) -> None:
    provider.header = {"alg": "HS256", "kid": "one"}
    provider.key = OctKey.import_key(SECRET.encode() * 8)
    assert come_back(client_of(house), provider).status_code == 401


@pytest.mark.parametrize("changes", [{"state": "another"}, {"state": ""}, {"code": ""}, {"code": "stolen"}])
def test_who_did_not_begin_here_is_not_signed_in(house: Office, provider: Provider, changes: dict[str, str]) -> None:
    client = client_of(house)
    assert come_back(client, provider, **changes).status_code == 401
    assert not signed_in(client)


def test_a_code_that_comes_to_another_browser_signs_nobody_in(house: Office, provider: Provider) -> None:
    began, other = client_of(house), client_of(house)
    code = provider.visit(began.get("/login/provider").headers["location"])
    found = {"code": code, "state": provider.asked["state"]}
    assert other.get("/login/provider/back", params=found).status_code == 401
    assert provider.redeemed == []


def test_an_address_that_two_people_have_names_nobody(house: Office, provider: Provider) -> None:
    save_person(house, owner(), "ann2", "Ann Two", PLANNER, email="ann@example.com")
    assert come_back(client_of(house), provider).status_code == 401


def test_a_second_subject_does_not_take_a_person_over(house: Office, provider: Provider) -> None:
    assert come_back(client_of(house), provider).status_code == 303
    provider.redeemed.clear()
    provider.claims |= {"sub": "u-2"}
    assert come_back(client_of(house), provider).status_code == 401


def test_who_left_is_not_signed_in_though_the_provider_knows_them(house: Office, provider: Provider) -> None:
    assert come_back(client_of(house), provider).status_code == 303
    remove_person(house, owner(), "ann")
    provider.redeemed.clear()
    assert come_back(client_of(house), provider).status_code == 401


@pytest.mark.parametrize(
    "document",
    [{"issuer": "http://127.0.0.1:1/realm"}, {"jwks_uri": None}, {"token_endpoint": "file:///etc/passwd"},
     {"authorization_endpoint": "javascript:alert(1)"}],
)  # fmt: skip
def test_a_provider_that_says_it_is_another_sends_nobody_anywhere(
    house: Office, provider: Provider, document: dict[str, Any]
) -> None:
    provider.document |= document
    answer = client_of(house).get("/login/provider")
    assert answer.status_code == 503
    assert "location" not in answer.headers


def test_a_typed_password_is_asked_for_where_a_fresh_one_is(house: Office, provider: Provider) -> None:
    client = client_of(house)
    come_back(client, provider)
    assert signed_in(client)
    (ann,) = (one.person for one in list_people(house, owner()) if one.person.id == "ann")
    (session,) = list_sessions(house, ann)
    assert datetime.fromisoformat(session.proved_at) + PROVED <= house.clock()


@pytest.mark.usefixtures("provider")
def test_without_a_provider_there_is_nothing_to_sign_in_by(house: Office) -> None:
    remove_provider(house, owner())
    assert client_of(house).get("/login/provider").status_code == 404
    assert "/login/provider" not in client_of(house).get("/login").text


@pytest.mark.parametrize("known", [
    Known("http://127.0.0.1/x#y", CLIENT, "", "x"), Known("https://id.example", "", "", "x"),
    Known("https://id.example", CLIENT, "PATH", "x"), Known("https://id.example", CLIENT, "", ""),
])  # fmt: skip
def test_a_provider_that_cannot_be_is_refused(house: Office, known: Known) -> None:
    with pytest.raises(BadInputError):
        save_provider(house, owner(), known)
