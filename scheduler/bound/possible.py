"""On which rep-days a visit may lie in any schedule at all; one that may lie on none is left out by every plan."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

import numpy as np

from routing.tour import Window
from scheduler.bound.nodes import Ints
from scheduler.checking.day import check_rep_day
from scheduler.checking.schedule import check_account
from scheduler.horizon import DueVisit, Horizon, RepDay, Schedule


def visits_by_day(horizon: Horizon, schedule: Schedule) -> list[tuple[int, ...]]:
    """Return for each rep-day the visits that may lie on it, whatever else is served.

    Asked are a visit's days, pattern, hours, whether the rep-day can hold it alone, and its spacing to those of its
    account that every plan serves on one day: compulsory ones that have no other and that `schedule` serves.
    """
    allowed = Allowed(horizon, schedule)
    own: list[list[int]] = [[] for _ in horizon.rep_days]
    for v in range(len(horizon.visits)):
        for number in allowed.of(v):
            own[number].append(v)
    return [tuple(visits) for visits in own]


def impossible(horizon: Horizon, schedule: Schedule) -> tuple[int, ...]:
    """Return the visits left out by a schedule that no schedule serves."""
    if not schedule.unserved:
        return ()
    allowed = Allowed(horizon, schedule)
    return tuple(v for v in schedule.unserved if next(allowed.of(v), None) is None)


def numbers_by_day(horizon: Horizon) -> dict[int, list[int]]:
    """Return the rep-days of each calendar day; they may stand in any order."""
    numbers: dict[int, list[int]] = {}
    for number, rep_day in enumerate(horizon.rep_days):
        numbers.setdefault(rep_day.day, []).append(number)
    return numbers


class Allowed:
    """The rep-days on which a visit may lie, whatever else is served."""

    def __init__(self, horizon: Horizon, schedule: Schedule) -> None:
        self.horizon, self.order, self.numbers = horizon, order_in_account(horizon), numbers_by_day(horizon)
        self.asked, self.holding = days_asked(horizon, schedule), Holding(horizon)

    def of(self, v: int) -> Iterator[int]:
        """Yield the numbers of the rep-days that visit `v` may have."""
        visit, asked = self.horizon.visits[v], self.asked.get(v)
        for day in range(max(visit.first_day, 0), min(visit.last_day, max(self.numbers, default=-1)) + 1):
            for number in self.numbers.get(day, ()) if asked is None or day in asked else ():
                may = may_lie(self.horizon, visit, self.order[v], self.horizon.rep_days[number])
                if may and self.holding.alone(number, v):
                    yield number


def order_in_account(horizon: Horizon) -> list[int]:
    """Return for each visit how many of its account come before it."""
    seen: Counter[str] = Counter()
    order = []
    for visit in horizon.visits:
        order.append(seen[visit.account])
        seen[visit.account] += 1
    return order


def may_lie(horizon: Horizon, visit: DueVisit, number: int, rep_day: RepDay) -> bool:
    """Say whether own days, pattern and hours let a visit, the `number`-th of its account, lie on a rep-day."""
    patterns = horizon.patterns.get(visit.account)
    on_pattern = patterns is None or any(rep_day.day in sorted(days)[number : number + 1] for days in patterns)
    if not (visit.first_day <= rep_day.day <= visit.last_day and on_pattern):
        return False
    return any(w.closes_s - w.opens_s >= visit.service_s for w in horizon.hours[visit.hours][rep_day.day])


def days_asked(horizon: Horizon, schedule: Schedule) -> dict[int, set[int]]:
    """Return the days that spacing leaves to the visits of accounts that have a visit on one day in every plan."""
    dropped = set(schedule.unserved)
    fixed = {
        v: visit.first_day
        for v, visit in enumerate(horizon.visits)
        if visit.compulsory and visit.first_day == visit.last_day and v not in dropped
    }
    accounts = {horizon.visits[v].account for v in fixed}
    siblings: dict[str, list[int]] = {account: [] for account in accounts}
    for v, visit in enumerate(horizon.visits):
        if visit.account in siblings:
            siblings[visit.account].append(v)
    return {v: _days_beside(horizon, own, fixed, v) for own in siblings.values() for v in own if v not in fixed}


def _days_beside(horizon: Horizon, own: Sequence[int], fixed: Mapping[int, int], v: int) -> set[int]:
    visit, there = horizon.visits[v], {u: fixed[u] for u in own if u in fixed}
    days = {d.day for d in horizon.rep_days if visit.first_day <= d.day <= visit.last_day}
    return {day for day in days if not any(check_account(horizon, visit.account, own, {**there, v: day}))}


def with_nearest_ends(horizon: Horizon) -> Horizon:
    """Return the horizon with the shortest ways from where days begin and to where they end, by way of other places.

    Where a detour is quicker than the way, a visit may fit behind another and not alone.
    """
    travel = horizon.travel_s.astype(np.int64)
    near = travel.copy()
    for start in {day.start_place for day in horizon.rep_days}:
        near[start] = _shortest(travel, travel[start])
    for end in {day.end_place for day in horizon.rep_days}:
        near[:, end] = _shortest(travel.T, near[:, end])
    return replace(horizon, travel_s=near.astype(np.int32))


def _shortest(travel: Ints, first: Ints) -> Ints:
    """Return the shortest ways from a place to all, of which `first` are those that lead straight there."""
    while True:
        nearer = np.minimum(first, (first[:, None] + travel).min(axis=0))
        if (nearer == first).all():
            return first
        first = nearer


class Holding:
    """Whether rep-days can hold a visit and no other: asked once of all days and visits that are alike in that."""

    def __init__(self, horizon: Horizon) -> None:
        self.horizon = with_nearest_ends(horizon)
        kinds: dict[RepDay, int] = {}
        self.kinds = [kinds.setdefault(replace(day, day=0), len(kinds)) for day in horizon.rep_days]
        self.known: dict[tuple[int, int, int, int, tuple[Window, ...]], bool] = {}

    def alone(self, number: int, v: int) -> bool:
        """Say whether the rep-day of a number can hold a visit and no other."""
        rep_day, visit = self.horizon.rep_days[number], self.horizon.visits[v]
        windows = self.horizon.hours[visit.hours][rep_day.day]
        alike = self.kinds[number], visit.place, visit.service_s, visit.load, windows
        held = self.known.get(alike)
        if held is None:
            held = self.known[alike] = not any(check_rep_day(self.horizon, rep_day, [v]))
        return held
