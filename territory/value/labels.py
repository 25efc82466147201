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
    """Fifths from 1 (lowest) to 5: how recently, how often and for how much the account bought in the last year.

    A measure in which no account differs from another says nothing and is None, a dash in the label.
    """

    recency: int | None
    frequency: int | None
    money: int | None

    def __str__(self) -> str:
        return "".join("-" if fifth is None else str(fifth) for fifth in (self.recency, self.frequency, self.money))

    @property
    def is_upper(self) -> bool:
        """Tell whether the account is in the upper two fifths by each measure that says anything."""
        said = [fifth for fifth in (self.recency, self.frequency, self.money) if fifth is not None]
        return bool(said) and min(said) >= 4


def rfm(sales: Sales) -> dict[str, Rfm | None]:
    """Return the fifths of every account; None where a month of the last year is not known or nothing was ever bought.

    Accounts that are equal in one respect get the same fifth there; the least have 1 and the most have 5.
    """
    year = sales.amounts[:, -12:]
    bought = sales.amounts > 0
    known = np.asarray(np.isfinite(year).all(axis=1) & bought.any(axis=1), np.bool_)
    months_ago = bought.shape[1] - 1 - (bought * np.arange(bought.shape[1])).max(axis=1)
    columns = [-months_ago, (year > 0).sum(axis=1), np.nansum(year, axis=1)]
    fifths = [_fifths(np.asarray(column, np.float64), known) for column in columns]
    return {
        account: Rfm(*(None if fifth is None else int(fifth[row]) for fifth in fifths)) if known[row] else None
        for row, account in enumerate(sales.accounts)
    }


def _fifths(column: NDArray[np.float64], known: NDArray[np.bool_]) -> NDArray[np.intp] | None:
    """Return 1 to 5 by the mean rank of those that are equal, from the least account's to the greatest's.

    None where all known accounts are equal. Ranks are taken from end to end, as many equal ones at an end (all who
    bought in the last month) would leave its fifths empty.
    """
    ordered = np.sort(column[known])
    sides = np.searchsorted(ordered, column, side="left") + np.searchsorted(ordered, column, side="right")
    least, most = (sides[known].min(), sides[known].max()) if known.any() else (0, 0)
    if least == most:
        return None
    return np.asarray(np.minimum(5, 1 + 5 * (sides - least) // (most - least)), np.intp)
