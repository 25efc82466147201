"""What has happened with each account, from its visits that are over."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date
from typing import Protocol

from scheduler.demand.rules import AccountState
from scheduler.plan import VisitStatus


class Over(Protocol):
    """A visit that is over; its `number` counts its account's visits from 0, None where nothing numbered it."""

    @property
    def account_id(self) -> str:
        """Where it was."""

    @property
    def number(self) -> int | None:
        """Which of the account's visits it was."""

    @property
    def status(self) -> VisitStatus:
        """What became of it."""

    @property
    def date(self) -> date:
        """When it was, or would have been."""


def states_of(over: Iterable[Over]) -> dict[str, AccountState]:
    """Return the state of each account that has a visit which is over."""
    by_account: dict[str, list[Over]] = {}
    for visit in over:
        by_account.setdefault(visit.account_id, []).append(visit)
    return {account_id: _state(visits) for account_id, visits in by_account.items()}


def _state(visits: list[Over]) -> AccountState:
    done = [visit.date for visit in visits if visit.status is VisitStatus.DONE]
    numbers = [visit.number for visit in visits if visit.number is not None]
    years = Counter(day.year for day in done)
    return AccountState(max(numbers, default=-1) + 1, max(done, default=None), tuple(sorted(years.items())))
