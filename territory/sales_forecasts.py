"""Sales of coming months as they were foretold once, and, when the month has come, by how much that was off.

A forecast that is reckoned anew over the past is judged on a past that it may have been chosen by; one that was written
down before its month cannot be. A territory is judged by the accounts that it had on the day when it was foretold.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from math import fsum

import numpy as np

from territory.forecast import NoForecast, forecast
from territory.sales import Sales, month_after

AHEAD = 3
"""So many months are foretold."""
TOGETHER = ""
"""Stands for all territories together, in place of a territory's id."""


@dataclass(frozen=True, slots=True)
class SalesForecast:
    """Sales of a month as they were foretold.

    Attributes
    ----------
    month, made_after : date
        First days: of the month that is foretold, and of the last one that was on record then.
    made_on : date
        The day on which it was foretold: the territory's accounts are those of that day.
    foretold, low, high : float
        Money; nine in ten past errors lay within low and high.
    came : float or None
        What was sold in the month, as far as it is on record by now.
    """

    territory: str
    month: date
    made_after: date
    made_on: date
    method: str
    foretold: float
    low: float
    high: float
    currency: str
    came: float | None = None

    @property
    def next(self) -> bool:
        """Tell whether it is of the month right after the last one on record."""
        return self.month == month_after(self.made_after, 1)

    @property
    def error(self) -> float | None:
        """Return by how much it was off, below zero where less came; None before it came."""
        return None if self.came is None else round(self.came - self.foretold, 2)


@dataclass(frozen=True, slots=True)
class Foretold:
    """A territory's forecasts: those that came, judged by the ones of the next month, and the latest of what is ahead.

    `error` is the mean absolute error, `relative` its share of the mean of what came; None where none came yet.
    """

    territory: str
    past: tuple[SalesForecast, ...]
    ahead: tuple[SalesForecast, ...]
    error: float | None
    relative: float | None


def lines_of(sales: Sales, territory: Mapping[str, str]) -> dict[str, list[float]]:
    """Return the monthly sales of each territory and of all accounts `TOGETHER`; NaN where a month is not known."""
    rows: dict[str, list[int]] = defaultdict(list)
    for row, account in enumerate(sales.accounts):
        rows[TOGETHER].append(row)
        if account in territory:
            rows[territory[account]].append(row)
    return {name: sales.amounts[mine].sum(axis=0).tolist() for name, mine in sorted(rows.items())}


def foretell(sales: Sales, territory: Mapping[str, str], day: date) -> list[SalesForecast]:
    """Return what is foretold on a day of each territory that enough is known of."""
    last, found = sales.months[-1], []
    for name, line in lines_of(sales, territory).items():
        told = forecast(line, AHEAD)
        if isinstance(told, NoForecast):
            continue
        for number in range(AHEAD):
            value, low, high = (round(each[number], 2) for each in (told.values, told.low, told.high))
            month = month_after(last, number + 1)
            found.append(SalesForecast(name, month, last, day, told.method, value, low, high, sales.currency))
    return found


def judge(
    kept: Iterable[SalesForecast], sales: Sales, members: Mapping[date, Mapping[str, str]]
) -> list[SalesForecast]:
    """Return the forecasts of which another sum is on record now than was noted.

    Parameters
    ----------
    members : mapping of date to mapping of account to territory
        Who had which territory on each day on which something was foretold.
    """
    lines = {day: lines_of(sales, territory) for day, territory in members.items()}
    column = {month: number for number, month in enumerate(sales.months)}
    found = []
    for one in kept:
        line = lines[one.made_on].get(one.territory)
        at = column.get(one.month)
        if line is None or at is None or one.currency != sales.currency or not np.isfinite(line[at]):
            continue
        came = round(line[at], 2)
        if came != one.came:
            found.append(replace(one, came=came))
    return found


def foretold_by_territory(kept: Iterable[SalesForecast], names: Collection[str]) -> tuple[Foretold, ...]:
    """Return each named territory's forecasts, all together first."""
    by_name: dict[str, list[SalesForecast]] = defaultdict(list)
    for one in kept:
        if one.territory in names:
            by_name[one.territory].append(one)
    return tuple(_foretold(name, by_name[name]) for name in sorted(by_name))


def _foretold(name: str, kept: list[SalesForecast]) -> Foretold:
    past = tuple(sorted((one for one in kept if one.next and one.came is not None), key=lambda one: one.month))
    latest = max(one.made_after for one in kept)
    ahead = tuple(
        sorted((one for one in kept if one.made_after == latest and one.came is None), key=lambda one: one.month)
    )
    if not past:
        return Foretold(name, past, ahead, None, None)
    error = fsum(abs(one.error or 0.0) for one in past) / len(past)
    mean = fsum(abs(one.came or 0.0) for one in past) / len(past)
    return Foretold(name, past, ahead, round(error, 2), error / mean if mean > 0 else None)
