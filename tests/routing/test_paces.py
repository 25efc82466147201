"""Driving by the hour: whoever leaves later never arrives earlier, and what holds at the slowest pace holds at any."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from math import ceil, inf

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from routing.paces import DAY_S, DayTravel, Even, Hourly
from routing.timing import time_tour
from routing.tour import TourProblem
from routing.travel import UNREACHABLE_S, TravelTable
from tests.routing.rep_days import MINUTE, NOON, line_day, tiny_days, visit


def table_of(seconds: int) -> TravelTable:
    travel = np.array([[0, seconds], [seconds, 0]], np.int32)
    return TravelTable(("a", "b"), travel, travel, "test")


def day_of(*seconds: int) -> DayTravel:
    begins = [k * DAY_S // len(seconds) for k in range(len(seconds))]
    return DayTravel(tuple(begins), tuple(table_of(s) for s in seconds))


def pace(*seconds: int) -> Hourly:
    found = day_of(*seconds).pace(0, 1)
    assert isinstance(found, Hourly)
    return found


def test_a_way_within_one_slot_takes_what_its_table_says() -> None:
    assert pace(600, 1200).after(1000) == 1600
    assert pace(600, 1200).after(DAY_S // 2) == DAY_S // 2 + 1200


def test_a_way_over_an_edge_is_driven_at_both_paces() -> None:
    assert pace(600, 1200).after(DAY_S // 2 - 300) == DAY_S // 2 + 600
    assert pace(600, 1200).after(DAY_S - 600) == DAY_S + 300


def test_a_rest_on_the_way_is_driven_around() -> None:
    noon = DAY_S // 2
    assert pace(600, 1200).after(noon - 600, (noon - 300, 1800)) == noon - 300 + 1800 + 600
    assert pace(600, 1200).after(noon - 4000, (noon - 3900, 60)) == noon - 4000 + 600 + 60


ways = st.lists(st.integers(1, 40_000), min_size=2, max_size=6, unique=True)


@given(ways, st.integers(0, DAY_S), st.integers(0, 5_000))
def test_who_leaves_later_never_arrives_earlier(seconds: list[int], leave_s: int, later_s: int) -> None:
    assert pace(*seconds).after(leave_s + later_s) >= pace(*seconds).after(leave_s)


@given(ways, st.integers(DAY_S, 2 * DAY_S))
def test_the_latest_leaving_is_the_last_that_arrives_in_time(seconds: list[int], arrive_s: int) -> None:
    way = pace(*seconds)
    leave_s = way.before(arrive_s)
    assert way.after(leave_s) <= arrive_s < way.after(leave_s + 1)


@given(ways, st.integers(0, 2 * DAY_S))
def test_a_way_within_one_slot_arrives_when_it_does_driven_slot_by_slot(seconds: list[int], leave_s: int) -> None:
    way = pace(*seconds)
    assert way.after(leave_s) == ceil(way._drive(leave_s, 1.0, inf)[0] - 1e-6)


def test_a_way_within_one_slot_is_not_driven_slot_by_slot(monkeypatch: pytest.MonkeyPatch) -> None:
    def driven(*_: object) -> tuple[float, float]:
        raise AssertionError("it was driven slot by slot")

    way = pace(600, 1200)
    monkeypatch.setattr(Hourly, "_drive", driven)
    assert (way.after(1000), way.before(1600)) == (1600, 1000)
    assert (way.after(DAY_S - 1200), way.before(DAY_S - 1)) == (DAY_S, DAY_S - 1201)
    with pytest.raises(AssertionError):
        way.after(DAY_S // 2 - 300)
    with pytest.raises(AssertionError):
        way.before(DAY_S // 2 + 300)


def test_the_same_all_day_needs_no_hours() -> None:
    assert day_of(600, 600).pace(0, 1) == Even(600)


def test_what_is_unreachable_is_so_all_day() -> None:
    day = DayTravel((0, 3600), (table_of(60), table_of(UNREACHABLE_S)))
    assert day.pace(0, 1).after(0) >= 2**60


def test_the_slowest_pace_is_that_of_the_hours_that_are_worked() -> None:
    day = day_of(600, 1200, 900)
    assert day.slowest(9 * 3600, 17 * 3600)[0, 1] == 1200
    assert day.slowest(0, 7 * 3600)[0, 1] == 600
    assert day.slowest(17 * 3600, 26 * 3600)[0, 1] == 900
    assert day.slowest(22 * 3600, 31 * 3600)[0, 1] == 900
    assert day.slowest(5, 5)[0, 1] == 600


def test_metres_are_those_of_the_slot_in_which_a_way_begins() -> None:
    day = day_of(600, 1200)
    assert (day.distance_m(0, 1, 5), day.distance_m(0, 1, DAY_S - 5)) == (600, 1200)


def test_tables_must_fit_their_slots() -> None:
    with pytest.raises(ValueError, match="begin at 0"):
        DayTravel((60,), (table_of(1),))
    with pytest.raises(ValueError, match="same places"):
        DayTravel((0, 60), (table_of(1),))


@st.composite
def hourly_days(draw: st.DrawFn) -> TourProblem:
    """Tiny days of which each third has its own pace; the day's own table is the slowest."""
    day = draw(tiny_days())
    count = len(day.travel_s)
    cells = st.lists(st.integers(0, 9), min_size=count * count, max_size=count * count)
    tables = [np.array(draw(cells), np.int32).reshape(count, count) for _ in range(3)]
    names = tuple(map(str, range(count)))
    hours = DayTravel((0, 15, 30), tuple(TravelTable(names, table, table, "test") for table in tables))
    return replace(day, travel_s=np.maximum.reduce(tables), day=hours)


