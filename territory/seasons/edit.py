"""What people do to an index: let visits lead the sales, and set a month that they know better."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from routing.sentences import sentence
from territory.seasons.values import Floats


def ahead(index: Floats, months: int) -> Floats:
    """Return the index of visits that lead the sales by so many months: that of month + lead, mean 1."""
    moved = np.roll(index, -months, axis=-1)
    return np.asarray(moved / moved.mean(axis=-1, keepdims=True), np.float64)


def edited(index: Floats, by_hand: Mapping[int, float]) -> Floats:
    """Return the index with months (1 to 12) set by hand; the others are scaled so that the year stays the same.

    Raises
    ------
    ValueError
        For a month that is none, a negative value, or values that leave nothing for the other months.
    """
    if any(month not in range(1, 13) or not 0 <= value < np.inf for month, value in by_hand.items()):
        raise ValueError(sentence("months are 1 to 12 and indices at least 0: {dict}", dict=dict(by_hand)))
    fixed = np.isin(np.arange(1, 13), list(by_hand))
    result = np.array([by_hand.get(month, value) for month, value in enumerate(index.tolist(), 1)])
    left, spread = 12 - result[fixed].sum(), result[~fixed].sum()
    if left < 0 or (spread == 0 and not np.isclose(left, 0)):
        raise ValueError(
            sentence("the months set by hand add up to {sum:g}, of twelve for the whole year", sum=result[fixed].sum())
        )
    result[~fixed] *= left / spread if spread else 1.0
    return result
