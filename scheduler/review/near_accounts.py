"""Which accounts are near one another on the road: what clusters are made of where there are roads."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from routing.travel import TravelEngine
from territory.accounts import Account
from territory.value.clusters import Pairs, near_by_metres

REACH_M = 500.0
"""From one account of a cluster to the next."""
MOST = 1500
"""Accounts whose ways are measured at once; a larger group is measured patch by patch, each pair once."""


def near_by_roads(accounts: Sequence[Account], engine: TravelEngine, reach_m: float = REACH_M) -> Pairs:
    """Return the pairs at most `reach_m` apart on the road, whichever way is shorter; rows are those of `accounts`.

    No road is shorter than the line: only what is near by the line is measured, group by group.
    """
    candidates = near_by_metres(accounts, reach_m)
    group = _groups(len(accounts), candidates)
    found = []
    points = np.array([(account.lat, account.lon) for account in accounts]).reshape(-1, 2)
    for number in np.unique(group[candidates[:, 0]]):
        for pairs in _patches(candidates[group[candidates[:, 0]] == number], points):
            rows = np.unique(pairs)
            metres = engine.table([accounts[row].place for row in rows]).distance_m
            shorter = np.minimum(metres, metres.T)
            at = np.searchsorted(rows, pairs)
            found.append(pairs[shorter[at[:, 0], at[:, 1]] <= reach_m])
    return np.concatenate(found) if found else candidates


def _patches(pairs: Pairs, points: NDArray[np.float64]) -> Iterator[Pairs]:
    """Part pairs so that no part has more than `MOST` accounts: by halves of where their first accounts lie."""
    if len(np.unique(pairs)) <= MOST:
        yield pairs
        return
    firsts = np.unique(pairs[:, 0])
    if len(firsts) == 1:
        yield from np.array_split(pairs, -(-len(pairs) // (MOST - 1)))
        return
    mine = points[firsts]
    axis = int(np.ptp(mine[:, 1]) * np.cos(np.radians(mine[0, 0])) > np.ptp(mine[:, 0]))
    half = firsts[np.lexsort((firsts, mine[:, axis]))][: len(firsts) // 2]
    inside = np.isin(pairs[:, 0], half)
    yield from _patches(pairs[inside], points)
    yield from _patches(pairs[~inside], points)


def _groups(count: int, pairs: Pairs) -> Pairs:
    from scipy.sparse import coo_array  # noqa: PLC0415 - scipy is large, and few who serve need it
    from scipy.sparse.csgraph import connected_components  # noqa: PLC0415 - as above

    edges = coo_array((np.ones(len(pairs)), (pairs[:, 0], pairs[:, 1])), shape=(count, count))
    return np.asarray(connected_components(edges, directed=False)[1], np.intp)
