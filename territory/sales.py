"""Monthly sales by account, gathered from rows: gaps, negative months and mixed currencies are named, not hidden."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from routing.problems import Problem
from routing.sentences import sentence


class MonthlySale(NamedTuple):
    """What an account bought in one month; `month` is any day of it."""

    account: str
    month: date
    amount: Decimal
    currency: str


@dataclass(frozen=True, slots=True, eq=False)
class Sales:
    """The sales of many accounts over consecutive months, in one currency.

    Attributes
    ----------
    accounts : tuple of str, length n
    first : date
        The first day of the first month.
    amounts : float array, shape (n, months)
        NaN where a month is not known.
    currency : str
        ISO 4217.
    """

    accounts: tuple[str, ...]
    first: date
    amounts: NDArray[np.float64]
    currency: str

    @property
    def months(self) -> tuple[date, ...]:
        """Return the first day of each month."""
        return tuple(month_after(self.first, number) for number in range(self.amounts.shape[1]))

    @property
    def month_of_year(self) -> NDArray[np.intp]:
        """Return the calendar month of each column, January being 0."""
        return np.asarray((self.first.month - 1 + np.arange(self.amounts.shape[1])) % 12, np.intp)

    def without_last(self, months: int) -> Sales:
        """Return the history without its last months: what was known then."""
        return Sales(self.accounts, self.first, self.amounts[:, : self.amounts.shape[1] - months], self.currency)

    def growth(self) -> dict[str, float]:
        """Return by what part each account's last twelve months are above those before, `MOST_GROWTH` at most.

        Only accounts whose two years are known, and that bought something in the first of them.
        """
        if self.amounts.shape[1] < 24:
            return {}
        before, after = self.amounts[:, -24:-12].sum(axis=1), self.amounts[:, -12:].sum(axis=1)
        return {
            account: max(-MOST_GROWTH, min(MOST_GROWTH, float(now / then) - 1))
            for account, then, now in zip(self.accounts, before, after, strict=True)
            if np.isfinite(now) and then > 0
        }

    def last_year(self) -> dict[str, float | None]:
        """Return each account's sales of the last twelve months; None where one of them is not known."""
        sums = self.amounts[:, -12:].sum(axis=1)
        known = np.isfinite(sums) & (self.amounts.shape[1] >= 12)
        return {
            account: float(total) if ok else None for account, total, ok in zip(self.accounts, sums, known, strict=True)
        }


MOST_GROWTH = 0.2
"""A year's growth beyond this is not taken to go on for years."""


def month_after(first: date, months: int) -> date:
    """Return the first day of the month so many months after that of `first`."""
    years, month = divmod(first.month - 1 + months, 12)
    return date(first.year + years, month + 1, 1)


def gather(rows: Iterable[MonthlySale], *, absent_is_zero: bool = False) -> tuple[Sales | None, list[Problem]]:
    """Return the rows as a table of months, and what is wrong with them.

    Parameters
    ----------
    rows : iterable of MonthlySale
        Several rows of one account and month add up.
    absent_is_zero : bool
        What a month without a row means between an account's first month and the last of all: nothing was sold, or it
        is not known (the default: then it is named as a gap).

    Returns
    -------
    Sales or None
        None where no row is left. Accounts in two currencies are left out; a negative month counts as not known.
    list of Problem
    """
    sums: dict[str, dict[int, Decimal]] = defaultdict(dict)
    currencies: dict[str, set[str]] = defaultdict(set)
    for account, month, amount, currency in rows:
        mine, number = sums[account], 12 * month.year + month.month - 1
        mine[number] = mine[number] + amount if number in mine else amount
        currencies[account].add(currency)
    kept, problems = _one_currency(currencies)
    if not kept:
        return None, problems
    sales = _table({account: sums[account] for account in kept}, next(iter(currencies[kept[0]])))
    if absent_is_zero:
        sales = _zeros(sales)
    problems += _gaps(sales)
    return _without_negatives(sales, problems), problems


def _one_currency(currencies: Mapping[str, set[str]]) -> tuple[list[str], list[Problem]]:
    """Keep the accounts of the currency that most accounts are in."""
    single = {account: next(iter(used)) for account, used in currencies.items() if len(used) == 1}
    times = Counter(single.values())
    most = min(times, key=lambda code: (-times[code], code), default="")
    kept = sorted(account for account, code in single.items() if code == most)
    among = set(kept)
    action = "State rates of their currencies in the settings, or convert them before they are imported."
    problems = [
        Problem(
            "two-currencies",
            sentence("sales of {account}", account=account),
            sentence("they are in {names}", names=", ".join(sorted(used))),
            action,
        )
        for account, used in sorted(currencies.items())
        if account not in among
    ]
    return kept, problems


def _table(sums: Mapping[str, Mapping[int, Decimal]], currency: str) -> Sales:
    first, last = min(map(min, sums.values())), max(map(max, sums.values()))
    amounts = np.full((len(sums), last - first + 1), np.nan)
    for row, months in zip(amounts, sums.values(), strict=True):
        row[[number - first for number in months]] = list(map(float, months.values()))
    return Sales(tuple(sums), date(first // 12, first % 12 + 1, 1), amounts, currency)


def _begun(amounts: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Return from which month on each account has bought anything."""
    return np.asarray(np.logical_or.accumulate(np.isfinite(amounts), axis=1))


def _zeros(sales: Sales) -> Sales:
    absent = _begun(sales.amounts) & np.isnan(sales.amounts)
    return Sales(sales.accounts, sales.first, np.where(absent, 0.0, sales.amounts), sales.currency)


def _gaps(sales: Sales) -> list[Problem]:
    missing = _begun(sales.amounts) & np.isnan(sales.amounts)
    months = sales.months
    action = "Import those months, or write absent_months_are_zero = true into the policy: no row, no sales."
    return [
        Problem(
            "sales-gap",
            sentence("sales of {accounts}", accounts=sales.accounts[row]),
            sentence(
                "{sum} months are missing, from {months:%Y-%m} on",
                sum=int(missing[row].sum()),
                months=months[int(missing[row].argmax())],
            ),
            action,
        )
        for row in np.flatnonzero(missing.any(axis=1)).tolist()
    ]


def _without_negatives(sales: Sales, problems: list[Problem]) -> Sales:
    below = sales.amounts < 0
    months = sales.months
    action = "Book credit notes in the month of the sale; until then the month counts as not known."
    problems += [
        Problem(
            "negative-month",
            sentence("sales of {accounts}, {months:%Y-%m}", accounts=sales.accounts[row], months=months[column]),
            sentence("they are {amounts:.2f} {currency}", amounts=sales.amounts[row, column], currency=sales.currency),
            action,
        )
        for row, column in np.argwhere(below).tolist()
    ]
    return Sales(sales.accounts, sales.first, np.where(below, np.nan, sales.amounts), sales.currency)


def segments_of(sales: Sales, segment: Mapping[str, str]) -> dict[str, NDArray[np.intp]]:
    """Return the rows of each segment's accounts, segments in order of their names."""
    rows: dict[str, list[int]] = defaultdict(list)
    for row, account in enumerate(sales.accounts):
        rows[segment.get(account, "")].append(row)
    return {name: np.array(rows[name], np.intp) for name in sorted(rows)}
