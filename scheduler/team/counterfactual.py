"""What the same horizon would have cost without the search: planned by hand, or as last week's plan goes on.

By hand is what people do with a list and a map: day by day, from where they are, the nearest visit that is due, most
pressing first where it would be lost otherwise, until the day is full. Nothing is looked at twice.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from scheduler.checking.day import check_rep_day
from scheduler.checking.schedule import check_account
from scheduler.horizon import Horizon, RepDay, Schedule
from scheduler.search import cost_of


@dataclass(frozen=True, slots=True)
class Counterfactual:
    """A schedule that was not chosen; `driving_s` and `unserved` say what it would have meant."""

    schedule: Schedule
    driving_s: int
    unserved: int


@dataclass(frozen=True, slots=True)
class Otherwise:
    """The plans that were not chosen: by hand, and the one in force carried forward (None where there is none)."""

    by_hand: Counterfactual
    carried: Counterfactual | None


def otherwise(horizon: Horizon, before: Sequence[tuple[str, int]] | None) -> Otherwise:
    """Plan a horizon without the search; `before` are the days of the plan in force, None where there is none."""
    return Otherwise(by_hand(horizon), None if before is None else carried_forward(horizon, before))


def by_hand(horizon: Horizon) -> Counterfactual:
    """Plan day by day: the nearest visit that is due, from place to place, while the day has room.

    A visit is due from the middle of its window on, or earlier where today is its last chance; compulsory visits and
    last chances come before the others of the day.
    """
    hand = _Hand(horizon)
    for number, rep_day in enumerate(horizon.rep_days):
        hand.fill(number, rep_day)
    return told(horizon, hand.tours)


def carried_forward(horizon: Horizon, days: Sequence[tuple[str, int]]) -> Counterfactual:
    """Keep the days of an older plan, (visit id, day) in the order driven, and drop what no longer fits.

    Nothing is inserted: a visit that the older plan did not know, or that its day cannot hold any more, is unserved.
    """
    hand, row = _Hand(horizon), {visit.id: v for v, visit in enumerate(horizon.visits)}
    for visit_id, day in days:
        if visit_id in row:
            hand.keep(row[visit_id], day)
    return told(horizon, hand.tours)


def told(horizon: Horizon, tours: Iterable[Sequence[int]]) -> Counterfactual:
    """Return tours as a schedule with its cost and driving."""
    fixed = tuple(tuple(tour) for tour in tours)
    served = {v for tour in fixed for v in tour}
    unserved = tuple(v for v in range(len(horizon.visits)) if v not in served)
    driving = sum(driving_of(horizon, d, tour) for d, tour in zip(horizon.rep_days, fixed, strict=True))
    return Counterfactual(Schedule(fixed, unserved, cost_of(horizon, fixed), None, 0, 0), driving, len(unserved))


def driving_of(horizon: Horizon, rep_day: RepDay, tour: Sequence[int]) -> int:
    """Return the seconds of driving of one day."""
    if not tour:
        return 0
    places = [rep_day.start_place, *(horizon.visits[v].place for v in tour), rep_day.end_place]
    return int(horizon.travel_s[places[:-1], places[1:]].sum(dtype="int64"))


class _Hand:
    """Tours that only grow at their end."""

    def __init__(self, horizon: Horizon) -> None:
        self.horizon = horizon
        self.days = [rep_day.day for rep_day in horizon.rep_days]
        self.tours: list[list[int]] = [[] for _ in horizon.rep_days]
        self.day_of: dict[int, int] = {}
        self.open = list(range(len(horizon.visits)))
        self.siblings: dict[str, list[int]] = {}
        for v, visit in enumerate(horizon.visits):
            self.siblings.setdefault(visit.account, []).append(v)

    def fill(self, number: int, rep_day: RepDay) -> None:
        """Add the nearest due visits until none fits: first those that must come today, then the others."""
        waiting = [v for v in self.open if self._may(v, rep_day.day)]
        pressing = [v for v in waiting if self._is_pressing(v, rep_day.day)]
        for some in (pressing, [v for v in waiting if self._is_due(v, rep_day.day)]):
            while self._add_nearest(number, rep_day, some):
                pass
        self.open = [v for v in self.open if v not in self.day_of and self.horizon.visits[v].last_day >= rep_day.day]

    def keep(self, v: int, day: int) -> None:
        """Put a visit at the end of its old day, if it still fits there."""
        for number, rep_day in enumerate(self.horizon.rep_days):
            if rep_day.day == day and self._may(v, day) and self._append(number, rep_day, v):
                return

    def _add_nearest(self, number: int, rep_day: RepDay, waiting: list[int]) -> bool:
        """Add the nearest of some visits that fits; what does not fit now will not fit later today either."""
        here = self.horizon.visits[self.tours[number][-1]].place if self.tours[number] else rep_day.start_place
        ways_s = self.horizon.travel_s[here].tolist()
        waiting.sort(key=lambda v: self._preference(v, ways_s), reverse=True)
        while waiting:
            v = waiting.pop()
            if v not in self.day_of and self._may(v, rep_day.day) and self._append(number, rep_day, v):
                return True
        return False

    def _preference(self, v: int, ways_s: Sequence[int]) -> tuple[bool, int, int]:
        visit = self.horizon.visits[v]
        return not visit.compulsory, ways_s[visit.place], v

    def _is_pressing(self, v: int, day: int) -> bool:
        return self.horizon.visits[v].compulsory or self._next_chance(v, day) is None

    def _is_due(self, v: int, day: int) -> bool:
        visit = self.horizon.visits[v]
        return 2 * day >= visit.first_day + visit.last_day

    def _next_chance(self, v: int, day: int) -> int | None:
        visit = self.horizon.visits[v]
        later = self.days[bisect_right(self.days, day) : bisect_right(self.days, visit.last_day)]
        return next((d for d in later if self.horizon.hours[visit.hours][d]), None)

    def _may(self, v: int, day: int) -> bool:
        """Say whether window, order, spacing and patterns allow a day, as far as the account is planned."""
        visit = self.horizon.visits[v]
        if not visit.first_day <= day <= visit.last_day:
            return False
        siblings = self.siblings[visit.account]
        days = {u: self.day_of[u] for u in siblings if u in self.day_of} | {v: day}
        return not any(check_account(self.horizon, visit.account, siblings, days))

    def _append(self, number: int, rep_day: RepDay, v: int) -> bool:
        tour = [*self.tours[number], v]
        if self._is_too_long(rep_day, tour) or any(check_rep_day(self.horizon, rep_day, tour)):
            return False
        self.tours[number].append(v)
        self.day_of[v] = rep_day.day
        return True

    def _is_too_long(self, rep_day: RepDay, tour: Sequence[int]) -> bool:
        """Say whether ways, services and lunch alone end after the day: sooner asked than its every rule."""
        end_s, lunch = rep_day.end_s, rep_day.lunch
        if lunch is not None:
            end_s = min(end_s, max(lunch.earliest_s, end_s - lunch.length_s))
        service_s = sum(self.horizon.visits[v].service_s for v in tour)
        return rep_day.start_s + driving_of(self.horizon, rep_day, tour) + service_s > end_s
