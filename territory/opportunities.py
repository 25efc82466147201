"""Deals that may come about: what an account might buy, how likely, and when."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from math import fsum


@dataclass(frozen=True, slots=True)
class Opportunity:
    """A deal with an account, open until the day on which it was won or lost.

    Attributes
    ----------
    id : str
        The user's own key; imports update by it.
    amount : Decimal or None
        What it brings if it is won, in `currency`; None where nobody has said.
    probability : float or None
        That it is won, from 0 to 1.
    opened : date or None
        When work on it began; None: it has always been there.
    expected_close, closed : date or None
        When it should be, and when it was, won or lost.
    won : bool or None
        None while it is open.
    rep_id : str
        Whose deal it is, as the file says; empty for whoever owns the account.
    """

    id: str
    account_id: str
    name: str
    amount: Decimal | None = None
    currency: str = ""
    stage: str = ""
    probability: float | None = None
    opened: date | None = None
    expected_close: date | None = None
    closed: date | None = None
    won: bool | None = None
    rep_id: str = ""

    def is_open(self, day: date) -> bool:
        """Return whether work on it had begun by a day, and it was neither won nor lost by then."""
        return (self.opened is None or self.opened <= day) and (self.closed is None or day < self.closed)


def pipeline_shares(deals: Iterable[Opportunity], day: date, currency: str) -> dict[str, float]:
    """Return the open deals of each account that has some, beside those of a mean one of them: 1 is as much.

    A deal counts by its amount times its probability; one of which either is unknown, or in another currency, does not.
    """
    sums: dict[str, float] = defaultdict(float)
    for one in deals:
        if one.is_open(day) and one.amount is not None and one.probability and one.currency in {"", currency}:
            sums[one.account_id] += float(one.amount) * one.probability
    worth = {name: amount for name, amount in sums.items() if amount > 0}
    mean = fsum(worth.values()) / len(worth) if worth else 0.0
    return {name: round(amount / mean, 9) for name, amount in sorted(worth.items())}
