"""The cheapest route of a rep-day under given rewards, by dynamic programming: the pricing of the lower bound.

Two passes, both over whole units of time. Backward, q-routes [1]_ that may come back to a visit, though not by way of
one other alone, give for every node, time and state of lunch the least cost to the end. Forward, labels with ng-memory
[2]_, which forbid coming back soon, are extended only where the backward pass leaves them a chance. What they forget is
in favour of the driver, so the least cost is never above that of a true route.

References
----------
.. [1] N. Christofides, A. Mingozzi and P. Toth (1981), "Exact algorithms for the vehicle routing problem, based on
   spanning tree and shortest path relaxations", Mathematical Programming 20.
.. [2] R. Baldacci, A. Mingozzi and R. Roberti (2011), "New route relaxation and pricing strategies for the vehicle
   routing problem", Operations Research 59.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from scheduler.bound.days import DayArrays, Floats, Ints
from scheduler.search.facts import entry, kernel

START_NODE, DUE, TAKEN = 0, 0, 1
END, LUNCH_FROM, LUNCH_TO, LUNCH_LENGTH, EXCUSED = range(5)
NODE, TIME, STATE, MEMORY, PARENT, SAME_TIME, SAME_NODE = range(7)
LABEL_COLUMNS = 7
"""Columns of a label; the last two chain the labels of one time, and the undominated ones of one node."""

GRAIN = 1e-7
"""Costs that differ by less are the same."""


class Least(NamedTuple):
    """The two least costs to the end of the day from an arrival, by lunch, node and time; the next node of the first.

    The two go on to different nodes, so that one of them does not come back to any node before.
    """

    first: Floats
    second: Floats
    then: Ints


class Chains(NamedTuple):
    """Labels by time (their number in the last place), undominated ones by node, and the best that go home by node."""

    at: Ints
    newest: Ints
    found: Ints
    found_cost: Floats


@kernel
def over_leg(day: DayArrays, node: int, time: int, to: int, meal: int) -> int:
    """Return the arrival at `to` from the start of a service, the last column if never; `meal`: lunch on the way."""
    never = day.begin.shape[1] - 1
    arrival = time + day.step[node, to]
    if meal:
        if day.clock[LUNCH_LENGTH] < 0 or time + day.served[node] > day.clock[LUNCH_TO]:
            return never
        arrival = max(arrival, day.clock[LUNCH_FROM]) + day.clock[LUNCH_LENGTH]
    return min(arrival, never)


@kernel
def reaches_home(day: DayArrays, node: int, time: int, state: int) -> bool:
    """Return whether the end of the day can be reached from the start of a service."""
    end = len(day.step) - 1
    if state == DUE and over_leg(day, node, time, end, 1) <= day.clock[END]:
        return True
    return over_leg(day, node, time, end, 0) <= (day.clock[END] if state == TAKEN else day.clock[EXCUSED])


@kernel
def onward(least: Least, state: int, node: int, arrival: int, before: int) -> float:
    """Return the least cost of going on from an arrival at a node without going back to the node before at once."""
    if least.then[state, node, arrival] == before:
        return least.second[state, node, arrival]
    return least.first[state, node, arrival]


@kernel
def over(day: DayArrays, least: Least, node: int, time: int, state: int, to: int) -> float:  # noqa: PLR0917 - a kernel takes its arrays one by one
    """Return the least cost of going on from a service at a node by way of another, lunch on the way or not."""
    never = day.begin.shape[1] - 1
    arrival = time + day.step[node, to]
    best = onward(least, state, to, min(arrival, never), node)
    if state == DUE and day.clock[LUNCH_LENGTH] >= 0 and time + day.served[node] <= day.clock[LUNCH_TO]:
        fed = max(arrival, day.clock[LUNCH_FROM]) + day.clock[LUNCH_LENGTH]
        best = min(best, onward(least, TAKEN, to, min(fed, never), node))
    return best


@kernel
def has_chance(day: DayArrays, node: int, time: int, state: int) -> bool:
    """Return whether a service may start at a time with lunch due or taken, so that a rule for lunch can still hold."""
    if day.clock[LUNCH_LENGTH] < 0:
        return state == DUE
    if state == TAKEN:
        return time >= day.clock[LUNCH_FROM] + day.clock[LUNCH_LENGTH]
    return time <= day.clock[EXCUSED] or time + day.served[node] <= day.clock[LUNCH_TO]


@kernel
def look_ahead(day: DayArrays, reward: Floats, least: Least, node: int, time: int, state: int) -> None:  # noqa: PLR0917 - a kernel takes its arrays one by one
    """Find the two cheapest ways on from a service, by different nodes."""
    end = len(day.step) - 1
    first, second, then = np.inf, np.inf, -1
    if reaches_home(day, node, time, state):
        first, then = day.price[node, end], end
    for to in range(1, end):
        if to != node:
            cost = day.price[node, to] - reward[to] + over(day, least, node, time, state, to)
            if cost < first:
                first, second, then = cost, first, to
            elif cost < second:
                second = cost
    least.first[state, node, time], least.second[state, node, time] = first, second
    least.then[state, node, time] = then


@kernel
def fill(day: DayArrays, reward: Floats, least: Least) -> None:
    """Find the least costs from every arrival on.

    Routes may come back to a visit, though not by way of one other alone. The last column stays infinite: never.
    """
    nodes, never = len(day.step), day.begin.shape[1] - 1
    least.first[:], least.second[:], least.then[:] = np.inf, np.inf, -1
    for time in range(never - 1, -1, -1):
        for node in range(1, nodes - 1):
            begun = day.begin[node, time]
            for state in range(2):
                if begun > time:
                    least.first[state, node, time] = least.first[state, node, begun]
                    least.second[state, node, time] = least.second[state, node, begun]
                    least.then[state, node, time] = least.then[state, node, begun]
                elif has_chance(day, node, time, state):
                    look_ahead(day, reward, least, node, time, state)


@entry
def trace(day: DayArrays, reward: Floats, least: Least, nodes: Ints) -> tuple[float, int]:
    """Return the least cost of a q-route that serves somebody, and how many nodes of it were written down."""
    fill(day, reward, least)
    end, never = len(day.step) - 1, day.begin.shape[1] - 1
    total, count = from_start(day, reward, least), 0
    node, time, state, before = START_NODE, 0, DUE, -1
    while total < np.inf and node != end:
        best, to_best = np.inf, end
        if node != START_NODE and reaches_home(day, node, time, state):
            best = day.price[node, end]
        for to in range(1, end):
            if to != node and to != before:  # noqa: PLR1714 - numba is slow at building sets
                cost = day.price[node, to] - reward[to] + over(day, least, node, time, state, to)
                if cost < best:
                    best, to_best = cost, to
        if to_best != end:
            arrival = min(time + day.step[node, to_best], never)
            fed = over_leg(day, node, time, to_best, 1) if state == DUE else never
            if onward(least, TAKEN, to_best, fed, node) < onward(least, state, to_best, arrival, node):
                arrival, state = fed, TAKEN
            nodes[count] = to_best
            count, time = count + 1, day.begin[to_best, arrival]
        before, node = node, to_best
    return total, count


@kernel
def recall(near: Ints, node: int, memory: int, to: int) -> int:
    """Return the memory after going from a node to another: what both know, and the other itself; -1 if forbidden."""
    kept = 0
    for k in range(near.shape[1]):
        if near[node, k] >= 0 and memory >> k & 1:
            if near[node, k] == to:
                return -1
            for m in range(1, near.shape[1]):
                if near[to, m] == near[node, k]:
                    kept |= 1 << m
    return kept | 1


@kernel
def dominated(labels: Ints, costs: Floats, newest: int, cost: float, state: int, memory: int) -> bool:  # noqa: PLR0917 - a kernel takes its arrays one by one
    """Return whether a label of the same node, not later, is as cheap, remembers no more and has lunch no later."""
    other = newest
    while other >= 0:
        if costs[other] <= cost and labels[other, STATE] >= state and labels[other, MEMORY] & ~memory == 0:
            return True
        other = labels[other, SAME_NODE]
    return False


@kernel
def extend(  # noqa: PLR0917 - a kernel takes its arrays one by one
    day: DayArrays, reward: Floats, least: Least, labels: Ints, costs: Floats, at: Ints, parent: int, below: float
) -> bool:
    """Extend a label to every node that leaves a chance below `below`; return whether there was room."""
    node, time, state = labels[parent, NODE], labels[parent, TIME], labels[parent, STATE]
    for to in range(1, len(day.step) - 1):
        if to == node:
            continue
        memory = recall(day.near, node, labels[parent, MEMORY], to)
        if memory < 0:
            continue
        cost = costs[parent] + day.price[node, to] - reward[to]
        for meal in range(2 if state == DUE else 1):
            begun = day.begin[to, over_leg(day, node, time, to, meal)]
            after = TAKEN if meal else state
            if cost + onward(least, after, to, begun, node) < below - GRAIN:
                new = at[-1]
                if new == len(labels):
                    return False
                labels[new, NODE], labels[new, TIME], labels[new, STATE] = to, begun, after
                labels[new, MEMORY], labels[new, PARENT], labels[new, SAME_TIME] = memory, parent, at[begun]
                costs[new] = cost
                at[begun], at[-1] = new, new + 1
    return True


@kernel
def from_start(day: DayArrays, reward: Floats, least: Least) -> float:
    """Return the least cost of a route that serves somebody."""
    best = np.inf
    for to in range(1, len(day.step) - 1):
        best = min(best, day.price[START_NODE, to] - reward[to] + over(day, least, START_NODE, 0, DUE, to))
    return best


@entry
def search(  # noqa: PLR0917 - a kernel takes its arrays one by one
    day: DayArrays, reward: Floats, least: Least, labels: Ints, costs: Floats, chains: Chains, below: float
) -> float:
    """Return a lower bound on the cost of every route, and find the best labels that go home below `below`."""
    nodes, never = len(day.step), day.begin.shape[1] - 1
    fill(day, reward, least)
    start = from_start(day, reward, least)
    if start >= below - GRAIN:
        return start
    labels[0, NODE], labels[0, TIME], labels[0, STATE], labels[0, MEMORY], labels[0, PARENT] = START_NODE, 0, DUE, 0, -1
    costs[0], chains.at[-1] = 0.0, 1
    room = extend(day, reward, least, labels, costs, chains.at, 0, below)
    best = below
    for time in range(never):
        label = chains.at[time]
        while label >= 0 and room:
            node, state = labels[label, NODE], labels[label, STATE]
            if costs[label] + least.first[state, node, time] < below - GRAIN and not dominated(
                labels, costs, chains.newest[node], costs[label], state, labels[label, MEMORY]
            ):
                labels[label, SAME_NODE], chains.newest[node] = chains.newest[node], label
                home = costs[label] + day.price[node, nodes - 1]
                if home < chains.found_cost[node] - GRAIN and reaches_home(day, node, time, state):
                    chains.found[node], chains.found_cost[node], best = label, home, min(best, home)
                room = extend(day, reward, least, labels, costs, chains.at, label, below)
            label = labels[label, SAME_TIME]
    return best if room else start


def quick_route(day: DayArrays, reward: Floats) -> tuple[float, Ints]:
    """Return the least cost of a q-route that serves somebody, and its nodes; infinite if there is none."""
    nodes = np.empty(day.begin.shape[1], np.int64)
    total, count = trace(day, reward, _least(day), nodes)
    return total, nodes[:count]


def cheapest_routes(
    day: DayArrays, reward: Floats, below: float, labels: Ints, costs: Floats
) -> tuple[float, Ints, Floats]:
    """Return a lower bound on the cost of every route, and the best labels that go home below `below`, one a node.

    The bound is exact for ng-routes where it is below `below`; else it is `below` or more. Where the labels do not
    suffice it is that of q-routes. A label of -1 is none.
    """
    nodes, units = len(day.step), day.begin.shape[1]
    full = np.full(nodes, -1, np.int64)
    chains = Chains(np.full(units + 1, -1, np.int64), full, full.copy(), np.full(nodes, below))
    least = search(day, reward, _least(day), labels, costs, chains, below)
    return least, chains.found, chains.found_cost


def _least(day: DayArrays) -> Least:
    shape = (2, *day.begin.shape)
    return Least(np.empty(shape), np.empty(shape), np.empty(shape, np.int64))
