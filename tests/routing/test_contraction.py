"""The hierarchy against RoutingKit's own queries, on graphs that no road network looks like."""

from __future__ import annotations

import numpy as np
import routingkit_cch
from hypothesis import given, settings
from hypothesis import strategies as st

from routing.costs import NO_WAY, metres, pack, seconds
from routing.doors import Doors, Ends
from routing.hierarchy import HierarchySearch, contraction_ranks
from routing.states import SearchGraph
from routing.travel import UNREACHABLE_S

STEP = st.tuples(st.integers(0, 11), st.integers(0, 11), st.integers(1, 50))


def graph_of(steps: list[tuple[int, int, int]]) -> SearchGraph:
    tail, head, cost = (np.array(column) for column in zip(*steps, strict=True))
    around = np.linspace(0, 6, 12)
    tail, head = tail.astype(np.int32), head.astype(np.int32)
    nothing = np.zeros(0, np.int32)
    rank = contraction_ranks(np.cos(around), np.sin(around), tail, head)
    return SearchGraph(rank, np.arange(len(cost)), tail, head, cost.astype(np.int64), (nothing, nothing))


def at_every_state() -> Ends:
    each = np.arange(12, dtype=np.int32)
    doors = Doors(np.arange(13), each, np.zeros(12, np.int64), each)
    nothing = np.zeros(0, np.int64)
    return Ends(doors, doors, doors, (nothing, nothing), nothing)


@settings(max_examples=60, deadline=None)
@given(st.lists(STEP, min_size=1, max_size=40))
def test_all_pairs_agree_with_routingkit(steps: list[tuple[int, int, int]]) -> None:
    graph = graph_of(steps)
    ours = HierarchySearch(graph).all_pairs(at_every_state())
    cch = routingkit_cch.CCH(np.argsort(graph.rank).tolist(), graph.tail.tolist(), graph.head.tolist(), False)
    query = routingkit_cch.CCHOneToMany(routingkit_cch.CCHMetric(cch, graph.cost.tolist()), list(range(12)))
    for state in range(12):
        theirs = [NO_WAY if cost is None else cost for cost in query.distances_from(state)]
        assert np.minimum(ours[state], NO_WAY).tolist() == theirs


@settings(max_examples=40, deadline=None)
@given(st.lists(STEP, min_size=1, max_size=40), st.integers(0, 11), st.integers(0, 11))
def test_the_steps_of_a_way_add_up_to_its_cost_and_join(steps: list[tuple[int, int, int]], a: int, b: int) -> None:
    graph = graph_of(steps)
    search = HierarchySearch(graph)
    one = [
        Doors(np.array([0, 1]), np.array([s], np.int32), np.zeros(1, np.int64), np.array([0], np.int32)) for s in (a, b)
    ]
    cost, way = search.steps(*one)
    if cost >= NO_WAY:
        assert len(way) == 0
        return
    assert graph.cost[way].sum() == cost
    assert [a, *graph.head[way]] == [*graph.tail[way], b]


def test_costs_compare_by_time_then_distance_and_unpack() -> None:
    assert pack(1000, 99_999) < pack(1001, 0)
    assert pack(1000, 5) < pack(1000, 6)
    cost = np.array([pack(1001, 14), pack(1000, 15), NO_WAY])
    assert seconds(cost).tolist() == [2, 1, UNREACHABLE_S]
    assert metres(cost).tolist() == [1, 2, UNREACHABLE_S]
