"""Travel on a network: exact by an independent search, the same from every engine, and consistent leg by leg."""

from __future__ import annotations

import math
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import networkx as nx
import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from routing.dijkstra import DijkstraSearch
from routing.geometry import haversine_m
from routing.hierarchy import HierarchySearch
from routing.network import RoadNetwork
from routing.places import Place
from routing.problems import BadInputError
from routing.roads import RoadEngine
from routing.travel import UNREACHABLE_S, TravelTable

At = Callable[[RoadNetwork, list[int]], list[Place]]
FRESH = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
SEARCHES = [HierarchySearch, DijkstraSearch]


def networkx_table(network: RoadNetwork, engine: RoadEngine, places: list[Place]) -> np.ndarray:
    """Seconds between places, with every place made a node of its edge: an answer that shares no code with ours."""
    graph = nx.MultiDiGraph()
    snaps = engine.index.snap(places)
    points: dict[int, list[tuple[float, str]]] = {}
    for row, place in enumerate(places):
        points.setdefault(int(snaps.edge[row]), []).append((float(snaps.share[row]), place.id))
        off = float(snaps.offset_m[row]) / network.meta["off_road_m_per_s"]
        graph.add_edge(("out", place.id), place.id, s=off)
        graph.add_edge(place.id, ("in", place.id), s=off)
    for arc, tail, head in zip(
        range(len(network.arc_tail)), network.arc_tail.tolist(), network.arc_head.tolist(), strict=True
    ):
        forward = bool(network.arc_forward[arc])
        on_it = sorted(points.get(int(network.arc_edge[arc]), []), reverse=not forward)
        stops = [(0.0, tail), *((share if forward else 1 - share, name) for share, name in on_it), (1.0, head)]
        for (begin, a), (end, b) in pairwise(stops):
            graph.add_edge(a, b, s=(end - begin) * float(network.arc_ms[arc]) / 1000)
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
    places = [place for place in spread(built, 40, 1) if engine.index.snap([place]).reachable[0]]
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


def test_two_way_streets_are_symmetric(town: Callable[..., Path], network: Callable[[Path], RoadNetwork]) -> None:
    nodes = {1: (47.0, 9.0), 2: (47.0, 9.01), 3: (47.01, 9.005)}
    road = {"highway": "residential"}
    built = network(town(nodes, {1: ([1, 2], road), 2: ([2, 3], road), 3: ([3, 1], road)}))
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
