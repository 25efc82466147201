"""What other currencies are worth in the company's own, as the company states it: by day, with a source.

A line says a currency, what one unit of it is worth in the company's currency, from which day on, and who says so:
``CHF 1.0512 2026-11-02 ECB reference rate``. The rate of a day is the last one stated by then; before the first one
it is the first, since money was worth something then, too.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from routing.problems import BadInputError, Problem
from routing.sentences import sentence
from territory.opportunities import Opportunity
from territory.sales import MonthlySale

_LINE = re.compile(r"([A-Z]{3})\s+(\d{1,9}(?:\.\d{1,9})?)\s+(\d{4}-\d{2}-\d{2})\s+(\S.*)")
MOST_LINES = 1000


@dataclass(frozen=True, slots=True)
class ExchangeRate:
    """What one unit of a currency is worth in the company's own from a day on, and who says so."""

    currency: str
    rate: Decimal
    since: date
    source: str


@dataclass(frozen=True, slots=True)
class Exchange:
    """The company's currency and its rates, each currency's in order of their days."""

    currency: str
    rates: Sequence[ExchangeRate] = ()

    def rate_on(self, currency: str, day: date) -> Decimal | None:
        """Return what one unit of a currency is worth on a day; None where no rate of it is stated."""
        if currency == self.currency:
            return Decimal(1)
        mine = [one for one in self.rates if one.currency == currency]
        by_then = [one for one in mine if one.since <= day]
        return (by_then[-1] if by_then else mine[0]).rate if mine else None

    def deals(self, deals: Iterable[Opportunity], today: date) -> tuple[Opportunity, ...]:
        """Return deals in the company's currency: open ones by today's rate, closed ones by that of their day.

        One of a currency without a rate stays as it is.
        """
        return tuple(self._deal(one, today) for one in deals) if self.rates else tuple(deals)

    def sales(self, sales: Iterable[MonthlySale]) -> Iterable[MonthlySale]:
        """Return sales in the company's currency, each month by its first day's rate; without a rate as they are."""
        return (self._sale(one) for one in sales) if self.rates else sales

    def _deal(self, one: Opportunity, today: date) -> Opportunity:
        rate = self.rate_on(one.currency, one.closed or today) if one.currency else None
        if rate is None or one.amount is None or one.currency == self.currency:
            return one
        return replace(one, amount=(one.amount * rate).quantize(Decimal("0.01")), currency=self.currency)

    def _sale(self, one: MonthlySale) -> MonthlySale:
        if one.currency == self.currency:
            return one
        rate = self.rate_on(one.currency, one.month)
        if rate is None:
            return one
        return MonthlySale(one.account, one.month, (one.amount * rate).quantize(Decimal("0.01")), self.currency)


def read_exchange(text: str, currency: str) -> Exchange:
    """Return what a text of lines states; an empty one states no rates.

    Raises
    ------
    BadInputError
        With every line that cannot be read, is of the company's own currency, or is the second of a day.
    """
    found, problems = list[ExchangeRate](), list[Problem]()
    lines = [line.strip() for line in text.splitlines()]
    for number, line in enumerate(lines[:MOST_LINES], start=1):
        if not line:
            continue
        read = _rate_of(line)
        if read is None:
            problems.append(_problem(number, sentence("{line!r} is no rate", line=line[:80])))
        elif read.currency == currency:
            problems.append(_problem(number, sentence("{currency} is the company's own", currency=currency)))
        else:
            found.append(read)
    by_day: dict[tuple[str, date], int] = defaultdict(int)
    for one in found:
        by_day[one.currency, one.since] += 1
    twice = sorted(f"{code} {day}" for (code, day), times in by_day.items() if times > 1)
    if twice:
        problems.append(_problem(0, sentence("{names} are stated twice", names=", ".join(twice))))
    if len(lines) > MOST_LINES:
        problems.append(_problem(MOST_LINES + 1, sentence("more than {most} lines", most=MOST_LINES)))
    if problems:
        raise BadInputError(problems)
    return Exchange(currency, tuple(sorted(found, key=lambda one: (one.currency, one.since))))


def _rate_of(line: str) -> ExchangeRate | None:
    read = _LINE.fullmatch(line)
    try:
        day = date.fromisoformat(read[3]) if read else None
    except ValueError:
        return None
    if read is None or day is None or not Decimal(read[2]):
        return None
    return ExchangeRate(read[1], Decimal(read[2]), day, read[4])


def _problem(number: int, cause: str) -> Problem:
    where = sentence("rates of currencies, line {number}", number=number) if number else "rates of currencies"
    return Problem("exchange-unreadable", where, cause, "Write lines such as: CHF 1.0512 2026-11-02 ECB.")
