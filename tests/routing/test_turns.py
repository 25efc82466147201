"""Turns: what they take, and which of them nobody may make, against a search that remembers the way it came."""

from __future__ import annotations

import heapq
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from routing.build import build_network
from routing.extract import Restriction
from routing.network import RoadNetwork
from routing.osm import read_file
from routing.places import Place
from routing.profile import load_profile
from routing.restrictions import ArcFacts, restrict
from routing.roads import RoadEngine
from routing.states import Steps, every_turn

ROAD = {"highway": "residential"}
CROSS = {1: (47.0, 9.0), 2: (47.001, 9.0), 3: (47.002, 9.0), 4: (47.001, 9.0015), 5: (47.001, 8.9985)}
"""A crossing at 2: south 1, north 3, east 4, west 5."""
WAYS = {11: ([1, 2], ROAD), 12: ([2, 3], ROAD), 13: ([2, 4], ROAD), 14: ([2, 5], ROAD)}
AROUND = {15: ([3, 5], ROAD), 16: ([5, 1], ROAD), 17: ([3, 4], ROAD), 18: ([4, 1], ROAD)}
ENDS = {"south": (47.0004, 9.0), "north": (47.0016, 9.0), "east": (47.001, 9.0008), "west": (47.001, 8.9992)}


def travel_s(network: RoadNetwork, origin: str, goal: str) -> int:
    table = RoadEngine(network).table([Place(name, *ENDS[name]) for name in (origin, goal)])
    return int(table.travel_s[0, 1])


def crossing(town: Callable[..., Path], country: str = "CH", restriction: str = "", **more: object) -> RoadNetwork:
    members = [("from", "way", 11), ("via", "node", 2), ("to", "way", 14)]
    tags = {"type": "restriction", "restriction": restriction, **more}
    relations = {50: (members, tags)} if restriction else {}
    return build_network(
        read_file(town(CROSS, WAYS | AROUND, relations)), load_profile(country=country), {"source": "t"}
    )


def test_turning_across_traffic_takes_longer_than_turning_off_and_straight_on_nothing(
    town: Callable[..., Path],
) -> None:
    network = crossing(town)
    left, right, straight = (travel_s(network, "south", goal) for goal in ("west", "east", "north"))
    turns = load_profile().tables["turns"]
    assert left - right == pytest.approx(turns["left"] - turns["right"], abs=1)
    assert straight < right


def test_where_one_drives_on_the_left_it_is_the_other_way_round(town: Callable[..., Path]) -> None:
    network = crossing(town, "GB")
    assert travel_s(network, "south", "west") < travel_s(network, "south", "east")


def test_who_comes_from_a_lesser_road_yields_unless_there_is_a_signal(town: Callable[..., Path]) -> None:
    main = {"highway": "primary"}
    ways = WAYS | {13: ([2, 4], main), 14: ([2, 5], main)}
    free = build_network(read_file(town(CROSS, WAYS)), load_profile(), {"source": "t"})
    held = build_network(read_file(town(CROSS, ways)), load_profile(), {"source": "t"})
    yield_s = load_profile().tables["turns"]["yield"]
    assert travel_s(held, "south", "north") == pytest.approx(travel_s(free, "south", "north") + yield_s, abs=1)
    signal = {2: (*CROSS[2], {"highway": "traffic_signals"})}
    lit = build_network(read_file(town(CROSS | signal, ways)), load_profile(), {"source": "t"})
    signal_s = load_profile().tables["delays"]["traffic_signals"]
    assert travel_s(lit, "south", "north") == pytest.approx(travel_s(free, "south", "north") + signal_s, abs=1)


def test_a_forbidden_turn_is_driven_round(town: Callable[..., Path]) -> None:
    free, held = crossing(town), crossing(town, restriction="no_left_turn")
    assert travel_s(held, "south", "west") > travel_s(free, "south", "west") + 5
    assert travel_s(held, "south", "east") == travel_s(free, "south", "east")
    assert travel_s(held, "west", "south") == travel_s(free, "west", "south")


def test_an_only_turn_forbids_the_others(town: Callable[..., Path]) -> None:
    free, held = crossing(town), crossing(town, restriction="only_left_turn")
    assert travel_s(held, "south", "west") == travel_s(free, "south", "west")
    assert travel_s(held, "south", "north") > travel_s(free, "south", "north") + 5


def test_a_restriction_for_others_does_not_hold_for_cars(town: Callable[..., Path]) -> None:
    held = crossing(town, restriction="no_left_turn", **{"except": "motorcar"})
    assert travel_s(held, "south", "west") == travel_s(crossing(town), "south", "west")


