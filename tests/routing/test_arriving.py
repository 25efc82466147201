"""Roads for arriving only: driven to begin or end a way, never to pass through, by both searches."""

from __future__ import annotations

import heapq
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from routing.arriving import keep_from_passing
from routing.dijkstra import DijkstraSearch
from routing.hierarchy import HierarchySearch
from routing.network import RoadNetwork
from routing.places import Place
from routing.reach import Reach
from routing.roads import RoadEngine
from routing.states import Steps, every_turn

Town = Callable[..., Path]
Build = Callable[[Path], RoadNetwork]
Tags = dict[str, str]
ROAD = {"highway": "residential"}
LOCAL = ROAD | {"motor_vehicle": "destination"}
NODES = {
    1: (47.0, 9.0),
    2: (47.0, 9.01),
    3: (47.004, 9.003),
    4: (47.004, 9.007),
    5: (47.02, 9.0),
    6: (47.02, 9.01),
    7: (47.0, 8.995),
    8: (47.0, 9.015),
}
"""From 1 to 2 it is 760 m straight; the way round over 5 and 6 is more than 5 km."""
WEST, EAST = Place("west", 47.0, 8.9955), Place("east", 47.0, 9.0145)
AROUND = {11: ([1, 5], ROAD), 12: ([5, 6], ROAD), 13: ([6, 2], ROAD), 14: ([7, 1], ROAD), 15: ([2, 8], ROAD)}


def metres(network: RoadNetwork, *places: Place) -> list[list[int]]:
    """Return the distances between places, the same by both searches and leg by leg."""
    table, other = (RoadEngine(network, search).table(places) for search in (HierarchySearch, DijkstraSearch))
    assert np.array_equal(table.travel_s, other.travel_s)
    assert np.array_equal(table.distance_m, other.distance_m)
    for search in (HierarchySearch, DijkstraSearch):
        engine = RoadEngine(network, search)
        for i, origin in enumerate(places):
            for j, goal in enumerate(places):
                leg = engine.leg(origin, goal)
                assert (leg.travel_s, leg.distance_m) == (table.travel_s[i, j], table.distance_m[i, j])
    return table.distance_m.tolist()


PASSED = [
    {},
    {"access": "permissive"},
    {"vehicle": "no", "motorcar": "yes"},
    {"access": "no", "motor_vehicle": "yes;destination"},
]
NOT_PASSED = [
    {"motor_vehicle": "destination"},
    {"access": "customers"},
    {"access": "customers;delivery"},
    {"motor_vehicle": "destination;delivery"},
    {"motor_vehicle": "destination; delivery"},
    {"motorcar": "private"},
    {"vehicle": "permit"},
    {"access": "no", "motor_vehicle": "residents"},
]
CLOSED = [
    {"motor_vehicle": "no"},
    {"access": "agricultural;forestry"},
    {"access": "no", "hgv": "designated"},
    {"motor_vehicle": "hgv"},
]


@pytest.mark.parametrize("tags", PASSED)
def test_an_open_street_is_passed_through(town: Town, network: Build, tags: Tags) -> None:
    built = network(town(NODES, AROUND | {20: ([1, 2], ROAD | tags)}))
    assert metres(built, WEST, EAST)[0][1] < 1_500


@pytest.mark.parametrize("tags", NOT_PASSED)
def test_a_street_for_those_who_arrive_is_not_passed_through_and_is_driven_to_arrive(
    town: Town, network: Build, tags: Tags
) -> None:
    built = network(town(NODES, AROUND | {20: ([1, 2], ROAD | tags)}))
    inside = Place("inside", 47.0001, 9.005)
    found = metres(built, WEST, EAST, inside)
    assert found[0][1] > 5_000
    assert max(found[0][2], found[2][0], found[1][2], found[2][1]) < 900


@pytest.mark.parametrize("tags", CLOSED)
def test_a_closed_street_is_neither(town: Town, network: Build, tags: Tags) -> None:
    built = network(town(NODES, AROUND | {20: ([1, 2], ROAD | tags)}))
    assert RoadEngine(built).index.snap([Place("inside", 47.0001, 9.005)]).offset_m[0] > 300
    assert metres(built, WEST, EAST)[0][1] > 5_000


