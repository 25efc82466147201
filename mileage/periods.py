"""Pay periods are months; what is closed stays as it was, and what comes late goes to the first open month."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta


@dataclass(frozen=True, slots=True)
class Days:
    """A span of days, both inclusive."""

    first: date
    last: date

    def holds(self, day: date) -> bool:
        """Return whether a day is one of them."""
        return self.first <= day <= self.last


@dataclass(frozen=True, slots=True)
class Closing:
    """Which months take no more postings.

    Attributes
    ----------
    closed_through : str
        ``2026-03``: this month and all before it are closed for everybody; empty where none is.
    claimed : frozenset of (rep id, month)
        Months for which a rep's claim has been submitted, approved or paid.
    """

    closed_through: str = ""
    claimed: frozenset[tuple[str, str]] = field(default_factory=frozenset)

    def is_closed(self, rep_id: str, month: str) -> bool:
        """Return whether a rep's month takes no more postings."""
        return month <= self.closed_through or (rep_id, month) in self.claimed

    def period(self, rep_id: str, day: date) -> str:
        """Return the month to which something of a day is posted: its own, or the first open one after it."""
        month = month_of(day)
        while self.is_closed(rep_id, month):
            month = next_month(max(month, self.closed_through))
        return month


def month_of(day: date) -> str:
    """Return ``2026-05`` for a day of May 2026."""
    return f"{day:%Y-%m}"


def next_month(month: str) -> str:
    """Return the month after one written ``2026-05``."""
    year, number = (int(part) for part in month.split("-"))
    return f"{year + number // 12:04}-{number % 12 + 1:02}"


def month_days(month: str) -> Days:
    """Return the days of a month written ``2026-05``."""
    start = date.fromisoformat(f"{month}-01")
    return Days(start, date.fromisoformat(f"{next_month(month)}-01") - timedelta(days=1))
