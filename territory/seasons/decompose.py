"""Season and trend of one series: robust STL on logarithms (Cleveland et al., 1990), through statsmodels.

On simulated sales of 36 months the robust form keeps its error where one promotion or a lost quarter triples that of
ratio to moving average: see ``docs/ownership.md``. It needs each calendar month three times: of two values nothing
tells which one is out of the way, the residuals come in pairs of equal size, and the weights that are made of them
multiply noise until the last bits of the input decide. With fewer the plain form is taken, which is linear.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

LEAST_MONTHS = 24
ROBUST_YEARS = 3
"""So often must each calendar month be known for the robust form."""


def season_and_trend(
    series: NDArray[np.float64], month: NDArray[np.intp], *, robust: bool
) -> tuple[NDArray[np.float64], ...]:
    """Return the season's index (12 values of mean 1, January first) and the trend (as long as the series).

    Parameters
    ----------
    series : float array, shape (months,)
        At least two years of positive, known values.
    month : int array, shape (months,)
        The calendar month of each value, January being 0.
    robust : bool
        Let months that are out of the way count less; see `enough_to_be_robust`.
    """
    from statsmodels.tsa.seasonal import STL  # noqa: PLC0415 - statsmodels brings pandas, and few who serve need it

    if len(series) < LEAST_MONTHS or not (np.isfinite(series).all() and (series > 0).all()):
        raise ValueError("a season needs two years of positive months")
    periodic = 10 * len(series) + 1
    parts = STL(np.log(series), period=12, seasonal=periodic, robust=robust).fit()
    index = np.array([np.exp(parts.seasonal[month == number]).mean() for number in range(12)])
    return index / index.mean(), np.exp(parts.trend) * index.mean()


def enough_to_be_robust(known: NDArray[np.bool_], month: NDArray[np.intp]) -> bool:
    """Tell whether each calendar month is known often enough for one that is out of the way to be told."""
    return bool((np.bincount(month[known], minlength=12) >= ROBUST_YEARS).all())
