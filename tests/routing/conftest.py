"""Small towns written as OpenStreetMap files, and the extracts beside the repository where there are any."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from xml.sax.saxutils import quoteattr

import pytest

from routing.build import build_network
from routing.network import RoadNetwork
from routing.osm import read_file
from routing.places import Place
from routing.profile import load_profile

EXTRACTS = Path(__file__).resolve().parents[2].parent / "shared" / "data" / "osm"

Tags = dict[str, str]
Town = Callable[..., Path]


def tag_lines(tags: Tags) -> str:
    return "".join(f"<tag k={quoteattr(key)} v={quoteattr(value)}/>" for key, value in tags.items())


@pytest.fixture
def town(tmp_path: Path) -> Town:
    """Return a function that writes nodes {id: (lat, lon[, tags])}, ways {id: (nodes, tags)} and relations."""

    def write(
        nodes: dict[int, tuple[object, ...]],
        ways: dict[int, tuple[list[int], Tags]],
        relations: dict[int, tuple[list[tuple[str, str, int]], Tags]] | None = None,
    ) -> Path:
        lines = ["<osm version='0.6'>"]
        for node, (lat, lon, *rest) in nodes.items():
            tags = tag_lines(rest[0]) if rest else ""  # type: ignore[arg-type]
            lines.append(f"<node id='{node}' version='1' lat='{lat}' lon='{lon}'>{tags}</node>")
        for way, (refs, tags_) in ways.items():
            members = "".join(f"<nd ref='{ref}'/>" for ref in refs)
            lines.append(f"<way id='{way}' version='1'>{members}{tag_lines(tags_)}</way>")
        for relation, (members_, tags_) in (relations or {}).items():
            listed = "".join(f"<member type='{kind}' ref='{ref}' role='{role}'/>" for role, kind, ref in members_)
            lines.append(f"<relation id='{relation}' version='1'>{listed}{tag_lines(tags_)}</relation>")
        path = tmp_path / "town.osm"
        path.write_text("\n".join([*lines, "</osm>"]), encoding="utf-8")
        return path

    return write


def network_of(path: Path, country: str = "") -> RoadNetwork:
    return build_network(read_file(path), load_profile(country=country), {"source": path.name})


@pytest.fixture
def network() -> Callable[[Path], RoadNetwork]:
    return network_of


@pytest.fixture
def grid(town: Town) -> RoadNetwork:
    """A grid of 5 x 5 junctions 111 m apart; every second street is one-way, node 33 has a signal."""
    nodes: dict[int, tuple[object, ...]] = {
        10 * row + column: (47 + row * 0.001, 9 + column * 0.00146) for row in range(1, 6) for column in range(1, 6)
    }
    nodes[33] = (*nodes[33], {"highway": "traffic_signals"})
    ways: dict[int, tuple[list[int], Tags]] = {}
    for k in range(1, 6):
        oneway = {"oneway": "yes"} if k % 2 == 0 else {}
        ways[100 + k] = ([10 * k + column for column in range(1, 6)], {"highway": "residential"} | oneway)
        ways[200 + k] = ([10 * row + k for row in range(1, 6)], {"highway": "tertiary"} | oneway)
    return network_of(town(nodes, ways))


def places_on(network: RoadNetwork, rows: list[int]) -> list[Place]:
    return [Place(f"p{row}", float(network.node_lat[row]), float(network.node_lon[row])) for row in rows]


@pytest.fixture
def at_nodes() -> Callable[[RoadNetwork, list[int]], list[Place]]:
    return places_on


@pytest.fixture(params=["liechtenstein-2013-debian", pytest.param("malta-2018", marks=pytest.mark.slow)])
def extract_file(request: pytest.FixtureRequest) -> Path:
    path = EXTRACTS / f"{request.param}.osm.pbf"
    if not path.exists():
        pytest.skip(f"the extract {path.name} is not beside this repository")
    return path
