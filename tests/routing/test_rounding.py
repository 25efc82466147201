"""Visits start on full steps where windows, lunch and shift leave room, and stay as they were where they do not."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from routing.rounding import rounded
from routing.timing import time_tour
from routing.tour import Stop, TourProblem
from tests.routing.rep_days import MINUTE, NOON, line_day, tiny_days, visit


def starts(day: TourProblem, step_min: int = 5) -> list[float]:
    found = rounded(day, range(len(day.stops)), step_min * MINUTE, time_tour)
    assert found is not None
    return [stop.start_s / MINUTE for stop in found.stops]


def test_a_start_is_put_off_to_the_next_full_step() -> None:
    assert starts(line_day(visit(1, 33), visit(2, 30), hours=(481, 1020))) == [495, 540]


def test_nothing_is_rounded_by_a_step_of_nothing() -> None:
    assert starts(line_day(visit(1, 33), visit(2, 30), hours=(481, 1020)), 0) == [491, 534]


def test_a_start_stays_where_its_window_leaves_no_room() -> None:
    assert starts(line_day(visit(1, 30, 491, 521), visit(2, 30))) == [491, 535]


def test_a_start_comes_forward_where_only_leaving_home_earlier_helps() -> None:
    assert starts(line_day(visit(1, 30), visit(2, 30, 547, 577))) == [505, 547]


def test_a_start_stays_where_a_later_window_or_the_shift_leaves_no_room() -> None:
    assert starts(line_day(visit(1, 30), visit(2, 30, 532, 562), hours=(482, 1020))) == [492, 532]
    assert starts(line_day(visit(1, 30), hours=(482, 533))) == [492]


def test_a_full_start_stays() -> None:
    assert starts(line_day(visit(1, 30), lunch=NOON)) == [490]


@settings(max_examples=100, deadline=None)
@given(tiny_days(), st.integers(2, 6))
def test_rounded_days_keep_every_rule_and_serve_the_same(day: TourProblem, step: int) -> None:
    order = range(len(day.stops))
    plain, found = time_tour(day, order), rounded(day, order, step, time_tour)
    assert (plain is None) == (found is None)
    if plain is None or found is None:
        return
    assert found.return_s <= day.end_s
    assert all(fits(stop, timed.start_s) for stop, timed in zip(day.stops, found.stops, strict=True))
    if day.lunch and found.lunch_start_s is not None:
        assert day.lunch.earliest_s <= found.lunch_start_s <= day.lunch.latest_s


def fits(stop: Stop, start_s: int) -> bool:
    return any(w.opens_s <= start_s and start_s + stop.service_s <= w.closes_s for w in stop.windows)
