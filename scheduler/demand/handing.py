"""Accounts that change owner within a horizon: each visit goes to one rep, and no choice of days breaks the spacing.

Each rep's horizon is searched by itself, so the days of two visits with a hand-over between them are chosen without
knowing of each other. Their windows are narrowed beforehand until any two days in them keep the spacing.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise
from typing import NamedTuple

from scheduler.demand.due import Demand, Due

NOTICE_DAYS = 7
"""A visit that must take place so soon after a hand-over is the old owner's, where that rep can still make it."""
NO_LIMIT = 10**6


@dataclass(frozen=True, slots=True)
class Stint:
    """A rep's time with an account: days of the horizon, both inclusive; `works` are the days with a shift."""

    rep_id: str
    first_day: int
    last_day: int
    works: frozenset[int] = frozenset()


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


class Shared(NamedTuple):
    """A rep's part of what is due at shared accounts; every crossing of them is told to each rep."""

    due: tuple[Due, ...]
    crossings: tuple[Crossing, ...]


def own_days(stints: Sequence[Stint], rep_id: str) -> frozenset[int]:
    """Return the days on which an account is a rep's."""
    return frozenset(d for one in stints if one.rep_id == rep_id for d in range(one.first_day, one.last_day + 1))


def shared_demand(asked: Demand, stints: Stints, rep_id: str, is_open: OpenOn) -> Shared:
    """Return which visits of shared accounts a rep makes, in windows of that rep's days.

    Every visit goes to exactly one rep, the same whoever asks: the owner on its target day; the owner before, where it
    would fall due within `NOTICE_DAYS` of the hand-over; another, where the owner does not work in its window.
    """
    mine: list[Due] = []
    crossings: list[Crossing] = []
    for account_id, visits in groupby(asked.due, lambda due: due.account_id):
        given = _given(list(visits), stints[account_id], is_open)
        for (before, old), (after, new) in pairwise(given):
            if old != new:
                gaps = after.least_gap_days, after.most_gap_days
                crossings.append(Crossing(account_id, before.visit_id, after.visit_id, *gaps))
        mine += [due for due, stint in _decoupled(given, is_open) if stint.rep_id == rep_id]
    return Shared(tuple(mine), tuple(crossings))


def joint_demand(own: Demand, both: Demand, due: Sequence[Due], first: Collection[str]) -> Demand:
    """Return one rep's demand: that of the rep's own accounts and a part, `due`, of that at shared ones, `both`.

    What is wrong or withheld at an account is told to one rep: the first owner, of the accounts in `first`.
    """
    mine = {one.visit_id for one in due}
    return Demand(
        tuple(sorted((*own.due, *due), key=lambda one: (one.account_id, one.number))),
        (*own.relaxed, *(note for note in both.relaxed if note.visit_id in mine)),
        (*own.withheld, *(note for note in both.withheld if note.account_id in first)),
        (*own.problems, *(note for note in both.problems if note.where.removeprefix("account ") in first)),
    )


def _given(visits: Sequence[Due], stints: Sequence[Stint], is_open: OpenOn) -> list[tuple[Due, Stint]]:
    """Return each visit with who makes it, its window cut to that rep's days; nobody goes back behind a hand-over."""
    given: list[tuple[Due, Stint]] = []
    since = 0
    for due in visits:
        whose = _whose(due, stints, is_open)
        since = whose if due.first_day == due.last_day else max(since, whose)
        given.append((_cut(due, stints[since]), stints[since]))
    return given


def _whose(due: Due, stints: Sequence[Stint], is_open: OpenOn) -> int:
    """Return the number of the stint that a visit is made in."""
    home = max((n for n, one in enumerate(stints) if one.first_day <= due.target_day), default=0)
    able = [n for n, one in enumerate(stints) if _usable(_cut(due, one), one, is_open)]
    soon = due.last_day < stints[home].first_day + NOTICE_DAYS
    if soon and home - 1 in able:
        return home - 1
    return min(able, key=lambda n: (abs(n - home), n), default=home)


def _cut(due: Due, stint: Stint) -> Due:
    """Return a visit with its window cut to a stint; where they do not meet, to the stint's nearest day."""
    first = min(max(due.first_day, stint.first_day), stint.last_day)
    last = max(first, min(due.last_day, stint.last_day))
    return replace(due, first_day=first, last_day=last, target_day=min(max(due.target_day, first), last))


def _usable(due: Due, stint: Stint, is_open: OpenOn) -> list[int]:
    """Return the days of a visit's window on which the rep of the stint works and the account is open."""
    days = range(max(due.first_day, stint.first_day), min(due.last_day, stint.last_day) + 1)
    return [day for day in days if day in stint.works and is_open(due.account_id, day)]


def _decoupled(given: Sequence[tuple[Due, Stint]], is_open: OpenOn) -> list[tuple[Due, Stint]]:
    """Return the visits with windows on both sides of a hand-over that keep the spacing whatever day is chosen."""
    made = list(given)
    for at, ((_, old), (_, new)) in enumerate(pairwise(given), start=1):
        if old != new:
            before, after = made[at - 1][0], made[at][0]
            days = _usable(before, old, is_open), _usable(after, new, is_open)
            before, after = _apart(before, after, days, (after.least_gap_days, after.most_gap_days))
            made[at - 1] = before, old
            made[at] = replace(after, least_gap_days=0, most_gap_days=NO_LIMIT), new
    return made


def _apart(before: Due, after: Due, days: tuple[Sequence[int], Sequence[int]], gap: tuple[int, int]) -> tuple[Due, Due]:
    """Narrow two windows around the pair of days nearest to their targets, sharing the freedom that the gap leaves."""
    least, most = gap
    pairs = [(a, b) for a in days[0] for b in days[1] if least <= b - a <= most]
    wanted = before.target_day, after.target_day
    a, b = min(pairs, key=lambda p: (abs(p[0] - wanted[0]) + abs(p[1] - wanted[1]), p), default=wanted)
    closer, farther = max(b - a - least, 0), max(most - (b - a), 0)
    late, early = _shared(closer, before.last_day - a, b - after.first_day)
    soon, slow = _shared(farther, a - before.first_day, after.last_day - b)
    return (
        replace(before, first_day=a - soon, last_day=a + late, target_day=a, held=True),
        replace(after, first_day=b - early, last_day=b + slow, target_day=b, held=True),
    )


def _shared(days: int, most: int, other_most: int) -> tuple[int, int]:
    """Share days between two sides, evenly as far as each has room for them."""
    other = min(other_most, days - min(most, days // 2))
    return min(most, days - other), other
