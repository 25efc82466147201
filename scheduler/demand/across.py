"""The days of two visits with a hand-over between them, whose reps are planned without knowing of each other.

The windows are narrowed until any two days in them keep the spacing. Where no two working days keep it, the later visit
comes on the first day on which it is not too soon, as a visit does that finds its account closed, and that is told;
where there is no such day, it is left out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import NamedTuple

from routing.findings import Finding
from scheduler.demand.due import Due, Relaxation
from scheduler.demand.stints import Crossing, OpenOn, Stint

NO_LIMIT = 10**6
Given = tuple[Due, Stint]
Gap = tuple[int, int]


class Apart(NamedTuple):
    """An account's visits with who makes them, in windows that keep the spacing; what was relaxed, and what is left."""

    given: tuple[Given, ...]
    crossings: tuple[Crossing, ...]
    relaxed: tuple[Relaxation, ...]
    left: tuple[Given, ...]


def kept_apart(given: Sequence[Given], is_open: OpenOn, *, late: bool) -> Apart:
    """Return an account's visits with windows on both sides of each hand-over that keep the spacing.

    `late` says whether a visit may come later than its window rather than not at all.
    """
    made = _Row(is_open, late)
    beside = {at + side for at, (a, b) in enumerate(pairwise(given)) if a[1] != b[1] for side in (0, 1)}
    for at, (due, stint) in enumerate(given):
        made.add(due, stint, held=at in beside)
    return Apart(tuple(made.given), tuple(made.crossings), tuple(made.relaxed), tuple(made.left))


def usable(due: Due, stint: Stint, is_open: OpenOn) -> list[int]:
    """Return the days of a visit's window on which the rep of the stint works and the account is open.

    A visit that a person has put on a day is not kept from it by opening hours.
    """
    days = range(max(due.first_day, stint.first_day), min(due.last_day, stint.last_day) + 1)
    return [day for day in days if day in stint.works and (_pinned(due) or is_open(due.account_id, day))]


def _pinned(due: Due) -> bool:
    return due.compulsory and due.first_day == due.last_day


@dataclass
class _Row:
    """One account's visits while they are gone through; `last` is the one before that can take place at all."""

    is_open: OpenOn
    late: bool
    given: list[Given] = field(default_factory=list)
    crossings: list[Crossing] = field(default_factory=list)
    relaxed: list[Relaxation] = field(default_factory=list)
    left: list[Given] = field(default_factory=list)
    last: int | None = None
    skipped: bool = False

    def add(self, due: Due, stint: Stint, *, held: bool) -> None:
        """Take the next visit: beside the one before, if a hand-over lies between."""
        if self.skipped:
            due = replace(due, most_gap_days=NO_LIMIT)
        if self.last is not None and self.given[self.last][1] != stint:
            self._across(self.last, due, stint)
        elif usable(due, stint, self.is_open):
            self._take(due, stint)
        else:
            self._pass(replace(due, held=held), stint)

    def _across(self, last: int, due: Due, stint: Stint) -> None:
        before, old = self.given[last]
        gap = due.least_gap_days, due.most_gap_days
        days = _pair((before, old), (due, stint), self.is_open, late=self.late)
        if days is None and not usable(due, stint, self.is_open):
            self._pass(replace(due, least_gap_days=0, most_gap_days=NO_LIMIT, held=True), stint)
        elif days is None:
            self.left.append((due, stint))
            self.skipped = True
        else:
            told = days[1] - days[0]
            off = min(0, told - gap[0]) or max(0, told - gap[1])
            if off:
                self.relaxed.append(_relaxation(due, (old, stint), told, off))
            wide = min(gap[0], told), max(gap[1], told)
            self.crossings.append(Crossing(due.account_id, before.visit_id, due.visit_id, *wide))
            beyond = days[1] > due.last_day  # the visit before came late itself: from it on, the spacing is kept
            before, due = _on_days(before, due, days) if off or beyond else _around(before, due, days, gap)
            self.given[last] = before, old
            self._take(replace(due, least_gap_days=0, most_gap_days=NO_LIMIT), stint)

    def _take(self, due: Due, stint: Stint) -> None:
        self.last, self.skipped = len(self.given), False
        self.given.append((due, stint))

    def _pass(self, due: Due, stint: Stint) -> None:
        """Keep a visit that no day of its window can hold: it is left out with the reason that is found for it."""
        self.given.append((due, stint))
        self.skipped = self.last is not None


def _pair(before: Given, after: Given, is_open: OpenOn, *, late: bool) -> tuple[int, int] | None:
    """Return the days nearest to the targets that keep the spacing, or else the nearest to keeping it that may be."""
    (one, old), (two, new) = before, after
    least, most = two.least_gap_days, two.most_gap_days
    firsts, seconds = usable(one, old, is_open), usable(two, new, is_open)
    kept = [(a, b) for a in firsts for b in seconds if least <= b - a <= most]
    if not kept and _pinned(two):
        kept = [(a, b) for a in firsts for b in seconds]
    elif not kept and late:
        longer = usable(replace(two, last_day=new.last_day), new, is_open)
        kept = [(a, b) for a in firsts for b in longer if b - a >= least]

    def off(pair: tuple[int, int]) -> tuple[int, int, tuple[int, int]]:
        days = pair[1] - pair[0]
        away = abs(pair[0] - one.target_day) + abs(pair[1] - two.target_day)
        return max(least - days, days - most, 0), away, pair

    return min(kept, key=off, default=None)


def _relaxation(due: Due, stints: tuple[Stint, Stint], told: int, off: int) -> Relaxation:
    old, new = stints
    side, limit = ("most", due.most_gap_days) if off > 0 else ("least", due.least_gap_days)
    why = Finding.of(f"note-hand-over-{side}", before=old.rep_id, after=new.rep_id, days=told, limit=limit)
    return Relaxation(due.visit_id, due.account_id, "hand-over", off, why)


def _on_days(before: Due, after: Due, days: tuple[int, int]) -> tuple[Due, Due]:
    a, b = days
    return (
        replace(before, first_day=a, last_day=a, target_day=a, held=True),
        replace(after, first_day=b, last_day=b, target_day=b, held=True),
    )


def _around(before: Due, after: Due, days: tuple[int, int], gap: Gap) -> tuple[Due, Due]:
    """Narrow two windows around a pair of days, sharing the freedom that the gap leaves."""
    (a, b), (least, most) = days, gap
    late, early = _shared(b - a - least, before.last_day - a, b - after.first_day)
    soon, slow = _shared(most - (b - a), a - before.first_day, after.last_day - b)
    return (
        replace(before, first_day=a - soon, last_day=a + late, target_day=a, held=True),
        replace(after, first_day=b - early, last_day=b + slow, target_day=b, held=True),
    )


def _shared(days: int, most: int, other_most: int) -> tuple[int, int]:
    """Share days between two sides, evenly as far as each has room for them."""
    other = min(other_most, days - min(most, days // 2))
    return min(most, days - other), other
