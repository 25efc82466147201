"""A rep-day in a known order is timed exactly: the same as trying every leaving and every lunch."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from routing.timing import shortest_s, time_tour
from routing.tour import Lunch, Stop, TourProblem, Window
from routing.travel import UNREACHABLE_S
from tests.routing.rep_days import MINUTE, NOON, line_day, tiny_days, visit


def simulate(day: TourProblem, order: list[int], leave_s: int, lunch_s: int | None) -> int | None:
    """Drive second by second with lunch at a fixed time; return when the rep is home and has eaten, or None."""
    eating = range(0) if lunch_s is None or day.lunch is None else range(lunch_s, lunch_s + day.lunch.length_s)
    now, place = leave_s, day.start_place
    for place_to, stop in [*((day.stops[i].place, day.stops[i]) for i in order), (day.end_place, None)]:
        left = int(day.travel_s[place, place_to])
        while left:
            left, now = left - (now not in eating), now + 1
        if stop is not None:
            begun = first_start(stop, now, eating)
            if begun is None:
                return None
            now = begun + stop.service_s
        place = place_to
    return max(now, eating.stop) if eating else now


def first_start(stop: Stop, now: int, eating: range) -> int | None:
    def may(start: int) -> bool:
        inside = any(w.opens_s <= start and start + stop.service_s <= w.closes_s for w in stop.windows)
        return inside and not set(range(start, start + stop.service_s)) & set(eating)

    return next(filter(may, range(now, 80)), None)


def try_everything(day: TourProblem, order: list[int]) -> list[tuple[int, int]]:
    """Return every return with its leaving (negative: the latest comes first), among all leavings and lunches."""
    lunches: list[int | None] = [None]
    if day.lunch is not None:
        lunches += [s for s in range(day.lunch.earliest_s, day.lunch.latest_s + 1) if s >= day.start_s]
    found = []
    for leave_s in range(day.start_s, day.end_s + 1):
        for lunch_s in lunches:
            home_s = simulate(day, order, leave_s, lunch_s)
            fasting = lunch_s is None and day.lunch is not None
            if home_s is not None and home_s <= day.end_s and not (fasting and home_s > day.lunch.earliest_s):
                found.append((home_s, -leave_s))
    return found


@settings(max_examples=300, deadline=None)
@given(tiny_days(), st.randoms(use_true_random=False))
def test_the_timing_equals_trying_every_leaving_and_every_lunch(day: TourProblem, random: object) -> None:
    order = list(range(len(day.stops)))
    random.shuffle(order)  # type: ignore[attr-defined]
    tour = time_tour(replace(day, max_driving_s=None), order)
    found = try_everything(day, order)
    assert (None if tour is None else (tour.return_s, -tour.leave_s)) == min(found, default=None)


@settings(max_examples=300, deadline=None)
@given(tiny_days(), st.integers(1, 30), st.randoms(use_true_random=False))
def test_the_shortest_day_from_door_to_door_equals_trying_every_leaving(
    day: TourProblem, cap: int, random: object
) -> None:
    order = list(range(len(day.stops)))
    random.shuffle(order)  # type: ignore[attr-defined]
    day = replace(day, max_driving_s=None)
    found = try_everything(day, order)
    assert shortest_s(day, order) == min((home + left for home, left in found), default=None)
    tour = time_tour(replace(day, max_day_s=cap), order)
    within = [(home, left) for home, left in found if home + left <= cap]
    assert (None if tour is None else (tour.return_s, -tour.leave_s)) == min(within, default=None)


def test_a_day_is_too_long_only_if_leaving_later_does_not_shorten_it() -> None:
    """Ten minutes there at 10:00, half an hour, ten back: 50 minutes, though the shift began at 8:00."""
    day = line_day(visit(1, opens=600))
    assert time_tour(replace(day, max_day_s=50 * MINUTE), [0]) == time_tour(day, [0])
    assert time_tour(replace(day, max_day_s=50 * MINUTE - 1), [0]) is None


def test_a_morning_window_is_passed_over_where_that_makes_the_day_short_enough() -> None:
    split = Stop(1, 30 * MINUTE, (Window(480 * MINUTE, 540 * MINUTE), Window(840 * MINUTE, 960 * MINUTE)))
    day, order = line_day(split, visit(2, opens=860)), [0, 1]
    tour, shorter = time_tour(day, order), time_tour(replace(day, max_day_s=140 * MINUTE), order)
    assert tour is not None
    assert shorter is not None
    assert (tour.length_s, tour.stops[0].end_s) == (410 * MINUTE, 540 * MINUTE)
    assert (shorter.length_s, shorter.stops[0].start_s) == (100 * MINUTE, 840 * MINUTE)


@settings(max_examples=200, deadline=None)
@given(tiny_days())
def test_the_times_written_out_can_be_driven(day: TourProblem) -> None:
    tour = time_tour(day, range(len(day.stops)))
    if tour is None:
        return
    assert simulate(day, [s.stop for s in tour.stops], tour.leave_s, tour.lunch_start_s) == tour.return_s
    if day.lunch and tour.lunch_start_s is None:
        assert tour.return_s <= day.lunch.earliest_s
    for timed, later in pairwise(tour.stops):
        assert timed.arrival_s <= timed.start_s < timed.end_s <= later.arrival_s


def test_a_rep_waits_at_home_and_not_on_the_road() -> None:
    tour = time_tour(line_day(visit(1, opens=600), visit(2)), [0, 1])
    assert tour is not None
    assert (tour.leave_s, tour.stops[0].arrival_s, tour.stops[0].start_s) == (590 * MINUTE, 600 * MINUTE, 600 * MINUTE)


def test_a_service_ends_by_the_time_its_window_closes() -> None:
    assert time_tour(line_day(visit(1, 30, 480, 520)), [0]) is not None
    assert time_tour(line_day(visit(1, 30, 480, 519)), [0]) is None


def test_a_service_that_misses_the_morning_waits_for_the_afternoon() -> None:
    split = Stop(1, 60 * MINUTE, (Window(480 * MINUTE, 540 * MINUTE), Window(840 * MINUTE, 960 * MINUTE)))
    tour = time_tour(line_day(split), [0])
    assert tour is not None
    assert tour.stops[0].start_s == 840 * MINUTE


def test_lunch_lies_between_two_stops() -> None:
    tour = time_tour(line_day(visit(1, 190), visit(2, 120), lunch=NOON), [0, 1])
    assert tour is not None
    assert tour.lunch_start_s == 690 * MINUTE
    assert tour.stops[1].start_s == 720 * MINUTE


def test_lunch_that_only_fills_a_wait_is_written_down() -> None:
    tour = time_tour(line_day(visit(1, 190), visit(2, 30, 840, 960), lunch=NOON), [0, 1])
    assert tour is not None
    assert tour.lunch_start_s is not None
    assert 690 * MINUTE <= tour.lunch_start_s <= 810 * MINUTE


def test_lunch_is_never_inside_a_service() -> None:
    assert time_tour(line_day(visit(1, 321), lunch=NOON), [0]) is None
    assert time_tour(line_day(visit(1, 320), lunch=NOON), [0]) is not None


def test_a_rep_home_before_lunch_may_begin_takes_none() -> None:
    tour = time_tour(line_day(visit(1, 190), lunch=NOON, hours=(480, 700)), [0])
    assert tour is not None
    assert (tour.lunch_start_s, tour.return_s) == (None, 690 * MINUTE)


def test_a_rep_home_after_lunch_may_begin_takes_it() -> None:
    tour = time_tour(line_day(visit(1, 191), lunch=NOON), [0])
    assert tour is not None
    assert (tour.lunch_start_s, tour.return_s) == (691 * MINUTE, 721 * MINUTE)
    assert time_tour(line_day(visit(1, 191), lunch=NOON, hours=(480, 720)), [0]) is None


def test_a_rep_who_leaves_after_noon_eats_at_home() -> None:
    tour = time_tour(line_day(visit(1, 30, 900, 960), lunch=NOON), [0])
    assert tour is not None
    assert (tour.leave_s, tour.lunch_start_s) == (890 * MINUTE, 810 * MINUTE)


def test_the_latest_return_is_kept() -> None:
    assert time_tour(line_day(visit(1, 30), hours=(480, 530)), [0]) is not None
    assert time_tour(line_day(visit(1, 30), hours=(480, 529)), [0]) is None


def test_the_cap_on_driving_is_kept() -> None:
    day = line_day(visit(2))
    assert time_tour(replace(day, max_driving_s=40 * MINUTE), [0]) is not None
    assert time_tour(replace(day, max_driving_s=39 * MINUTE), [0]) is None


def test_a_leg_without_a_road_is_not_driven() -> None:
    day = line_day(visit(1))
    day.travel_s[1, 0] = UNREACHABLE_S
    assert time_tour(day, [0]) is None
    assert time_tour(replace(day, end_place=1), [0]) is not None


def test_a_day_without_stops_stays_at_home() -> None:
    tour = time_tour(line_day(lunch=NOON), [])
    assert tour is not None
    assert (tour.driving_s, tour.stops, tour.lunch_start_s) == (0, (), None)


def test_lunch_begins_on_the_road_where_a_long_leg_leaves_no_other_time() -> None:
    travel_s = np.array([[0, 400], [400, 0]], np.int32) * MINUTE
    day = TourProblem((visit(1),), 0, 1, 480 * MINUTE, 1020 * MINUTE, Lunch(690 * MINUTE, 700 * MINUTE, 1800), travel_s)
    tour = time_tour(day, [0])
    assert tour is not None
    assert tour.lunch_start_s in range(690 * MINUTE, 700 * MINUTE + 1)
    assert tour.stops[0].arrival_s == tour.leave_s + 430 * MINUTE
