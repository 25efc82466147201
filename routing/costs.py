"""Time and distance packed into one whole number: compared by time first, then by distance.

A cost is ``milliseconds * 2**26 + decimetres``. Adding costs adds both parts; up to 37 hours and 6,710 km they also
stay exact as 64-bit floats, which is what scipy computes with.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from routing.travel import UNREACHABLE_S

_SHIFT = 26
NO_WAY = 2**60
"""More than any cost; two of them can be added."""


def pack(ms: Any, dm: Any) -> NDArray[np.int64]:
    """Return costs from whole milliseconds and decimetres."""
    return (np.asarray(ms, np.int64) << _SHIFT) + np.asarray(dm, np.int64)


def seconds(cost: NDArray[np.int64]) -> NDArray[np.int32]:
    """Return whole seconds, rounded up: so no way over a third place seems faster than the direct one."""
    whole = -(-(cost >> _SHIFT) // 1000)
    return np.where(cost >= NO_WAY, UNREACHABLE_S, whole).astype(np.int32)


def metres(cost: NDArray[np.int64]) -> NDArray[np.int32]:
    """Return metres, rounded to the nearest."""
    whole = ((cost & ((1 << _SHIFT) - 1)) + 5) // 10
    return np.where(cost >= NO_WAY, UNREACHABLE_S, whole).astype(np.int32)
