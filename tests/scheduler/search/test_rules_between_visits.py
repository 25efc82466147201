"""Order, spacing and patterns of an account, the ends of a day, roads: each where it binds and where it does not."""

from __future__ import annotations

from dataclasses import replace

import pytest

from routing.stopping import Steps
from routing.tour import Window
from routing.travel import UNREACHABLE_S
from scheduler.checking.schedule import check
from scheduler.horizon import DueVisit, Horizon, Schedule, Weights
from scheduler.search import solve
from tests.scheduler.search.worlds import HOUR, road, with_visit


def plan(horizon: Horizon) -> Schedule:
    schedule = solve(horizon, Steps(1_000), 1)
    assert check(horizon, schedule) == ()
    return schedule


def days_of(horizon: Horizon, schedule: Schedule) -> list[int | None]:
    found = {v: day.day for day, tour in zip(horizon.rep_days, schedule.tours, strict=True) for v in tour}
    return [found.get(v) for v in range(len(horizon.visits))]


def of_one_account(*windows: tuple[int, int], least: int = 0, most: int = 10**6) -> Horizon:
    """Visits of one account in ten days, each with its days; spacing is asked of all but the first."""
    horizon = road(days=10, visits=1)
    visits = [
        DueVisit(f"v{k}", "a1", 1, 1800, first, last, 0, 1e5, least if k else 0, most if k else 10**6)
        for k, (first, last) in enumerate(windows)
    ]
    return replace(horizon, visits=tuple(visits))


@pytest.mark.parametrize(("most", "served"), [(4, 2), (3, 1)])
def test_the_most_spacing(most: int, served: int) -> None:
    """Day 0 and day 4, which is four days later."""
    assert sum(map(len, plan(of_one_account((0, 0), (4, 4), most=most)).tours)) == served


@pytest.mark.parametrize(("least", "served"), [(4, 2), (5, 1)])
def test_the_least_spacing(least: int, served: int) -> None:
    assert sum(map(len, plan(of_one_account((0, 0), (4, 4), least=least)).tours)) == served


@pytest.mark.parametrize(("price", "unserved"), [(1e5, (2,)), (0.0, (1,))])
def test_spacing_is_asked_of_neighbours_that_are_both_served(price: float, unserved: tuple[int, ...]) -> None:
    """Days 0, 4 and 6, three apart: the last fits where the one in the middle is not served."""
    horizon = of_one_account((0, 0), (4, 4), (6, 6), least=3)
    horizon = with_visit(with_visit(horizon, 1, price_unserved=price), 2, price_unserved=5e4)
    assert plan(horizon).unserved == unserved


@pytest.mark.parametrize(("first", "served"), [((0, 9), 2), ((7, 9), 1)])
def test_visits_of_an_account_keep_their_order(first: tuple[int, int], served: int) -> None:
    """The second visit has day 3 alone: the first must lie before it."""
    horizon = of_one_account(first, (3, 3))
    assert sum(map(len, plan(horizon).tours)) == served


def test_order_is_kept_across_a_visit_that_is_left_out() -> None:
    horizon = with_visit(of_one_account((5, 9), (4, 4), (0, 9)), 1, price_unserved=0.0)
    first, _, third = days_of(horizon, plan(horizon))
    assert first is not None
    assert third is not None
    assert third >= first


@pytest.mark.parametrize(("patterns", "expected"), [({"a1": ((0, 1),)}, [0, 1]), ({}, None)])
def test_where_an_account_has_patterns_its_spacing_is_not_asked(
    patterns: dict[str, tuple[tuple[int, ...], ...]], expected: list[int] | None
) -> None:
    horizon = replace(of_one_account((0, 9), (0, 9), least=3), patterns=patterns)
    first, second = days_of(horizon, plan(horizon))
    assert first is not None
    assert second is not None
    assert [first, second] == expected if expected else second - first >= 3


@pytest.mark.parametrize(("start", "served"), [(8 * HOUR, 1), (8 * HOUR + 1, 0)])
def test_the_earliest_leaving(start: int, served: int) -> None:
    """Ten minutes to a door that closes at 8:40, half an hour inside."""
    horizon = replace(road(days=1, visits=1, start_s=start), hours=(((Window(0, 8 * HOUR + 2400),),),))
    assert len(plan(horizon).tours[0]) == served


@pytest.mark.parametrize(("start_place", "cost"), [(0, 3600.0), (3, 1800.0)])
def test_a_tour_may_begin_elsewhere(start_place: int, cost: float) -> None:
    assert plan(road(days=1, visits=3, start_place=start_place)).cost == cost


@pytest.mark.parametrize(("way", "served"), [(600, 1), (UNREACHABLE_S, 0)])
def test_no_tour_goes_where_no_road_leads(way: int, served: int) -> None:
    horizon = road(days=1, visits=1)
    horizon.travel_s[0, 1] = way
    assert len(plan(horizon).tours[0]) == served


@pytest.mark.parametrize(("per_driving_s", "served"), [(1.0, 1), (3.0, 0)])
def test_a_second_of_driving_costs_what_it_weighs(per_driving_s: float, served: int) -> None:
    """Twenty minutes there and back, for a visit that is worth half an hour."""
    horizon = with_visit(road(days=1, visits=1), 0, price_unserved=1800.0)
    assert len(plan(replace(horizon, weights=Weights(per_driving_s=per_driving_s))).tours[0]) == served


@pytest.mark.parametrize(("visits", "tours"), [(1, 1), (2, 2)])
def test_an_empty_rep_day_costs_nothing(visits: int, tours: int) -> None:
    horizon = road(days=3, visits=visits, max_visits=1)
    schedule = plan(horizon)
    assert sum(map(bool, schedule.tours)) == tours
    assert schedule.cost == sum(1200.0 * v for v in range(1, visits + 1))
