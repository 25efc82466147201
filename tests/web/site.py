"""A site over a small workspace, with a person of each role who can sign in."""

from __future__ import annotations

import re

from argon2 import PasswordHasher
from fastapi.testclient import TestClient

from office.opening import Office
from office.people import Grant, Reach, Role, owner
from office.staff import save_person
from store.access import write_digest
from store.accounts import write_reps
from store.database import writing
from tests.calendars.week import REP
from web.app import Rates, make_app

PASSWORD = "correct horse battery"
DIGEST = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(PASSWORD)
"""Made as cheaply as can be: a digest says itself what proving it costs, and tests sign in a thousand times."""


def let_in(office: Office) -> None:
    """Make a rep and a person of each role, named as the role, all with one password."""
    with writing(office.database) as connection:
        write_reps(connection, [REP])
    for role in (Role.ADMINISTRATOR, Role.PLANNER, Role.MANAGER, Role.FINANCE, Role.REP):
        grant = Grant(role, Reach.OWN if role is Role.REP else Reach.EVERYTHING)
        rep_id = REP.id if role is Role.REP else None
        save_person(office, owner(), role.value, role.value.title(), (grant,), rep_id=rep_id)
        with writing(office.database) as connection:
            write_digest(connection, role.value, DIGEST, "2026-11-01T00:00:00+00:00")


def client_of(office: Office) -> TestClient:
    """Return a browser that nobody is signed in with."""
    app = make_app(office, Rates(feed=1000, wrong=1000))
    return TestClient(app, base_url="http://testserver", follow_redirects=False)


def signed_in(office: Office, role: Role) -> TestClient:
    """Return a browser in which the person of a role is signed in; it sends the form token with every request."""
    client = client_of(office)
    answer = client.post("/login", data={"person": role.value, "password": PASSWORD})
    assert answer.status_code == 303, answer.text
    client.headers["X-Form-Token"] = form_token_of(client.get("/account").text)
    return client


def form_token_of(text: str) -> str:
    """Return the form token of a page."""
    found = re.search(r'data-form-token="([0-9a-f]{32})"', text)
    assert found is not None
    return found[1]
