"""Each account's own index, drawn to its segment's as far as its own noise asks for it."""

from __future__ import annotations

import numpy as np

from territory.seasons.decompose import LEAST_MONTHS
from territory.seasons.segment import own_months, ratios
from territory.seasons.values import Floats, Months

_PRIOR_YEARS = 4.0
"""Weight of the segment's noise, in years, when that of one account is estimated from its own few."""


def account_seasons(amounts: Floats, month: Months, index: Floats, trend: Floats) -> tuple[Floats, Floats]:
    """Return each account's index (accounts x 12), and the mean weight of its own history."""
    ratio = ratios(amounts, month, index, trend)
    own, years = own_months(ratio, month)
    error = _noise(ratio, own[:, month], years)[:, None] / np.maximum(years, 1)
    moved = own - index
    heard = (years >= 2) & (np.isfinite(amounts).sum(axis=1) >= LEAST_MONTHS)[:, None]
    between = _between(moved[heard], error[heard])
    weight = np.where(heard, between / np.maximum(between + error, 1e-12), 0.0)
    shrunk = np.maximum(index + weight * np.where(heard, moved, 0.0), 0.0)
    return shrunk / shrunk.mean(axis=1, keepdims=True), weight.mean(axis=1)


def _noise(ratio: Floats, own: Floats, years: Floats) -> Floats:
    """Return the variance of one month's ratio for each account, drawn towards that of all accounts together."""
    squares = np.nansum((ratio - own) ** 2, axis=1)
    freedom = np.maximum(years - 1, 0).sum(axis=1)
    pooled = squares.sum() / max(freedom.sum(), 1)
    prior = 12 * _PRIOR_YEARS
    return np.asarray((squares + prior * pooled) / (freedom + prior), np.float64)


def _between(moved: Floats, error: Floats) -> float:
    """Return the variance of the true indices about the segment's, by moments; steadier accounts count more."""
    if not moved.size:
        return 0.0
    weight = 1 / np.maximum(error, 1e-12) ** 2
    return max(0.0, float((weight * (moved**2 - error)).sum() / weight.sum()))
