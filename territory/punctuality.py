"""Was each account visited within its longest spacing? Obligations from one visit to the next, settled or missed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from math import fsum


@dataclass(frozen=True, slots=True)
class Call:
    """A visit that fell due; `settled` is the day on which it was made, or on which it was too late."""

    account: str
    settled: date
    in_time: bool


def calls(account: str, visited: Sequence[date], most_days: int, today: date) -> tuple[Call, ...]:
    """Return what fell due until `today`, from each visit on to the next one.

    Parameters
    ----------
    visited : sequence of date
        Days of the visits that took place, in order; the first one is where counting begins.
    most_days : int
        Longest spacing.
    """
    found = []
    for one, following in pairwise((*visited, None)):
        if one is None:
            break
        latest = one + timedelta(most_days)
        if following is not None and following <= latest:
            found.append(Call(account, following, in_time=True))
        elif latest < today:
            found.append(Call(account, latest, in_time=False))
    return tuple(found)


def punctuality_facts(due: Iterable[Call], start: date, end: date, potential: Mapping[str, float]) -> dict[str, float]:
    """Return how many visits fell due in a period, both ends inclusive, and how many of them were made in time.

    The same is returned of their value: each visit counts the potential of its account.
    """
    mine = [call for call in due if start <= call.settled <= end]
    return {
        "visits_due": float(len(mine)),
        "visits_on_time": float(sum(call.in_time for call in mine)),
        "value_due": fsum(potential[call.account] for call in mine),
        "value_on_time": fsum(potential[call.account] for call in mine if call.in_time),
    }
