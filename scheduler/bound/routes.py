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

from scheduler.bound.days import DayArrays
from scheduler.bound.nodes import Floats, Ints
from scheduler.search.facts import entry, inner, kernel

START_NODE, DUE, TAKEN, ON_LEG = 0, 0, 1, 2
"""Lunch is due, was taken, or is taken after an arrival that does not count it: on the leg that ends there."""
END, LUNCH_FROM, LUNCH_TO, LUNCH_LENGTH, EXCUSED = range(5)
NODE, TIME, STATE, MEMORY, PARENT, SAME_TIME, SAME_NODE = range(7)
LABEL_COLUMNS = 7
"""Columns of a label; the last two chain the labels of one time, and the undominated ones of one node."""

UNKNOWN = -2
"""A memory that was not asked for yet."""
EXTENDED = 4
"""Looks at pairs of labels that extending a label by one node takes as long as."""

GRAIN = 1e-7
"""Costs that differ by less are the same."""


FIRST, SECOND, THEN = np.uint64(0), np.uint64(1), np.uint64(2)
FIELDS = 4
"""What is kept of the ways on from an arrival, side by side in memory: the least cost, the next least by another node,
the node that the least goes on to, nothing."""


class Chains(NamedTuple):
    """Labels by time (their number in the last place), undominated ones by node, and the best that go home by node.

    `left` are the looks at pairs of labels that may still be taken.
    """

    at: Ints
    newest: Ints
    found: Ints
    found_cost: Floats
    left: Ints


@kernel
def arrange(day: DayArrays, reward: Floats) -> None:
    """Sort the ways from each node by their price less the reward; of equal ones the least node goes first.

    Rewards change little from one pricing to the next: so the order is nearly that of the last one, and is mended.
    """
    ways = day.ways
    for node in range(ways.to.shape[0] - 1):
        for k in range(ways.to.shape[1]):
            to = ways.to[node, k]
            cost, at = np.inf if to == node else day.price[node, to] - reward[to], k
            while at > 0 and (
                ways.cost[node, at - 1] > cost or (ways.cost[node, at - 1] == cost and ways.to[node, at - 1] > to)
            ):
                ways.to[node, at], ways.cost[node, at] = ways.to[node, at - 1], ways.cost[node, at - 1]
                at -= 1
            ways.to[node, at], ways.cost[node, at] = to, cost


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
def going_home(day: DayArrays, node: int, time: int, state: int) -> float:
    """Return the least cost of going home from the start of a service; infinite where the day is too short for it."""
    end, best = len(day.step) - 1, np.inf
    arrival, lunch = over_leg(day, node, time, end, 0), max(day.clock[LUNCH_LENGTH], 0)
    if arrival <= (day.clock[END] if state == TAKEN else day.clock[EXCUSED]):
        best = day.price[node, end] + day.home[arrival - (lunch if state == TAKEN else 0)]
    if state == DUE:
        fed = over_leg(day, node, time, end, 1)
        if fed <= day.clock[END]:
            best = min(best, day.price[node, end] + day.home[fed - lunch])
    return best


@inner
def ways_on(day: DayArrays, state: int, node: int, arrival: int) -> np.uint64:
    """Return where the ways on from an arrival stand; without a sign, so that numba need not look for negative ones."""
    return np.uint64(((state * len(day.step) + node) * day.begin.shape[1] + arrival) * FIELDS)


@inner
def onward(least: Floats, at: np.uint64, before: float) -> float:
    """Return the least cost of going on without going back to the node before at once."""
    return least[at + SECOND] if least[at + THEN] == before else least[at]


@inner
def over(day: DayArrays, least: Floats, node: int, time: int, state: int, to: int) -> float:  # noqa: PLR0917 - a kernel takes its arrays one by one
    """Return the least cost of going on from a service at a node by way of another, lunch on the way or not."""
    arrival = min(time + day.step[node, to], day.begin.shape[1] - 1)
    best = onward(least, ways_on(day, state, to, arrival), float(node))
    if state == DUE and may_eat(day, node, time):
        best = min(best, onward(least, ways_on(day, ON_LEG, to, arrival), float(node)))
    return best


@inner
def may_eat(day: DayArrays, node: int, time: int) -> bool:
    """Return whether a service that starts at a time ends early enough for lunch."""
    return day.clock[LUNCH_LENGTH] >= 0 and time + day.served[node] <= day.clock[LUNCH_TO]


@kernel
def has_chance(day: DayArrays, node: int, time: int, state: int) -> bool:
    """Return whether a service may start at a time with lunch due or taken, so that a rule for lunch can still hold."""
    if day.clock[LUNCH_LENGTH] < 0:
        return state == DUE
    if state == TAKEN:
        return time >= day.clock[LUNCH_FROM] + day.clock[LUNCH_LENGTH]
    return time <= day.clock[EXCUSED] or time + day.served[node] <= day.clock[LUNCH_TO]


