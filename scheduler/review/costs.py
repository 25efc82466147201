"""What was paid for days on the road, for figures rather than for the books."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

RepDay = tuple[str, date]


@dataclass(frozen=True, slots=True)
class Cost:
    """Something that was paid for; account, territory and category are empty where nothing names them."""

    rep_id: str
    day: date
    amount: float
    currency: str
    account_id: str = ""
    territory_id: str = ""
    category: str = ""
