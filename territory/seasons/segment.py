"""The season of one segment, before it is drawn to any other: its accounts' mean month, decomposed."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from territory.seasons.decompose import LEAST_MONTHS, enough_to_be_robust, season_and_trend
from territory.seasons.values import Floats, Months, divided


@dataclass(frozen=True, slots=True, eq=False)
class Raw:
    """What the sales of a segment's accounts say by themselves.

    Attributes
    ----------
    amounts : float array, shape (accounts, months)
        Accounts that bought nothing are not known.
    index : float array, shape (12,)
    trend : float array, shape (months,)
    variance : float
        Of one month's index, from the scatter of the accounts about their mean.
    """

    amounts: Floats
    index: Floats
    trend: Floats
    variance: float


def raw_season(amounts: Floats, month: Months) -> Raw | None:
    """Return the estimate for the accounts of one segment, None where two years are not known or nothing was sold."""
    amounts = np.where(np.nansum(amounts, axis=1, keepdims=True) > 0, amounts, np.nan)
    expected = np.ones(len(month))
    for _ in range(2):
        mean = _typical(amounts, expected)
        series = _filled(mean, month)
        if series is None:
            return None
        index, trend = season_and_trend(series, month, robust=enough_to_be_robust(np.isfinite(mean), month))
        expected = index[month] * trend
    return Raw(amounts, index, trend, _variance(amounts, month, index, trend))


def ratios(amounts: Floats, month: Months, index: Floats, trend: Floats) -> Floats:
    """Return each month of each account beside the account's own level and the segment's trend."""
    return np.asarray(amounts / (_levels(amounts, index[month] * trend) * trend), np.float64)


def own_months(ratio: Floats, month: Months) -> tuple[Floats, Floats]:
    """Return each account's mean ratio of each calendar month, and of how many years it is."""
    known = np.isfinite(ratio)
    years = np.stack([known[:, month == number].sum(axis=1) for number in range(12)], axis=1).astype(np.float64)
    sums = np.stack([np.nansum(ratio[:, month == number], axis=1) for number in range(12)], axis=1)
    return divided(sums, years), years


def typical(amounts: Floats) -> Floats:
    """Return the mean over accounts of each month beside the account's own level, unsteady accounts counting less."""
    return _typical(amounts, np.ones(amounts.shape[1]))


def _typical(amounts: Floats, expected: Floats) -> Floats:
    known = np.isfinite(amounts)
    ratio = divided(amounts, divided(np.nansum(amounts, axis=1), (known * expected).sum(axis=1))[:, None])
    noise = divided(np.nansum((ratio / expected - 1) ** 2, axis=1), known.sum(axis=1).astype(np.float64))
    weight = (known & np.isfinite(noise)[:, None]) / (1 + np.nan_to_num(noise)[:, None])
    return divided(np.nansum(weight * ratio, axis=0), weight.sum(axis=0))


def _filled(series: Floats, month: Months) -> Floats | None:
    """Return the series with unknown months filled by the mean of their calendar month; None with too little known."""
    known = np.isfinite(series)
    if known.sum() < LEAST_MONTHS:
        return None
    sums, counts = np.bincount(month, np.nan_to_num(series), 12), np.bincount(month, known, 12)
    same = divided(np.asarray(sums, np.float64), np.asarray(counts, np.float64))
    filled = np.where(known, series, same[month])
    return filled if (filled > 0).all() else None


def _levels(amounts: Floats, expected: Floats) -> Floats:
    """Return each account's level beside the segment, year by year, the last twelve months being one year."""
    months = len(expected)
    block = (months - 1 - np.arange(months)) // 12
    level = np.empty_like(amounts)
    for number in range(int(block.max()) + 1):
        here = block == number
        sold, asked = np.nansum(amounts[:, here], axis=1), (np.isfinite(amounts[:, here]) * expected[here]).sum(axis=1)
        level[:, here] = divided(sold, asked)[:, None]
    return np.where(level > 0, level, np.nan)


def _variance(amounts: Floats, month: Months, index: Floats, trend: Floats) -> float:
    """Return the variance of a month of the index: that of its accounts' months, in their number.

    A single account is judged by its years instead, which leaves out how far it stands apart from others like it.
    """
    ratio = ratios(amounts, month, index, trend)
    own, years = own_months(ratio, month)
    scatter = np.nanvar(own, axis=0, ddof=1) if (np.isfinite(own).sum(axis=0) > 1).all() else np.zeros(12)
    within = np.nansum((ratio - own[:, month]) ** 2) / max(float(np.maximum(years - 1, 0).sum()), 1.0)
    heard = np.maximum(np.isfinite(own).sum(axis=0), 1)
    alone = within / np.maximum(years.sum(axis=0), 1)
    return float(np.maximum(scatter / heard, alone).mean())