@inner
def look_ahead(day: DayArrays, least: Floats, floor: Floats, node: int, time: int, state: int) -> float:  # noqa: PLR0917 - a kernel takes its arrays one by one
    """Find the two cheapest ways on from a service, by different nodes; return the cost of the cheapest.

    Ways are looked at from the cheapest on, until the best that can come after the next one would not do any more.
    """
    ways, end, never, here = day.ways, len(day.step) - 1, day.begin.shape[1] - 1, float(node)
    first, second, then = going_home(day, node, time, state), np.inf, float(end)
    eats = state == DUE and may_eat(day, node, time)
    after = floor[state, min(time + ways.shortest[node], never)]
    for k in range(ways.cost.shape[1]):
        cost = ways.cost[node, k]
        if cost + after >= second:
            break
        to = ways.to[node, k]
        arrival = time + day.step[node, to]
        if arrival < never:
            on = onward(least, ways_on(day, state, to, arrival), here)
            if eats:
                on = min(on, onward(least, ways_on(day, ON_LEG, to, arrival), here))
            cost += on
            if cost < first:
                first, second, then = cost, first, float(to)
            elif cost < second:
                second = cost
    at = ways_on(day, state, node, time)
    least[at], least[at + SECOND], least[at + THEN] = first, second, then if first < np.inf else -1.0
    return first


@inner
def copy(least: Floats, source: np.uint64, target: np.uint64) -> None:
    """Copy the ways on from one arrival to another."""
    least[target], least[target + SECOND], least[target + THEN] = (
        least[source],
        least[source + SECOND],
        least[source + THEN],
    )


@inner
def nowhere(least: Floats, at: np.uint64) -> None:
    """Write that there is no way on from an arrival."""
    least[at], least[at + SECOND], least[at + THEN] = np.inf, np.inf, -1.0


@kernel
def fill(day: DayArrays, reward: Floats, least: Floats, floor: Floats) -> None:
    """Find the least costs from every arrival on; `floor` is the least of them from a time on, lunch due or taken.

    Routes may come back to a visit, though not by way of one other alone. From the last column, never, nothing goes on.
    """
    arrange(day, reward)
    nodes, never, length = len(day.step), day.begin.shape[1] - 1, day.clock[LUNCH_LENGTH]
    for node in range(1, nodes - 1):
        for state in range(3):
            nowhere(least, ways_on(day, state, node, never))
    floor[DUE, never], floor[TAKEN, never] = np.inf, np.inf
    for time in range(never - 1, -1, -1):
        floor[DUE, time], floor[TAKEN, time] = floor[DUE, time + 1], floor[TAKEN, time + 1]
        for node in range(1, nodes - 1):
            begun = day.begin[node, time]
            for state in range(2):
                if begun > time:
                    copy(least, ways_on(day, state, node, begun), ways_on(day, state, node, time))
                elif has_chance(day, node, time, state):
                    found = look_ahead(day, least, floor, node, time, state)
                    floor[state, time] = min(floor[state, time], found)
                else:
                    nowhere(least, ways_on(day, state, node, time))
            fed = never if length < 0 else min(max(time, day.clock[LUNCH_FROM]) + length, never)
            copy(least, ways_on(day, TAKEN, node, fed), ways_on(day, ON_LEG, node, time))
        floor[DUE, time] = min(floor[DUE, time], floor[TAKEN, time])


@entry
def trace(day: DayArrays, reward: Floats, least: Floats, floor: Floats, nodes: Ints) -> tuple[float, int]:
    """Return the least cost of a q-route that serves somebody, and how many nodes of it were written down."""
    fill(day, reward, least, floor)
    end, never = len(day.step) - 1, day.begin.shape[1] - 1
    total, count = from_start(day, reward, least), 0
    node, time, state, before = START_NODE, 0, DUE, -1
    while total < np.inf and node != end:
        best, to_best = np.inf, end
        if node != START_NODE:
            best = going_home(day, node, time, state)
        for to in range(1, end):
            if to != node and to != before:  # noqa: PLR1714 - numba is slow at building sets
                cost = day.price[node, to] - reward[to] + over(day, least, node, time, state, to)
                if cost < best:
                    best, to_best = cost, to
        if to_best != end:
            arrival = min(time + day.step[node, to_best], never)
            fed = over_leg(day, node, time, to_best, 1) if state == DUE else never
            eaten = onward(least, ways_on(day, TAKEN, to_best, fed), float(node))
            if eaten < onward(least, ways_on(day, state, to_best, arrival), float(node)):
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
def early(day: DayArrays, time: int, state: int) -> float:
    """Return what a route may pay more for coming home early than one that comes home last, from a service on."""
    worked = time - (day.clock[LUNCH_LENGTH] if state == TAKEN else 0)
    return day.home[max(worked, 0)] - day.home[-1]


