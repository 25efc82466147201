"""Reading OpenStreetMap files: what is kept, what is cut, and what is refused."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from routing.osm import read_file
from routing.problems import BadInputError

NODES = {1: (47.0, 9.0), 2: (47.001, 9.0, {"highway": "traffic_signals"}), 3: (47.002, 9.0), 4: (47.003, 9.0)}
ROAD = {"highway": "residential"}


def test_ways_come_with_positions_and_tags(town: Callable[..., Path]) -> None:
    extract = read_file(town(NODES, {7: ([1, 2, 3], ROAD), 8: ([3, 4], {"building": "yes"})}))
    assert extract.way_ids.tolist() == [7]
    assert extract.refs.tolist() == [1, 2, 3]
    assert extract.lat.tolist() == [47.0, 47.001, 47.002]
    assert extract.node_tags == {2: {"highway": "traffic_signals"}}


def test_a_missing_node_cuts_its_way_in_two(town: Callable[..., Path]) -> None:
    extract = read_file(town(NODES, {7: ([1, 2, 99, 3, 4], ROAD)}))
    assert extract.missing_nodes == 1
    assert extract.way_start.tolist() == [0, 2, 4]
    assert extract.way_ids.tolist() == [7, 7]


def test_a_piece_of_one_node_is_dropped(town: Callable[..., Path]) -> None:
    assert read_file(town(NODES, {7: ([1, 99, 2, 3], ROAD)})).refs.tolist() == [2, 3]


def test_a_turn_restriction_is_read_and_an_incomplete_one_is_not(town: Callable[..., Path]) -> None:
    tags = {"type": "restriction", "restriction": "no_left_turn", "except": "bus; psv"}
    whole = [("from", "way", 7), ("via", "node", 2), ("to", "way", 8)]
    path = town(NODES, {7: ([1, 2], ROAD), 8: ([2, 3], ROAD)}, {50: (whole, tags), 51: (whole[:2], tags)})
    (restriction,) = read_file(path).restrictions
    assert (restriction.from_ways, restriction.via_node, restriction.to_ways) == ((7,), 2, (8,))
    assert restriction.except_for == {"bus", "psv"}


@pytest.mark.parametrize("ways", [{}, {7: ([98, 99], ROAD)}])
def test_a_file_without_roads_is_refused_with_a_remedy(town: Callable[..., Path], ways: dict[int, object]) -> None:
    with pytest.raises(BadInputError) as refused:
        read_file(town(NODES, ways))
    assert [problem.code for problem in refused.value.problems] == ["roads-empty"]


@pytest.mark.parametrize("content", [b"", b"no map at all", b"<osm version='0.6'><node id='1'"])
def test_a_file_that_is_no_map_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "broken.osm"
    path.write_bytes(content)
    with pytest.raises(BadInputError) as refused:
        read_file(path)
    assert refused.value.problems[0].code in {"roads-unreadable", "roads-empty"}


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(BadInputError, match=r"nowhere\.osm\.pbf"):
        read_file(tmp_path / "nowhere.osm.pbf")
