"""Accounts at the borders of territories as columns: their hours here and there, and who lies beside whom."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from territory.accounts import Account
from territory.review.fair import fair_hours
from territory.review.inputs import Seen

NEIGHBOURS = 6
Rows = NDArray[np.intp]
Floats = NDArray[np.float64]
Way = tuple[int, int]
"""From one territory to another, by their numbers."""
NONE = np.zeros(1)


@dataclass(slots=True, eq=False)
class Border:
    """Accounts with an owner; `near[row]` are the rows of the nearest accounts.

    Attributes
    ----------
    territory : int array, shape (n,)
        Changed as steps are taken; everything else stays.
    hours : float array, shape (n, territories)
        What each account takes in each territory.
    stake : float array, shape (n,)
        What a change of rep would put at stake, in hours of a rep.
    """

    accounts: Sequence[Account]
    names: Sequence[str]
    territory: Rows
    hours: Floats
    stake: Floats
    movable: NDArray[np.bool_]
    near: Rows
    fair: Floats

    @property
    def load(self) -> Floats:
        """Return the hours of each territory."""
        mine = self.hours[np.arange(len(self.territory)), self.territory]
        return np.asarray(np.bincount(self.territory, mine, minlength=len(self.fair)), np.float64)

    def towards(self, source: int, target: int) -> Rows:
        """Return the rows of `source` that may move and have a neighbour in `target`."""
        rows = np.flatnonzero((self.territory == source) & self.movable & np.isfinite(self.hours[:, target]))
        return np.asarray(rows[(self.territory[self.near[rows]] == target).any(axis=1)], np.intp)

    def over(self, load: Floats, way: Way, left: Floats = NONE, right: Floats = NONE) -> Floats:
        """Return the overload of both ends of a way after their hours have changed by so many."""
        source, target = way
        here = np.maximum(load[source] + left - self.fair[source], 0)
        return np.asarray(here + np.maximum(load[target] + right - self.fair[target], 0), np.float64)


def border(seen: Seen) -> Border | None:
    """Return the accounts of the staffed territories; None where there is nothing to exchange."""
    names = [name for name in sorted(seen.reps) if seen.reps[name]]
    number = {name: row for row, name in enumerate(names)}
    mine = [one for one in sorted(seen.accounts, key=lambda one: one.id) if seen.owner.get(one.id) in number]
    if len(names) < 2 or len(mine) <= NEIGHBOURS:
        return None
    own = np.array([seen.hours.get(one.id, 0.0) for one in mine])
    fair = fair_hours(seen)
    return Border(
        mine,
        names,
        np.array([number[seen.owner[one.id]] for one in mine], np.intp),
        _hours(seen, mine, number, own),
        _stake(seen, mine),
        np.array([one.id not in seen.fixed and one.owner_lock is None for one in mine], np.bool_),
        nearest(mine, NEIGHBOURS),
        np.array([fair[name] for name in names]),
    )


def nearest(accounts: Sequence[Account], count: int) -> Rows:
    """Return the rows of the nearest others by air, shape (n, count)."""
    from scipy.spatial import cKDTree  # noqa: PLC0415 - scipy is large, and few who serve need it

    lat, lon = np.radians([(one.lat, one.lon) for one in accounts]).T
    points = np.column_stack([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)])
    return np.asarray(cKDTree(points).query(points, k=count + 1)[1][:, 1:], np.intp)


def _hours(seen: Seen, mine: Sequence[Account], number: dict[str, int], own: Floats) -> Floats:
    hours = np.repeat(own[:, None], len(number), axis=1)
    row = {one.id: index for index, one in enumerate(mine)}
    for (account, territory), there in seen.hours_in.items():
        if account in row and territory in number:
            hours[row[account], number[territory]] = there
    return hours


def _stake(seen: Seen, mine: Sequence[Account]) -> Floats:
    if seen.hour_value <= 0:
        return np.zeros(len(mine))
    return np.array([seen.at_risk.get(one.id, 0.0) for one in mine]) / seen.hour_value
