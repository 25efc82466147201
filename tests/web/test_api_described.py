"""The description of the API: it is current, keeps its promises, and a client that follows it works."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from docs.examples.api import week
from docs.examples.api.client import Api, ApiError
from office.opening import Office
from office.people import Role
from tests.web.api_site import house_with_a_week, software
from tests.web.openapi_promise import broken
from tests.web.site import client_of
from web.api.openapi import description_text

ROOT = Path(__file__).parents[2]
CURRENT, PROMISED = ROOT / "docs" / "openapi.json", Path(__file__).with_name("openapi-promised.json")
MAKE = "run: python -m tools.describe_api"


def test_the_description_in_the_docs_is_current(sqlite_workspace: Office) -> None:
    assert CURRENT.read_text(encoding="utf-8") == description_text(client_of(sqlite_workspace).app), MAKE


def test_nothing_that_was_promised_was_removed_or_narrowed() -> None:
    promised, current = (json.loads(path.read_text(encoding="utf-8")) for path in (PROMISED, CURRENT))
    assert broken(promised, current) == []


def _path(document: dict[str, Any]) -> None:
    del document["paths"]["/api/v1/me"]


def _field(document: dict[str, Any]) -> None:
    del document["components"]["schemas"]["Me"]["properties"]["name"]


def _asked(document: dict[str, Any]) -> None:
    document["components"]["schemas"]["AbsenceIn"]["required"].append("reason")


def _enum(document: dict[str, Any]) -> None:
    document["components"]["schemas"]["Role"]["enum"].remove("rep")


def _limit(document: dict[str, Any]) -> None:
    document["components"]["schemas"]["AppointmentIn"]["properties"]["length_s"]["maximum"] = 10


def _header(document: dict[str, Any]) -> None:
    document["paths"]["/api/v1/me"]["get"]["parameters"] = [
        {"in": "header", "name": "x", "required": True, "schema": {"type": "string"}}
    ]


@pytest.mark.parametrize("worsen", [_path, _field, _asked, _enum, _limit, _header])
def test_the_test_would_see_a_broken_promise(worsen: Callable[[dict[str, Any]], None]) -> None:
    current = json.loads(CURRENT.read_text(encoding="utf-8"))
    worse = copy.deepcopy(current)
    worsen(worse)
    assert broken(current, worse) != []


def test_what_is_new_breaks_no_promise() -> None:
    current = json.loads(CURRENT.read_text(encoding="utf-8"))
    more = copy.deepcopy(current)
    more["paths"]["/api/v1/new"] = {}
    more["components"]["schemas"]["Me"]["properties"]["new"] = {"type": "string"}
    more["components"]["schemas"]["Me"]["required"].append("new")
    assert broken(current, more) == []


def test_problems_are_described_as_what_they_are_sent_as() -> None:
    current = json.loads(CURRENT.read_text(encoding="utf-8"))
    for path, methods in current["paths"].items():
        for method, operation in methods.items():
            assert set(operation["responses"]["4XX"]["content"]) == {"application/problem+json"}, (method, path)


def test_the_client_of_the_docs_follows_pages_and_asks_once(sqlite_workspace: Office) -> None:
    house = house_with_a_week(sqlite_workspace)
    planner, admin = software(house, Role.PLANNER), software(house, Role.ADMINISTRATOR)
    api = Api("/api/v1", "", session=planner)
    assert api.get("/me")["id"] == "planner"
    assert [one["id"] for one in api.each("/accounts", limit=2)] == ["a", "b", "c"]
    absence = {"rep_id": "r1", "first": "2026-12-07", "last": "2026-12-07", "reason": "course"}
    assert api.post("/absences", absence, key="one") == api.post("/absences", absence, key="one")
    with pytest.raises(ApiError, match="rep-unknown"):
        api.post("/absences", absence | {"rep_id": "nobody"})
    people = Api("/api/v1", "", session=admin)
    changed = people.change("PUT", "/people/planner", lambda one: {
        "name": "Petra", "grants": one["grants"], "rep_id": one["rep_id"], "email": one["email"],
    })  # fmt: skip
    assert changed["name"] == "Petra"


def test_the_example_in_the_docs_runs(sqlite_workspace: Office, capsys: pytest.CaptureFixture[str]) -> None:
    house = house_with_a_week(sqlite_workspace)
    week.show(Api("/api/v1", "", session=software(house, Role.PLANNER)), "2026-03-23")
    assert capsys.readouterr().out.splitlines() == ["r1 Rita Roth", "  09:00 Account a", "  14:00 Account b"]