@kernel
def dominated(day: DayArrays, labels: Ints, costs: Floats, newest: int, label: int, left: Ints) -> bool:  # noqa: PLR0917 - a kernel takes its arrays one by one
    """Return whether a label of the same node, not later, is as cheap, remembers no more and has lunch no later.

    Each look takes one of what is `left`.
    """
    other, state, memory = newest, labels[label, STATE], labels[label, MEMORY]
    while other >= 0:
        left[0] -= 1
        if costs[other] <= costs[label] and labels[other, STATE] >= state and labels[other, MEMORY] & ~memory == 0:
            more = early(day, labels[other, TIME], labels[other, STATE])
            same = labels[other, TIME] == labels[label, TIME] and labels[other, STATE] == state
            if same or costs[other] + more <= costs[label]:
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
        cost, memory = costs[parent] + day.price[node, to] - reward[to], UNKNOWN
        for meal in range(2 if state == DUE else 1):
            begun = day.begin[to, over_leg(day, node, time, to, meal)]
            after = TAKEN if meal else state
            if cost + onward(least, ways_on(day, after, to, begun), float(node)) >= below - GRAIN:
                continue
            memory = recall(day.near, node, labels[parent, MEMORY], to) if memory == UNKNOWN else memory
            if memory < 0:
                break
            new = at[-1]
            if new == len(labels):
                return False
            labels[new, NODE], labels[new, TIME], labels[new, STATE] = to, begun, after
            labels[new, MEMORY], labels[new, PARENT], labels[new, SAME_TIME] = memory, parent, at[begun]
            costs[new] = cost
            at[begun], at[-1] = new, new + 1
    return True


@kernel
def from_start(day: DayArrays, reward: Floats, least: Floats) -> float:
    """Return the least cost of a route that serves somebody."""
    best = np.inf
    for to in range(1, len(day.step) - 1):
        best = min(best, day.price[START_NODE, to] - reward[to] + over(day, least, START_NODE, 0, DUE, to))
    return best


@entry
def search(  # noqa: PLR0917 - a kernel takes its arrays one by one
    day: DayArrays,
    reward: Floats,
    least: Floats,
    floor: Floats,
    labels: Ints,
    costs: Floats,
    chains: Chains,
    below: float,
) -> float:
    """Return a lower bound on the cost of every route, and find the best labels that go home below `below`."""
    nodes, never = len(day.step), day.begin.shape[1] - 1
    fill(day, reward, least, floor)
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
            if costs[label] + least[ways_on(day, state, node, time)] < below - GRAIN and not dominated(
                day, labels, costs, chains.newest[node], label, chains.left
            ):
                labels[label, SAME_NODE], chains.newest[node] = chains.newest[node], label
                home = costs[label] + going_home(day, node, time, state)
                if home < chains.found_cost[node] - GRAIN:
                    chains.found[node], chains.found_cost[node], best = label, home, min(best, home)
                chains.left[0] -= EXTENDED * nodes
                room = chains.left[0] > 0 and extend(day, reward, least, labels, costs, chains.at, label, below)
            label = labels[label, SAME_TIME]
    return best if room else start


def quick_route(day: DayArrays, reward: Floats) -> tuple[float, Ints]:
    """Return the least cost of a q-route that serves somebody, and its nodes; infinite if there is none."""
    nodes = np.empty(day.begin.shape[1], np.int64)
    total, count = trace(day, reward, *_least(day), nodes)
    return total, nodes[:count]


def cheapest_routes(  # noqa: PLR0917 - a kernel takes its arrays one by one
    day: DayArrays, reward: Floats, below: float, labels: Ints, costs: Floats, most_looks: int
) -> tuple[float, Ints, Floats, int]:
    """Return a lower bound on every route's cost, the best labels that go home below `below`, one a node, the looks.

    The bound is exact for ng-routes where it is below `below`; else it is `below` or more. Where the room for labels or
    `most_looks` at pairs of them do not suffice it is that of q-routes. A label of -1 is none.
    """
    nodes, units = len(day.step), day.begin.shape[1]
    full, left = np.full(nodes, -1, np.int64), np.array([most_looks], np.int64)
    chains = Chains(np.full(units + 1, -1, np.int64), full, full.copy(), np.full(nodes, below), left)
    least = search(day, reward, *_least(day), labels, costs, chains, below)
    return least, chains.found, chains.found_cost, most_looks - int(left[0])


def _least(day: DayArrays) -> tuple[Floats, Floats]:
    return np.empty(3 * day.begin.size * FIELDS), np.empty((2, day.begin.shape[1]))
