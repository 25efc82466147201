"""The day's solver: never worse than what it is given, and as good as trying every order of a few stops."""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations

import numpy as np
import pytest
from hypothesis import given, settings

from routing.day import cost_of, solve_day
from routing.replan import replan_day
from routing.stopping import Seconds, Steps
from routing.timing import time_tour
from routing.tour import Stop, TourProblem, Window
from tests.routing.rep_days import MINUTE, NOON, line_day, tiny_days, visit

FEW = Steps(60)


def cheapest(day: TourProblem) -> int | None:
    """Try every order of every choice of stops that leaves no stop out that must be served."""
    count = len(day.stops)
    orders = (order for size in range(count + 1) for order in permutations(range(count), size))
    must = {i for i, stop in enumerate(day.stops) if stop.price_s is None}
    tours = [time_tour(day, order) for order in orders if must <= set(order)]
    return min((cost_of(day, tour) for tour in tours if tour is not None), default=None)


def some_days(*, priced: bool) -> list[TourProblem]:
    rng = np.random.default_rng(11)
    return [tight_day(rng, int(rng.integers(1, 6)), priced=priced) for _ in range(60)]


def tight_day(rng: np.random.Generator, count: int, *, priced: bool) -> TourProblem:
    points = rng.integers(0, 50 * MINUTE, (count + 1, 2))
    travel_s = np.abs(points[:, None] - points[None]).sum(axis=2).astype(np.int32)
    opens = rng.integers(480, 840, count) * MINUTE
    hours = [(Window(int(t), int(t) + 150 * MINUTE), Window(900 * MINUTE, 1000 * MINUTE)) for t in opens]
    prices = rng.integers(0, 150 * MINUTE, count).tolist() if priced else [None] * count
    stops = tuple(Stop(k + 1, 40 * MINUTE, hours[k], prices[k]) for k in range(count))
    return TourProblem(stops, 0, 0, 480 * MINUTE, 1020 * MINUTE, NOON, travel_s, 300 * MINUTE)


@pytest.mark.parametrize("priced", [False, True], ids=["all-served", "some-left-out"])
def test_days_of_few_stops_cost_within_a_hundredth_of_trying_all(priced: bool) -> None:
    days = some_days(priced=priced)
    tours, best = [solve_day(day, FEW) for day in days], [cheapest(day) for day in days]
    assert [tour is None for tour in tours] == [cost is None for cost in best]
    paid = sum(cost_of(day, tour) for day, tour in zip(days, tours, strict=True) if tour is not None)
    assert paid <= 1.01 * sum(cost for cost in best if cost is not None)


@settings(max_examples=60, deadline=None)
@given(tiny_days(most_stops=4))
def test_the_answer_is_never_dearer_than_the_order_given(day: TourProblem) -> None:
    order = list(range(len(day.stops)))
    known, tour = time_tour(day, order), solve_day(day, Steps(1), order)
    if known is not None:
        assert tour is not None
        assert cost_of(day, tour) <= cost_of(day, known)


def test_the_same_steps_give_the_same_day() -> None:
    day = random_day(9)
    assert solve_day(day, FEW) == solve_day(day, FEW)


def test_an_order_that_does_not_fit_is_not_begun_from() -> None:
    day = line_day(visit(1, closes=540), visit(5))
    tour = solve_day(day, FEW, [1, 0])
    assert tour is not None
    assert [s.stop for s in tour.stops] == [0, 1]


def test_a_stop_that_is_closed_all_day_is_left_out_if_it_may_be() -> None:
    shut = Stop(1, 30 * MINUTE, (), price_s=100)
    tour = solve_day(line_day(shut, visit(2)), FEW)
    assert tour is not None
    assert [s.stop for s in tour.stops] == [1]
    assert solve_day(line_day(replace(shut, price_s=None), visit(2)), FEW) is None


def test_a_price_below_its_detour_leaves_a_stop_out() -> None:
    dear, cheap = visit(3, price_s=59 * MINUTE), visit(3, price_s=61 * MINUTE)
    assert [len(t.stops) if (t := solve_day(line_day(s), FEW)) else None for s in (dear, cheap)] == [0, 1]


def test_a_budget_that_ortools_cannot_hold_is_refused() -> None:
    class Never:
        def progress(self, steps: int) -> float:
            return 0.0 * steps

    with pytest.raises(ValueError, match="steps or seconds"):
        solve_day(line_day(visit(1), visit(2)), Never())


def test_seconds_are_a_budget_too() -> None:
    tour = solve_day(line_day(visit(2), visit(1)), Seconds(0.05))
    assert tour is not None
    assert tour.driving_s == 40 * MINUTE


