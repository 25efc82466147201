"""Whose an account is on which days of a horizon, and what is asked of two visits with a hand-over between them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Stint:
    """A rep's time with an account: days of the horizon, both inclusive; `works` are the days with a shift.

    `knows` says that the account was the rep's before: somebody else has only looked after it. `covers` says that it
    goes back afterwards to somebody who had it before.
    """

    rep_id: str
    first_day: int
    last_day: int
    works: frozenset[int] = frozenset()
    knows: bool = False
    covers: bool = False


Stints = Mapping[str, tuple[Stint, ...]]
"""By account id, in the order of their days; only accounts with another owner on a later day."""

OpenOn = Callable[[str, int], bool]
"""Whether an account (by id) may be visited on a day."""


@dataclass(frozen=True, slots=True)
class Crossing:
    """Two visits in a row by different reps, and the days that have to lie between them."""

    account_id: str
    earlier: str
    later: str
    least_gap_days: int
    most_gap_days: int


def own_days(stints: Sequence[Stint], rep_id: str) -> frozenset[int]:
    """Return the days on which an account is a rep's."""
    return frozenset(d for one in stints if one.rep_id == rep_id for d in range(one.first_day, one.last_day + 1))
