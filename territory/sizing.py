"""How many reps: what the work asks for, and what one rep more would earn.

The workload build-up divides the year's hours by what one rep can give (Talley 1961). The marginal-profit curve asks
what sales the hours of r reps bring when they go where they bring most: each account answers with diminishing returns,
so the hours flow until the next hour is worth the same everywhere (Lodish 1971; Zoltners & Sinha 2005).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from territory.design.problem import Floats


@dataclass(frozen=True, slots=True)
class SizingRules:
    """What a rep costs and gives.

    Attributes
    ----------
    hours_a_rep : float
        Hours a year with accounts and on the way.
    cost_a_rep : float
        Cost of a rep a year, car and expenses included, in the workspace's currency.
    margin : float
        Part of sales that is left after all costs but the rep, 0 to 1.
    share_without : float
        Part of an account's potential that is sold without any visit.
    steepness : float
        How fast visits tell: at full workload all that visits bring is reached.
    """

    hours_a_rep: float = 1600.0
    cost_a_rep: float = 90_000.0
    margin: float = 0.3
    share_without: float = 0.3
    steepness: float = 2.0

    def __post_init__(self) -> None:
        if not (self.hours_a_rep > 0 and self.steepness > 0 and 0 <= self.share_without <= 1):
            raise ValueError("hours and steepness are positive, and the share without visits lies between 0 and 1")


@dataclass(frozen=True, slots=True)
class TeamSize:
    """One row of the table: sales and profit a year with so many reps, and what the last of them added."""

    reps: int
    covered: float
    sales: float
    profit: float
    marginal_profit: float


@dataclass(frozen=True, slots=True)
class KnownSales:
    """What the present team of so many reps sold in the last twelve months."""

    reps: int
    amount: float


@dataclass(frozen=True, slots=True)
class Sizing:
    """Both answers.

    Attributes
    ----------
    build_up : float
        Reps that the whole workload asks for, not rounded.
    best : int
        The number with the greatest profit.
    rows : tuple of TeamSize
        From one rep to `most`.
    rules : SizingRules
        What was assumed.
    known : KnownSales or None
        The sales that the table is scaled to, where they are known.
    scale : float
        Known sales beside those that the assumptions alone give the present team; 1 where none are known.
    """

    build_up: float
    best: int
    rows: tuple[TeamSize, ...]
    rules: SizingRules
    known: KnownSales | None = None
    scale: float = 1.0


def size_team(
    hours: Floats, potential: Floats, rules: SizingRules, most: int, known: KnownSales | None = None
) -> Sizing:
    """Return the table from one rep to `most`; known sales are what the present team's row says, the others beside it.

    Parameters
    ----------
    hours, potential : float arrays, shape (n,)
        Hours a year of each account at its full workload, and sales it could bring in a year.
    """
    scale = known.amount / _sold(hours, potential, rules, known.reps)[0] if known else 1.0
    rows: list[TeamSize] = []
    before = rules.margin * rules.share_without * float(potential.sum()) * scale
    for reps in range(1, most + 1):
        sold, covered = _sold(hours, potential, rules, reps)
        profit = rules.margin * sold * scale - reps * rules.cost_a_rep
        rows.append(TeamSize(reps, covered, sold * scale, profit, profit - before))
        before = profit
    best = max(rows, key=lambda row: row.profit).reps
    return Sizing(float(hours.sum() / rules.hours_a_rep), best, tuple(rows), rules, known, scale)


def _sold(hours: Floats, potential: Floats, rules: SizingRules, reps: int) -> tuple[float, float]:
    """Return the sales of so many reps by the assumptions, and the part of the workload that they cover."""
    spent = spread_hours(hours, potential, reps * rules.hours_a_rep, rules.steepness)
    sold = potential * (rules.share_without + (1 - rules.share_without) * response(spent / hours, rules.steepness))
    return float(sold.sum()), float(spent.sum() / hours.sum())


def response(share: Floats, steepness: float) -> Floats:
    """Return the part of an account's visit-driven sales reached with a share of its full workload (1 at 1)."""
    return np.asarray((1 - np.exp(-steepness * share)) / (1 - np.exp(-steepness)))


def spread_hours(hours: Floats, potential: Floats, available: float, steepness: float) -> Floats:
    """Return the hours for each account that together bring most: the next hour is worth the same everywhere."""
    if available >= hours.sum():
        return hours.copy()
    worth = np.maximum(potential, 1e-12) / hours
    low, high = float(worth.min()) * np.exp(-steepness) * 1e-3, float(worth.max())
    for _ in range(100):
        level = np.sqrt(low * high)
        given = hours * np.clip(np.log(worth / level) / steepness, 0.0, 1.0)
        low, high = (level, high) if given.sum() > available else (low, level)
    return np.asarray(hours * np.clip(np.log(worth / high) / steepness, 0.0, 1.0))
