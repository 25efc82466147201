"""With a network connection: one's own town as a demonstration, roads by name, and addresses that are looked up."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote_plus

import pytest

from tests.journeys.conftest import Terminal
from tests.routing.serving import Answer, Served, serving

SIDE = 7
NODES = {
    SIDE * row + column + 1: (47.0 + row / 200, 9.0 + column / 150) for row in range(SIDE) for column in range(SIDE)
}
"""A town of straight streets, about half a kilometre apart."""

TOWN = {
    "lat": "47.015", "lon": "9.02", "display_name": "Gridtown", "place_id": 1, "osm_type": "relation", "osm_id": 1,
    "class": "boundary", "type": "administrative", "place_rank": 16, "importance": 0.5, "addresstype": "town",
    "name": "Gridtown", "boundingbox": ["46.9", "47.1", "8.9", "9.1"],
    "geojson": {"type": "Polygon", "coordinates": [[[8.9, 46.9], [9.1, 46.9], [9.1, 47.1], [8.9, 47.1], [8.9, 46.9]]]},
}  # fmt: skip
KINDS = ("bakery", "butcher", "supermarket", "clothes", "florist")


def streets() -> list[dict[str, Any]]:
    rows = [[SIDE * row + column + 1 for column in range(SIDE)] for row in range(SIDE)]
    lines = [*rows, *map(list, zip(*rows, strict=True))]
    tags = {"highway": "residential"}
    return [{"type": "way", "id": 100 + n, "nodes": nodes, "tags": tags} for n, nodes in enumerate(lines)]


def shops() -> list[dict[str, Any]]:
    return [
        {
            "type": "node",
            "id": 1000 + node,
            "lat": lat + 0.0004,
            "lon": lon + 0.0004,
            "tags": {"shop": KINDS[node % len(KINDS)], "name": f"Shop {node}"},
        }
        for node, (lat, lon) in NODES.items()
        if node % 2
    ]


def openstreetmap(path: str, asked: Any) -> Answer:
    if path.endswith("/search"):
        return 200, [TOWN] if asked.get("q") == "Gridtown" else []
    if path.endswith("/status"):
        return 200, b"a\nb\nc\nd\n2 slots available now."
    if "shop" in unquote_plus(asked):
        return 200, {"elements": shops()}
    nodes = [{"type": "node", "id": node, "lat": lat, "lon": lon} for node, (lat, lon) in NODES.items()]
    return 200, {"elements": nodes + streets()}


@pytest.fixture
def world() -> Iterator[Served]:
    with serving(openstreetmap) as served:
        yield served


def at(world: Served) -> tuple[str, ...]:
    return "--nominatim", f"{world.url}/", "--overpass", f"{world.url}/api"


@pytest.mark.slow
def test_a_visitor_sees_their_own_town(terminal: Terminal, world: Served) -> None:
    town = ("--place", "Gridtown", "--country", "CH", "--timezone", "Europe/Zurich", "--weeks", "2")
    printed = terminal.types("demo", "--dir", "home", *town, *at(world), installed=True)
    assert "pictures/territories.png" in printed
    names = terminal.types("show", "accounts", "--workspace", "home")
    assert "Shop 1 " in names


def test_a_town_that_nobody_knows_is_named(terminal: Terminal, world: Served) -> None:
    said = terminal.types("demo", "--dir", "home", "--place", "Atlantis", "--country", "GR", *at(world), code=2)
    assert "Atlantis" in said


def test_roads_are_downloaded_by_name_or_around_the_accounts(terminal: Terminal, world: Served) -> None:
    terminal.types("init", ".")
    (terminal.folder / "a.csv").write_text("id,name,lat,lon,interval_days\na1,Shop,47.0151,9.0201,28\n")
    terminal.types("import", "accounts", "a.csv")
    for where in (["--place", "Gridtown"], ["--around-accounts"]):
        assert "49 junctions" in terminal.types("roads", *where, "--country", "CH", *at(world))


def test_a_cut_short_demonstration_can_be_made_again(terminal: Terminal, world: Served) -> None:
    nowhere = ("--nominatim", "http://127.0.0.1:1/", "--overpass", "http://127.0.0.1:1/api")
    terminal.types("demo", "--dir", "home", "--place", "Gridtown", "--country", "CH", *nowhere, code=3)
    said = terminal.types("demo", "--dir", "home", "--place", "Atlantis", "--country", "CH", *at(world), code=2)
    assert "Atlantis" in said


def test_a_place_needs_its_country(terminal: Terminal) -> None:
    assert "--country" in terminal.types("demo", "--place", "Gridtown", code=2)


def test_addresses_are_looked_up_once(terminal: Terminal) -> None:
    book = {"High Street 1, Gridtown": [{"lat": "47.01", "lon": "9.01", "display_name": "1, High Street, Gridtown"}]}
    terminal.types("init", ".")
    (terminal.folder / "a.csv").write_text(
        'id,name,address,interval_days\na1,Found,"High Street 1, Gridtown",28\na2,Lost,Nowhere 9,28\n'
    )
    with serving(lambda _path, query: (200, book.get(query["q"], []))) as served:
        words = ("import", "accounts", "a.csv", "--geocoder-server", served.url, "--geocoder-pause", "0")
        said = terminal.types(*words, code=2)
        assert "a.csv row 3 (a2): nominatim does not find 'Nowhere 9'" in said
        assert "1 new" in terminal.types(*words, "--skip-bad")
        assert len(served.asked) == 2
    assert "47.01" in terminal.types("show", "accounts", "--format", "csv")


def test_a_geocoder_that_is_away_is_named_and_nothing_is_written(terminal: Terminal) -> None:
    terminal.types("init", ".")
    (terminal.folder / "a.csv").write_text("id,name,address,interval_days\na1,Shop,High Street 1,28\n")
    words = ("import", "accounts", "a.csv", "--geocoder-server", "http://127.0.0.1:1", "--geocoder-pause", "0")
    assert "[geocoder-away]" in terminal.types(*words, code=2)
    assert terminal.types("show", "accounts", "--format", "json").strip() == "[]"
