"""Every tour in the cheapest order of its visits before it is published, where that keeps its hours.

A tour of few visits has all its orders looked through: where none costs less there is nothing to look for, and where
the cheapest keeps the rules of the day it is taken. What is left, long tours and those whose hours ask for another
order, goes through OR-Tools.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from routing.day import solve_day
from routing.shortest_order import MOST_STOPS, shortest_order
from routing.stopping import Steps
from routing.travel import UNREACHABLE_S
from scheduler.bound.nodes import Ints
from scheduler.checking.day import check_rep_day
from scheduler.horizon import Horizon, RepDay, Schedule
from scheduler.one_day import tour_problem
from scheduler.search.evaluate import cost_of, unbalance, way_of, work_of

EFFORT = Steps(15)
"""Solutions of OR-Tools' local search for one rep-day, about eight milliseconds; four times as many gain 0.05 %."""

LEAST_GAIN = 1e-9
"""Relative gain in cost from which a new order is taken."""

DEAREST, NO_WAY = 2**40, 2**50
"""The dearest leg of a day in whole units, so fine that no rounding hides a gain, and a leg that cannot be driven."""


def resequence(horizon: Horizon, schedule: Schedule, effort: Steps = EFFORT) -> Schedule:
    """Look for a cheaper order of each tour and keep the orders that lower the cost of the whole schedule.

    Days, visits and steps stay as they are: only the order within a rep-day may change. `effort` is OR-Tools' for one
    rep-day.
    """
    tours, cost = list(schedule.tours), schedule.cost
    works = [work_of(horizon, number, tour) for number, tour in enumerate(tours)]
    for number, (rep_day, tour) in enumerate(zip(horizon.rep_days, tours, strict=True)):
        order = _cheaper(horizon, rep_day, tour, effort)
        if order == tour or any(check_rep_day(horizon, rep_day, order)):
            continue
        (before_s, before), (after_s, after) = (way_of(horizon, number, each) for each in (tour, order))
        trial = [*works[:number], works[number] + after_s - before_s, *works[number + 1 :]]
        gain = before - after + unbalance(horizon, works) - unbalance(horizon, trial)
        if gain > LEAST_GAIN * abs(cost):
            tours[number], works, cost = order, trial, cost - gain
    found = tuple(tours)
    return schedule if found == schedule.tours else replace(schedule, tours=found, cost=cost_of(horizon, found))


def _cheaper(horizon: Horizon, rep_day: RepDay, tour: tuple[int, ...], effort: Steps) -> tuple[int, ...]:
    """Return an order of a tour that may cost less, or the tour itself where none does."""
    if len(tour) < 2:
        return tour
    if len(tour) <= MOST_STOPS:
        order = _cheapest(horizon, rep_day, tour)
        if order == tour or not any(check_rep_day(horizon, rep_day, order)):
            return order
    found = solve_day(tour_problem(horizon, rep_day, tour), effort, range(len(tour)))
    return tour if found is None else tuple(tour[timed.stop] for timed in found.stops)


def _cheapest(horizon: Horizon, rep_day: RepDay, tour: tuple[int, ...]) -> tuple[int, ...]:
    """Return the order of a tour with the cheapest way, whatever its hours; the tour itself where none is cheaper."""
    price = _prices(horizon, rep_day, tour)
    way = range(len(tour) + 2)
    least, order = shortest_order(price)
    return tour if int(price[way[:-1], way[1:]].sum()) <= least else tuple(tour[stop] for stop in order)


def _prices(horizon: Horizon, rep_day: RepDay, tour: Sequence[int]) -> Ints:
    """Return the price of each leg between a day's start, its visits and its end, in whole units."""
    places = [rep_day.start_place, *(horizon.visits[v].place for v in tour), rep_day.end_place]
    travel_s, distance_m = (table[np.ix_(places, places)] for table in (horizon.travel_s, horizon.distance_m))
    price = horizon.weights.per_driving_s * travel_s + horizon.weights.per_metre * distance_m
    no_way = travel_s == UNREACHABLE_S
    dearest = max(float(price[~no_way].max(initial=0.0)), np.finfo(np.float64).tiny)
    return np.where(no_way, NO_WAY, np.rint(price / dearest * DEAREST)).astype(np.int64)
