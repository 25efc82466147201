"""How sales answer to visits: a concave curve per segment, learned from history, with each account drawn towards it.

share of potential sold = base + gain (1 - exp(-rate x visits a year)): the exponential response of Lodish (CALLPLAN,
1971) and Little (1970). It is fitted by least squares, the rate on a grid, base and gain by non-negative least squares.
An account's own level is the ridge estimate about 1, as strong as the accounts of its segment truly differ.

History shows what went together, not what visits caused: good accounts are visited more. A fair experiment
(`territory.experiment`) is the remedy where much hangs on a curve.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from routing.problems import Problem
from routing.sentences import sentence

Floats = NDArray[np.float64]
RATES = np.geomspace(0.01, 2.0, 60)
LEAST_OBSERVATIONS = 10
LEAST_SPREAD = 1.5
"""The most visits over the fewest (of the middle nine tenths) below which a curve cannot be told from a line."""


@dataclass(frozen=True, slots=True)
class YearSeen:
    """One account in one year: visits made, and sales as a share of its potential."""

    account: str
    segment: str
    visits: float
    share: float


@dataclass(frozen=True, slots=True)
class Curve:
    """Share of the potential sold: ``base + gain (1 - exp(-rate visits a year))``, fitted to `seen` observations."""

    base: float
    gain: float
    rate: float
    error: float
    seen: int

    def share(self, visits: Floats) -> Floats:
        """Return the share sold at each number of visits."""
        return np.asarray(self.base + self.gain * (1 - np.exp(-self.rate * visits)), np.float64)


@dataclass(frozen=True, slots=True, eq=False)
class Responses:
    """The curve of each segment that has one, and each account's level beside it (1 is the segment's own)."""

    curves: dict[str, Curve]
    levels: dict[str, float]
    problems: tuple[Problem, ...]


def fit(seen: Sequence[YearSeen]) -> Responses:
    """Return the responses of all segments; a segment whose history cannot tell gets no curve and a problem."""
    groups: dict[str, list[YearSeen]] = defaultdict(list)
    for year in sorted(seen, key=lambda year: (year.segment, year.account, year.visits, year.share)):
        groups[year.segment].append(year)
    curves: dict[str, Curve] = {}
    levels: dict[str, float] = {}
    problems = []
    for segment, years in groups.items():
        curve = _untellable(segment, years) or _curve(years)
        if isinstance(curve, Problem):
            problems.append(curve)
        else:
            curves[segment] = curve
            levels |= _levels(years, curve)
    return Responses(curves, levels, tuple(problems))


def _untellable(segment: str, years: Sequence[YearSeen]) -> Problem | None:
    low, high = np.quantile([year.visits for year in years], [0.05, 0.95])
    if len(years) >= LEAST_OBSERVATIONS and high >= LEAST_SPREAD * max(low, 0.5):
        return None
    cause = sentence(
        "{count} account-years with {low:g} to {high:g} visits show no curve", count=len(years), low=low, high=high
    )
    action = "State the curve by hand, or vary the interval in an experiment."
    return Problem("response-unknown", sentence("segment {value}", value=segment or "(none)"), cause, action)


def _curve(years: Sequence[YearSeen]) -> Curve | Problem:
    from scipy.optimize import nnls  # noqa: PLC0415 - scipy is large, and few who serve need it

    visits = np.array([year.visits for year in years])
    share = np.array([year.share for year in years])
    fits = []
    for rate in RATES.tolist():
        columns = np.column_stack([np.ones(len(visits)), 1 - np.exp(-rate * visits)])
        (base, gain), error = nnls(columns, share)
        fits.append((float(error), rate, float(base), float(gain)))
    error, rate, base, gain = min(fits)
    if gain <= 0:
        cause = "sales do not rise with visits"
        action = "Look for what else moved them, or vary the interval in an experiment."
        return Problem("response-flat", sentence("segment {value}", value=years[0].segment or "(none)"), cause, action)
    return Curve(base, gain, rate, error / float(np.sqrt(len(years))), len(years))


def _levels(years: Sequence[YearSeen], curve: Curve) -> dict[str, float]:
    """Return each account's level: (sum of seen x foretold + k) / (sum of foretold² + k), k = noise / between."""
    foretold = curve.share(np.array([year.visits for year in years]))
    sums: dict[str, list[float]] = defaultdict(lambda: [0.0, 0.0, 0.0])
    for year, told in zip(years, foretold.tolist(), strict=True):
        line = sums[year.account]
        line[0] += year.share * told
        line[1] += told * told
        line[2] += 1
    cross, square, count = np.array(list(sums.values())).T
    raw = cross / np.maximum(square, 1e-12)
    noise = _noise(years, foretold, dict(zip(sums, raw.tolist(), strict=True)), int(count.sum()) - len(sums))
    between = max(1e-9, float(np.average((raw - 1) ** 2 - noise / np.maximum(square, 1e-12), weights=square)))
    ridge = noise / between
    return dict(zip(sums, ((cross + ridge) / (square + ridge)).tolist(), strict=True))


def _noise(years: Sequence[YearSeen], foretold: Floats, raw: dict[str, float], freedom: int) -> float:
    """Return the variance within accounts; with one year each, where nothing tells it from that between, all of it."""
    left = sum((year.share - raw[year.account] * told) ** 2 for year, told in zip(years, foretold, strict=True))
    whole = float(np.mean([(year.share - told) ** 2 for year, told in zip(years, foretold, strict=True)]))
    return max(float(left) / freedom if freedom > 0 else whole, 1e-12)
