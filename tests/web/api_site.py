"""A workspace with a week in force, and other software that holds a token of somebody's."""

from __future__ import annotations

import uuid

from fastapi.testclient import TestClient

from office.opening import Office
from office.people import Role, owner
from office.sessions import make_token
from office.staff import list_people
from tests.office.carried_week import fill
from tests.web.site import client_of, let_in

API = "/api/v1"


def house_with_a_week(office: Office) -> Office:
    """Put a week in force and let a person of each role in."""
    fill(office)
    let_in(office)
    return office


def token_of(office: Office, role: Role | str, *scopes: str) -> str:
    """Return a new token of the person of a role."""
    (person,) = (one.person for one in list_people(office, owner()) if one.person.id == str(role))
    return make_token(office, person, "software", frozenset(scopes or ("read", "write")), 30)


def software(office: Office, role: Role, *scopes: str) -> TestClient:
    """Return other software that acts as the person of a role."""
    client = client_of(office)
    client.headers["Authorization"] = f"Bearer {token_of(office, role, *scopes)}"
    return client


def key() -> dict[str, str]:
    """Return a new id of a request."""
    return {"Idempotency-Key": str(uuid.uuid4())}
