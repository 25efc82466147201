"""Season indices as values: of segments and of accounts, with their checks and with what they leave unsure."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from routing.problems import Problem

Floats = NDArray[np.float64]
Months = NDArray[np.intp]
"""The calendar month of each column of sales, January being 0."""


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

    Attributes
    ----------
    unsure : float
        The mean absolute error to be expected of the index, from how much the segment's accounts scatter.
    checked, accounts_checked : Checked or None
        None where there are fewer than three years: two to learn from and one to be judged by.
    """

    segment: str
    index: Floats
    accounts: int
    unsure: float
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


def divided(above: Floats, below: Floats) -> Floats:
    """Return the quotient, not known (NaN) where the divisor is not positive."""
    return np.asarray(above / np.where(below > 0, below, np.nan), np.float64)
