"""A rep-day as the lower bound sees it: times in coarse units, every rounding in favour of the driver.

Whatever can be driven in truth can be driven here, so the cheapest route here is never dearer than the cheapest
one there. Only the clock is rounded; prices are exact.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np

from routing.travel import UNREACHABLE_S
from scheduler.bound.balance import Level, added_at_home
from scheduler.bound.nodes import Floats, Groups, Ints, Nodes, grouped, nodes_of, prices_by_day
from scheduler.bound.possible import visits_by_day
from scheduler.horizon import Horizon, RepDay, Schedule

UNITS_S = (120, 180, 300, 600, 1200)
"""Seconds of one unit of time, the finest that the size of the horizon allows; the last is for coarse time alone."""

MOST_STEPS = 7e7
"""Pairs of nodes times units, over all rep-days, that one round should look at."""
COARSER = 2.0
"""How many fine units a coarse one takes at least."""

REMEMBERED = 10
"""Near visits that a node remembers: a route does not return to them from there."""

SPANS = 2
"""Parts of a day that has a cap from door to door: more of them cost time and leave less waiting that is not seen."""

NO_LUNCH, FAR = -1, 1 << 20


class Ways(NamedTuple):
    """The ways from each node to every visit in an order that pricing mends for the next pricing.

    Attributes
    ----------
    to : (n + 2, n)
        The nodes they lead to; from a node to itself comes last.
    cost : (n + 2, n)
        The price of the way less the reward there; infinite to the node itself.
    shortest : (n + 2,)
        Units of the shortest of them.
    """

    to: Ints
    cost: Floats
    shortest: Ints


class DayArrays(NamedTuple):
    """What the kernels read; node 0 is the start of the day, nodes 1..n its visits, node n + 1 the end.

    Attributes
    ----------
    step : (n + 2, n + 2)
        Units from the start of the service at one node to the arrival at another.
    served : (n + 2,)
        Units of the service at a node.
    price : (n + 2, n + 2)
        Price of the way.
    begin : (n + 2, units + 1)
        When the service at a node begins after an arrival; `units`, the last column, stands for never.
    clock : (5,)
        End; earliest, latest and length of lunch, or `NO_LUNCH`; until when a rep comes home without lunch.
        Counted from the start of the day.
    near : (n + 2, ng)
        Nodes that a node remembers, itself first; -1 pads. No row but where ng-routes are asked for: see `remembering`.
    home : (units + 1,)
        What coming home at a time adds, lunch taken out: see `scheduler.bound.balance`. It never rises, and falls by
        less the later it is.
    """

    step: Ints
    served: Ints
    price: Floats
    begin: Ints
    clock: Ints
    near: Ints
    home: Floats
    ways: Ways


@dataclass(frozen=True, slots=True, eq=False)
class BoundDay:
    """One rep-day and its nodes, the first of which is node 1 of the arrays.

    A route lies within one of the `spans` of the day: the whole of it, where no cap from door to door is shorter.
    """

    nodes: Nodes
    spans: tuple[DayArrays, ...]


def bound_days(horizon: Horizon, nodes: Sequence[Nodes], unit_s: int, level: Level) -> list[BoundDay]:
    """Round every rep-day to units of `unit_s` seconds."""
    days = zip(horizon.rep_days, nodes, strict=True)
    return [
        BoundDay(own, tuple(bound_span(horizon, span, own, unit_s, level) for span in spans_of(rep_day)))
        for rep_day, own in days
    ]


def spans_of(rep_day: RepDay) -> list[RepDay]:
    """Return parts of a day one of which holds any tour that is short enough from door to door.

    They begin apart by half of what the shift is longer than the cap, and last as much longer than the cap. Where lunch
    may have been had at home before leaving, none is asked.
    """
    cap, free = rep_day.max_day_s, rep_day.end_s - rep_day.start_s
    if cap is None or cap >= free:
        return [rep_day]
    step = -(-(free - cap) // SPANS)
    begins = [rep_day.start_s + k * step for k in range(SPANS)]
    return [_span(rep_day, begin, begin + step, min(begin + step + cap, rep_day.end_s)) for begin in begins]


def _span(rep_day: RepDay, start_s: int, latest_s: int, end_s: int) -> RepDay:
    lunch = rep_day.lunch
    if lunch is not None and latest_s >= max(rep_day.start_s, lunch.earliest_s) + lunch.length_s:
        lunch = None
    return replace(rep_day, start_s=start_s, end_s=end_s, lunch=lunch)


def groups_by_day(horizon: Horizon, schedule: Schedule) -> list[Groups]:
    """Return the visits of each node of each rep-day: what may lie on it where the same compulsory ones are served."""
    visits = visits_by_day(horizon, schedule)
    return [tuple(grouped(horizon, d.day, own)) for d, own in zip(horizon.rep_days, visits, strict=True)]


def nodes_by_day(horizon: Horizon, groups: Sequence[Groups]) -> list[Nodes]:
    """Return the nodes of each rep-day."""
    prices = [prices_by_day(visit) for visit in horizon.visits]
    return [nodes_of(own, d.day, prices) for d, own in zip(horizon.rep_days, groups, strict=True)]


def pairs_times_seconds(horizon: Horizon, groups: Sequence[Groups]) -> int:
    """Return the pairs of nodes times the seconds of the spans, over all rep-days."""
    days = zip(horizon.rep_days, groups, strict=True)
    return sum(sum(s.end_s - s.start_s for s in spans_of(d)) * len(own) ** 2 for d, own in days)


def round_size(pairs_s: int, unit_s: int) -> int:
    """Return the millions of pairs of nodes times units of time, over all rep-days; at least 1."""
    return max(1, round(pairs_s / unit_s / 1e6))


def units_of(pairs_s: int) -> tuple[int, int]:
    """Return the seconds of a coarse and of a fine unit of time for pairs of nodes times seconds."""
    fine = next((unit for unit in UNITS_S[:-1] if pairs_s / unit <= MOST_STEPS), UNITS_S[-2])
    return next(unit for unit in UNITS_S if unit >= COARSER * fine), fine


def bound_span(horizon: Horizon, rep_day: RepDay, nodes: Nodes, unit_s: int, level: Level) -> DayArrays:
    """Round one span of a rep-day to units of `unit_s` seconds."""
    visits = tuple(group[0] for group in nodes.visits)
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
    least = int(step[1:-1, 1:].min(initial=FAR))
    step[1:-1, 1:-1] = np.maximum(step[1:-1, 1:-1], 1)
    home = added_at_home(level, begin.shape[1], unit_s, least)
    near = np.empty((0, REMEMBERED), np.int64)
    return DayArrays(step, service // unit_s, price, begin, clock, near, home, _ways(step, begin.shape[1]))


def remembering(day: BoundDay) -> BoundDay:
    """Return a rep-day whose nodes know what they remember."""
    return replace(day, spans=tuple(span._replace(near=_near(span.price)) for span in day.spans))


def _ways(step: Ints, never: int) -> Ways:
    """Return the ways of a day in the order of their nodes."""
    nodes = len(step)
    to = np.tile(np.arange(1, nodes - 1), (nodes, 1))
    between = step[:, 1:-1].copy()
    between[np.arange(1, nodes - 1), np.arange(nodes - 2)] = never
    return Ways(to, np.zeros(to.shape), between.min(axis=1, initial=never))


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


def _near(price: Floats) -> Ints:
    nodes = len(price)
    near = np.full((nodes, REMEMBERED), -1, np.int64)
    between = (price + price.T)[:, 1:-1].copy()
    for node in range(1, nodes - 1):
        between[node, node - 1] = -np.inf
        order = np.argsort(between[node], kind="stable")[:REMEMBERED] + 1
        near[node, : len(order)] = order
    return near
