"""Each day is put in a cheaper order where there is one, and only what gains is taken."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings

from routing.day import solve_day
from routing.shortest_order import MOST_STOPS
from routing.stopping import Steps
from routing.tour import TimedTour, TourProblem, Window
from scheduler.checking.schedule import check
from scheduler.horizon import Horizon
from scheduler.one_day import tour_problem
from scheduler.search import solve
from scheduler.team.sequence import resequence
from tests.scheduler.line_horizons import MINUTE, all_days, due, line_horizon, schedule, small_horizons


def test_a_detour_is_mended() -> None:
    horizon = line_horizon(due("a0", 1), due("b0", 5), due("c0", 2))
    crooked = schedule(horizon, (0, 1, 2), ())
    mended = resequence(horizon, schedule(horizon, (1, 0, 2), ()))
    assert mended.cost == 6000.0
    assert resequence(horizon, crooked) == crooked  # out and home along one line: nothing gains


def test_an_order_that_costs_metres_is_not_taken() -> None:
    horizon = line_horizon(due("a0", 1), due("b0", 5), due("c0", 2))
    crooked = schedule(horizon, (1, 0, 2), ())
    metres = horizon.distance_m.copy()
    metres[0, 1] = metres[1, 0] = metres[0, 2] = 10**6
    horizon = replace(horizon, distance_m=metres, weights=replace(horizon.weights, per_metre=1.0))
    assert resequence(horizon, replace(crooked, cost=0.0)).tours == crooked.tours


def test_the_day_is_ordered_under_its_cap_on_driving() -> None:
    for cap, fits in ((6000, True), (5999, False)):
        horizon = all_days(line_horizon(due("a0", 1), due("b0", 5)), max_driving_s=cap)
        found = solve_day(tour_problem(horizon, horizon.rep_days[0], (0, 1)), Steps(5))
        assert (found is not None) == fits


@settings(max_examples=30, deadline=None)
@given(small_horizons())
def test_a_schedule_keeps_its_days_and_its_rules_and_never_costs_more(horizon: Horizon) -> None:
    before = solve(horizon, Steps(20), seed=1)
    after = resequence(horizon, before)
    assert [sorted(tour) for tour in after.tours] == [sorted(tour) for tour in before.tours]
    assert after.cost <= before.cost
    assert check(horizon, after) == ()


@pytest.fixture
def solved(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Count the stops of the days that OR-Tools is asked for."""
    asked: list[int] = []

    def counted(problem: TourProblem, *rest: object) -> TimedTour | None:
        asked.append(len(problem.stops))
        return solve_day(problem, *rest)

    monkeypatch.setattr("scheduler.team.sequence.solve_day", counted)
    return asked


def test_short_days_need_no_solver(solved: list[int]) -> None:
    horizon = line_horizon(due("a0", 1), due("b0", 5), due("c0", 2), due("d0", 3))
    before = schedule(horizon, (1, 0, 2), (3,))
    assert resequence(horizon, before).cost < before.cost
    assert resequence(horizon, schedule(horizon, (0, 2, 1), (3,))).tours[0] == (0, 2, 1)
    assert solved == []


def test_days_whose_hours_ask_for_another_order_are_solved(solved: list[int]) -> None:
    """The way is shortest by a0, b0, c0, but c0 closes first: out to it and back is what remains."""
    early = (Window(480 * MINUTE, 580 * MINUTE),)
    visits = due("a0", 1, 60), due("b0", 2, 60), due("c0", 4, 60, hours=1)
    horizon = line_horizon(*visits, days=1, hours=(early,))
    travel_s = horizon.travel_s.copy()
    travel_s[4, 0] = 10 * MINUTE
    horizon = replace(horizon, travel_s=travel_s)
    before = schedule(horizon, (2, 0, 1))
    after = resequence(horizon, before)
    assert solved == [3]
    assert after.tours == ((2, 1, 0),)
    assert check(horizon, after) == ()


def test_days_of_more_stops_than_can_be_looked_through_are_solved(solved: list[int]) -> None:
    count = MOST_STOPS + 1
    visits = tuple(replace(due(f"{name}0", 1 + k % 5, 5), last_day=0) for k, name in enumerate("abcdefghijklmnop"))
    horizon = line_horizon(*visits[:count], days=1)
    order = tuple(np.random.default_rng(1).permutation(count).tolist())
    assert resequence(horizon, schedule(horizon, order)).cost == 6000.0
    assert solved == [count]
