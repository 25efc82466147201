"""Accounts that change owner within a horizon: each visit goes to one rep, and no choice of days breaks the spacing.

Each rep's horizon is searched by itself, so the days of two visits with a hand-over between them are chosen without
knowing of each other. Their windows are narrowed beforehand until any two days in them keep the spacing (`across`).
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from itertools import groupby
from typing import NamedTuple

from scheduler.demand.across import Given, kept_apart, usable
from scheduler.demand.due import Demand, Due, Relaxation
from scheduler.demand.stints import Crossing, OpenOn, Stint, Stints

NOTICE_DAYS = 7
"""A visit that must take place so soon after a hand-over is the old owner's, where that rep can still make it.

Before a cover it is so only where the old owner has as many days for it: all accounts of a rep are covered from one day
on, and what falls due in their first week would have to be visited in what is left of the week before.
"""


class Shared(NamedTuple):
    """A rep's part of what is due at shared accounts; every crossing and relaxation of them is told to each rep.

    `left` are visits of the rep that no day keeps far enough from the colleague's.
    """

    due: tuple[Due, ...]
    crossings: tuple[Crossing, ...] = ()
    relaxed: tuple[Relaxation, ...] = ()
    left: tuple[Due, ...] = ()


def shared_demand(asked: Demand, stints: Stints, rep_id: str, is_open: OpenOn, *, late: bool = True) -> Shared:
    """Return which visits of shared accounts a rep makes, in windows of that rep's days.

    Every visit goes to exactly one rep, the same whoever asks: the owner on its target day; the owner before, where it
    would fall due within `NOTICE_DAYS` of the hand-over to somebody new, is not too soon after the last, and a cover
    would not have more days for it; another, where the owner does not work in its window.
    `late` says whether a visit may come later than its spacing allows rather than not at all.
    """
    parts = []
    for account_id, visits in groupby(asked.due, lambda due: due.account_id):
        parts.append(kept_apart(_given(list(visits), stints[account_id], is_open), is_open, late=late))
    return Shared(
        tuple(due for part in parts for due, stint in part.given if stint.rep_id == rep_id),
        tuple(crossing for part in parts for crossing in part.crossings),
        tuple(note for part in parts for note in part.relaxed),
        tuple(due for part in parts for due, stint in part.left if stint.rep_id == rep_id),
    )


def joint_demand(own: Demand, both: Demand, shared: Shared, first: Collection[str]) -> Demand:
    """Return one rep's demand: that of the rep's own accounts and a part, `shared`, of that at shared ones, `both`.

    What is wrong or withheld at an account is told to one rep: the first owner, of the accounts in `first`.
    """
    mine = {one.visit_id for one in (*shared.due, *shared.left)}
    return Demand(
        tuple(sorted((*own.due, *shared.due), key=lambda one: (one.account_id, one.number))),
        (*own.relaxed, *(note for note in (*both.relaxed, *shared.relaxed) if note.visit_id in mine)),
        (*own.withheld, *(note for note in both.withheld if note.account_id in first)),
        (*own.problems, *(note for note in both.problems if note.where.removeprefix("account ") in first)),
    )


def _given(visits: Sequence[Due], stints: Sequence[Stint], is_open: OpenOn) -> list[Given]:
    """Return each visit with who makes it, its window cut to that rep's days; nobody goes back behind a hand-over."""
    given: list[Given] = []
    since = 0
    for due in visits:
        earliest = given[-1][0].target_day + due.least_gap_days if given else due.first_day
        whose = _whose(due, earliest, stints, is_open)
        since = whose if due.first_day == due.last_day else max(since, whose)
        given.append((_cut(due, stints[since]), stints[since]))
    return given


def _whose(due: Due, earliest: int, stints: Sequence[Stint], is_open: OpenOn) -> int:
    """Return the number of the stint that a visit is made in; before `earliest` it is too soon after the last one."""
    home = max((n for n, one in enumerate(stints) if one.first_day <= due.target_day), default=0)
    able = [n for n, one in enumerate(stints) if usable(due, one, is_open)]
    spaced = replace(due, first_day=max(due.first_day, earliest))
    if home and _is_due_soon(due, stints[home]) and _has_time(spaced, stints[home - 1], stints[home], is_open):
        return home - 1
    return min(able, key=lambda n: (abs(n - home), n), default=home)


def _is_due_soon(due: Due, new: Stint) -> bool:
    return due.last_day < new.first_day + NOTICE_DAYS and not new.knows


def _has_time(due: Due, old: Stint, new: Stint, is_open: OpenOn) -> bool:
    """Return whether the old owner has a day for a visit; before a cover, as many days as the cover has."""
    days = len(usable(due, old, is_open))
    return days > 0 and (not new.covers or days >= len(usable(due, new, is_open)))


def _cut(due: Due, stint: Stint) -> Due:
    """Return a visit with its window cut to a stint; where they do not meet, to the stint's nearest day."""
    first = min(max(due.first_day, stint.first_day), stint.last_day)
    last = max(first, min(due.last_day, stint.last_day))
    return replace(due, first_day=first, last_day=last, target_day=min(max(due.target_day, first), last))
