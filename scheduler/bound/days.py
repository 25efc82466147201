"""A rep-day as the lower bound sees it: times in coarse units, every rounding in favour of the driver.

Whatever can be driven in truth can be driven here, so the cheapest route here is never dearer than the cheapest
one there. Only the clock is rounded; prices are exact.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from routing.travel import UNREACHABLE_S
from scheduler.horizon import DueVisit, Horizon, RepDay

UNITS_S = (120, 180, 300, 600)
"""Seconds of one unit of time, the finest that the size of the horizon allows."""

MOST_STEPS = 7e7
"""Pairs of visits times units, over all rep-days, that one round should look at."""

NO_LUNCH, FAR = -1, 1 << 20

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]


class DayArrays(NamedTuple):
    """What the kernels read; node 0 is the start of the day, nodes 1..n its visits, node n + 1 the end.

    Attributes
    ----------
    step : (n + 2, n + 2)
        Units from the start of the service at one node to the arrival at another.
    served : (n + 2,)
        Units of the service at a node.
    price : (n + 2, n + 2)
        Price of the way, and of serving the second node on this day.
    begin : (n + 2, units + 1)
        When the service at a node begins after an arrival; `units`, the last column, stands for never.
    clock : (5,)
        End; earliest, latest and length of lunch, or `NO_LUNCH`; until when a rep comes home without lunch.
        Counted from the start of the day.
    near : (n + 2, ng)
        Nodes that a node remembers, itself first; -1 pads.
    """

    step: Ints
    served: Ints
    price: Floats
    begin: Ints
    clock: Ints
    near: Ints


@dataclass(frozen=True, slots=True, eq=False)
class BoundDay:
    """One rep-day and the visits (indices into the horizon) that may lie on it, in the order of its nodes."""

    visits: tuple[int, ...]
    arrays: DayArrays


def bound_days(horizon: Horizon, remembered: int) -> list[BoundDay]:
    """Round every rep-day; a node remembers `remembered` near ones."""
    visits = visits_by_day(horizon)
    unit_s = unit_of(pairs_times_seconds(horizon, visits))
    return [bound_day(horizon, d, own, remembered, unit_s) for d, own in zip(horizon.rep_days, visits, strict=True)]


def round_size(horizon: Horizon) -> int:
    """Return the millions of pairs of visits times units of time, over all rep-days; at least 1."""
    size = pairs_times_seconds(horizon, visits_by_day(horizon))
    return max(1, round(size / unit_of(size) / 1e6))


def visits_by_day(horizon: Horizon) -> list[tuple[int, ...]]:
    """Return for each rep-day the visits that may lie on it."""
    return [
        tuple(v for v, visit in enumerate(horizon.visits) if may_lie(horizon, visit, rep_day))
        for rep_day in horizon.rep_days
    ]


def pairs_times_seconds(horizon: Horizon, visits: Sequence[Sequence[int]]) -> int:
    """Return the pairs of visits times the seconds of the shift, over all rep-days."""
    return sum((d.end_s - d.start_s) * len(own) ** 2 for d, own in zip(horizon.rep_days, visits, strict=True))


def unit_of(size: int) -> int:
    """Return the seconds of one unit of time for pairs of visits times seconds."""
    return next((unit for unit in UNITS_S if size / unit <= MOST_STEPS), UNITS_S[-1])


def bound_day(horizon: Horizon, rep_day: RepDay, visits: tuple[int, ...], remembered: int, unit_s: int) -> BoundDay:
    """Round one rep-day to units of `unit_s` seconds."""
    places = [rep_day.start_place, *(horizon.visits[v].place for v in visits), rep_day.end_place]
    service = np.array([0, *(horizon.visits[v].service_s for v in visits), 0], np.int64)
    travel = horizon.travel_s[np.ix_(places, places)].astype(np.int64)
    step = np.where(travel == UNREACHABLE_S, FAR, (service[:, None] + travel) // unit_s)
    short = int((step[1:-1, 1:-1] < 1).any(axis=1).sum())  # time must pass; each such visit may gain a unit by that
    clock = _clock(rep_day, unit_s, slack=short)
    begin = _begin(horizon, rep_day, visits, unit_s, slack=short)
    price = horizon.weights.per_driving_s * travel + horizon.weights.per_metre * horizon.distance_m[
        np.ix_(places, places)
    ].astype(np.int64)
    price[:, 1:-1] += [_day_price(horizon.visits[v], rep_day.day) for v in visits]
    step[1:-1, 1:-1] = np.maximum(step[1:-1, 1:-1], 1)
    arrays = DayArrays(step, service // unit_s, price, begin, clock, _near(price, remembered))
    return BoundDay(visits, arrays)


def may_lie(horizon: Horizon, visit: DueVisit, rep_day: RepDay) -> bool:
    """Say whether a visit's own days, pattern and hours let it lie on a rep-day."""
    patterns = horizon.patterns.get(visit.account)
    on_pattern = patterns is None or any(rep_day.day in pattern for pattern in patterns)
    if not (visit.first_day <= rep_day.day <= visit.last_day and on_pattern):
        return False
    return any(w.closes_s - w.opens_s >= visit.service_s for w in horizon.hours[visit.hours][rep_day.day])


def _clock(rep_day: RepDay, unit_s: int, *, slack: int) -> Ints:
    start, lunch = rep_day.start_s // unit_s, rep_day.lunch
    end = rep_day.end_s // unit_s - start + slack
    if lunch is None:
        return np.array([end, NO_LUNCH, NO_LUNCH, NO_LUNCH, end], np.int64)
    earliest, latest = lunch.earliest_s // unit_s - start, lunch.latest_s // unit_s - start + slack
    return np.array([end, earliest, latest, lunch.length_s // unit_s, min(earliest + slack, end)], np.int64)


def _begin(horizon: Horizon, rep_day: RepDay, visits: tuple[int, ...], unit_s: int, *, slack: int) -> Ints:
    start = rep_day.start_s // unit_s
    units = rep_day.end_s // unit_s - start + slack + 1
    begin = np.full((len(visits) + 2, units + 1), units, np.int64)
    arrival = np.arange(units)
    for node, v in enumerate(visits, start=1):
        visit = horizon.visits[v]
        for window in reversed(horizon.hours[visit.hours][rep_day.day]):
            last_s = window.closes_s - visit.service_s
            if window.opens_s <= last_s:
                in_time = arrival <= last_s // unit_s - start + slack
                begin[node, :units][in_time] = np.maximum(arrival, window.opens_s // unit_s - start)[in_time]
    return np.minimum(begin, units)


def _day_price(visit: DueVisit, day: int) -> float:
    return sum(price for on, price in visit.day_price if on == day)


def _near(price: Floats, remembered: int) -> Ints:
    nodes = len(price)
    near = np.full((nodes, remembered), -1, np.int64)
    between = (price + price.T)[:, 1:-1].copy()
    for node in range(1, nodes - 1):
        between[node, node - 1] = -np.inf
        order = np.argsort(between[node], kind="stable")[:remembered] + 1
        near[node, : len(order)] = order
    return near
