"""Forecasts of a monthly series that state their own past error.

Three plain methods are tried on the past: for each of the last origins, each foretells what came next from what was
known then. The one with the least mean absolute error is used, and its errors are the forecast's width
(rolling origins: Tashman, 2000). With noisy months the plain ones often win; nothing here pretends otherwise.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from routing.sentences import sentence

Floats = NDArray[np.float64]
LEAST_MONTHS = 18
"""A year to learn from and half a year of origins to be judged by."""


@dataclass(frozen=True, slots=True)
class Forecast:
    """What the next months will bring.

    Attributes
    ----------
    low, high : tuple of float
        Nine in ten past errors, each as a share of what was foretold, were within these.
    error : float
        Mean absolute error over the past origins; `relative` is its share of the mean of what came.
    naive_error : float
        The same of "as in the same month last year".
    """

    method: str
    values: tuple[float, ...]
    low: tuple[float, ...]
    high: tuple[float, ...]
    error: float
    relative: float | None
    naive_error: float
    origins: int


@dataclass(frozen=True, slots=True)
class NoForecast:
    """Why nothing is foretold."""

    why: str


def forecast(series: Sequence[float], months: int, origins: int = 12) -> Forecast | NoForecast:
    """Return the forecast of the next `months` of a series whose last value is the latest month.

    Parameters
    ----------
    series : sequence of float
        NaN where a month is not known.
    """
    known = np.asarray(series, np.float64)
    if len(known) < LEAST_MONTHS:
        return NoForecast(
            sentence(
                "{count} months are known, a forecast needs {least_months}", count=len(known), least_months=LEAST_MONTHS
            )
        )
    if not np.isfinite(known).all():
        return NoForecast(sentence("{sum} months are not known", sum=int(np.isnan(known).sum())))
    if months < 1:
        raise ValueError(f"a forecast needs at least one month: {months}")
    starts = range(max(12, len(known) - origins), len(known))
    tried = {name: _tried(known, method, starts, months) for name, method in METHODS.items()}
    errors = {name: float(np.abs(told - seen).mean()) for name, (told, seen) in tried.items()}
    level = float(np.abs(known).mean()) or 1.0
    best = min(METHODS, key=lambda name: (round(errors[name] / level, 9), name))
    values = METHODS[best](known, months)
    width = _width(*tried[best], values)
    came = float(np.abs(known[starts[0] :]).mean())
    return Forecast(
        best,
        tuple(values.tolist()),
        tuple((values - width).tolist()),
        tuple((values + width).tolist()),
        errors[best],
        errors[best] / came if came > 0 else None,
        errors[LAST_YEAR],
        len(starts),
    )


def _tried(known: Floats, method: Callable[[Floats, int], Floats], starts: range, months: int) -> tuple[Floats, Floats]:
    """Return what was foretold and what was seen, for every origin and every month after it that has been seen."""
    told = [method(known[:start], min(months, len(known) - start)) for start in starts]
    return np.concatenate(told), np.concatenate([known[start : start + months] for start in starts])


def _width(told: Floats, seen: Floats, values: Floats) -> Floats:
    """Return the width about `values`: errors grow with what is foretold, but not below a tenth of the mean month."""
    least = max(float(np.abs(seen).mean()) / 10, 1e-9)
    share = np.quantile(np.abs(told - seen) / np.maximum(np.abs(told), least), 0.9)
    return np.asarray(share * np.maximum(np.abs(values), least), np.float64)


def _last_year(known: Floats, months: int) -> Floats:
    return np.resize(known[-12:], months)


def _mean(known: Floats, months: int) -> Floats:
    return np.full(months, known[-12:].mean())


def _season_and_trend(known: Floats, months: int) -> Floats:
    """Return the level of the last year, damped growth over the year before, and the mean season of whole years."""
    years = len(known) // 12
    blocks = known[len(known) - 12 * years :].reshape(years, 12)
    levels = blocks.mean(axis=1)
    if (levels <= 0).any():
        return _mean(known, months)
    season = (blocks / levels[:, None]).mean(axis=0)
    growth = (levels[-1] / levels[-2]) ** (1 / 12) if years > 1 else 1.0
    steps = 6.5 + np.cumsum(0.9 ** np.arange(months))
    return np.asarray(levels[-1] * growth**steps * np.resize(season, months), np.float64)


LAST_YEAR = "as in the same month last year"
METHODS: dict[str, Callable[[Floats, int], Floats]] = {
    LAST_YEAR: _last_year,
    "mean of the last year": _mean,
    "season and damped growth": _season_and_trend,
}