def test_turning_back_is_slow_amid_a_road_and_quicker_at_its_end(town: Callable[..., Path]) -> None:
    network = crossing(town)
    turns = load_profile().tables["turns"]
    back = network.arc_edge[network.step_tail] == network.arc_edge[network.step_head]
    assert set(network.step_turn_ms[back]) == {turns["u_turn"] * 1000}
    alone = build_network(read_file(town(CROSS, {11: ([1, 2], ROAD)})), load_profile(), {"source": "t"})
    assert set(alone.step_turn_ms) == {turns["dead_end"] * 1000}


def grid_arcs() -> ArcFacts:
    """Both directions of a 3 x 3 grid; each edge is a way of its own."""
    pairs = [(n, n + 1) for n in range(9) if n % 3 < 2] + [(n, n + 3) for n in range(6)]
    tail = np.array([a for a, b in pairs] + [b for a, b in pairs])
    head = np.array([b for a, b in pairs] + [a for a, b in pairs])
    edge = np.tile(np.arange(len(pairs)), 2)
    return ArcFacts(tail, head, edge + 100, edge.astype(np.int32))


ARCS = grid_arcs()
COUNT = len(ARCS.tail)
COST = 10 + (np.arange(COUNT) * 7) % 13


def follows(arc: int) -> list[int]:
    return np.flatnonzero(ARCS.tail == ARCS.head[arc]).tolist()


@st.composite
def restrictions(draw: st.DrawFn) -> Restriction:
    first = draw(st.integers(0, COUNT - 1))
    path = [first]
    for _ in range(draw(st.integers(0, 2))):
        path.append(draw(st.sampled_from([arc for arc in follows(path[-1]) if ARCS.edge[arc] not in ARCS.edge[path]])))
        if len({*ARCS.tail[path].tolist(), int(ARCS.head[path[-1]])}) <= len(path):
            path.pop()
            break
    last = draw(st.sampled_from(follows(path[-1])))
    kind = draw(st.sampled_from(["no_left_turn", "only_right_turn"]))
    ways = [int(ARCS.way[arc]) for arc in (*path, last)]
    node = int(ARCS.head[first]) if len(path) == 1 else None
    return Restriction(kind, (ways[0],), (ways[-1],), node, tuple(ways[1:-1]))


def allowed(way: tuple[int, ...], onto: int, rules: list[Restriction]) -> bool:
    """Say whether a car that came a way may turn onto an arc, straight from the rules' wording."""
    for rule in rules:
        path = (rule.from_ways[0], *rule.via_ways)
        came = tuple(int(ARCS.way[arc]) for arc in way[-len(path) :])
        if came != path or (rule.via_node is not None and ARCS.head[way[-1]] != rule.via_node):
            continue
        if not any(ARCS.way[arc] == rule.to_ways[0] for arc in follows(way[-1])):
            continue
        if (int(ARCS.way[onto]) == rule.to_ways[0]) == rule.kind.startswith("no_"):
            return False
    return True


def cheapest_remembering(start: int, rules: list[Restriction]) -> dict[int, int]:
    """Cheapest costs from the end of an arc to the end of each, by a search over the last three arcs driven."""
    best: dict[tuple[int, ...], int] = {}
    heap = [(0, (start,))]
    while heap:
        cost, way = heapq.heappop(heap)
        if way in best:
            continue
        best[way] = cost
        for onto in follows(way[-1]):
            if allowed(way, onto, rules):
                heapq.heappush(heap, (cost + int(COST[onto]), (*way[-2:], onto)))
    return {arc: min(cost for way, cost in best.items() if way[-1] == arc) for arc in {way[-1] for way in best}}


@settings(max_examples=60, deadline=None)
@given(st.lists(restrictions(), min_size=1, max_size=4), st.integers(0, COUNT - 1))
def test_restrictions_over_nodes_and_ways_are_those_of_a_car_with_memory(rules: list[Restriction], start: int) -> None:
    origin, onto = every_turn(9, ARCS.tail.astype(np.int32), ARCS.head.astype(np.int32))
    plain = Steps(
        origin.astype(np.int32),
        onto.astype(np.int32),
        np.zeros(len(origin), np.int32),
        np.arange(COUNT, dtype=np.int32),
    )
    steps = restrict(plain, tuple(rules), ARCS)
    best: dict[int, int] = {}
    heap = [(0, start)]
    while heap:
        cost, state = heapq.heappop(heap)
        if state in best:
            continue
        best[state] = cost
        for step in np.flatnonzero(steps.tail == state).tolist():
            heapq.heappush(heap, (cost + int(COST[steps.state_arc[steps.head[step]]]), int(steps.head[step])))
    arcs = {int(steps.state_arc[state]) for state in best}
    found = {arc: min(cost for state, cost in best.items() if steps.state_arc[state] == arc) for arc in arcs}
    assert found == cheapest_remembering(start, rules)
