"""Was it the policy? Some territories try it, the rest do not, and both are compared with themselves before.

Difference in differences (Card and Krueger, 1994) of the mean month before and after; the interval comes from drawing
territories, not months, with replacement (cluster bootstrap; Bertrand, Duflo and Mullainathan, 2004), one less than
there are, which keeps the variance true for few of them (Rao and Wu, 1988); the probability comes
from exchanging who tried it (Fisher's randomisation). The months before tell whether the two moved alike at all.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations, islice
from math import comb

import numpy as np
from numpy.typing import NDArray

from routing.problems import Problem
from routing.sentences import sentence
from territory.experiment_outcome import Shown

Floats = NDArray[np.float64]
LEAST_TERRITORIES = 2
LEAST_MONTHS = 4
"""Before and after: the months before are split to see whether the two moved alike."""


@dataclass(frozen=True, slots=True)
class Experiment:
    """A policy that some territories try from `start` on, and the territories that they are compared with."""

    name: str
    policy: str
    start: date
    trying: tuple[str, ...]
    compared: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """What the policy changed.

    Attributes
    ----------
    effect : float
        Per territory and month, in the unit of the series; `share` beside what would have been without it.
    low, high : float
        Where 19 of 20 redrawn comparisons lie.
    chance : float
        Share of all exchanges of territories that give at least this much either way; the smallest it can be is 2 in
        the number of exchanges.
    before : float
        The same difference between the two halves of the time before: it should be near zero.
    fair : bool
        Whether `before` is small beside the width of the interval; if not, the two did not move alike before.
    """

    experiment: Experiment
    effect: float
    share: float | None
    low: float
    high: float
    chance: float
    before: float
    fair: bool

    @property
    def telling(self) -> bool:
        """Tell whether the comparison is fair and its interval leaves out zero."""
        return self.fair and (self.low > 0 or self.high < 0)

    @property
    def shown(self) -> Shown:
        """Return what it showed in one word."""
        if not self.fair:
            return Shown.UNFAIR
        if not self.telling:
            return Shown.NOTHING
        return Shown.BETTER if self.effect > 0 else Shown.WORSE


def shown_by(found: Comparison | tuple[Problem, ...]) -> Shown:
    """Return what an experiment showed: unknown, where there are reasons in place of a comparison."""
    return found.shown if isinstance(found, Comparison) else Shown.UNKNOWN


def compare(
    experiment: Experiment,
    series: Mapping[str, Sequence[float]],
    first: date,
    *,
    seed: int,
    draws: int = 2000,
) -> Comparison | tuple[Problem, ...]:
    """Return what the policy changed, or why it cannot be told.

    Parameters
    ----------
    series : mapping of territory to its months
        Already per potential, per account or per hour, so that large and small territories are alike.
    first : date
        The first month of all series.
    """
    begin = (experiment.start.year - first.year) * 12 + experiment.start.month - first.month
    problems = _problems(experiment, series, begin)
    if problems:
        return problems
    names = (*experiment.trying, *experiment.compared)
    months = np.array([series[name] for name in names], np.float64)
    trying = np.arange(len(names)) < len(experiment.trying)
    moved = months[:, begin:].mean(axis=1) - months[:, :begin].mean(axis=1)
    half = begin // 2
    earlier = months[:, half:begin].mean(axis=1) - months[:, :half].mean(axis=1)
    effect, before = _difference(moved, trying), _difference(earlier, trying)
    low, high = _interval(moved, trying, seed, draws)
    without = float(months[trying, begin:].mean()) - effect
    return Comparison(
        experiment,
        effect,
        effect / without if without > 0 else None,
        low,
        high,
        _chance(moved, trying, seed, draws),
        before,
        abs(before) <= (high - low) / 2,
    )


def _difference(moved: Floats, trying: NDArray[np.bool_]) -> float:
    return float(moved[trying].mean() - moved[~trying].mean())


def _interval(moved: Floats, trying: NDArray[np.bool_], seed: int, draws: int) -> tuple[float, float]:
    random = np.random.default_rng(seed)
    means = [
        side[random.integers(0, len(side), (draws, len(side) - 1))].mean(axis=1)
        for side in (moved[trying], moved[~trying])
    ]
    low, high = np.quantile(means[0] - means[1], [0.025, 0.975])
    return float(low), float(high)


def _chance(moved: Floats, trying: NDArray[np.bool_], seed: int, draws: int) -> float:
    """Return the share of exchanges with at least this difference: all of them where they are few, else drawn ones."""
    count, size = len(moved), int(trying.sum())
    if comb(count, size) <= draws:
        picks = np.array(list(islice(combinations(range(count), size), draws)))
    else:
        picks = np.argsort(np.random.default_rng(seed).random((draws, count)), axis=1)[:, :size]
    inside = moved[picks].sum(axis=1)
    others = (moved.sum() - inside) / (count - size)
    seen = abs(_difference(moved, trying))
    return float((np.abs(inside / size - others) >= seen - 1e-12).mean())


def _problems(experiment: Experiment, series: Mapping[str, Sequence[float]], begin: int) -> tuple[Problem, ...]:
    where = sentence("experiment {experiment_name}", experiment_name=experiment.name)
    problems = []
    sides = (experiment.trying, experiment.compared)
    if min(len(side) for side in sides) < LEAST_TERRITORIES:
        cause = sentence(
            "territories that try it: {count}, that do not: {count_2}", count=len(sides[0]), count_2=len(sides[1])
        )
        problems.append(Problem("experiment-too-small", where, cause, "Take at least two on each side, better five."))
    both = sorted(set(sides[0]) & set(sides[1]))
    if both:
        cause = sentence("{names} are on both sides", names=", ".join(both))
        problems.append(Problem("experiment-both-sides", where, cause, "Put each territory on one side."))
    for name in (*sides[0], *sides[1]):
        months = series.get(name, ())
        after = len(months) - begin
        if min(begin, after) < LEAST_MONTHS or not np.isfinite(np.asarray(months, np.float64)).all():
            cause = sentence(
                "{name} has {begin} months before and {after} after, or gaps among them",
                name=name,
                begin=max(begin, 0),
                after=max(after, 0),
            )
            action = sentence(
                "Wait until there are {least_months} whole months on each side, or leave it out.",
                least_months=LEAST_MONTHS,
            )
            problems.append(Problem("experiment-too-short", where, cause, action))
    return tuple(problems)
