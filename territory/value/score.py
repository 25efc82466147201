"""The score of an account: what is still to be won there over the relationship, in money of today.

score = sum over years t of  potential (1 + growth)^t (1 - share of wallet) win probability (stay / (1 + discount))^t

after the customer lifetime value of Gupta, Lehmann and Stuart (2004), with the open part of the potential as margin.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

NEEDED = ("potential", "share_of_wallet", "win_probability")
ASSUMED = ("growth", "satisfaction")


@dataclass(frozen=True, slots=True)
class AccountFigures:
    """What is known of an account; None where it is not.

    Attributes
    ----------
    potential : float or None
        Sales that could be won in a year, in the workspace's currency.
    share_of_wallet, win_probability, satisfaction : float or None
        From 0 to 1.
    growth : float or None
        Change of the potential in a year: 0.05 is five per cent more.
    """

    account: str
    potential: float | None = None
    share_of_wallet: float | None = None
    win_probability: float | None = None
    growth: float | None = None
    satisfaction: float | None = None


@dataclass(frozen=True, slots=True)
class ScoreTerms:
    """How the future is weighed: years looked ahead, discount a year, and the chance that an account stays a year.

    The chance to stay rises in a straight line from `retention_unhappy` (satisfaction 0) to `retention_happy` (1);
    it is `retention` where satisfaction is not known.
    """

    years: int = 5
    discount: float = 0.10
    retention: float = 0.85
    retention_unhappy: float = 0.60
    retention_happy: float = 0.95

    def __post_init__(self) -> None:
        shares = (self.retention, self.retention_unhappy, self.retention_happy)
        if self.years < 1 or self.discount <= -1 or not all(0 <= share <= 1 for share in shares):
            raise ValueError(f"score terms make no sense: {self}")


@dataclass(frozen=True, slots=True)
class Score:
    """An account's score, None where a needed figure is `missing`; `assumed` names the figures taken as ordinary."""

    account: str
    value: float | None
    missing: tuple[str, ...]
    assumed: tuple[str, ...]


def scores(figures: Sequence[AccountFigures], terms: ScoreTerms = ScoreTerms()) -> tuple[Score, ...]:
    """Return the score of every account, in the order given."""
    columns = {name: _column(figures, name) for name in NEEDED}
    years = _years(figures, terms)
    value = columns["potential"] * (1 - columns["share_of_wallet"]) * columns["win_probability"] * years
    return tuple(_score(figure, float(worth)) for figure, worth in zip(figures, value, strict=True))


def years_counted(figure: AccountFigures, terms: ScoreTerms = ScoreTerms()) -> float:
    """Return by how much one year's figure of an account is multiplied for all years looked ahead."""
    return float(_years([figure], terms)[0])


def _years(figures: Sequence[AccountFigures], terms: ScoreTerms) -> NDArray[np.float64]:
    growth, happy = np.nan_to_num(_column(figures, "growth")), _column(figures, "satisfaction")
    stay = terms.retention_unhappy + (terms.retention_happy - terms.retention_unhappy) * happy
    stay = np.where(np.isnan(happy), terms.retention, stay)
    ratio = (1 + growth) * stay / (1 + terms.discount)
    return np.asarray((ratio[:, None] ** np.arange(terms.years)).sum(axis=1), np.float64)


def _column(figures: Sequence[AccountFigures], name: str) -> NDArray[np.float64]:
    values = (getattr(figure, name) for figure in figures)
    return np.array([np.nan if value is None else value for value in values], np.float64)


def _score(figure: AccountFigures, worth: float) -> Score:
    missing = tuple(name for name in NEEDED if getattr(figure, name) is None)
    assumed = tuple(name for name in ASSUMED if getattr(figure, name) is None)
    return Score(figure.account, None if missing else worth, missing, assumed)
