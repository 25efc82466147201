"""Random numbers that the kernels carry with them: SplitMix64 (Steele, Lea and Flood 2014).

The stream belongs to the search alone, so that the same seed and steps give the same schedule, whatever else draws.
"""

from __future__ import annotations

import numpy as np

from scheduler.search.facts import State, kernel

_GOLDEN = np.uint64(0x9E3779B97F4A7C15)
_FIRST, _SECOND = np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB)
_S30, _S27, _S31, _S11 = np.uint64(30), np.uint64(27), np.uint64(31), np.uint64(11)


@kernel
def uniform(state: State) -> float:
    """Draw from [0, 1)."""
    state.random[0] += _GOLDEN
    z = state.random[0]
    z = (z ^ (z >> _S30)) * _FIRST
    z = (z ^ (z >> _S27)) * _SECOND
    z = z ^ (z >> _S31)
    return float(z >> _S11) * (1.0 / 9007199254740992.0)


@kernel
def below(state: State, n: int) -> int:
    """Draw from 0 .. n - 1."""
    return int(uniform(state) * n)
