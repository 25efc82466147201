"""When the next visits of one account are aimed at: the interval, paced by the season, from the last actual visit on.

The season's call index is the speed of the account's clock: a visit is due each time the clock has run one interval.
So a year's visits follow the index month by month, whatever the interval, and nothing drifts by rounding.
"""

from __future__ import annotations

import hashlib
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache
from math import floor
from typing import NamedTuple

import numpy as np

from scheduler.demand.calendar_rhythm import add_months
from scheduler.demand.open_days import Place, open_days_of
from scheduler.demand.seasons import Season, closed_days, daily_calls

NOTHING_FIXED: Mapping[int, int] = {}

BACK_DAYS = 1100
"""A last visit longer ago than this is taken as so long ago: overdue all the same."""
AHEAD_DAYS = 1500
CATCH_UP_DAYS = 6
"""An overdue visit may take place at least so many days after the horizon's first."""
WEEK_DAYS = 7
"""Visits nearer to each other than a week are aimed at working days: two days after Friday is Monday."""


@dataclass(frozen=True, slots=True)
class Spacing:
    """Days from one visit to the next: aimed at, fewest, most; with `months` it is so many months that are aimed at."""

    interval_days: int
    least_days: int
    most_days: int
    months: int = 0

    def __post_init__(self) -> None:
        if not 0 <= self.least_days <= self.interval_days <= self.most_days or self.interval_days < 1:
            raise ValueError(f"spacing {self.least_days} <= {self.interval_days} <= {self.most_days} does not hold")


@dataclass(frozen=True, slots=True)
class Target:
    """One call of a chain; days count from the horizon's first, and `first_day`..`last_day` are allowed.

    `nth` counts from 0 in the chain. `overdue` means that the most spacing had run out before day 0. `clipped` tells
    by how many days the spacing holds the target back (+) or forward (-) from where the season wants it. `extended`
    is by how many days a closed season lengthens the most spacing, `away` by how many an absence or a closing does,
    `late` by how many a shorter break that leaves no day; `blocked` are the days that the spacing alone allowed.
    """

    nth: int
    day: int
    first_day: int
    last_day: int
    least_gap_days: int
    most_gap_days: int
    overdue: bool = False
    clipped: int = 0
    extended: int = 0
    away: int = 0
    late: int = 0
    blocked: tuple[int, int] | None = None


def chain(
    spacing: Spacing,
    season: Season,
    first: date,
    days: int,
    *,
    last_visit: date | None,
    key: str,
    fixed: Mapping[int, int] = NOTHING_FIXED,
    worked: Sequence[bool] | None = None,
    phase: float | None = None,
) -> tuple[Target, ...]:
    """Return the targets of one account that lie in the `days` days from `first` on.

    Parameters
    ----------
    last_visit : date or None
        The last visit that took place (before `first`). With None the first visit is due at once, aimed at a day of
        the first interval that `key` decides: new accounts come spread out, and the same way each time.
    phase : float, optional
        The share of the first interval after which a new account's first visit is aimed at, instead of `key`'s.
    fixed : mapping of int to int
        Day of the chain's nth visit where it is decided already; the chain goes on from there.
    worked : sequence of bool, optional
        Whether the account can be visited on each of the `days`. Where an absence or a closing takes all days that a
        call's spacing allows, the most spacing is lengthened by whole weeks, until there is a day; a shorter break is
        waited for. The chain goes on from the day on which the call then lies. None asks nothing of the days.
    """
    clock = _clock(spacing, season, (first, days), (key, last_visit), worked)
    made = [clock.fixed(clock.first(_phase(spacing, last_visit, key, phase)), fixed)]
    while made[-1].day < days or made[-1].nth < max(fixed, default=0):
        made.append(clock.fixed(clock.following(made[-1]), fixed))
    return tuple(target for target in made if target.day < days)


def phase_of(key: str, interval_days: int) -> float:
    """Return the share of an interval that a key decides: the same each time, and spread out over many keys."""
    return int.from_bytes(hashlib.sha256(key.encode()).digest()[:4]) % interval_days / interval_days