@settings(max_examples=150, deadline=None)
@given(hourly_days())
def test_what_fits_at_the_slowest_pace_fits_by_the_hour_and_is_home_no_later(day: TourProblem) -> None:
    order = range(len(day.stops))
    slow, hourly = time_tour(replace(day, day=None), order), time_tour(day, order)
    if slow is not None:
        assert hourly is not None
        assert hourly.return_s <= slow.return_s
        assert hourly.driving_s <= slow.driving_s


@settings(max_examples=150, deadline=None)
@given(hourly_days())
def test_the_times_written_out_by_the_hour_can_be_driven(day: TourProblem) -> None:
    tour = time_tour(day, range(len(day.stops)))
    if tour is None or day.day is None:
        return
    lunch = day.lunch if tour.lunch_start_s is not None else None
    eating = range(tour.lunch_start_s, tour.lunch_start_s + lunch.length_s) if lunch else range(0)  # type: ignore[arg-type]
    places = [day.start_place, *(day.stops[s.stop].place for s in tour.stops), day.end_place]
    leaving = [tour.leave_s, *(s.end_s for s in tour.stops)]
    arriving = [*(s.arrival_s for s in tour.stops), tour.return_s]
    for (a, b), leave_s, arrive_s, driven_s in zip(pairwise(places), leaving, arriving, tour.legs_s, strict=True):
        home_s = second_by_second(day.day, a, b, leave_s, eating)
        assert max(home_s, eating.stop if leave_s <= eating.start <= home_s else 0) == arrive_s
        assert driven_s == home_s - leave_s - sum(leave_s <= t < home_s for t in eating)
    for timed in tour.stops:
        assert any(w.opens_s <= timed.start_s <= timed.end_s <= w.closes_s for w in day.stops[timed.stop].windows)
    assert tour.return_s <= day.end_s


def second_by_second(day: DayTravel, a: int, b: int, leave_s: int, eating: range) -> int:
    """Drive a way in steps of a second, resting while eating; each slot begins at a whole second."""
    now, left = leave_s, 1.0
    while left > 1e-9:
        way = int(day.tables[sum(begins <= now for begins in day.begins_s) - 1].travel_s[a, b])
        if way == 0:
            return now
        left, now = left - (now not in eating) / way, now + 1
    return now


def test_a_rep_leaves_as_late_as_the_morning_peak_lets_him() -> None:
    day = line_day(visit(3, opens=600), lunch=NOON)
    peak = TravelTable(tuple("012345"), 2 * day.travel_s, day.travel_s, "peak")
    free = TravelTable(tuple("012345"), day.travel_s, day.travel_s, "free")
    hours = DayTravel((0, 9 * 3600 + 45 * MINUTE), (peak, free))
    tour = time_tour(replace(day, day=hours), [0])
    assert tour is not None
    assert tour.stops[0].arrival_s == 600 * MINUTE
    assert tour.leave_s == 600 * MINUTE - 45 * MINUTE
    assert tour.legs_s == (45 * MINUTE, 30 * MINUTE)
