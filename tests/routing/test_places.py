"""Roads and businesses of a place by name, from servers that stand in for OpenStreetMap's."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import unquote_plus

import numpy as np
import osmnx
import pytest

from routing.build import build_network
from routing.extract import Extract
from routing.osm import OsmAwayError, OsmServers, businesses_in, read_file, read_place
from routing.osmgraph import trails
from routing.problems import BadInputError
from routing.profile import load_profile
from tests.routing.serving import Answer, Served, serving

NODES: dict[int, tuple[Any, ...]] = {
    1: (47.001, 9.001),
    2: (47.001, 9.002, {"highway": "traffic_signals"}),
    3: (47.001, 9.003),
    4: (47.002, 9.002),
    5: (47.003, 9.002),
    6: (47.003, 9.003),
}
WAYS: dict[int, tuple[list[int], dict[str, str]]] = {
    11: ([1, 2, 3], {"highway": "residential", "maxspeed": "30"}),
    12: ([2, 4, 5], {"highway": "tertiary", "oneway": "-1"}),
    13: ([5, 6, 4, 5], {"highway": "residential"}),
    14: ([3, 6], {"highway": "motorway"}),
}
SHOPS = [
    {
        "type": "node",
        "id": 31,
        "lat": 47.0011,
        "lon": 9.0012,
        "tags": {"shop": "bakery", "name": "Bakery", "addr:city": "Smallville"},
    },
    {"type": "node", "id": 32, "lat": 47.0012, "lon": 9.0013, "tags": {"shop": "bakery"}},
]
SQUARE = {"type": "Polygon", "coordinates": [[[9, 47], [9.01, 47], [9.01, 47.01], [9, 47.01], [9, 47]]]}
TOWN = {
    "lat": "47.005", "lon": "9.005", "display_name": "Smallville", "geojson": SQUARE, "place_id": 1,
    "osm_type": "relation", "osm_id": 1, "class": "boundary", "type": "administrative",
    "place_rank": 16, "importance": 0.5,
    "addresstype": "town", "name": "Smallville", "boundingbox": ["47", "47.01", "9", "9.01"],
}  # fmt: skip


def openstreetmap(path: str, asked: Any) -> Answer:
    if path.endswith("/search"):
        return 200, [TOWN] if asked["q"] == "Smallville" else []
    if path.endswith("/status"):
        return 200, b"a\nb\nc\nd\n2 slots available now."
    if "shop" in unquote_plus(asked):
        return 200, {"elements": SHOPS}
    nodes = [
        {"type": "node", "id": node, "lat": lat, "lon": lon, "tags": dict(*rest)}
        for node, (lat, lon, *rest) in NODES.items()
    ]
    ways = [{"type": "way", "id": k, "nodes": list(refs), "tags": tags} for k, (refs, tags) in WAYS.items()]
    return 200, {"elements": nodes + ways}


@pytest.fixture(autouse=True)
def _no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    real = time.sleep
    monkeypatch.setattr("osmnx._nominatim.time.sleep", lambda _: real(0))


def servers(served: Served) -> OsmServers:
    return OsmServers(f"{served.url}/", f"{served.url}/api", timeout_s=5)


def arcs(extract: Extract) -> list[tuple[float, ...]]:
    network = build_network(extract, load_profile(), {"source": "test"})
    ends = [network.node_lat[network.arc_tail], network.node_lon[network.arc_tail]]
    ends += [network.node_lat[network.arc_head], network.node_lon[network.arc_head], network.arc_ms, network.arc_dm]
    return sorted(map(tuple, np.column_stack(ends).tolist()))


@pytest.mark.parametrize("place", ["Smallville", (47.0, 9.0, 47.01, 9.01)])
def test_a_place_gives_the_network_that_a_file_gives(place: Any, town: Callable[..., Path]) -> None:
    with serving(openstreetmap) as served:
        downloaded = read_place(place, load_profile().classes, servers(served))
    assert arcs(downloaded) == arcs(read_file(town(NODES, WAYS)))


def test_only_roads_of_the_profile_are_asked_for() -> None:
    with serving(openstreetmap) as served:
        read_place("Smallville", ["residential", "tertiary"], servers(served))
    asked = unquote_plus(next(told for path, told in served.asked if path.endswith("interpreter")))
    assert '"highway"~"^(residential|tertiary)$"' in asked


def test_named_businesses_of_a_place_are_found() -> None:
    with serving(openstreetmap) as served:
        (bakery,) = businesses_in("Smallville", servers(served))
    assert (bakery.osm_id, bakery.name, bakery.kind, bakery.address) == ("n31", "Bakery", "shop=bakery", "Smallville")


def test_an_unknown_place_is_a_problem_with_a_remedy() -> None:
    with serving(openstreetmap) as served, pytest.raises(BadInputError, match="place-unknown"):
        read_place("Atlantis", ["residential"], servers(served))


def test_a_server_that_fails_is_named() -> None:
    with (
        serving(lambda *_: (500, b"out of order")) as served,
        pytest.raises(OsmAwayError, match=r"give an \.osm\.pbf file"),
    ):
        read_place((47.0, 9.0, 47.01, 9.01), ["residential"], servers(served))


def test_no_server_at_all_is_said() -> None:
    nobody = OsmServers("http://127.0.0.1:9/", "http://127.0.0.1:9/api", timeout_s=1)
    with pytest.raises(OsmAwayError, match="Smallville"):
        read_place("Smallville", ["residential"], nobody)


def test_osmnx_gets_its_own_settings_back() -> None:
    before = osmnx.settings.overpass_url, osmnx.settings.all_oneway
    with serving(openstreetmap) as served:
        read_place("Smallville", ["residential"], servers(served))
    assert (osmnx.settings.overpass_url, osmnx.settings.all_oneway) == before


@pytest.mark.parametrize(
    ("edges", "joined"),
    [
        ([(1, 2), (2, 3)], [[1, 2, 3]]),
        ([(2, 3), (1, 2)], [[1, 2, 3]]),
        ([(1, 2), (2, 1)], [[1, 2, 1]]),
        ([(1, 2), (3, 4)], [[1, 2], [3, 4]]),
    ],
)
def test_pieces_of_a_way_are_joined(edges: list[tuple[int, int]], joined: list[list[int]]) -> None:
    assert trails(edges) == joined