CHAIN = {20: ([1, 3], LOCAL), 21: ([3, 4], ROAD | {"access": "private"}), 22: ([4, 2], ROAD | {"access": "delivery"})}


def test_several_such_streets_joined_are_one_that_is_not_passed_through(town: Town, network: Build) -> None:
    built = network(town(NODES, AROUND | CHAIN))
    middle, first = Place("middle", 47.0041, 9.005), Place("first", 47.002, 9.0015)
    found = metres(built, WEST, EAST, middle, first)
    assert found[0][1] > 5_000
    assert max(found[0][2], found[2][1], found[1][2], found[1][3]) < 2_000
    assert max(found[2][3], found[3][2]) < 700


def test_a_public_street_behind_such_streets_is_reached_and_not_passed_through(town: Town, network: Build) -> None:
    built = network(town(NODES, AROUND | CHAIN | {21: ([3, 4], ROAD)}))
    middle = Place("middle", 47.0041, 9.005)
    found = metres(built, WEST, EAST, middle)
    assert found[0][1] > 5_000
    assert max(found[0][2], found[2][1]) < 1_500


def test_home_and_customer_in_one_such_street_are_joined_within_it(town: Town, network: Build) -> None:
    built = network(town(NODES, AROUND | {20: ([1, 3], LOCAL), 21: ([3, 4], LOCAL)}))
    found = metres(built, Place("home", 47.001, 9.0007), Place("shop", 47.0041, 9.005), Place("near", 47.0012, 9.0009))
    assert max(found[0][1], found[1][0]) < 700
    assert max(found[0][2], found[2][0]) < 60


def test_a_one_way_street_for_those_who_arrive_is_entered_and_left_as_it_runs(town: Town, network: Build) -> None:
    built = network(town(NODES, AROUND | {20: ([1, 2], LOCAL | {"oneway": "yes"})}))
    inside = Place("inside", 47.0001, 9.005)
    found = metres(built, WEST, EAST, inside)
    assert max(found[0][2], found[2][1]) < 900
    assert min(found[2][0], found[1][2]) > 5_000


def test_turn_restrictions_hold_at_such_streets(town: Town, network: Build) -> None:
    members = [("from", "way", 14), ("via", "node", 1), ("to", "way", 20)]
    rules = {50: (members, {"type": "restriction", "restriction": "no_straight_on"})}
    inside = Place("inside", 47.0001, 9.005)
    free = network(town(NODES, AROUND | {20: ([1, 2], LOCAL)}))
    held = network(town(NODES, AROUND | {20: ([1, 2], LOCAL)}, rules))
    assert metres(free, WEST, inside)[0][1] < 900
    assert metres(held, WEST, inside)[0][1] > 3_000
    assert metres(held, WEST, inside)[1][0] < 900


GATE = (47.0, 9.005, {"barrier": "gate", "access": "private"})


def test_a_gate_for_those_who_arrive_shuts_a_road_between_public_ones(town: Town, network: Build) -> None:
    built = network(town(NODES | {9: GATE}, AROUND | {20: ([1, 9, 2], ROAD)}))
    assert metres(built, WEST, EAST)[0][1] > 5_000
    opened = network(town(NODES | {9: (*GATE[:2], {"barrier": "gate"})}, AROUND | {20: ([1, 9, 2], ROAD)}))
    assert metres(opened, WEST, EAST)[0][1] < 1_500


@pytest.mark.parametrize("access", ["private", "customers", "destination"])
def test_what_lies_behind_such_a_gate_alone_is_reached(town: Town, network: Build, access: str) -> None:
    gate = (47.002, 9.0015, {"barrier": "lift_gate", "access": access})
    built = network(town(NODES | {9: gate}, AROUND | {20: ([1, 9, 3, 4], ROAD)}))
    assert metres(built, WEST, Place("behind", 47.0041, 9.006))[0][1] < 1_200


