"""Numbers and days beyond what can be kept: every route that takes one says so, and none fails of it."""

from __future__ import annotations

import re
from datetime import date

import pytest
from fastapi.routing import APIRoute

from office.identity import person_named
from office.opening import Office
from office.people import Role
from tests.web.api_site import house_with_a_week
from tests.web.site import signed_in
from web.access import decide
from web.beyond import beyond, near, whole
from web.site import API, GROUPS

FAR = {"": ("9" * 23, "9999-12-31"), "week": ("9999-W52", "0001-W01"), "month": ("9999-12", "0001-01")}
FAR["period"] = FAR["month"]
ROLES = (Role.REP, Role.MANAGER, Role.PLANNER, Role.ADMINISTRATOR)
TEXTS = frozenset(
    {"account_id", "rep_id", "person_id", "visit_id", "digest", "secret", "key", "rep", "visit", "q", "cursor"}
)
LEFT = ("/events", "/version")
"""These wait for news."""


@pytest.fixture
def house(sqlite_workspace: Office) -> Office:
    return house_with_a_week(sqlite_workspace)


def routes() -> list[APIRoute]:
    found = (route for group in (*GROUPS, *API) for route in group.router.routes if isinstance(route, APIRoute))
    return [route for route in found if "GET" in route.methods and not route.path.endswith(LEFT)]


def asked_for(route: APIRoute) -> list[str]:
    """Return the addresses of a route in which one value after the other is far away, the others ordinary."""
    within = {"number": "1", "first": "2027-01-04", "last": "2027-01-05", "visit": "v1", "rep": "r1"}
    queries = [one.alias for one in route.dependant.query_params if one.alias != "wait"]
    return [
        re.sub(r"{(\w+)(?::\w+)?}", lambda one: (within | {name: far}).get(one[1], "1"), route.path)  # noqa: B023
        + (f"?{name}={far}" if name in queries else "")
        for name in [*re.findall(r"{(\w+)", route.path), *queries]
        if name not in TEXTS
        for far in FAR.get(name, FAR[""])
    ]


def test_no_address_with_a_far_number_or_day_is_our_fault(house: Office) -> None:
    clients = {role: signed_in(house, role) for role in ROLES}
    for client in clients.values():
        client._transport.raise_server_exceptions = False  # type: ignore[attr-defined]
        client.headers["Accept"] = "application/json"
    people = {role: person_named(house, role.value) for role in ROLES}
    failed, asked = [], 0
    for route in routes():
        role = next((one for one in ROLES if decide("GET", route.path, people[one]).may), None)
        if role is not None:
            statuses = {one: clients[role].get(one).status_code for one in asked_for(route)}
            failed += [one for one, status in statuses.items() if status == 500]
            asked += len(statuses)
    assert failed == []
    assert asked > 100


def test_a_far_day_says_what_is_wrong_and_an_ordinary_one_is_shown(house: Office) -> None:
    rep = signed_in(house, Role.REP)
    assert rep.get("/day/2027-01-04").status_code == 200
    assert rep.get("/day/9999-12-31").status_code == 404
    manager = signed_in(house, Role.MANAGER)
    refused = manager.get("/api/v1/foresight?start=9999-12-31")
    assert (refused.status_code, refused.json()["problems"][0]["code"]) == (400, "value-beyond")


def test_a_form_with_a_far_number_is_refused(house: Office) -> None:
    planner = signed_in(house, Role.PLANNER)
    order = {"start": "2027-01-04", "weeks": "1", "seconds": "1", "value_share": "0.5"}
    assert planner.post("/plan/new", data=order | {"weeks": "9" * 23}).status_code == 400
    assert planner.post("/plan/new", data=order | {"moves": "9" * 5000}).status_code == 400
    assert planner.post("/plan/new", data=order).status_code == 303


def test_what_is_a_text_may_look_like_a_number_of_any_length() -> None:
    def route(account_id: str, number: int, day: date | None = None) -> None: ...

    assert beyond(route, {"account_id": "9" * 23, "number": "5", "day": "2027-01-04"}) == []
    assert [one.where for one in beyond(route, {"number": "-" + "9" * 23, "day": "0001-01-01"})] == ["number", "day"]
    assert (whole("012"), whole(""), whole("1" * 10), whole("٣")) == (12, None, None, None)
    assert near(date(2199, 12, 31)) == date(2199, 12, 31)
