"""Deals that may come about: what an account might buy, how likely, and when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal


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
