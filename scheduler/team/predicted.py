"""What coming weeks will bring of visits and kilometres: the plan as it was published, or the share of it that came.

A plan promises; what comes of it is less of visits and more of kilometres, by habit. Both ways of foretelling a week
are tried on the weeks that are over, each from what was known before it (rolling origins), and the one that erred
less is taken: its errors are what a reader may expect of the next weeks.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from math import fsum

import numpy as np

LOOK_BACK = 8
"""The share that came is of so many weeks before."""
LEAST = 4
"""So many weeks before are needed to take a share of them."""
AS_PLANNED, BY_SHARE = "as planned", "the share that came"


@dataclass(frozen=True, slots=True)
class Planned:
    """A week's visits or metres as published, and what came; None where it is not over or not known."""

    monday: date
    planned: float
    came: float | None = None


@dataclass(frozen=True, slots=True)
class Told:
    """A week as it was, or is, foretold from what was known before it."""

    monday: date
    planned: float
    foretold: float
    low: float
    high: float
    came: float | None


@dataclass(frozen=True, slots=True)
class Predicted:
    """What is foretold of one figure.

    Attributes
    ----------
    error : float or None
        Mean absolute error over the `judged` weeks; `relative` is its share of the mean of what came.
    other_error : float or None
        The same of the way that was not taken.
    past, ahead : tuple of Told
        Weeks that are over and known, and those to come.
    """

    method: str
    judged: int
    error: float | None
    relative: float | None
    other_error: float | None
    past: tuple[Told, ...]
    ahead: tuple[Told, ...]


def predicted(weeks: Sequence[Planned], today: date) -> Predicted:
    """Return what is foretold of the weeks to come, and what was of those that are over.

    Low and high are the planned figure times the least and the greatest share of the foretold that came in nine of ten
    judged weeks; without `LEAST` of them they are the foretold figure itself.
    """
    ordered = sorted(weeks, key=lambda one: one.monday)
    known = [one for one in ordered if one.came is not None and one.planned > 0]
    judged = known[LEAST:]
    ways = {AS_PLANNED: [1.0] * len(judged), BY_SHARE: [_share(known[:n]) for n in range(LEAST, len(known))]}
    errors = {name: _error(judged, factors) for name, factors in ways.items()}
    method = BY_SHARE if judged and round(errors[BY_SHARE], 9) < round(errors[AS_PLANNED], 9) else AS_PLANNED
    other = AS_PLANNED if method == BY_SHARE else BY_SHARE
    spread = _spread(judged, ways[method])
    past = tuple(_told(one, factor, spread) for one, factor in zip(judged, ways[method], strict=True))
    factor = _share(known) if method == BY_SHARE else 1.0
    ahead = tuple(_told(one, factor, spread) for one in ordered if one.monday > today)
    if not judged:
        return Predicted(method, 0, None, None, None, past, ahead)
    mean = fsum(one.came or 0.0 for one in judged) / len(judged)
    relative = errors[method] / mean if mean > 0 else None
    return Predicted(method, len(judged), errors[method], relative, errors[other], past, ahead)


def _share(before: Sequence[Planned]) -> float:
    """Return the share of the planned that came in the last weeks before."""
    last = before[-LOOK_BACK:]
    return fsum(one.came or 0.0 for one in last) / fsum(one.planned for one in last)


def _error(judged: Sequence[Planned], factors: Sequence[float]) -> float:
    misses = [abs((one.came or 0.0) - one.planned * factor) for one, factor in zip(judged, factors, strict=True)]
    return fsum(misses) / len(misses) if misses else 0.0


def _spread(judged: Sequence[Planned], factors: Sequence[float]) -> tuple[float, float]:
    if len(judged) < LEAST:
        return 1.0, 1.0
    shares = [(x.came or 0.0) / (x.planned * f) for x, f in zip(judged, factors, strict=True) if f > 0]
    if not shares:
        return 1.0, 1.0
    low, high = np.quantile(shares, [0.05, 0.95])
    return float(low), float(high)


def _told(one: Planned, factor: float, spread: tuple[float, float]) -> Told:
    told = one.planned * factor
    return Told(one.monday, one.planned, told, told * spread[0], told * spread[1], one.came)
