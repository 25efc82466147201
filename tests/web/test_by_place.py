"""Routes are found by what their address begins with, and by nothing less."""

from __future__ import annotations

import pytest
from fastapi import APIRouter, FastAPI
from fastapi.testclient import TestClient

from web.by_place import include_by_place, place_of


@pytest.fixture
def client() -> TestClient:
    one, other = APIRouter(), APIRouter(prefix="/api/v1")

    @one.get("/")
    def home() -> str:
        return "home"

    @one.get("/visits/{name}")
    def visit(name: str) -> str:
        return f"visit {name}"

    @other.get("/visits/{name}")
    def of_api(name: str) -> str:
        return f"api {name}"

    second = APIRouter()

    @second.post("/visits/{name}")
    def act(name: str) -> str:
        return f"act {name}"

    app = FastAPI()
    include_by_place(app, [one, other, second])
    return TestClient(app, follow_redirects=False)


def test_each_request_finds_its_route_in_whichever_group_it_stands(client: TestClient) -> None:
    asked = [client.get("/"), client.get("/visits/a"), client.post("/visits/a"), client.get("/api/v1/visits/a")]
    assert [one.json() for one in asked] == ["home", "visit a", "act a", "api a"]


def test_what_is_no_route_is_told_as_before(client: TestClient) -> None:
    assert client.get("/nothing").status_code == 404
    assert client.get("/visits").status_code == 404
    refused = client.put("/visits/a")
    assert refused.status_code == 405
    assert client.get("/visits/a/").headers["location"].endswith("/visits/a")


def test_an_address_below_a_prefix_is_found_without_it(client: TestClient) -> None:
    below = TestClient(client.app, root_path="/field")
    assert below.get("/field/visits/a").json() == "visit a"
    assert below.get("/visits/a").json() == "visit a"
    assert TestClient(client.app, root_path="/vis").get("/visits/a").json() == "visit a"


def test_the_api_is_divided_by_its_nouns() -> None:
    assert [place_of(path) for path in ("/", "/day/x", "/api/v1/reps/r1", "/api/v1", "")] == [
        "", "day", "api/v1/reps", "api/v1", ""
    ]  # fmt: skip
