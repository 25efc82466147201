"""How equally something is shared: who has most and least, and the Gini coefficient."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Spread:
    """One thing among several people.

    Attributes
    ----------
    greatest, least : str
        Who has most and who has least; the first by id among equals.
    most, fewest : float
        How much these have.
    gini : float
        0 where everybody has the same, near 1 where one has everything.
    """

    greatest: str
    most: float
    least: str
    fewest: float
    gini: float


def spread(values: Mapping[str, float]) -> Spread | None:
    """Return how equally something is shared; None among fewer than two, or where there is nothing to share."""
    if len(values) < 2 or not any(values.values()):
        return None
    names = sorted(values)
    greatest, least = max(names, key=lambda name: values[name]), min(names, key=lambda name: values[name])
    share = gini(np.array([values[name] for name in names], np.float64))
    return Spread(greatest, values[greatest], least, values[least], round(share, 9))


def gini(values: NDArray[np.float64]) -> float:
    """Return the Gini coefficient of values of zero or more: 0 if all are equal, near 1 if one has everything."""
    total = float(values.sum())
    if total <= 0:
        return 0.0
    ranked = np.sort(values)
    n = len(ranked)
    return float((2 * np.arange(1, n + 1) - n - 1) @ ranked / (n * total))
