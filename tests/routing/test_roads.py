"""Travel on a network: exact by an independent search, the same from every engine, and consistent leg by leg."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import networkx as nx
import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from routing.build import build_network
from routing.dijkstra import DijkstraSearch
from routing.geometry import haversine_m
from routing.hierarchy import HierarchySearch
from routing.network import RoadNetwork
from routing.osm import read_file
from routing.places import Place
from routing.problems import BadInputError
from routing.profile import load_profile
from routing.roads import RoadEngine
from routing.travel import UNREACHABLE_S, TravelTable

At = Callable[[RoadNetwork, list[int]], list[Place]]
FRESH = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
SEARCHES = [HierarchySearch, DijkstraSearch]


def networkx_table(network: RoadNetwork, engine: RoadEngine, places: list[Place]) -> np.ndarray:
    """Seconds between places by networkx: a graph of arcs joined by turns, places set into the arcs of their edge."""
    graph = nx.DiGraph()
    snaps = engine.index.snap(places)
    arc_s, run_s = (network.arc_ms / 1000).tolist(), ((network.arc_ms - network.arc_delay_ms) / 1000).tolist()
    state_arc = network.state_arc.tolist()
    turned: dict[int, list[tuple[int, float]]] = {}
    steps = zip(
        network.step_tail.tolist(), network.step_head.tolist(), (network.step_turn_ms / 1000).tolist(), strict=True
    )
    for tail, head, turn_s in steps:
        arc = state_arc[head]
        turned.setdefault(arc, []).append((tail, turn_s))
        graph.add_edge(tail, head, s=min(turn_s + arc_s[arc], graph.get_edge_data(tail, head, {"s": math.inf})["s"]))
    on: dict[int, list[tuple[float, str, float]]] = {}
    for row, place in enumerate(places):
        off = float(snaps.offset_m[row]) / network.meta["off_road_m_per_s"]
        for arc in np.flatnonzero(network.arc_edge == snaps.edge[row]).tolist():
            share = float(snaps.share[row]) if network.arc_forward[arc] else 1 - float(snaps.share[row])
            graph.add_edge(("out", place.id), arc, s=off + arc_s[arc] - share * run_s[arc])
            for tail, turn_s in turned.get(arc, []):
                before = graph.get_edge_data(tail, ("in", place.id), {"s": math.inf})["s"]
                graph.add_edge(tail, ("in", place.id), s=min(before, off + turn_s + share * run_s[arc]))
            for earlier, other, other_off in on.get(arc, []):
                ahead, behind = (other, place.id), (place.id, other)
                driven = off + other_off + abs(share - earlier) * run_s[arc]
                for first, last in [ahead] * (earlier <= share) + [behind] * (earlier >= share):
                    before = graph.get_edge_data(("out", first), ("in", last), {"s": math.inf})["s"]
                    graph.add_edge(("out", first), ("in", last), s=min(before, driven))
            on.setdefault(arc, []).append((share, place.id, off))
    table = np.zeros((len(places), len(places)))
    for row, origin in enumerate(places):
        found = nx.single_source_dijkstra_path_length(graph, ("out", origin.id), weight="s")
        table[row] = [0.0 if p is origin else found.get(("in", p.id), math.inf) for p in places]
    return table


def assert_exact(table: TravelTable, truth: np.ndarray) -> None:
    assert np.abs(table.travel_s - np.ceil(truth)).max() <= 1
    assert (table.travel_s - truth).min() > -0.01


@pytest.mark.parametrize("search", SEARCHES)
@FRESH
@given(data=st.data())
def test_times_are_those_of_an_independent_search(grid: RoadNetwork, search: type, data: st.DataObject) -> None:
    position = st.tuples(st.floats(47.0005, 47.0055), st.floats(9.001, 9.008))
    drawn = data.draw(st.lists(position, min_size=2, max_size=6, unique=True))
    places = [Place(f"p{row}", lat, lon) for row, (lat, lon) in enumerate(drawn)]
    engine = RoadEngine(grid, search)
    assert_exact(engine.table(places), networkx_table(grid, engine, places))


def spread(network: RoadNetwork, count: int, seed: int) -> list[Place]:
    rng = np.random.default_rng(seed)
    rows = rng.choice(len(network.node_lat), count)
    lat, lon = network.node_lat[rows], network.node_lon[rows]
    shift = rng.normal(0, 0.0005, (2, count))
    return [Place(f"p{k}", lat[k] + shift[0, k], lon[k] + shift[1, k]) for k in range(count)]


def test_real_networks_are_exact_and_engines_agree(extract_file: Path, network: Callable[[Path], RoadNetwork]) -> None:
    built = network(extract_file)
    engine = RoadEngine(built)
    places = [place for place in spread(built, 12, 1) if engine.index.snap([place]).reachable[0]]
    table, other = engine.table(places), RoadEngine(built, DijkstraSearch).table(places)
    assert_exact(table, networkx_table(built, engine, places))
    assert np.array_equal(table.travel_s, other.travel_s)
    assert np.array_equal(table.distance_m, other.distance_m)


@pytest.mark.parametrize("search", SEARCHES)
def test_a_leg_takes_and_measures_what_the_table_says(grid: RoadNetwork, search: type) -> None:
    engine, places = RoadEngine(grid, search), spread(grid, 12, 5)
    table = engine.table(places)
    for i, origin in enumerate(places):
        for j, goal in enumerate(places):
            leg = engine.leg(origin, goal)
            assert (leg.travel_s, leg.distance_m) == (table.travel_s[i, j], table.distance_m[i, j])
            line = np.array(leg.line)
            driven = haversine_m(line[:-1, 0], line[:-1, 1], line[1:, 0], line[1:, 1]).sum()
            assert driven == pytest.approx(leg.distance_m, abs=3)
            assert (leg.line[0], leg.line[-1]) == ((origin.lat, origin.lon), (goal.lat, goal.lon))


def test_no_way_over_a_third_place_is_faster(grid: RoadNetwork) -> None:
    seconds = RoadEngine(grid).table(spread(grid, 15, 2)).travel_s
    over = (seconds[:, :, None] + seconds[None, :, :]).min(axis=1)
    assert (over >= seconds).all()


def test_a_oneway_street_makes_the_way_back_longer(
    town: Callable[..., Path], network: Callable[[Path], RoadNetwork]
) -> None:
    nodes = {1: (47.0, 9.0), 2: (47.0, 9.01), 3: (47.01, 9.005)}
    road = {"highway": "residential"}
    built = network(town(nodes, {1: ([1, 2], road | {"oneway": "yes"}), 2: ([2, 3], road), 3: ([3, 1], road)}))
    places = [Place("A", 47.0, 9.002), Place("B", 47.0, 9.008)]
    table = RoadEngine(built).table(places)
    assert table.distance_m[0, 1] == pytest.approx(456, abs=2)
    assert table.distance_m[1, 0] > 2_000


def test_two_way_streets_are_symmetric_where_turns_are_free(town: Callable[..., Path]) -> None:
    nodes = {1: (47.0, 9.0), 2: (47.0, 9.01), 3: (47.01, 9.005)}
    road = {"highway": "residential"}
    path = town(nodes, {1: ([1, 2], road), 2: ([2, 3], road), 3: ([3, 1], road)})
    profile = load_profile()
    free = replace(profile, tables=profile.tables | {"turns": dict.fromkeys(profile.tables["turns"], 0)})
    built = build_network(read_file(path), free, {"source": "town"})
    table = RoadEngine(built).table(spread(built, 8, 4))
    assert np.array_equal(table.travel_s, table.travel_s.T)


def test_a_place_outside_is_unreachable_and_does_not_harm_the_others(grid: RoadNetwork) -> None:
    places = [*spread(grid, 3, 3), Place("sea", 40.0, 9.0)]
    table = RoadEngine(grid).table(places)
    assert (table.travel_s[3, :3] == UNREACHABLE_S).all()
    assert (table.distance_m[:3, 3] == UNREACHABLE_S).all()
    assert table.travel_s[3, 3] == 0
    assert (table.travel_s[:3, :3] < 600).all()
    with pytest.raises(BadInputError, match="sea at 40"):
        RoadEngine(grid).leg(places[0], places[3])


@pytest.mark.parametrize("search", SEARCHES)
def test_the_smallest_tables_have_their_shape(grid: RoadNetwork, at_nodes: At, search: type) -> None:
    engine = RoadEngine(grid, search)
    assert engine.table([]).travel_s.shape == (0, 0)
    assert engine.table(at_nodes(grid, [0])).travel_s.tolist() == [[0]]
    here = at_nodes(grid, [0])[0]
    assert engine.table([here, Place("same", here.lat, here.lon)]).travel_s.tolist() == [[0, 0], [0, 0]]


def test_the_source_says_which_engine_and_which_roads(grid: RoadNetwork, at_nodes: At) -> None:
    assert (
        RoadEngine(grid)
        .table(at_nodes(grid, [0]))
        .source.startswith("contraction hierarchy on town.osm by profile car")
    )