def even_phases(keys: Iterable[str], interval_days: int) -> dict[str, float]:
    """Return a phase for each of the accounts that are new together: in the order that keys decide, one in each part.

    Phases of their own would lump: of thirty visits a month, chance alone has five more or less. One account more
    moves the others by less than a part.
    """
    own = {key: phase_of(key, interval_days) for key in keys}
    order = sorted(own, key=lambda key: (own[key], key))
    return {key: (part + own[key]) / len(order) for part, key in enumerate(order)}


def first_target(
    spacing: Spacing,
    season: Season,
    first: date,
    days: int,
    *,
    last_visit: date | None,
    key: str,
    phase: float | None = None,
) -> Target:
    """Return the first target of a chain, in the `days` days from `first` on or after them; the words are `chain`'s."""
    clock = _clock(spacing, season, (first, days), (key, last_visit))
    return clock.first(_phase(spacing, last_visit, key, phase))


def _phase(spacing: Spacing, last_visit: date | None, key: str, phase: float | None) -> float | None:
    """Return the phase of a new account; None for one that was visited."""
    if last_visit is not None:
        return None
    return phase_of(key, spacing.interval_days) if phase is None else phase


def _clock(
    spacing: Spacing,
    season: Season,
    span: tuple[date, int],
    visited: tuple[str, date | None],
    worked: Sequence[bool] | None = None,
) -> _Clock:
    (first, days), (key, last_visit) = span, visited
    back = (first - last_visit).days if last_visit else 0
    if last_visit and back < 1:
        raise ValueError(f"{key}: the last visit, {last_visit}, is not before the horizon's first day, {first}")
    return _Clock(spacing, season, first, days, back, worked=worked)


class _Pace(NamedTuple):
    """Days to the next call: fewest, most, by how many closed ones lengthen the most, aimed at, held back by."""

    least: int
    most: int
    extended: int
    step: float
    clipped: int


