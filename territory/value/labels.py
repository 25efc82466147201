"""Labels that people know: ABC by cumulated value, RFM by fifths of recency, frequency and money."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from territory.sales import Sales


def abc(values: Mapping[str, float | None], a: float = 0.80, b: float = 0.95) -> dict[str, str]:
    """Return A, B or C for each account: A makes up the first `a` of the whole value, A and B the first `b`.

    The account that crosses a border still belongs above it, and accounts of one value have one label. An account
    without a value has none (empty).
    """
    if not 0 < a <= b <= 1:
        raise ValueError(f"borders must rise within 0 to 1: {a}, {b}")
    known = [value for value in values.values() if value is not None]
    ordered = np.sort(np.array(known, np.float64))
    sums = np.concatenate([[0.0], np.cumsum(ordered)])
    labels = dict.fromkeys(values, "")
    for account, value in values.items():
        if value is not None:
            greater = sums[-1] - sums[np.searchsorted(ordered, value, side="right")]
            share = greater / sums[-1] if sums[-1] > 0 else 1.0
            labels[account] = "A" if share < a else "B" if share < b else "C"
    return labels


@dataclass(frozen=True, slots=True)
class Rfm:
    """Fifths from 1 (lowest) to 5: how recently, how often and for how much the account bought in the last year."""

    recency: int
    frequency: int
    money: int

    def __str__(self) -> str:
        return f"{self.recency}{self.frequency}{self.money}"


def rfm(sales: Sales) -> dict[str, Rfm | None]:
    """Return the fifths of every account; None where a month of the last year is not known or nothing was ever bought.

    Accounts that are equal in one respect get the same fifth there.
    """
    year = sales.amounts[:, -12:]
    bought = sales.amounts > 0
    known = np.asarray(np.isfinite(year).all(axis=1) & bought.any(axis=1), np.bool_)
    months_ago = bought.shape[1] - 1 - (bought * np.arange(bought.shape[1])).max(axis=1)
    columns = [-months_ago, (year > 0).sum(axis=1), np.nansum(year, axis=1)]
    fifths = [_fifths(np.asarray(column, np.float64), known) for column in columns]
    return {
        account: Rfm(*(int(fifth[row]) for fifth in fifths)) if known[row] else None
        for row, account in enumerate(sales.accounts)
    }


def _fifths(column: NDArray[np.float64], known: NDArray[np.bool_]) -> NDArray[np.intp]:
    """Return 1 to 5 by the share of the known accounts that are less, those that are equal counting half."""
    ordered = np.sort(column[known])
    sides = np.searchsorted(ordered, column, side="left") + np.searchsorted(ordered, column, side="right")
    less = sides / (2 * max(len(ordered), 1))
    return np.asarray(np.minimum(5, 1 + np.floor(5 * less)), np.intp)
