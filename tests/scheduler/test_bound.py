"""The bound is never above the best of all schedules, sees what a rep-day costs, and is close on small horizons."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import permutations, product
from pathlib import Path

import pytest
from hypothesis import given, settings

from benchmarks.rep_horizons import read
from routing.stopping import Steps
from routing.tour import Window
from scheduler.bound.lower import lower_bound
from scheduler.checking.schedule import check
from scheduler.horizon import Horizon, Schedule, Weights
from scheduler.search import solve
from scheduler.team.answer import BOUND_EFFORT
from tests.scheduler.line_horizons import MINUTE, NOON, all_days, due, line_horizon, schedule, small_horizons

GRAIN = 1e-6
INSTANCES = Path(__file__).parents[2].parent / "shared" / "data" / "benchmarks" / "rep_horizons"


def all_schedules(horizon: Horizon) -> Iterator[Schedule]:
    """Try every day for every visit, and every order of every day."""
    days = range(len(horizon.rep_days))
    for chosen in product((None, *days), repeat=len(horizon.visits)):
        tours = [[v for v, on in enumerate(chosen) if on == day] for day in days]
        for orders in product(*(permutations(tour) for tour in tours)):
            found = schedule(horizon, *orders)
            if not check(horizon, found):
                yield found


def cheapest(horizon: Horizon) -> Schedule:
    return min(all_schedules(horizon), key=lambda found: found.cost)


@settings(max_examples=30, deadline=None)
@given(small_horizons(most_visits=4, days=2))
def test_the_bound_is_never_above_the_best_of_all_schedules(horizon: Horizon) -> None:
    best = cheapest(horizon)
    assert lower_bound(horizon, best, Steps(40)) <= best.cost + GRAIN
    assert lower_bound(horizon, schedule(horizon), Steps(40)) <= best.cost + GRAIN


@settings(max_examples=15, deadline=None)
@given(small_horizons(most_visits=3, days=2))
def test_compulsory_visits_are_bounded_as_served(horizon: Horizon) -> None:
    must = replace(horizon, visits=(replace(horizon.visits[0], compulsory=True), *horizon.visits[1:]))
    serving = [found for found in all_schedules(must) if 0 not in found.unserved]
    if serving:
        best = min(serving, key=lambda found: found.cost)
        assert lower_bound(must, best, Steps(40)) <= best.cost + GRAIN


def bound_of(horizon: Horizon, rounds: int = 60) -> float:
    return lower_bound(horizon, cheapest(horizon), Steps(rounds))


def test_one_visit_is_bounded_by_its_way() -> None:
    assert bound_of(line_horizon(due("a0", 3), days=1)) == pytest.approx(60 * MINUTE, rel=1e-3)


def test_a_visit_dearer_than_its_price_is_bounded_by_its_price() -> None:
    horizon = line_horizon(replace(due("a0", 3), price_unserved=600.0), days=1)
    assert bound_of(horizon) == pytest.approx(600.0, rel=1e-3)


def test_visits_on_different_days_are_bounded_by_a_way_each() -> None:
    horizon = line_horizon(due("a0", 3, first=0, last=0), due("b0", 3, first=1, last=1), days=2)
    assert bound_of(horizon) == pytest.approx(2 * 60 * MINUTE, rel=1e-3)


def test_visits_at_opposite_hours_are_bounded_by_the_day_they_share() -> None:
    morning, late = (Window(480 * MINUTE, 560 * MINUTE),), (Window(900 * MINUTE, 960 * MINUTE),)
    horizon = line_horizon(due("a0", 3, hours=1), due("b0", 3, hours=2), days=2, hours=(morning, late))
    assert bound_of(horizon) == pytest.approx(60 * MINUTE, rel=1e-3)


def test_what_does_not_fit_into_one_day_is_bounded_by_two() -> None:
    visits = due("a0", 3, minutes=240), due("b0", 3, minutes=240)
    assert bound_of(line_horizon(*visits, days=2)) == pytest.approx(60 * MINUTE, rel=1e-3)
    with_lunch = all_days(line_horizon(*visits, days=2), lunch=NOON)
    longer = replace(with_lunch, visits=tuple(replace(v, service_s=226 * MINUTE) for v in visits))
    assert bound_of(longer) == pytest.approx(120 * MINUTE, rel=1e-3)


def test_prices_of_days_and_metres_count() -> None:
    visit = replace(due("a0", 3), day_price=((0, 500.0), (1, 700.0)))
    horizon = replace(line_horizon(visit, days=2), weights=Weights(1.0, 0.1))
    assert bound_of(horizon) == pytest.approx(3600 + 3600 + 500, rel=1e-3)


def test_a_day_that_pays_lowers_the_bound_below_nothing() -> None:
    visit = replace(due("a0", 1), day_price=((0, -5000.0),))
    assert bound_of(line_horizon(visit, days=1)) <= 1200 - 5000 + GRAIN


def test_an_empty_horizon_is_bounded_by_nothing() -> None:
    assert lower_bound(line_horizon(days=2), schedule(line_horizon(days=2)), Steps(5)) == 0.0


def test_more_rounds_never_lower_the_bound() -> None:
    horizon = line_horizon(*(due(f"{name}0", 1 + k) for k, name in enumerate("abcde")), days=2)
    drawn = schedule(horizon, (0, 1, 2), (3, 4))
    bounds = [lower_bound(horizon, drawn, Steps(rounds)) for rounds in (1, 5, 30)]
    assert bounds == sorted(bounds)


@pytest.mark.slow
@pytest.mark.skipif(not INSTANCES.exists(), reason="the published rep horizons are not beside this folder")
@pytest.mark.parametrize("name", ["S1", "S2"])
def test_the_bound_is_within_fifteen_hundredths_on_published_horizons(name: str) -> None:
    horizon = read(INSTANCES / f"{name}.json")
    found = solve(horizon, Steps(20_000), seed=1)
    bound = lower_bound(horizon, found, BOUND_EFFORT)
    assert 0.85 * found.cost <= bound <= found.cost
