"""Roads for arriving only: a way may begin on them and end on them, and never passes through.

A car that leaves a place drives such roads until it turns onto a public one, and turns onto such roads again only to
arrive. So they have their states twice: of cars that leave, and of cars that arrive. Nothing leads from the second to
public roads, or from public roads to the first; every search of the steps keeps the rule without knowing it.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from routing.network import RoadNetwork
from routing.states import Steps, largest_part

Bools = NDArray[np.bool_]
Arcs = tuple[NDArray[np.int32], NDArray[np.int32], NDArray[np.int64]]
"""Tails, heads, milliseconds."""


@dataclass(frozen=True, slots=True, eq=False)
class Layered:
    """Steps that keep to the rule.

    Attributes
    ----------
    steps : Steps
        With a second state of each one that is for arriving, at the end.
    local : bool array, shape (a,)
        Arcs for arriving only: those the tags say, and those that can be reached over such alone.
    main : bool array, shape (s,)
        States that every place can use: of the largest public part, those that lead to it, those reached from it.
    left, reached : bool arrays, shape (a,)
        Arcs from whose end a place on them gets away, and arcs that are driven to arrive.
    """

    steps: Steps
    local: Bools
    main: Bools
    left: Bools
    reached: Bools


def keep_from_passing(steps: Steps, local: Bools, gated: Bools) -> Layered:
    """Return steps by which nobody passes through.

    Parameters
    ----------
    steps : Steps
    local : bool array, shape (a,)
        Arcs for arriving only.
    gated : bool array, shape (t,)
        Steps past a gate that is for arriving only.
    """
    core = _public_core(steps, local, gated)
    arcs = len(local)
    public = np.bincount(steps.state_arc[core], minlength=arcs) > 0
    whole = not public.any()
    local = np.zeros(arcs, bool) if whole else ~public
    if whole:
        core = largest_part(steps)
    layered = _in_layers(steps, local, gated)
    main = _main(layered, local[layered.state_arc], np.flatnonzero(core)[0], core)
    arriving = main.copy()
    arriving[: len(steps.state_arc)] &= ~local[steps.state_arc]
    reached = np.bincount(layered.state_arc[arriving], minlength=arcs) > 0
    return Layered(layered, local, main, main[:arcs], reached)


def _public_core(steps: Steps, local: Bools, gated: Bools) -> Bools:
    """Return the states of the largest part of the public roads in which every state reaches every other."""
    public = ~local[steps.state_arc]
    open_ = public[steps.tail] & public[steps.head] & ~gated
    return largest_part(Steps(steps.tail[open_], steps.head[open_], steps.turn_ms[open_], steps.state_arc), public)


def _in_layers(steps: Steps, local: Bools, gated: Bools) -> Steps:
    """Double the states of local arcs; a gate between two public roads is shut, as both are reached without it."""
    states = len(steps.state_arc)
    inside = np.flatnonzero(local[steps.state_arc])
    second = np.full(states, -1, np.int32)
    second[inside] = states + np.arange(len(inside), dtype=np.int32)
    begins, ends = second[steps.tail] >= 0, second[steps.head] >= 0
    first = np.flatnonzero((begins | ~ends) & ~(gated & ~begins & ~ends))
    again = np.flatnonzero(ends)
    tail, head = steps.tail[again], second[steps.head[again]]
    return Steps(
        np.concatenate([steps.tail[first], np.where(begins[again], second[tail], tail)]),
        np.concatenate([steps.head[first], head]),
        np.concatenate([steps.turn_ms[first], steps.turn_ms[again]]),
        np.concatenate([steps.state_arc, steps.state_arc[inside]]),
    )


def _main(steps: Steps, local: Bools, start: int, core: Bools) -> Bools:
    """Return the core, the local states from which it is reached and those that it reaches."""
    from scipy.sparse import coo_array, csr_array  # noqa: PLC0415 - scipy is large, and few who serve need it
    from scipy.sparse.csgraph import breadth_first_order  # noqa: PLC0415 - as above

    count = len(steps.state_arc)
    graph = csr_array(coo_array((np.ones(len(steps.tail), np.int8), (steps.tail, steps.head)), shape=(count, count)))
    main = np.zeros(count, bool)
    main[: len(core)] = core
    for way in (graph, csr_array(graph.T)):
        met = np.zeros(count, bool)
        met[breadth_first_order(way, start, return_predecessors=False)] = True
        main |= met & local
    return main


def arcs_between_junctions(network: RoadNetwork) -> Arcs:
    """Return the arcs for those who compare thousands of places by junctions: no way passes through local roads.

    Each junction amid local roads hangs on the public junction that is nearest over them, both ways: local arcs that
    lead elsewhere are left out, and one-way rules on the others are not looked at.
    """
    net = network
    tail, head, ms = net.arc_tail, net.arc_head, np.maximum(net.arc_ms, 1).astype(np.int64)
    local = net.arc_local
    if not local.any():
        return tail, head, ms
    hangs = _hanging(net, ms)
    public = np.zeros(len(net.node_lat), bool)
    public[tail[~local]] = public[head[~local]] = True
    twig = local & (hangs[tail] == hangs[head]) & ~(public[tail] & public[head])
    kept = ~local | twig
    both = (np.concatenate([one[kept], other[twig]]) for one, other in ((tail, head), (head, tail), (ms, ms)))
    tails, heads, costs = both
    return tails, heads, costs


def _hanging(net: RoadNetwork, ms: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return for each junction the public one that is nearest over local arcs, -1 where there is none."""
    from scipy.sparse import coo_array, csr_array  # noqa: PLC0415 - scipy is large, and few who serve need it
    from scipy.sparse.csgraph import dijkstra  # noqa: PLC0415 - as above

    count = len(net.node_lat)
    local, graph_of = net.arc_local, net.arc_tail.astype(np.int64) * count + net.arc_head
    order = np.lexsort((ms, graph_of))
    order = order[local[order]]
    first = order[np.unique(graph_of[order], return_index=True)[1]]
    ends = (net.arc_tail[first], net.arc_head[first])
    graph = csr_array(coo_array((ms[first].astype(float), ends), shape=(count, count)))
    public = np.unique(np.concatenate([net.arc_tail[~local], net.arc_head[~local]]))
    if len(public) == 0:
        return np.zeros(count, np.int64)
    found = dijkstra(graph, directed=False, indices=public, min_only=True, return_predecessors=True)
    return np.where(found[2] < 0, -1, found[2]).astype(np.int64)
