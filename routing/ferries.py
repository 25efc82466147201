"""Ferries: what a crossing takes, and where one waits for it and drives on board."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


def crossing_s(way_s: Floats, length_m: Floats, way_m: Floats) -> Floats:
    """Return each edge's share of what its whole way takes, in seconds; nan where the way does not say."""
    return np.asarray(way_s * length_m / np.maximum(way_m, 0.1))


def landings(tail: NDArray[np.int32], head: NDArray[np.int32], ferry: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Say at which nodes ferries are boarded: where a road meets them, or their line ends; never amid the water."""
    count = int(max(tail.max(), head.max())) + 1
    ends = [np.bincount(np.concatenate([tail[of], head[of]]), minlength=count) for of in (ferry, ~ferry)]
    return np.asarray((ends[1] > 0) | (ends[0] == 1))
