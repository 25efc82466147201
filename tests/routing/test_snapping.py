"""From door to road: the nearest point of the main part, and what is said of doors that have none."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from routing.network import RoadNetwork
from routing.places import Place
from routing.snapping import RoadIndex

Town = Callable[..., Path]
ROAD = {"highway": "residential"}
NODES = {1: (47.0, 9.0), 2: (47.0, 9.01), 5: (47.02, 9.0), 6: (47.02, 9.001), 7: (47.021, 9.0)}


@pytest.fixture
def index(town: Town, network: Callable[[Path], RoadNetwork]) -> RoadIndex:
    """A street of 760 m, and 2 km to its north a shorter one that nothing joins to it."""
    one_way = ROAD | {"oneway": "yes"}
    return RoadIndex(network(town(NODES, {1: ([1, 2], ROAD), 2: ([5, 6], ROAD), 3: ([6, 7], one_way)})))


def codes(index: RoadIndex, place: Place) -> list[str]:
    return [problem.code for problem in index.problems([place], index.snap([place]))]


def test_a_door_meets_the_road_between_its_ends(index: RoadIndex) -> None:
    snaps = index.snap([Place("A", 47.0005, 9.0025)])
    assert snaps.share[0] == pytest.approx(0.25)
    assert snaps.offset_m[0] == pytest.approx(55.6, abs=0.1)
    assert (snaps.lat[0], snaps.lon[0]) == pytest.approx((47.0, 9.0025))


def test_a_door_near_the_road_is_no_problem(index: RoadIndex) -> None:
    assert codes(index, Place("A", 47.0005, 9.0025)) == []


def test_a_door_far_from_the_road_is_suspicious_but_reachable(index: RoadIndex) -> None:
    place = Place("A", 47.005, 9.0025)
    assert codes(index, place) == ["place-far-from-road"]
    assert index.snap([place]).reachable.all()


def test_a_door_on_a_part_of_its_own_is_cut_off(index: RoadIndex) -> None:
    place = Place("A", 47.0201, 9.0005)
    assert codes(index, place) == ["place-cut-off"]
    assert not index.snap([place]).reachable.any()


def test_a_door_in_another_country_lies_outside(index: RoadIndex) -> None:
    place = Place("A", 48.0, 9.0)
    assert codes(index, place) == ["place-outside-roads"]
    assert not index.snap([place]).reachable.any()
    assert "A at 48.00000, 9.00000" in str(index.problems([place], index.snap([place]))[0])
