"""On which day a visit really lies, where the day it is aimed at is none on which its account can be visited."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

BREAK_DAYS = 7
"""So many days in a row without a visit being possible are an absence or a closing; a weekend is none."""


class Place(NamedTuple):
    """Where a visit lies, and the days allowed to it.

    `away` is by how many days an absence or a closing, `late` by how many a shorter break lengthens what was allowed;
    `blocked` are then the first and last day that were.
    """

    day: int
    first: int
    last: int
    away: int = 0
    late: int = 0
    blocked: tuple[int, int] | None = None


class OpenDays:
    """The days of a horizon on which an account can be visited; of those after its end nothing is known."""

    def __init__(self, days: Sequence[bool]) -> None:
        self.count = len(days)
        import numpy as np  # noqa: PLC0415 - slow to import, and lists of what is kept need none of it

        numbers, is_open = np.arange(self.count), np.asarray(days, bool)
        after = np.where(is_open, numbers, self.count)
        self._after: list[int] = np.minimum.accumulate(after[::-1])[::-1].tolist()
        self._before: list[int] = np.maximum.accumulate(np.where(is_open, numbers, -1)).tolist()

    def after(self, day: int) -> int:
        """Return the first open day from `day` on; the day itself where it lies after the horizon."""
        return self._after[max(day, 0)] if day < self.count else day

    def before(self, day: int) -> int:
        """Return the last open day up to `day`, or -1."""
        return day if day >= self.count else self._before[day] if day >= 0 else -1

    def is_break(self, day: int) -> bool:
        """Return whether `day` lies in an absence or a closing."""
        return self.after(day) - self.before(day) > BREAK_DAYS

    def place(self, first: int, day: int, last: int, *, spare: int, exact: bool) -> Place:
        """Return where a visit lies that is aimed at `day` and allowed from `first` to `last`.

        Parameters
        ----------
        spare : int
            Days by which it may be late after an absence or a closing that takes all days allowed.
        exact : bool
            Whether its day is moved off a weekend too; else only off an absence or a closing.
        """
        if last < 0:
            return Place(day, first, last)
        opens = self.after(first)
        if opens > last:
            return self._later(opens, first, day, last, spare)
        if day >= self.count or self.after(day) == day or not (exact or self.is_break(day)):
            return Place(day, first, last)
        earlier, later = self.before(day), self.after(day)
        if later > last or (earlier >= max(first, 0) and day - earlier < later - day):
            later = earlier
        return Place(later, first, last)

    def _later(self, opens: int, first: int, day: int, last: int, spare: int) -> Place:
        """Return the place of a visit that no day allows: on the first open day, or whole weeks later than it was."""
        if not self.is_break(max(first, 0)):
            return Place(opens, opens, opens, late=opens - last, blocked=(first, last))
        weeks = next(days for days in range(0, opens - last + 7, 7) if last + days >= opens)
        until = max(last + weeks, opens + spare)
        if self.before(min(until, self.count - 1)) == opens:  # nothing else is open until then
            until = opens
        aimed = self.after(max(opens, day + weeks))
        aimed = aimed if aimed <= until else opens
        return Place(aimed, opens, until, away=until - last, blocked=(first, last))


@lru_cache(maxsize=1024)
def open_days_of(days: tuple[bool, ...]) -> OpenDays:
    """Return the open days of a row of days: many accounts are open on the same ones."""
    return OpenDays(days)