def random_day(count: int) -> TourProblem:
    points = np.random.default_rng(7).integers(0, 60 * MINUTE, (count + 1, 2))
    travel_s = np.abs(points[:, None] - points[None]).sum(axis=2).astype(np.int32)
    hours = (Window(480 * MINUTE, 720 * MINUTE), Window(780 * MINUTE, 1080 * MINUTE))
    stops = tuple(Stop(k, 20 * MINUTE, hours, 200 * MINUTE) for k in range(1, count + 1))
    return TourProblem(stops, 0, 0, 480 * MINUTE, 1020 * MINUTE, NOON, travel_s)


def test_a_rep_who_is_late_drops_what_costs_least() -> None:
    day = line_day(visit(1, 60, price_s=9000), visit(2, 60, price_s=100), visit(3, 60, price_s=9000))
    tour = replan_day(day, 0, 840 * MINUTE, [0, 1, 2], FEW)
    assert {s.stop for s in tour.stops} == {0, 2}
    assert tour.return_s <= day.end_s


def test_a_stop_that_must_be_served_is_dropped_last() -> None:
    day = line_day(visit(1, 60), visit(2, 60, price_s=20_000))
    tour = replan_day(day, 0, 900 * MINUTE, [1, 0], FEW)
    assert [s.stop for s in tour.stops] == [0]


def test_the_rest_of_the_day_begins_where_the_rep_is() -> None:
    tour = replan_day(line_day(visit(1), visit(2), visit(5)), 5, 600 * MINUTE, [0, 1], FEW)
    assert [s.stop for s in tour.stops] == [1, 0]
    assert tour.driving_s == 50 * MINUTE


def test_a_rep_who_is_too_late_for_everything_drives_home() -> None:
    tour = replan_day(line_day(visit(1), lunch=NOON), 4, 1010 * MINUTE, [0], FEW)
    assert (tour.stops, tour.return_s) == ((), 1050 * MINUTE)


def test_lunch_that_was_taken_is_not_taken_again() -> None:
    day = line_day(visit(1, 120), lunch=NOON)
    still, taken = (replan_day(day, 1, 690 * MINUTE, [0], FEW, lunch_taken=t) for t in (False, True))
    assert (still.lunch_start_s is None, taken.lunch_start_s is None) == (False, True)


def test_driving_done_counts_towards_the_cap() -> None:
    day = replace(line_day(visit(3)), max_driving_s=60 * MINUTE)
    assert replan_day(day, 0, 600 * MINUTE, [0], FEW, driven_s=0).stops
    assert not replan_day(day, 0, 600 * MINUTE, [0], FEW, driven_s=60).stops


def test_a_day_of_so_many_visits_leaves_out_what_costs_least() -> None:
    day = replace(line_day(visit(1, price_s=9000), visit(2, price_s=100), visit(3, price_s=9000)), max_stops=2)
    found = solve_day(day, FEW, [1, 0])
    assert found is not None
    assert {s.stop for s in found.stops} == {0, 2}
    assert {s.stop for s in replan_day(day, 0, 600 * MINUTE, [0, 1, 2], FEW).stops} == {0, 2}
    assert time_tour(day, [0, 1, 2]) is None
    assert {s.stop for s in replan_day(replace(day, max_stops=3), 0, 600 * MINUTE, [0, 1, 2], FEW).stops} == {0, 1, 2}


def test_visits_made_count_towards_the_day_s_most() -> None:
    day = replace(line_day(visit(1), visit(2)), max_stops=2)
    assert [len(replan_day(day, 0, 600 * MINUTE, [0, 1], FEW, made=made).stops) for made in (0, 1, 2, 3)] == [
        2,
        1,
        0,
        0,
    ]


def test_the_cap_from_door_to_door_counts_from_the_morning() -> None:
    day = replace(line_day(visit(3)), max_day_s=480 * MINUTE)
    assert replan_day(day, 0, 900 * MINUTE, [0], FEW, left_s=480 * MINUTE).stops == ()
    assert replan_day(day, 0, 900 * MINUTE, [0], FEW, left_s=540 * MINUTE).stops
    assert replan_day(day, 0, 900 * MINUTE, [0], FEW).stops  # who has not left yet begins the day now


@pytest.mark.parametrize("left_s", [None, 480 * MINUTE])
def test_who_is_beyond_every_cap_drives_straight_home(left_s: int | None) -> None:
    day = replace(line_day(visit(1)), max_day_s=20 * MINUTE, max_driving_s=10 * MINUTE)
    tour = replan_day(day, 4, 600 * MINUTE, [0], FEW, driven_s=60 * MINUTE, left_s=left_s)
    assert (tour.stops, tour.driving_s) == ((), 40 * MINUTE)
