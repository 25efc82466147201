"""OR-Tools orders each day again, and only what gains is taken."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings

from routing.day import solve_day
from routing.stopping import Steps
from scheduler.checking.schedule import check
from scheduler.horizon import Horizon
from scheduler.one_day import tour_problem
from scheduler.search import solve
from scheduler.team.sequence import resequence
from tests.scheduler.line_horizons import all_days, due, line_horizon, schedule, small_horizons


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
