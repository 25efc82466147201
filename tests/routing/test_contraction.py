"""The hierarchy against RoutingKit's own queries, on graphs that no road network looks like."""

from __future__ import annotations

import numpy as np
import pytest
import routingkit_cch
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

import routing.labels
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


@settings(max_examples=60, deadline=None)
@given(st.lists(STEP, min_size=1, max_size=40), st.lists(st.integers(0, 11), min_size=1, max_size=150))
def test_places_that_climb_abreast_have_the_labels_of_each_alone(
    steps: list[tuple[int, int, int]], stand: list[int]
) -> None:
    search = HierarchySearch(graph_of(steps))
    state = np.array(stand, np.int32)
    costs = np.arange(len(stand)) - 5
    for side in (0, 1):
        low, start, row = search._labels(Doors(np.arange(len(stand) + 1), state, costs, state), side)
        for place in range(len(stand)):
            alone = Doors(np.arange(2), state[[place]], costs[[place]], state[[place]])
            its_low, _, its_row = search._labels(alone, side)
            assert low[place] == its_low[0]
            assert row[start[place] : start[place + 1]].tolist() == its_row.tolist()


class CountedReads:
    """An array that counts what is read of it."""

    def __init__(self, values: NDArray[np.int32]) -> None:
        self._values, self.count = values, 0

    def __getitem__(self, at: int) -> np.int32:
        self.count += 1
        return self._values[at]


def test_an_arc_above_many_places_is_read_once_for_all_of_them(monkeypatch: pytest.MonkeyPatch) -> None:
    for kernel in ("climb", "shared"):
        monkeypatch.setattr(routing.labels, kernel, getattr(routing.labels, kernel).py_func)
    h = HierarchySearch(graph_of([(k, (k * k + 1) % 12, 1) for k in range(12)]))._hierarchy
    state = h.rank[np.repeat(np.arange(12, dtype=np.int32), 5)]
    heads = CountedReads(h.up_head)
    tree = h.parent, h.depth, h.walk
    routing.labels.labels.py_func(h.up_start, heads, h.weight[0], *tree, np.arange(61), state, np.zeros(60, np.int64))
    assert heads.count == len(h.up_head) > 0


def test_costs_compare_by_time_then_distance_and_unpack() -> None:
    assert pack(1000, 99_999) < pack(1001, 0)
    assert pack(1000, 5) < pack(1000, 6)
    cost = np.array([pack(1001, 14), pack(1000, 15), NO_WAY])
    assert seconds(cost).tolist() == [2, 1, UNREACHABLE_S]
    assert metres(cost).tolist() == [1, 2, UNREACHABLE_S]
