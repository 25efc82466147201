"""A customizable contraction hierarchy on arrays, with time and distance in one weight.

States are numbered by rank; every state's upward neighbours are its ancestors in the elimination tree (see
`routing.labels` for what that is good for).

Weights are costs in the sense of `routing.costs`: whole numbers, compared by time and then by distance, so that the
distance of a fastest way comes with it, exactly, for every pair.

References
----------
Dibbelt, Strasser, Wagner (2016), Customizable contraction hierarchies, Journal of Experimental Algorithmics 21.
Bauer, Columbus, Rutter, Wagner (2016), Search-space size in contraction hierarchies, Theoretical Computer Science 645
(the elimination tree and the rows of ancestors).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from routing.costs import NO_WAY

if TYPE_CHECKING:
    from collections.abc import Callable

    def njit(**_options: Any) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
        """Stand for numba's decorator, which type checkers cannot see."""

else:
    from numba import njit


@njit(cache=True)
def eliminate(start: Any, head: Any) -> Any:
    """Add the arcs that contraction by rank needs.

    `start`, `head` hold for each state its higher neighbours (undirected). Returns (up_start, up_head, parent): the
    same with the added arcs, each row sorted, and the elimination tree's parent (-1 at a root).
    """
    n = len(start) - 1
    up_start = np.zeros(n + 1, np.int64)
    up_head = np.empty(max(4 * len(head), 16), np.int32)
    parent = np.full(n, -1, np.int32)
    first_child = np.full(n, -1, np.int32)
    next_child = np.full(n, -1, np.int32)
    seen = np.full(n, -1, np.int32)
    row = np.empty(n, np.int32)
    for u in range(n):
        count = 0
        for k in range(start[u], start[u + 1]):
            if seen[head[k]] != u:
                seen[head[k]] = u
                row[count] = head[k]
                count += 1
        child = first_child[u]
        while child >= 0:
            for k in range(up_start[child] + 1, up_start[child + 1]):
                if seen[up_head[k]] != u:
                    seen[up_head[k]] = u
                    row[count] = up_head[k]
                    count += 1
            child = next_child[child]
        begin = up_start[u]
        up_start[u + 1] = begin + count
        if begin + count > len(up_head):
            grown = np.empty(2 * len(up_head) + count, np.int32)
            grown[:begin] = up_head[:begin]
            up_head = grown
        up_head[begin : begin + count] = np.sort(row[:count])
        if count:
            parent[u] = up_head[begin]
            next_child[u] = first_child[parent[u]]
            first_child[parent[u]] = u
    return up_start, up_head[: up_start[n]].copy(), parent


@njit(cache=True)
def tree_order(parent: Any) -> Any:
    """Return each state's depth below its root, and its number in a walk that visits parents before children."""
    n = len(parent)
    depth = np.zeros(n, np.int32)
    size = np.ones(n, np.int32)
    for u in range(n):
        if parent[u] >= 0:
            size[parent[u]] += size[u]
    free = np.zeros(n, np.int32)
    number = np.zeros(n, np.int32)
    next_root = 0
    for u in range(n - 1, -1, -1):
        up = parent[u]
        if up < 0:
            number[u] = next_root
            next_root += size[u]
        else:
            depth[u] = depth[up] + 1
            number[u] = free[up]
            free[up] += size[u]
        free[u] = number[u] + 1
    return depth, number


@njit(cache=True)
def find_arc(up_start: Any, up_head: Any, low: int, high: int) -> int:
    """Return the position of the arc between two states in `up_head`."""
    a, b = up_start[low], up_start[low + 1]
    while a < b:
        middle = (a + b) // 2
        if up_head[middle] < high:
            a = middle + 1
        else:
            b = middle
    return int(a)


@njit(cache=True)
def set_weights(up_start: Any, up_head: Any, tail: Any, head: Any, cost: Any) -> Any:
    """Return upward and downward weights and, for each, the step it stands for (-1: none) before shortcuts are made."""
    m = len(up_head)
    weight = np.full((2, m), NO_WAY, np.int64)
    via = np.full((2, m), -1, np.int32)
    for step in range(len(tail)):
        if tail[step] == head[step]:
            continue
        down = 1 if tail[step] > head[step] else 0
        k = find_arc(up_start, up_head, min(tail[step], head[step]), max(tail[step], head[step]))
        if cost[step] < weight[down, k]:
            weight[down, k] = cost[step]
            via[down, k] = step
    return weight, via


@njit(cache=True)
def customize(up_start: Any, up_head: Any, weight: Any, via: Any) -> None:
    """Make every arc as cheap as the cheapest way over lower states; `via` becomes -2 - that state for a shortcut."""
    for u in range(len(up_start) - 1):
        end = up_start[u + 1]
        for i in range(up_start[u], end):
            k = up_start[up_head[i]]
            for j in range(i + 1, end):
                while up_head[k] != up_head[j]:
                    k += 1
                cost = weight[1, i] + weight[0, j]
                if cost < weight[0, k]:
                    weight[0, k] = cost
                    via[0, k] = -2 - u
                cost = weight[1, j] + weight[0, i]
                if cost < weight[1, k]:
                    weight[1, k] = cost
                    via[1, k] = -2 - u


@njit(cache=True)
def chain(  # noqa: PLR0917 - compiled code takes no keyword-only arguments
    up_start: Any, up_head: Any, weight: Any, parent: Any, depth: Any, low: int, row: Any, first: Any, end: int
) -> Any:
    """Return the states by which the cheapest way climbs from a place's first state to `end`, both included.

    `row` is the place's label; `first` the cost of starting at each ancestor by depth (NO_WAY: not a start).
    """
    states = np.empty(len(row), np.int32)
    states[0] = end
    count = 1
    while row[depth[end]] != first[depth[end]]:
        u = low
        while True:
            k = find_arc(up_start, up_head, u, end)
            if k < up_start[u + 1] and up_head[k] == end and row[depth[u]] + weight[k] == row[depth[end]]:
                break
            u = parent[u]
        end = u
        states[count] = end
        count += 1
    return states[:count][::-1].copy()


@njit(cache=True)
def unpack(up_start: Any, up_head: Any, via: Any, climb: Any, descend: Any) -> Any:
    """Return the steps of the arcs between the states of `climb`, then of `descend`, shortcuts opened."""
    steps = np.empty(64, np.int64)
    count = 0
    stack = np.empty((len(climb) + len(descend) + len(up_start), 2), np.int64)
    size = 0
    for k in range(len(descend) - 1, 0, -1):
        stack[size, 0], stack[size, 1] = descend[k - 1], descend[k]
        size += 1
    for k in range(len(climb) - 1, 0, -1):
        stack[size, 0], stack[size, 1] = climb[k - 1], climb[k]
        size += 1
    while size:
        size -= 1
        a, b = stack[size]
        found = via[1 if a > b else 0, find_arc(up_start, up_head, min(a, b), max(a, b))]
        if found >= 0:
            if count == len(steps):
                steps = np.append(steps, np.empty(count, np.int64))
            steps[count] = found
            count += 1
        else:
            stack[size, 0], stack[size, 1] = -2 - found, b
            stack[size + 1, 0], stack[size + 1, 1] = a, -2 - found
            size += 2
    return steps[:count].copy()