class _Clock:
    """The account's clock over the horizon and the days since its last visit; positions are days, as floats."""

    def __init__(
        self,
        spacing: Spacing,
        season: Season,
        first: date,
        days: int,
        back: int,
        *,
        worked: Sequence[bool] | None,
    ) -> None:
        self.spacing, self.season, self.days, self.start, self._of_month = spacing, season, days, first, 0
        self.open_days = None if worked is None else open_days_of(tuple(worked))
        self.ran, self.closed = _curves(season, first, days)
        self.at = -float(min(back, BACK_DAYS))

    def first(self, phase: float | None) -> Target:
        if phase is not None:
            return self._new(phase)
        target = self._next(0, self.at)
        late = self.at + target.most_gap_days < 0
        self.at = max(self.at + self._step, 0.0)
        if target.last_day < CATCH_UP_DAYS and late:
            last = max(CATCH_UP_DAYS, self._tolerance)
            target = self._placed(replace(target, last_day=last, overdue=True), 0, max(target.day, 0))
        if target.day >= 0 and target.first_day >= 0:
            return target
        return replace(target, day=max(target.day, 0), first_day=max(target.first_day, 0))

    def _new(self, phase: float) -> Target:
        """Return the first visit of a new account: within the first interval as the season paces it."""
        days = max(1, round(self._pace(0.0).step))
        day = min(int(self._when(_read(self.ran, 0.0) + phase * self.spacing.interval_days) + 1e-6), days - 1)
        self.at = float(day)
        return self._placed(Target(0, day, 0, days - 1, 0, 10**6), 0, day)

    def _placed(self, target: Target, first: int, day: int) -> Target:
        """Return a first target on a day on which the account can be visited, and go on from there."""
        if self.open_days is None:
            return target
        place = self.open_days.place(first, day, target.last_day, spare=self._tolerance, exact=self._is_often)
        self.at += place.day - day
        return replace(
            target,
            day=place.day,
            first_day=place.first,
            last_day=place.last,
            away=place.away,
            late=place.late,
            blocked=place.blocked,
        )

    @property
    def _tolerance(self) -> int:
        return self.spacing.most_days - self.spacing.interval_days

    @property
    def _is_often(self) -> bool:
        return self.spacing.interval_days < WEEK_DAYS

    def fixed(self, target: Target, days: Mapping[int, int]) -> Target:
        """Hold a target to the day that was decided for it."""
        if target.nth not in days:
            return target
        day = days[target.nth]
        self.at = float(day)
        return replace(target, day=day, first_day=day, last_day=day, clipped=0, extended=0, away=0)

    def following(self, before: Target) -> Target:
        target = self._next(before.nth + 1, self.at)
        self.at += self._step
        return target

    def _next(self, nth: int, at: float) -> Target:
        """Return the target one interval of the clock after `at`, held within the spacing."""
        least, most, extended, step, clipped = self._pace(at)
        base = floor(at)
        first = base + max(least, 1)
        last = max(first, base + most + extended)
        day = min(max(floor(at + step + 1e-6), first), last)
        place = Place(day, first, last)
        if self.open_days is not None:
            place = self.open_days.place(first, day, last, spare=self._tolerance, exact=self._is_often)
        self._step = step + place.day - day
        drift = min(most - self.spacing.interval_days, self.spacing.interval_days - least) if nth else 0
        drift = max(drift, 0)
        return Target(
            nth,
            place.day,
            place.first - (drift if place.first == first else 0),
            place.last + drift,
            least,
            place.last - self._lay(base, place),
            clipped=clipped,
            extended=extended,
            away=place.away,
            late=place.late,
            blocked=place.blocked,
        )

    def _pace(self, at: float) -> _Pace:
        """Return how the clock goes on after `at`, held within the spacing."""
        interval = self._interval(floor(at))
        wanted = self._when(_read(self.ran, at) + interval)
        scale = max(wanted - at, 1.0) / interval if self.season.scales_spacing else 1.0
        least, most = round(self.spacing.least_days * scale), round(self.spacing.most_days * scale)
        extended = self._closed_after(at, most)
        step = min(max(wanted - at, least), most + extended)
        return _Pace(least, most, extended, step, round(at + step - wanted))

    def _lay(self, base: int, place: Place) -> int:
        """Return the day from which a most spacing counts: where a break follows, the last open one up to `base`."""
        if self.open_days is None or base < 0 or not (place.away or place.late):
            return base
        return max(self.open_days.before(base), 0)

    def _interval(self, day: int) -> int:
        """Return the days of the interval that begins on `day`: months have as many as they have.

        What falls on the 31st goes on there after a shorter month.
        """
        if not self.spacing.months:
            return self.spacing.interval_days
        when = self.start + timedelta(days=day)
        is_last = (when + timedelta(days=1)).day == 1
        self._of_month = max(self._of_month, when.day) if is_last else when.day
        return (add_months(when, self.spacing.months, self._of_month) - when).days

    def _closed_after(self, at: float, most: int) -> int:
        """Return the closed days that lengthen a most spacing counted from `at`."""
        if not self.season.closed:
            return 0
        extended, counted = -1, 0
        while counted != extended:
            extended = counted
            counted = round(_read(self.closed, at + most + extended + 1) - _read(self.closed, at + 1))
        return extended

    def _when(self, ran: float) -> float:
        """Return the day at which the clock shows `ran`; far away if it stands still to the end of what is known."""
        if ran > self.ran[-1] + 1e-9:
            return float(len(self.ran))
        after = bisect_left(self.ran, ran - 1e-9)
        before = after - 1
        return before + (ran - self.ran[before]) / (self.ran[after] - self.ran[before]) - BACK_DAYS


@lru_cache(maxsize=512)
def _curves(season: Season, first: date, days: int) -> tuple[list[float], list[float]]:
    """Return how far the clock has run, in ordinary days, and the closed days gone by, at each midnight."""
    start, span = first - timedelta(days=BACK_DAYS), BACK_DAYS + days + AHEAD_DAYS
    ran = np.concatenate([[0.0], np.cumsum(daily_calls(season, start, span))])
    closed = np.concatenate([[0.0], np.cumsum(closed_days(season, start, span))])
    return ran.tolist(), closed.tolist()


def _read(curve: list[float], at: float) -> float:
    """Read a curve between its midnights; beyond its end it goes on as its last day."""
    where = at + BACK_DAYS
    whole = min(int(where), len(curve) - 2)
    return curve[whole] + (where - whole) * (curve[whole + 1] - curve[whole])
