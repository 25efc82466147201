"""Do lengths differ from what is planned, or would chance have it so: Student's test on their logarithms.

Lengths of talks and drives are skewed; their logarithms are about normal. How much they vary from one visit to the
next is learnt from all accounts of a segment together, with a prior for the few visits of a beginning.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import NormalDist, fmean

PRIOR_SPREAD = 0.2
"""Lengths vary by about a fifth where nothing is known ..."""
PRIOR_DEGREES = 4
"""... which weighs as much as so many visits."""
_DIGITS = 12


@dataclass(frozen=True, slots=True)
class Spread:
    """By how much logarithms of lengths vary around their own mean, and how many degrees of freedom tell it."""

    deviation: float
    degrees: int


def spread_of(groups: Iterable[Sequence[float]]) -> Spread:
    """Return the spread that groups of ratios (taken beside planned) have in common, each around its own mean."""
    squares, degrees = PRIOR_DEGREES * PRIOR_SPREAD**2, PRIOR_DEGREES
    for group in groups:
        logs = [math.log(ratio) for ratio in group]
        if logs:
            mean = fmean(logs)
            squares += math.fsum((one - mean) ** 2 for one in logs)
            degrees += len(logs) - 1
    return Spread(math.sqrt(squares / degrees), degrees)


def chance_of(ratios: Sequence[float], spread: Spread, on_time: float = 0.5) -> float:
    """Return how likely ratios so far from 1 are, if a share `on_time` of visits is really over in what is planned."""
    from scipy.special import stdtr  # noqa: PLC0415 - slow to import, and most verbs learn nothing

    away = fmean(math.log(ratio) for ratio in ratios) + (beyond := NormalDist().inv_cdf(on_time)) * spread.deviation
    unsure = spread.deviation * math.sqrt(1 / len(ratios) + beyond**2 / (2 * spread.degrees))
    return round(min(1.0, 2 * float(stdtr(spread.degrees, -abs(away) / unsure))), _DIGITS)
