"""Season indices from monthly sales: each segment's by robust STL, each account's shrunk to its segment's.

An account's own index is the mean over the years of its month beside its own level and its segment's trend. It moves
away from the segment's as far as the accounts of the segment truly differ, compared with the account's own noise:
weight = between / (between + own noise), the empirical-Bayes estimate under normal errors (Efron and Morris, 1975).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from routing.problems import Problem
from territory.decompose import LEAST_MONTHS, season_and_trend
from territory.sales import Sales, segments_of

Floats = NDArray[np.float64]
_PRIOR_YEARS = 4.0
"""Weight of the segment's noise, in years, when that of one account is estimated from its own few."""


@dataclass(frozen=True, slots=True)
class Checked:
    """Mean absolute error over the last year, which the estimate did not see: of the index and of a flat year."""

    index: float
    flat: float

    @property
    def trusted(self) -> bool:
        """Tell whether the index foretold the year better than a flat one."""
        return self.index < self.flat


@dataclass(frozen=True, slots=True, eq=False)
class SegmentSeason:
    """One segment's index (12 values of mean 1) with its checks; `accounts_checked` is the mean over its accounts.

    The checks are None where there are fewer than three years: two to learn from and one to be judged by.
    """

    segment: str
    index: Floats
    accounts: int
    checked: Checked | None
    accounts_checked: Checked | None


@dataclass(frozen=True, slots=True, eq=False)
class Seasons:
    """All indices that can be computed.

    Attributes
    ----------
    segments : dict of SegmentSeason
        Only the segments with enough history.
    accounts : dict of account to row
    index : float array, shape (accounts, 12)
        NaN where neither the account nor its segment has enough history.
    weight : float array, shape (accounts,)
        How far the account's own history counts: 0 is the segment's index, 1 its own.
    """

    segments: dict[str, SegmentSeason]
    accounts: dict[str, int]
    index: Floats
    weight: Floats
    problems: tuple[Problem, ...]

    def of(self, account: str) -> tuple[float, ...] | None:
        """Return the account's twelve values, or None where nothing can be said: never a flat year in disguise."""
        row = self.index[self.accounts[account]]
        return tuple(row.tolist()) if np.isfinite(row).all() else None


@dataclass(frozen=True, slots=True, eq=False)
class _Estimate:
    index: Floats
    trend: Floats
    own: Floats
    weight: Floats


def estimate(sales: Sales, segment: Mapping[str, str]) -> Seasons:
    """Return the seasons of all segments and accounts, each checked on the last year where there are three.

    Parameters
    ----------
    sales : Sales
    segment : mapping of account to segment
        An account without an entry belongs to the segment without a name.
    """
    month = sales.month_of_year
    index = np.full((len(sales.accounts), 12), np.nan)
    weight = np.zeros(len(sales.accounts))
    found: dict[str, SegmentSeason] = {}
    problems: list[Problem] = []
    for name, rows in segments_of(sales, segment).items():
        part = _fit(sales.amounts[rows], month)
        if part is None:
            problems.append(_too_short(name, sales.amounts[rows]))
            continue
        index[rows], weight[rows] = part.own, part.weight
        checks = _checks(sales.amounts[rows], month)
        found[name] = SegmentSeason(name, part.index, len(rows), *checks)
    return Seasons(found, {name: row for row, name in enumerate(sales.accounts)}, index, weight, tuple(problems))


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
        raise ValueError(f"months are 1 to 12 and indices at least 0: {dict(by_hand)}")
    fixed = np.isin(np.arange(1, 13), list(by_hand))
    result = np.array([by_hand.get(month, value) for month, value in enumerate(index.tolist(), 1)])
    left, spread = 12 - result[fixed].sum(), result[~fixed].sum()
    if left < 0 or (spread == 0 and not np.isclose(left, 0)):
        raise ValueError(f"the months set by hand add up to {result[fixed].sum():g}, of twelve for the whole year")
    result[~fixed] *= left / spread if spread else 1.0
    return result


def _too_short(name: str, amounts: Floats) -> Problem:
    months = int(np.isfinite(amounts).any(axis=0).sum())
    where = f"segment {name or '(none)'}"
    action = "Import at least two whole years, or write the season by hand."
    return Problem("history-too-short", where, f"{months} months of sales give no season", action)