def test_what_lies_behind_a_shut_gate_is_not(town: Town, network: Build) -> None:
    gate = (47.002, 9.0015, {"barrier": "gate", "access": "no"})
    built = network(town(NODES | {9: gate}, AROUND | {20: ([1, 9, 3, 4], ROAD)}))
    assert RoadEngine(built).index.snap([Place("behind", 47.0041, 9.006)]).offset_m[0] > 300


def test_a_drive_makes_no_junction_for_who_passes_it(town: Town, network: Build) -> None:
    bend = {1: (47.0, 9.0), 2: (47.0, 9.01), 3: (47.008, 9.01), 4: (47.0, 9.012)}
    ways = {1: ([1, 2, 3], ROAD)}
    ends = Place("a", 47.0, 9.001), Place("b", 47.007, 9.01)
    alone, passing = (
        RoadEngine(network(town(bend, roads))).table(ends).travel_s[0, 1]
        for roads in (ways, ways | {2: ([2, 4], {"highway": "service", "access": "private"})})
    )
    assert passing == alone


def test_designs_do_not_pass_through_either_and_reach_what_lies_on_such_streets(town: Town, network: Build) -> None:
    built = network(town(NODES, AROUND | CHAIN))
    nodes = {
        float(lat) + float(lon): row for row, (lat, lon) in enumerate(zip(built.node_lat, built.node_lon, strict=True))
    }
    at = [nodes[NODES[k][0] + NODES[k][1]] for k in (1, 2, 3, 4)]
    found = Reach(built).seconds(np.array(at, np.int32), np.array(at, np.int32))
    assert found[0, 1] > 400
    assert found[0, 2] < 100
    assert found[1, 3] < 100
    assert np.isfinite(found).all()


def arrivals(tail: list[int], head: list[int], cost: list[int], local: list[bool], start: int) -> dict[int, int]:
    """Cheapest costs from the end of an arc to the end of each, by a search that remembers if a car is arriving."""
    best: dict[tuple[int, bool], int] = {}
    heap = [(0, start, False)]
    while heap:
        spent, arc, arriving = heapq.heappop(heap)
        if (arc, arriving) in best:
            continue
        best[arc, arriving] = spent
        for onto in range(len(tail)):
            if tail[onto] != head[arc] or (arriving and not local[onto]):
                continue
            heapq.heappush(heap, (spent + cost[onto], onto, arriving or (local[onto] and not local[arc])))
    return {arc: min(best[key] for key in best if key[0] == arc) for arc, _ in best}


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_ways_are_those_of_a_car_that_remembers_whether_it_arrives(data: st.DataObject) -> None:
    count = 7
    pairs = data.draw(
        st.lists(st.tuples(st.integers(0, count - 1), st.integers(0, count - 1)), min_size=6, max_size=16)
    )
    pairs = [pair for pair in dict.fromkeys(pairs) if pair[0] != pair[1]] or [(0, 1)]
    tail, head = [a for a, _ in pairs], [b for _, b in pairs]
    local = data.draw(st.lists(st.booleans(), min_size=len(pairs), max_size=len(pairs)))
    cost = [3 + (7 * k) % 11 for k in range(len(pairs))]
    origin, onto = every_turn(count, np.array(tail, np.int32), np.array(head, np.int32))
    own = np.arange(len(pairs), dtype=np.int32)
    plain = Steps(origin.astype(np.int32), onto.astype(np.int32), np.zeros(len(origin), np.int32), own)
    layered = keep_from_passing(plain, np.array(local), np.zeros(len(origin), bool))
    steps, said = layered.steps, layered.local.tolist()
    for start in np.flatnonzero(layered.left).tolist():
        best: dict[int, int] = {}
        heap = [(0, start)]
        while heap:
            spent, state = heapq.heappop(heap)
            if state in best:
                continue
            best[state] = spent
            for step in np.flatnonzero(steps.tail == state).tolist():
                heapq.heappush(heap, (spent + cost[steps.state_arc[steps.head[step]]], int(steps.head[step])))
        arcs = {int(steps.state_arc[state]) for state in best}
        found = {arc: min(c for state, c in best.items() if steps.state_arc[state] == arc) for arc in arcs}
        assert found == arrivals(tail, head, cost, said, start)
