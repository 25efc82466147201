"""The cheapest q-route of a rep-day is that of all q-routes, whichever order of the ways is left from other rewards."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest

from routing.stopping import Steps
from routing.tour import Window
from scheduler.bound.climb import reward_of_nodes
from scheduler.bound.days import UNITS_S, DayArrays, units_of
from scheduler.bound.lower import Bounding, extent_of
from scheduler.bound.nodes import Floats
from scheduler.bound.routes import quick_route
from scheduler.horizon import DueVisit, Horizon, RepDay, Weights
from scheduler.search import solve
from tests.scheduler.line_horizons import MINUTE, NOON

DUE, TAKEN, START = 0, 1, 0


def least_of_all(day: DayArrays, reward: Floats) -> float:
    """Return the least cost of a q-route that serves somebody, by trying every way on from everywhere."""
    never, end = day.begin.shape[1] - 1, len(day.step) - 1
    last, lunch_from, lunch_to, length, excused = map(int, day.clock)

    def arrival(node: int, time: int, to: int, meal: int) -> int:
        came = time + int(day.step[node, to])
        if not meal:
            return min(came, never)
        in_time = length >= 0 and time + day.served[node] <= lunch_to
        return min(max(came, lunch_from) + length, never) if in_time else never

    def home(node: int, time: int, state: int) -> float:
        plain, fed = arrival(node, time, end, 0), arrival(node, time, end, 1)
        ends = [plain - (length if state == TAKEN else 0)] if plain <= (last if state == TAKEN else excused) else []
        ends += [fed - length] if state == DUE and fed <= min(last, never - 1) else []
        return min((float(day.price[node, end] + day.home[max(at, 0)]) for at in ends), default=np.inf)

    def may_begin(node: int, time: int, state: int) -> bool:
        if length < 0:
            return state == DUE
        if state == TAKEN:
            return time >= lunch_from + length
        return time <= excused or bool(time + day.served[node] <= lunch_to)

    @cache
    def on(node: int, time: int, state: int, before: int) -> float:
        best = np.inf if node == START else home(node, time, state)
        for to in range(1, end):
            for meal in range(2 if state == DUE else 1):
                begun, after = int(day.begin[to, arrival(node, time, to, meal)]), TAKEN if meal else state
                if to not in {node, before} and begun < never and may_begin(to, begun, after):
                    best = min(best, day.price[node, to] - reward[to] + on(to, begun, after, node))
        return float(best)

    return on(START, 0, DUE, -1)


def crowded_day(seed: int) -> Horizon:
    """One day, seven accounts at random places with hours in two parts, lunch, and balance."""
    chance = np.random.default_rng(seed)
    where = chance.uniform(0, 3_600, (8, 2))
    travel_s = np.abs(where[:, None] - where[None]).sum(axis=2).astype(np.int32)
    split = (Window(500 * MINUTE, 600 * MINUTE), Window(750 * MINUTE, 900 * MINUTE))
    visits = tuple(
        DueVisit(f"{name}0", name, k, 1_200 + 300 * (k % 4), 0, 0, k % 2, 9_000.0)
        for k, name in enumerate("abcdefg", 1)
    )
    days = (RepDay(0, 480 * MINUTE, 1_000 * MINUTE, 0, 0, NOON),)
    hours = (((Window(0, 1440 * MINUTE),),), (split,))
    return Horizon(days, visits, hours, travel_s, travel_s, Weights(1.0, 0.0, 60.0))


@pytest.mark.parametrize("seed", range(4))
def test_the_cheapest_route_is_found_after_other_rewards_too(seed: int) -> None:
    horizon = crowded_day(seed)
    drawn = solve(horizon, Steps(20), 1)
    bounding = Bounding(horizon, drawn, extent_of(horizon, drawn))
    (span,) = bounding.coarse.days[0].spans
    for draw in range(4):
        rewards = np.random.default_rng([seed, draw]).uniform(0.0, 6_000.0, len(horizon.visits))
        reward = reward_of_nodes(bounding.coarse.days[0], rewards)
        assert quick_route(span, reward)[0] == pytest.approx(least_of_all(span, reward), abs=1e-6)


def test_every_size_has_a_coarse_and_a_fine_unit_of_time() -> None:
    """One rep with 300 accounts and wide windows had none, and its plan ended in a fault."""
    pairs_s = [10**k * digit for k in range(14) for digit in range(1, 10)]
    units = [units_of(size) for size in pairs_s]
    assert all(coarse >= 2 * fine and {coarse, fine} <= set(UNITS_S) for coarse, fine in units)
    assert [fine for _, fine in units] == sorted(fine for _, fine in units)
    assert (units_of(1), units_of(60_000_000_000)) == ((300, 120), (1200, 600))
