"""What the lower bound is made from: rep-days in coarse time, prices of leaving visits out, and first rewards."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from scheduler.bound.balance import Level, level_of
from scheduler.bound.days import BoundDay, DayArrays, bound_days
from scheduler.bound.nodes import Floats, Ints, Nodes
from scheduler.bound.routes import START_NODE
from scheduler.horizon import Horizon, Schedule

FIRST_SHARE = 0.75
"""Share of the tours' prices that is handed out as first rewards."""
DEAR = 1e7
"""Price of leaving out what must be served."""


@dataclass(frozen=True, slots=True, eq=False)
class Relaxation:
    """A horizon without what ties its rep-days together but the visits themselves.

    Attributes
    ----------
    days : list of BoundDay
    left_out : (visits,)
        Price of leaving a visit out; dear where it must be served.
    idle : float
        Price of a rep-day that is not driven.
    allowance : float
        What a schedule may cost less than its parts here: see `scheduler.bound.balance.Level.range_price`.
    """

    days: list[BoundDay]
    left_out: Floats
    idle: float
    allowance: float


def relaxation(horizon: Horizon, schedule: Schedule, nodes: Sequence[Nodes], unit_s: int) -> Relaxation:
    """Relax a horizon, in units of `unit_s` seconds; `schedule` says which compulsory visits can be served."""
    dropped = {v for v in schedule.unserved if horizon.visits[v].compulsory}
    level = level_of(horizon, schedule.cost, dropped) or Level(0.0, 0.0, 0.0)
    prices = [
        DEAR * (v not in dropped) if visit.compulsory else visit.price_unserved
        for v, visit in enumerate(horizon.visits)
    ]
    days = bound_days(horizon, nodes, unit_s, level)
    return Relaxation(days, np.array(prices, np.float64), level.idle, level.range_price)


def first_rewards(horizon: Horizon, schedule: Schedule, relaxed: Relaxation) -> Floats:
    """Share the tours' prices among their visits by the detour that each makes, and alike within an account.

    A visit that may lie nowhere is worth what leaving it out costs.
    """
    rewards = np.zeros(len(horizon.visits))
    for day, tour in zip(relaxed.days, schedule.tours, strict=True):
        if tour:
            node_of = {v: node for node, group in enumerate(day.nodes.visits, start=1) for v in group}
            prices = sum(day.nodes.price_of(node_of[v] - 1, v) for v in tour)
            rewards[list(tour)] = FIRST_SHARE * shares(day.spans[0], [node_of[v] for v in tour], prices)
    numbers = {account: n for n, account in enumerate(sorted({visit.account for visit in horizon.visits}))}
    account = np.array([numbers[visit.account] for visit in horizon.visits], np.int64)
    means = np.bincount(account, rewards) / np.maximum(np.bincount(account), 1)
    served = np.clip(means[account], 0.0, relaxed.left_out)
    return np.where(chances_of(relaxed) > 0, served, relaxed.left_out)


def chances_of(relaxed: Relaxation) -> Floats:
    """Return for each visit the number of rep-days on which it may lie."""
    chances = np.zeros(len(relaxed.left_out))
    for day in relaxed.days:
        chances[lying_on(day)] += 1
    return chances


def lying_on(day: BoundDay) -> Ints:
    """Return the visits that may lie on a rep-day."""
    return np.array([v for group in day.nodes.visits for v in group], np.int64)


def shares(day: DayArrays, nodes: Sequence[int], prices: float) -> Floats:
    """Return each node's share of the price of a route and of `prices`, by the detour that it makes."""
    stops, way = [START_NODE, *nodes, len(day.step) - 1], day.price
    detours = [way[a, b] + way[b, c] - way[a, c] for a, b, c in zip(stops, stops[1:], stops[2:], strict=False)]
    total = prices + sum(float(way[a, b]) for a, b in pairwise(stops))
    parts = np.maximum(detours, 0.0) + 0.01 * abs(total) + 1e-9
    return np.asarray(total * parts / parts.sum())