def _fit(amounts: Floats, month: NDArray[np.intp]) -> _Estimate | None:
    """Return the estimate for the accounts of one segment, None where two years are not known or nothing was sold."""
    amounts = np.where(np.nansum(amounts, axis=1, keepdims=True) > 0, amounts, np.nan)
    expected = np.ones(len(month))
    series = None
    for _ in range(2):
        series = _filled(_typical(amounts, expected), month)
        if series is None:
            return None
        index, trend = season_and_trend(series, month)
        expected = index[month] * trend
    own, weight = _accounts(amounts, month, index, trend)
    return _Estimate(index, trend, own, weight)


def _typical(amounts: Floats, expected: Floats) -> Floats:
    """Return the mean over accounts of each month beside the account's own level, unsteady accounts counting less."""
    known = np.isfinite(amounts)
    ratio = _divided(amounts, _divided(np.nansum(amounts, axis=1), (known * expected).sum(axis=1))[:, None])
    noise = _divided(np.nansum((ratio / expected - 1) ** 2, axis=1), known.sum(axis=1))
    weight = (known & np.isfinite(noise)[:, None]) / (1 + np.nan_to_num(noise)[:, None])
    return _divided(np.nansum(weight * ratio, axis=0), weight.sum(axis=0))


def _divided(above: Floats, below: Floats) -> Floats:
    """Return the quotient, not known (NaN) where the divisor is not positive."""
    return np.asarray(above / np.where(below > 0, below, np.nan), np.float64)


def _filled(series: Floats, month: NDArray[np.intp]) -> Floats | None:
    """Return the series with unknown months filled by the mean of their calendar month; None with too little known."""
    known = np.isfinite(series)
    if known.sum() < LEAST_MONTHS:
        return None
    sums, counts = np.bincount(month, np.nan_to_num(series), 12), np.bincount(month, known, 12)
    same = _divided(np.asarray(sums, np.float64), np.asarray(counts, np.float64))
    filled = np.where(known, series, same[month])
    return filled if (filled > 0).all() else None


def _accounts(amounts: Floats, month: NDArray[np.intp], index: Floats, trend: Floats) -> tuple[Floats, Floats]:
    """Return each account's index, shrunk to the segment's, and the mean weight of its own history."""
    known = np.isfinite(amounts)
    ratio = amounts / (_levels(amounts, index[month] * trend) * trend)
    years = np.stack([(known & np.isfinite(ratio))[:, month == number].sum(axis=1) for number in range(12)], axis=1)
    own = _divided(
        np.stack([np.nansum(ratio[:, month == number], axis=1) for number in range(12)], axis=1),
        years.astype(np.float64),
    )
    noise = _noise(ratio, own[:, month], years)
    moved = own - index
    error = noise[:, None] / np.maximum(years, 1)
    heard = (years >= 2) & (known.sum(axis=1) >= LEAST_MONTHS)[:, None]
    between = _between(moved[heard], error[heard])
    weight = np.where(heard, between / np.maximum(between + error, 1e-12), 0.0)
    shrunk = np.maximum(index + weight * np.where(heard, moved, 0.0), 0.0)
    return shrunk / shrunk.mean(axis=1, keepdims=True), weight.mean(axis=1)


def _levels(amounts: Floats, expected: Floats) -> Floats:
    """Return each account's level beside the segment, year by year, the last twelve months being one year."""
    months = len(expected)
    block = (months - 1 - np.arange(months)) // 12
    level = np.empty_like(amounts)
    for number in range(int(block.max()) + 1):
        here = block == number
        sold, asked = np.nansum(amounts[:, here], axis=1), (np.isfinite(amounts[:, here]) * expected[here]).sum(axis=1)
        level[:, here] = _divided(sold, asked)[:, None]
    return np.where(level > 0, level, np.nan)


def _noise(ratio: Floats, own: Floats, years: NDArray[np.intp]) -> Floats:
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


def _checks(amounts: Floats, month: NDArray[np.intp]) -> tuple[Checked | None, Checked | None]:
    """Return the errors over the last year of an estimate from the years before it: the segment's, its accounts'."""
    past = _fit(amounts[:, :-12], month[:-12])
    if past is None or amounts.shape[1] < 12 or not np.isfinite(amounts[:, -12:]).any():
        return None, None
    last, order = amounts[:, -12:], month[-12:]
    typical = _typical(last, np.ones(12))
    share = _divided(last, last.mean(axis=1)[:, None])
    whole = np.isfinite(share).all(axis=1)
    accounts = _error(past.own[whole][:, order], share[whole]) if whole.any() else None
    return (_error(past.index[order], typical) if np.isfinite(typical).all() else None), accounts


def _error(foretold: Floats, seen: Floats) -> Checked:
    seen = seen / seen.mean(axis=-1, keepdims=True)
    return Checked(float(np.abs(foretold - seen).mean()), float(np.abs(1 - seen).mean()))
