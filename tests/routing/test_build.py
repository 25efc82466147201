"""From ways to a network: junctions, directions, barriers, delays and ferries."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from routing.geometry import haversine_m
from routing.network import RoadNetwork
from routing.places import Place
from routing.problems import BadInputError
from routing.profile import Profile, load_profile
from routing.roads import RoadEngine

Town = Callable[..., Path]
Build = Callable[[Path], RoadNetwork]
NODES = {1: (47.0, 9.0), 2: (47.001, 9.0), 3: (47.002, 9.0), 4: (47.001, 9.002)}
ROAD = {"highway": "residential"}


def test_ways_are_cut_where_they_meet_and_nowhere_else(town: Town, network: Build) -> None:
    built = network(town(NODES, {7: ([1, 2, 3], ROAD), 8: ([2, 4], ROAD)}))
    assert (len(built.node_lat), len(built.edge_start) - 1, len(built.arc_tail)) == (4, 3, 6)
    alone = network(town(NODES, {7: ([1, 2, 3], ROAD)}))
    assert (len(alone.node_lat), len(alone.edge_start) - 1) == (2, 1)
    assert alone.line_lat.tolist() == [47.0, 47.001, 47.002]


def test_lengths_follow_the_line(town: Town, network: Build) -> None:
    built = network(town(NODES, {7: ([1, 2, 4], ROAD)}))
    there = haversine_m(47.0, 9.0, 47.001, 9.0) + haversine_m(47.001, 9.0, 47.001, 9.002)
    assert built.arc_dm.tolist() == [round(float(there) * 10)] * 2


def test_a_oneway_street_has_one_arc(town: Town, network: Build) -> None:
    built = network(town(NODES, {7: ([1, 2], ROAD | {"oneway": "-1"})}))
    assert built.arc_forward.tolist() == [False]
    assert built.node_lat[built.arc_tail[0]] > built.node_lat[built.arc_head[0]]


@pytest.mark.parametrize(("tags", "parts"), [({"barrier": "bollard"}, 4), ({"barrier": "kerb"}, 2)])
def test_nothing_passes_a_barrier(town: Town, network: Build, tags: dict[str, str], parts: int) -> None:
    built = network(town(NODES | {2: (47.001, 9.0, tags)}, {7: ([1, 2, 3], ROAD)}))
    assert len(built.node_lat) == parts


def test_a_signal_delays_those_who_drive_up_to_it(town: Town, network: Build) -> None:
    free = network(town(NODES, {7: ([1, 2], ROAD), 8: ([2, 3], ROAD), 9: ([2, 4], ROAD)}))
    signal = {2: (47.001, 9.0, {"highway": "traffic_signals"})}
    held = network(town(NODES | signal, {7: ([1, 2], ROAD), 8: ([2, 3], ROAD), 9: ([2, 4], ROAD)}))
    delay = held.arc_ms - free.arc_ms
    towards = held.node_lat[held.arc_head] == 47.001
    assert set(delay[towards & (held.node_lon[held.arc_head] == 9.0)]) == {10_000}
    assert delay.sum() == 30_000


def test_a_signal_for_one_direction_delays_that_one(town: Town, network: Build) -> None:
    tags = {"highway": "traffic_signals", "traffic_signals:direction": "backward"}
    built = network(town(NODES | {2: (47.001, 9.0, tags)}, {7: ([1, 2, 3], ROAD)}))
    forward = built.arc_forward
    assert built.arc_ms[~forward] == built.arc_ms[forward] + 10_000


def test_a_ferry_takes_its_duration_and_the_wait(town: Town, network: Build) -> None:
    ferry = {"route": "ferry", "motor_vehicle": "yes", "duration": "00:35"}
    built = network(town(NODES, {7: ([1, 2, 3], ferry)}))
    assert set(built.arc_ms) == {(35 * 60 + 600) * 1000}


SEA = {
    1: (47.0, 9.0),
    2: (47.01, 9.0),
    3: (47.02, 9.0),
    4: (47.03, 9.0),
    5: (47.04, 9.0),
    6: (46.999, 9.0),
    7: (47.041, 9.0),
}
FERRY = {"route": "ferry", "motor_vehicle": "yes"}


def crossing_s(network: RoadNetwork) -> int:
    ends = [Place("south", 46.9995, 9.0), Place("north", 47.0405, 9.0)]
    there, back = (int(RoadEngine(network).table(ends).travel_s[pair]) for pair in ((0, 1), (1, 0)))
    assert there == back
    return there


@pytest.mark.parametrize(
    "pieces", [[[1, 2, 3], [3, 4, 5]], [[1, 2], [2, 3], [3, 4], [4, 5]], [[2, 1], [2, 3, 4], [5, 4]]]
)
def test_a_ferry_in_several_ways_boards_once(town: Town, network: Build, pieces: list[list[int]]) -> None:
    roads = {80: ([6, 1], ROAD), 81: ([5, 7], ROAD)}
    whole = network(town(SEA, roads | {7: ([1, 2, 3, 4, 5], FERRY)}))
    parts = network(town(SEA, roads | {10 + k: (nodes, FERRY) for k, nodes in enumerate(pieces)}))
    assert crossing_s(parts) == pytest.approx(crossing_s(whole), abs=1)


def test_who_changes_ferries_on_an_island_boards_again(town: Town, network: Build) -> None:
    roads = {80: ([6, 1], ROAD), 81: ([5, 7], ROAD)}
    ferries = {7: ([1, 2, 3], FERRY), 8: ([3, 4, 5], FERRY)}
    island = {82: ([3, 9], ROAD)}
    over = network(town(SEA | {9: (47.02, 9.001)}, roads | ferries | island))
    boarding_s = load_profile().tables["ferry"]["boarding_s"]
    assert crossing_s(over) == pytest.approx(crossing_s(network(town(SEA, roads | ferries))) + boarding_s, abs=10)


def test_ways_of_which_a_profile_is_told_the_same_are_judged_once(
    town: Town, network: Build, monkeypatch: pytest.MonkeyPatch
) -> None:
    judged: list[dict[str, str]] = []
    directions = Profile.directions

    def counted(profile: Profile, tags: dict[str, str]) -> tuple[bool, bool]:
        judged.append(tags)
        return directions(profile, tags)

    monkeypatch.setattr(Profile, "directions", counted)
    slow = ROAD | {"maxspeed": "30", "name": "D"}
    ways = {5: ([1, 2], ROAD | {"name": "A"}), 6: ([2, 3], slow), 7: ([2, 4], ROAD | {"name": "B", "lit": "yes"})}
    built = network(town(NODES, ways))
    assert judged == [ROAD, ROAD | {"maxspeed": "30"}]
    slower = (built.arc_ms - built.arc_delay_ms) / built.arc_dm
    assert slower[built.arc_edge == 1].min() > 1.2 * slower[built.arc_edge != 1].max()


def test_an_extract_without_a_drivable_road_is_refused(town: Town, network: Build) -> None:
    with pytest.raises(BadInputError, match="no road may be driven"):
        network(town(NODES, {7: ([1, 2], {"highway": "footway"})}))


@pytest.mark.parametrize(("across", "share"), [(5, 1.0), (8, 0.85)])
def test_many_junctions_make_a_town(town: Town, network: Build, across: int, share: float) -> None:
    each = range(across)
    nodes = {10 * row + column: (47 + row * 0.001, 9 + column * 0.00146) for row in each for column in each}
    ways = {100 + k: ([10 * k + c for c in each], ROAD) for k in each} | {
        200 + k: ([10 * r + k for r in each], ROAD) for k in each
    }
    built = network(town(nodes, ways))
    kmh = built.arc_dm / built.arc_ms * 360
    assert np.median(kmh) == pytest.approx(30 * share, rel=0.01)


def test_the_main_part_is_where_every_place_reaches_every_other(town: Town, network: Build) -> None:
    island = {5: (47.5, 9.5), 6: (47.501, 9.5)}
    trap = {7: (47.0, 8.99)}
    ways = {7: ([1, 2, 3], ROAD), 8: ([2, 4], ROAD), 9: ([5, 6], ROAD), 10: ([1, 7], ROAD | {"oneway": "yes"})}
    built = network(town(NODES | island | trap, ways))
    main = np.unique(built.arc_tail[built.arc_main])
    assert sorted(built.node_lat[main]) == [47.0, 47.001, 47.001, 47.002]
