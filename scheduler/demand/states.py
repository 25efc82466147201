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


def states_of(over: Iterable[Over], counted: Iterable[Over] | None = None) -> dict[str, AccountState]:
    """Return the state of each account that has a visit which is over, or one that counts for it.

    `counted` are the visits that count towards intervals, where that is not every visit that took place.
    """
    by_account, counting = _by_account(over), None if counted is None else _by_account(counted)
    if counting is None:
        return {account_id: _state(visits, visits) for account_id, visits in by_account.items()}
    names = {**by_account, **counting}
    return {name: _state(by_account.get(name, []), counting.get(name, [])) for name in names}


def _by_account(visits: Iterable[Over]) -> dict[str, list[Over]]:
    found: dict[str, list[Over]] = {}
    for visit in visits:
        found.setdefault(visit.account_id, []).append(visit)
    return found


def _state(visits: list[Over], counted: list[Over]) -> AccountState:
    done = [visit.date for visit in counted if visit.status is VisitStatus.DONE]
    numbers = [visit.number for visit in visits if visit.number is not None]
    years = Counter(day.year for day in done)
    return AccountState(max(numbers, default=-1) + 1, max(done, default=None), tuple(sorted(years.items())))
