"""Where a place meets the road: where one can stop and turn in, and what is said where two roads could be meant."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from routing.network import RoadNetwork
from routing.places import Place
from routing.problems import BadInputError
from routing.roads import RoadEngine

Town = Callable[..., Path]
Build = Callable[[Path], RoadNetwork]
Tags = dict[str, str]
ROAD = {"highway": "residential"}
NODES = {1: (47.0, 9.0), 2: (47.0, 9.02), 3: (47.001, 9.0), 4: (47.001, 9.02)}
SHOP = Place("shop", 47.0007, 9.01)
"""33 m from the road in the north, 78 m from the street in the south."""


def met_m(network: RoadNetwork) -> float:
    return float(RoadEngine(network).index.snap([SHOP]).offset_m[0])


@pytest.mark.parametrize(
    "tags",
    [
        {"highway": "motorway", "oneway": "no"},
        {"highway": "motorway_link"},
        {"highway": "trunk", "motorroad": "yes"},
        {"highway": "trunk_link"},
        {"highway": "primary", "motorroad": "yes"},
        {"highway": "secondary", "tunnel": "yes"},
        {"highway": "service", "tunnel": "avalanche_protector"},
        {"highway": "tertiary", "bridge": "yes"},
        {"highway": "residential", "bridge": "viaduct"},
        {"route": "ferry", "motor_vehicle": "yes"},
    ],
)
def test_a_place_does_not_meet_a_road_on_which_nobody_can_stop(town: Town, network: Build, tags: Tags) -> None:
    ways = {1: ([1, 2], ROAD), 2: ([3, 4], tags), 3: ([1, 3], ROAD), 4: ([2, 4], ROAD)}
    built = network(town(NODES, ways))
    assert met_m(built) == pytest.approx(78, abs=1)
    assert not RoadEngine(built).problems([SHOP])


@pytest.mark.parametrize(
    "tags",
    [
        {"highway": "trunk"},
        {"highway": "primary_link"},
        {"highway": "primary", "motorroad": "no"},
        {"highway": "living_street"},
        {"highway": "service", "service": "parking_aisle"},
        {"highway": "service", "tunnel": "building_passage"},
        {"highway": "tertiary", "bridge": "no"},
        {"highway": "pedestrian", "motor_vehicle": "yes"},
        {"highway": "pedestrian", "motorcar": "destination"},
        {"highway": "pedestrian", "access": "no", "vehicle": "delivery"},
        {"highway": "service", "service": "driveway", "access": "private"},
        {"highway": "service", "service": "driveway", "oneway": "no"},
    ],
)
def test_a_place_meets_any_other_road_that_is_nearest(town: Town, network: Build, tags: Tags) -> None:
    ways = {1: ([1, 2], ROAD), 2: ([3, 4], tags), 3: ([1, 3], ROAD), 4: ([2, 4], ROAD)}
    assert met_m(network(town(NODES, ways))) == pytest.approx(33, abs=1)


@pytest.mark.parametrize("tags", [{}, {"access": "yes"}, {"motor_vehicle": "no"}, {"access": "destination"}])
def test_a_pedestrian_street_that_no_tag_opens_to_cars_is_none(town: Town, network: Build, tags: Tags) -> None:
    ways = {1: ([1, 2], ROAD), 2: ([3, 4], {"highway": "pedestrian"} | tags), 3: ([1, 3], ROAD), 4: ([2, 4], ROAD)}
    assert met_m(network(town(NODES, ways))) == pytest.approx(78, abs=1)


def test_roads_without_any_to_stop_on_serve_nobody(town: Town, network: Build) -> None:
    built = network(town(NODES, {1: ([1, 2], {"highway": "motorway", "oneway": "no"})}))
    with pytest.raises(BadInputError, match="roads-none-drivable"):
        RoadEngine(built).problems([SHOP])


def test_a_place_beside_a_motorway_is_not_called_cut_off(town: Town, network: Build) -> None:
    far = {3: (47.02, 9.0), 4: (47.02, 9.02)}
    ways = {1: ([1, 2], ROAD), 2: ([3, 4], {"highway": "motorway", "oneway": "no"}), 3: ([1, 3], ROAD)}
    built = network(town(NODES | far, ways))
    place = Place("p", 47.0195, 9.015)
    assert [problem.code for problem in RoadEngine(built).problems([place])] == ["place-far-from-road"]


RIVER = {1: (47.0, 9.0), 2: (47.0, 9.04), 3: (47.001, 9.0), 4: (47.001, 9.04), 5: (47.0005, 9.0)}
DRIVE = {"highway": "service", "service": "driveway", "access": "private"}
WORKS = Place("works", 47.0001, 9.001)


def banks(town: Town, network: Build, more: dict[int, tuple[list[int], Tags]]) -> RoadEngine:
    """Two streets on the banks of a river, joined 3 km to the east."""
    return RoadEngine(network(town(RIVER, {1: ([1, 2], ROAD), 2: ([3, 4], ROAD), 3: ([2, 4], ROAD)} | more)))


def test_a_private_drive_that_is_nearer_is_used_and_the_road_across_the_river_told(town: Town, network: Build) -> None:
    engine = banks(town, network, {4: ([3, 5], DRIVE)})
    works, home = Place("works", 47.0004, 9.0), Place("home", 47.0011, 9.005)
    assert engine.table([home, works]).distance_m[0, 1] < 600
    (problem,) = engine.problems([works])
    assert (problem.code, "6." in problem.cause) == ("place-two-roads", True)


def test_a_drive_off_the_street_that_is_nearest_anyway_is_no_choice(town: Town, network: Build) -> None:
    engine = banks(town, network, {4: ([3, 5], DRIVE)})
    assert engine.problems([Place("near", 47.0011, 9.0001)]) == ()


@pytest.mark.parametrize(("lat", "codes"), [(47.00045, ["place-two-roads"]), (47.0002, [])])
def test_two_streets_nearly_as_near_are_told_where_they_lie_far_apart(
    town: Town, network: Build, lat: float, codes: list[str]
) -> None:
    engine = banks(town, network, {})
    assert [problem.code for problem in engine.problems([Place("p", lat, 9.002)])] == codes
    assert engine.problems([Place("p", lat, 9.0385)]) == ()


def test_nobody_is_told_of_no_place(town: Town, network: Build) -> None:
    assert banks(town, network, {}).problems([]) == ()
