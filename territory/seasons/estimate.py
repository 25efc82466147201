"""Season indices from monthly sales: segments by robust STL and shrinkage, accounts shrunk to their segment.

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
from routing.sentences import sentence
from territory.sales import Sales, segments_of
from territory.seasons.accounts import account_seasons
from territory.seasons.segment import raw_season, typical
from territory.seasons.shrink import drawn_together
from territory.seasons.values import Checked, Floats, Months, Seasons, SegmentSeason, divided

SURE_ENOUGH = 0.05
"""Expected error of a segment's index above which it is named."""
_MEAN_OF_NORMAL = float(np.sqrt(2 / np.pi))
"""Mean absolute value of a standard normal error."""

Groups = Mapping[str, NDArray[np.intp]]


@dataclass(frozen=True, slots=True, eq=False)
class _Fit:
    index: Floats
    own: Floats
    weight: Floats
    unsure: float


def estimate(sales: Sales, segment: Mapping[str, str]) -> Seasons:
    """Return the seasons of all segments and accounts, each checked on the last year where there are three.

    Parameters
    ----------
    sales : Sales
    segment : mapping of account to segment
        An account without an entry belongs to the segment without a name.
    """
    month, groups = sales.month_of_year, segments_of(sales, segment)
    fits = _fits(sales.amounts, groups, month)
    past = _fits(sales.amounts[:, :-12], groups, month[:-12]) if sales.amounts.shape[1] > 12 else {}
    index, weight = np.full((len(sales.accounts), 12), np.nan), np.zeros(len(sales.accounts))
    found: dict[str, SegmentSeason] = {}
    problems = []
    for name, rows in groups.items():
        if name not in fits:
            problems.append(_too_short(name, sales.amounts[rows]))
            continue
        fit = fits[name]
        index[rows], weight[rows] = fit.own, fit.weight
        checks = _checks(past.get(name), sales.amounts[rows][:, -12:], month[-12:])
        found[name] = SegmentSeason(name, fit.index, len(rows), fit.unsure, *checks)
    problems += [_unsure(one) for one in found.values() if one.unsure > SURE_ENOUGH]
    return Seasons(found, {name: row for row, name in enumerate(sales.accounts)}, index, weight, tuple(problems))


def _fits(amounts: Floats, groups: Groups, month: Months) -> dict[str, _Fit]:
    """Return the estimates of the segments with enough history, drawn together."""
    raw = {name: one for name, rows in groups.items() if (one := raw_season(amounts[rows], month)) is not None}
    if not raw:
        return {}
    drawn = drawn_together([one.index for one in raw.values()], [one.variance for one in raw.values()])
    return {
        name: _Fit(
            index,
            *account_seasons(one.amounts, month, index, one.trend),
            _MEAN_OF_NORMAL * float(np.sqrt(one.variance)),
        )
        for (name, one), index in zip(raw.items(), drawn, strict=True)
    }


def _checks(past: _Fit | None, last: Floats, order: Months) -> tuple[Checked | None, Checked | None]:
    """Return the errors over the last year of an estimate from the years before it: the segment's, its accounts'."""
    if past is None or not np.isfinite(last).any():
        return None, None
    seen = typical(last)
    share = divided(last, last.mean(axis=1)[:, None])
    whole = np.isfinite(share).all(axis=1)
    accounts = _error(past.own[whole][:, order], share[whole]) if whole.any() else None
    return (_error(past.index[order], seen) if np.isfinite(seen).all() else None), accounts


def _error(foretold: Floats, seen: Floats) -> Checked:
    seen = seen / seen.mean(axis=-1, keepdims=True)
    return Checked(float(np.abs(foretold - seen).mean()), float(np.abs(1 - seen).mean()))


def _too_short(name: str, amounts: Floats) -> Problem:
    months = int(np.isfinite(amounts).any(axis=0).sum())
    where = sentence("segment {value}", value=name or "(none)")
    action = "Import at least two whole years, or write the season by hand."
    return Problem(
        "history-too-short", where, sentence("{months} months of sales give no season", months=months), action
    )


def _unsure(season: SegmentSeason) -> Problem:
    where = sentence("segment {value}", value=season.segment or "(none)")
    cause = sentence(
        "{accounts} accounts with such noisy sales leave its season unsure by {unsure:.2f} a month",
        accounts=season.accounts,
        unsure=season.unsure,
    )
    action = "Join it with a segment of the same season, import more years, or set the months that you know."
    return Problem("season-unsure", where, cause, action)
