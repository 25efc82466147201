"""The days for which visits are asked: a horizon, and an account's part of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from territory.accounts import Account

Pinned = Mapping[str, Mapping[int, int]]
"""The day of each visit that a person has decided, by account and number."""

NOTHING_PINNED: Pinned = {}
EVERYBODY_NOW: Mapping[str, int] = {}

OpenDaysOf = Callable[[Account], Sequence[bool]]
"""On which days of a horizon an account can be visited."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked of all accounts: the horizon, and what is decided, worked and open in it."""

    first: date
    days: int
    pinned: Pinned
    worked: Sequence[bool] | None
    since: Mapping[str, int]
    open_days: OpenDaysOf | None
    phases: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Span:
    """The days that an account's chain is made for: from the first on which somebody may visit it.

    That is the horizon's first day, or a later one of an owner who comes later, or the day after its last visit.

    Chains count days from `first`; the horizon's day is `offset` more.
    """

    first: date
    days: int
    offset: int
    pinned: Mapping[int, int]
    worked: Sequence[bool] | None
    open_days: OpenDaysOf | None
    phase: float | None

    def open_on(self, account: Account) -> Sequence[bool] | None:
        """Return on which of the span's days an account can be visited; None where nobody asks."""
        return self.worked if self.open_days is None else self.open_days(account)[self.offset :]

    def year(self, day: int) -> int:
        """Return the calendar year of a day of the horizon."""
        return (self.first + timedelta(days=day - self.offset)).year

    def day_of(self, when: date) -> int:
        """Return the horizon's day of a date."""
        return (when - self.first).days + self.offset


def span_of(horizon: Asked, account_id: str, last: date | None) -> Span:
    """Return the days that an account's chain is made for; `last` is the day of its last visit."""
    owned = horizon.since.get(account_id, 0)
    ahead = max(owned, (last - horizon.first).days + 1 if last else 0)
    pinned = {number: max(day, owned) for number, day in horizon.pinned.get(account_id, {}).items()}
    worked = None if horizon.worked is None else horizon.worked[ahead:]
    first, days = horizon.first + timedelta(days=ahead), horizon.days - ahead
    return Span(first, days, ahead, pinned, worked, horizon.open_days, horizon.phases.get(account_id))
