"""Turns: a state is a car at the end of an arc, a step the turn onto the next arc and driving that.

So a turn may take time or be forbidden. Where a restriction reaches over several arcs, an arc has further states: the
car at its end that came the restricted way.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from routing.costs import pack
from routing.network import RoadNetwork

Pairs = tuple[NDArray[np.int32], NDArray[np.int32]]


@dataclass(frozen=True, slots=True, eq=False)
class Steps:
    """The graph that is searched.

    Attributes
    ----------
    tail, head : int32 arrays, shape (t,)
        States.
    turn_ms : int32 array, shape (t,)
        What the turn takes before the arc is driven.
    state_arc : int32 array, shape (s,)
        The arc that a state is at the end of. The first states are the arcs in their order.
    """

    tail: NDArray[np.int32]
    head: NDArray[np.int32]
    turn_ms: NDArray[np.int32]
    state_arc: NDArray[np.int32]


def every_turn(
    nodes: int, arc_tail: NDArray[np.int32], arc_head: NDArray[np.int32]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return all pairs of an arc and an arc that may follow it."""
    order = np.argsort(arc_tail, kind="stable")
    start = np.searchsorted(arc_tail[order], np.arange(nodes + 1))
    sizes = start[arc_head + 1] - start[arc_head]
    first = np.repeat(start[arc_head] - (np.cumsum(sizes) - sizes), sizes)
    return np.repeat(np.arange(len(arc_tail)), sizes), order[first + np.arange(sizes.sum())]


def states_beside(state_arc: NDArray[np.int32], arc_edge: NDArray[np.int32]) -> Pairs:
    """Return pairs of states at the ends of one edge, on which a place can stand; a hierarchy holds them together."""
    order = np.argsort(arc_edge[state_arc], kind="stable")
    edge = arc_edge[state_arc][order]
    place = np.arange(len(edge)) - np.searchsorted(edge, edge)
    later = [np.flatnonzero(place >= gap) for gap in range(1, int(place.max(initial=0)) + 1)]
    ahead = np.concatenate([np.zeros(0, np.int64), *later])
    gaps = np.repeat(np.arange(1, len(later) + 1), [len(rows) for rows in later])
    return order[ahead - gaps].astype(np.int32), order[ahead].astype(np.int32)


def largest_part(steps: Steps, among: NDArray[np.bool_] | None = None) -> NDArray[np.bool_]:
    """Say which states (of all, or of those `among`) are the largest part in which every state reaches every other."""
    from scipy.sparse import coo_array  # noqa: PLC0415 - scipy is large, and few who serve need it
    from scipy.sparse.csgraph import connected_components  # noqa: PLC0415 - as above

    count = len(steps.state_arc)
    graph = coo_array((np.ones(len(steps.tail), np.int8), (steps.tail, steps.head)), shape=(count, count))
    _, part = connected_components(graph.tocsr(), directed=True, connection="strong")
    if among is None:
        return np.asarray(part == np.bincount(part).argmax())
    return np.asarray(among & (part == np.bincount(part[among]).argmax())) if among.any() else among


@dataclass(frozen=True, slots=True, eq=False)
class SearchGraph:
    """What a search for the cheapest way is made from.

    Attributes
    ----------
    rank : int32 array, shape (s,)
        Contraction order of the states.
    step : int64 array, shape (t,)
        The steps of the main part, by their number in the network.
    tail, head : int32 arrays, shape (t,)
        Their states.
    cost : int64 array, shape (t,)
        In the sense of `routing.costs`.
    beside : pair of int32 arrays
        States between which a place can stand.
    """

    rank: NDArray[np.int32]
    step: NDArray[np.int64]
    tail: NDArray[np.int32]
    head: NDArray[np.int32]
    cost: NDArray[np.int64]
    beside: Pairs


def search_graph(network: RoadNetwork, arc_ms: NDArray[np.int32] | None = None) -> SearchGraph:
    """Return the main part of a network as a graph, with its own times or the given ones (shape (a,), milliseconds)."""
    net = network
    main = np.flatnonzero(net.main_state[net.step_tail] & net.main_state[net.step_head])
    arc = net.step_arc[main]
    ms = (net.arc_ms if arc_ms is None else arc_ms)[arc] + net.step_turn_ms[main]
    cost = pack(ms, net.arc_dm[arc])
    beside = states_beside(net.state_arc, net.arc_edge)
    return SearchGraph(net.state_rank, main, net.step_tail[main], net.step_head[main], cost, beside)
