"""The cheapest route of a rep-day under given rewards, by dynamic programming: the pricing of the lower bound.

Two passes, both over whole units of time. Backward, q-routes [1]_ that may come back to a visit give for every node,
time and state of lunch the least cost to the end. Forward, labels with ng-memory [2]_, which forbid coming back
soon, are extended only where the backward pass leaves them a chance. What they forget is in favour of the driver, so
the least cost is never above that of a true route.

References
----------
.. [1] N. Christofides, A. Mingozzi and P. Toth (1981), "Exact algorithms for the vehicle routing problem, based on
   spanning tree and shortest path relaxations", Mathematical Programming 20.
.. [2] R. Baldacci, A. Mingozzi and R. Roberti (2011), "New route relaxation and pricing strategies for the vehicle
   routing problem", Operations Research 59.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar, cast

import numba
import numpy as np

from scheduler.bound_days import DayArrays, Floats, Ints

Function = TypeVar("Function", bound=Callable[..., Any])

START_NODE, DUE, TAKEN = 0, 0, 1
END, LUNCH_FROM, LUNCH_TO, LUNCH_LENGTH, EXCUSED = range(5)
NODE, TIME, STATE, MEMORY, PARENT, SAME_TIME, SAME_NODE = range(7)
LABEL_COLUMNS = 7
"""Columns of a label; the last two chain the labels of one time, and the undominated ones of one node."""

GRAIN = 1e-7
"""Costs that differ by less are the same."""


def kernel(function: Function) -> Function:
    """Compile a function with numba and keep the machine code on disk."""
    return cast(Function, numba.njit(cache=True)(function))


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
def from_here(day: DayArrays, reward: Floats, least: Floats, node: int, time: int, state: int) -> float:  # noqa: PLR0917 - a kernel takes its arrays one by one
    """Return the least cost of going on from a service that starts at a time."""
    end = len(day.step) - 1
    best = day.price[node, end] if reaches_home(day, node, time, state) else np.inf
    for to in range(1, end):
        if to != node:
            begun = day.begin[to, over_leg(day, node, time, to, 0)]
            ahead = least[state, to, begun]
            if state == DUE:
                begun = day.begin[to, over_leg(day, node, time, to, 1)]
                ahead = min(ahead, least[TAKEN, to, begun])
            best = min(best, day.price[node, to] - reward[to] + ahead)
    return best


@kernel
def least_costs(day: DayArrays, reward: Floats) -> Floats:
    """Return the least cost from the start of a service to the end of the day, by lunch, node and time.

    Routes may come back to a visit, though not at once. The last column is infinite: never.
    """
    nodes, never = len(day.step), day.begin.shape[1] - 1
    least = np.full((2, nodes, never + 1), np.inf)
    for time in range(never - 1, -1, -1):
        for node in range(1, nodes - 1):
            if day.begin[node, time] == time:
                least[DUE, node, time] = from_here(day, reward, least, node, time, DUE)
                if day.clock[LUNCH_LENGTH] >= 0:
                    least[TAKEN, node, time] = from_here(day, reward, least, node, time, TAKEN)
    return least


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
    day: DayArrays, reward: Floats, least: Floats, labels: Ints, costs: Floats, at: Ints, parent: int, below: float
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
            if cost + least[after, to, begun] < below - GRAIN:
                new = at[-1]
                if new == len(labels):
                    return False
                labels[new, NODE], labels[new, TIME], labels[new, STATE] = to, begun, after
                labels[new, MEMORY], labels[new, PARENT], labels[new, SAME_TIME] = memory, parent, at[begun]
                costs[new] = cost
                at[begun], at[-1] = new, new + 1
    return True


@kernel
def cheapest_routes(
    day: DayArrays, reward: Floats, below: float, labels: Ints, costs: Floats
) -> tuple[float, Ints, Floats]:
    """Return a lower bound on the cost of every route, and the best labels that go home below `below`, one a node.

    The bound is exact for ng-routes where it is below `below`; else it is `below` or more. Where the labels do not
    suffice it is that of q-routes. A label of -1 is none.
    """
    nodes, never = len(day.step), day.begin.shape[1] - 1
    found, found_cost = np.full(nodes, -1, np.int64), np.full(nodes, below)
    least = least_costs(day, reward)
    start = from_start(day, reward, least)
    if start >= below - GRAIN:
        return start, found, found_cost
    at, newest = np.full(never + 2, -1, np.int64), np.full(nodes, -1, np.int64)
    labels[0], costs[0], at[-1] = np.array([START_NODE, 0, DUE, 0, -1, -1, -1]), 0.0, 1
    room = extend(day, reward, least, labels, costs, at, 0, below)
    best = below
    for time in range(never):
        label = at[time]
        while label >= 0 and room:
            node, state = labels[label, NODE], labels[label, STATE]
            if costs[label] + least[state, node, time] < below - GRAIN and not dominated(
                labels, costs, newest[node], costs[label], state, labels[label, MEMORY]
            ):
                labels[label, SAME_NODE], newest[node] = newest[node], label
                home = costs[label] + day.price[node, nodes - 1]
                if home < found_cost[node] - GRAIN and reaches_home(day, node, time, state):
                    found[node], found_cost[node], best = label, home, min(best, home)
                room = extend(day, reward, least, labels, costs, at, label, below)
            label = labels[label, SAME_TIME]
    return best if room else start, found, found_cost


@kernel
def from_start(day: DayArrays, reward: Floats, least: Floats) -> float:
    """Return the least cost of a route that serves somebody."""
    best = np.inf
    for to in range(1, len(day.step) - 1):
        ahead = least[DUE, to, day.begin[to, over_leg(day, START_NODE, 0, to, 0)]]
        ahead = min(ahead, least[TAKEN, to, day.begin[to, over_leg(day, START_NODE, 0, to, 1)]])
        best = min(best, day.price[START_NODE, to] - reward[to] + ahead)
    return best
