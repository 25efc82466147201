"""Segments' indices drawn to each other, and all of them to a flat year, as far as their noise asks for it.

Two steps of empirical Bayes. A segment keeps ``between / (between + its variance)`` of what sets it apart from the
segments' mean (Efron and Morris, 1975), with the variance between segments by the paired moments of Paule and Mandel
(1982). The mean's harmonics, from one wave a year to six, each keep the share of their energy that noise does not
explain (positive part of James and Stein, 1961): a smooth year is cleaned of noise and a sharp December stays.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from territory.seasons.values import Floats

FREEDOM = 11
"""Of twelve months, whose mean is 1."""
_ROUNDS = 30


def drawn_together(indices: Sequence[Floats], variances: Sequence[float]) -> list[Floats]:
    """Return the indices after shrinkage, each of mean 1 and not below 0.

    Parameters
    ----------
    indices : sequence of 12 floats of mean 1
    variances : sequence of float
        Of one month of each index.
    """
    raw, noise = np.array(indices), np.maximum(np.array(variances), 1e-12)
    between, mean = _between(raw, noise)
    base = 1 + towards_flat(mean - 1, 1 / float((1 / (noise + between)).sum()))
    kept = (between / (between + noise))[:, None] if len(raw) > 1 else np.zeros((1, 1))
    drawn = np.maximum(base + kept * (raw - base), 0.0)
    return list(drawn / drawn.mean(axis=1, keepdims=True))


def _between(raw: Floats, noise: Floats) -> tuple[float, Floats]:
    """Return the variance between segments and their mean: what makes their scatter as large as it is expected."""
    low, high = 0.0, float(raw.var(axis=0).mean()) * 4
    if _scatter(raw, noise, low) <= FREEDOM * (len(raw) - 1):
        return low, _mean(raw, noise, low)
    for _ in range(_ROUNDS):
        middle = (low + high) / 2
        if _scatter(raw, noise, middle) > FREEDOM * (len(raw) - 1):
            low = middle
        else:
            high = middle
    return high, _mean(raw, noise, high)


def _scatter(raw: Floats, noise: Floats, between: float) -> float:
    apart = (raw - _mean(raw, noise, between)) ** 2
    return float((apart / (noise + between)[:, None]).sum())


def _mean(raw: Floats, noise: Floats, between: float) -> Floats:
    return np.asarray(np.average(raw, axis=0, weights=1 / (noise + between)), np.float64)


def towards_flat(shape: Floats, variance: float) -> Floats:
    """Return twelve values of mean 0 with each harmonic shrunk by the noise in it, one month's being `variance`."""
    waves = np.fft.rfft(shape)
    energy = np.abs(waves) ** 2 * np.array([1, 2, 2, 2, 2, 2, 1]) / 12
    freedom = np.array([0, 2, 2, 2, 2, 2, 1])
    share = 1 - freedom * variance / np.maximum(energy, 1e-300)
    return np.asarray(np.fft.irfft(waves * np.maximum(share, 0.0), 12), np.float64)
