"""Rows of a contraction hierarchy: what it costs from places to their ancestors, and the cheapest sums of two rows.

All upward neighbours of a state are its ancestors in the elimination tree, so the cheapest ways from a place to all its
ancestors form one short row (its label), and a travel table holds the cheapest sums of two rows.
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

_ABREAST = 64
"""Places that climb together: their rows, 400 states deep, stay in the processor's cache."""


@njit(cache=True)
def labels(  # noqa: PLR0917 - compiled code takes no keyword-only arguments
    up_start: Any, up_head: Any, weight: Any, parent: Any, depth: Any, walk: Any, begin: Any, state: Any, cost: Any
) -> Any:
    """Return for each place its deepest state, where its row begins, and the cost to (or from) each ancestor by depth.

    Place p starts at ``state[begin[p]:begin[p + 1]]`` with the costs beside them, all on one line of ancestors. Places
    that are neighbours in the tree's `walk` climb abreast: an arc above an ancestor of several is read once for all.
    """
    n = len(begin) - 1
    low = np.empty(n, np.int32)
    row_start = np.zeros(n + 1, np.int64)
    for p in range(n):
        low[p] = state[begin[p]]
        for k in range(begin[p] + 1, begin[p + 1]):
            low[p] = min(low[p], state[k])
        row_start[p + 1] = row_start[p] + depth[low[p]] + 1
    row = np.empty(row_start[n], np.int64)
    order = np.argsort(walk[low])
    for first in range(0, n, _ABREAST):
        places = order[first : first + _ABREAST]
        abreast = climb(up_start, up_head, weight, parent, depth, low[places], places, begin, state, cost)
        for c in range(len(places)):
            base = row_start[places[c]]
            for d in range(row_start[places[c] + 1] - base):
                row[base + d] = abreast[d, c]
    return low, row_start, row


@njit(cache=True)
def climb(  # noqa: PLR0917 - as above
    up_start: Any,
    up_head: Any,
    weight: Any,
    parent: Any,
    depth: Any,
    low: Any,
    places: Any,
    begin: Any,
    state: Any,
    cost: Any,
) -> Any:
    """Return the labels of some places in the order of the tree's walk as columns, one row for each depth.

    The places below one state are columns side by side. The last of them climbs over it with all the others, which have
    come so far before it.
    """
    width = len(places)
    common = np.zeros(width, np.int32)
    for c in range(width - 1):
        common[c] = shared(parent, depth, low[c], low[c + 1])
    row = np.full((depth[low].max() + 1, width), NO_WAY, np.int64)
    for c in range(width):
        for k in range(begin[places[c]], begin[places[c] + 1]):
            at = depth[state[k]]
            row[at, c] = min(row[at, c], cost[k])
        u, left = low[c], c
        while u >= 0 and depth[u] >= common[c]:
            while left > 0 and common[left - 1] > depth[u]:
                left -= 1
            here = row[depth[u], left : c + 1]
            for k in range(up_start[u], up_start[u + 1]):
                there = row[depth[up_head[k]], left : c + 1]
                for j in range(len(here)):
                    there[j] = min(there[j], here[j] + weight[k])
            u = parent[u]
    return row


@njit(cache=True)
def shared(parent: Any, depth: Any, a: int, b: int) -> int:
    """Return how many ancestors (themselves included) two states share."""
    while a != b:
        if a >= 0 and (a < b or b < 0):
            a = parent[a]
        else:
            b = parent[b]
    return int(depth[a]) + 1 if a >= 0 else 0


@njit(cache=True)
def meet(  # noqa: PLR0917 - compiled code takes no keyword-only arguments
    row: Any, row_start: Any, back: Any, back_start: Any, parent: Any, depth: Any, low: Any, order: Any
) -> Any:
    """Return the cheapest sum of two rows for all pairs of places.

    `low` is for each place a state of whose ancestors both its rows are prefixes; `order` sorts places by the tree's
    walk.
    """
    n = len(order)
    out = np.empty((n, n), np.int64)
    common = np.empty(n, np.int32)
    for k in range(n - 1):
        common[k] = shared(parent, depth, low[order[k]], low[order[k + 1]])
    for a in range(n):
        i = order[a]
        forward = row[row_start[i] : row_start[i + 1]]
        width = len(forward)
        out[i, i] = 0
        for b in range(a + 1, n):
            width = min(width, common[b - 1])
            j = order[b]
            out[i, j] = _cheapest(forward, back[back_start[j] : back_start[j + 1]], width)
        width = len(forward)
        for b in range(a - 1, -1, -1):
            width = min(width, common[b])
            j = order[b]
            out[i, j] = _cheapest(forward, back[back_start[j] : back_start[j + 1]], width)
    return out


@njit(cache=True)
def meet_pairs(  # noqa: PLR0917 - compiled code takes no keyword-only arguments
    row: Any,
    row_start: Any,
    low: Any,
    back: Any,
    back_start: Any,
    back_low: Any,
    parent: Any,
    depth: Any,
    origin: Any,
    begin: Any,
    end: Any,
) -> Any:
    """Return for each pair the cheapest way from a place to any of the back rows from `begin` to `end`."""
    out = np.empty(len(origin), np.int64)
    for pair in range(len(origin)):
        i = origin[pair]
        forward = row[row_start[i] : row_start[i + 1]]
        out[pair] = NO_WAY
        for k in range(begin[pair], end[pair]):
            width = min(shared(parent, depth, low[i], back_low[k]), len(forward))
            out[pair] = min(out[pair], _cheapest(forward, back[back_start[k] : back_start[k + 1]], width))
    return out


@njit(cache=True)
def _cheapest(forward: Any, backward: Any, width: int) -> int:
    best = NO_WAY
    for k in range(min(width, len(backward))):
        best = min(best, forward[k] + backward[k])
    return best
