"""Where accounts lie together: density clusters (DBSCAN; Ester, Kriegel, Sander and Xu 1996) by metres or by travel."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from routing.travel import TravelTable
from territory.accounts import Account

EARTH_RADIUS_M = 6_371_008.8
Pairs = NDArray[np.intp]
"""Shape (pairs, 2): rows of accounts that are near one another, the lesser first."""


@dataclass(frozen=True, slots=True)
class Cluster:
    """Accounts that lie together: where their middle is, their potential, and what they do."""

    accounts: tuple[str, ...]
    lat: float
    lon: float
    potential: float
    categories: tuple[tuple[str, int], ...]


def near_by_metres(accounts: Sequence[Account], reach_m: float) -> Pairs:
    """Return the pairs at most `reach_m` apart as the crow flies (chords of the earth's sphere)."""
    from scipy.spatial import cKDTree  # noqa: PLC0415 - scipy is large, and few who serve need it

    radians = np.radians([(account.lat, account.lon) for account in accounts]).reshape(-1, 2)
    lat, lon = radians[:, 0], radians[:, 1]
    points = np.column_stack([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)])
    chord = 2 * np.sin(min(reach_m / EARTH_RADIUS_M, np.pi) / 2)
    return np.asarray(cKDTree(points).query_pairs(chord, output_type="ndarray"), np.intp)


def near_by_travel(table: TravelTable, reach_s: int) -> Pairs:
    """Return the pairs that are at most `reach_s` apart on the road, both ways; rows are those of the table."""
    both = np.maximum(table.travel_s, table.travel_s.T)
    return np.argwhere(np.triu(both <= reach_s, 1))


def clusters(accounts: Sequence[Account], near: Pairs, least: int = 5) -> tuple[Cluster, ...]:
    """Return the clusters, the greatest potential first; an account far from others belongs to none.

    Parameters
    ----------
    near : Pairs
        Of the rows of `accounts`.
    least : int
        An account is in the core of a cluster with at least so many accounts near it, itself included. One that is not
        in a core goes with the core account near it whose id comes first.
    """
    from scipy.sparse import coo_array  # noqa: PLC0415 - scipy is large, and few who serve need it
    from scipy.sparse.csgraph import connected_components  # noqa: PLC0415 - as above

    near = np.sort(near.reshape(-1, 2), axis=1)
    counts = np.bincount(near.ravel(), minlength=len(accounts)) + 1
    core = counts >= least
    dense = near[core[near].all(axis=1)]
    edges = coo_array((np.ones(len(dense)), (dense[:, 0], dense[:, 1])), shape=(len(accounts),) * 2)
    label = connected_components(edges, directed=False)[1].astype(np.intp)
    label[~core] = -1
    mixed = near[core[near].sum(axis=1) == 1]
    sides = [(one, other) if core[one] else (other, one) for one, other in mixed.tolist()]
    for inside, fringe in sorted(sides, key=lambda pair: accounts[pair[0]].id):
        if label[fringe] < 0:
            label[fringe] = label[inside]
    groups = [np.flatnonzero(label == number).tolist() for number in np.unique(label[label >= 0])]
    found = [_cluster([accounts[row] for row in rows]) for rows in groups]
    return tuple(sorted(found, key=lambda cluster: (-round(cluster.potential, 6), cluster.accounts)))


def _cluster(members: Sequence[Account]) -> Cluster:
    kinds = Counter(account.category or "(none)" for account in members)
    return Cluster(
        tuple(account.id for account in members),
        float(np.mean([account.lat for account in members])),
        float(np.mean([account.lon for account in members])),
        sum(account.potential for account in members),
        tuple(sorted(kinds.items(), key=lambda item: (-item[1], item[0]))),
    )
