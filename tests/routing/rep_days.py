"""Tiny rep-days: places on a line, ten minutes apart, and random days small enough to try everything."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from hypothesis import strategies as st

from routing.tour import Lunch, Stop, TourProblem, Window

MINUTE = 60
ALL_DAY = (Window(0, 24 * 60 * MINUTE),)


def line_day(*stops: Stop, lunch: Lunch | None = None, hours: tuple[int, int] = (8 * 60, 17 * 60)) -> TourProblem:
    """Home is place 0; place k is k x 10 minutes away along one road."""
    places = np.arange(6)
    travel_s = (abs(places[:, None] - places[None, :]) * 10 * MINUTE).astype(np.int32)
    return TourProblem(stops, 0, 0, hours[0] * MINUTE, hours[1] * MINUTE, lunch, travel_s)


def visit(place: int, minutes: int = 30, opens: int = 0, closes: int = 24 * 60, price_s: int | None = None) -> Stop:
    return Stop(place, minutes * MINUTE, (Window(opens * MINUTE, closes * MINUTE),), price_s)


NOON = Lunch(690 * MINUTE, 810 * MINUTE, 30 * MINUTE)
"""Starts 11:30 to 13:30, lasts 30 minutes."""


@st.composite
def windows(draw: st.DrawFn) -> tuple[Window, ...]:
    edges = sorted(draw(st.sets(st.integers(0, 40), min_size=2, max_size=4)))
    return tuple(Window(a, b) for a, b in zip(edges[::2], edges[1::2], strict=False))


def lunch_of(earliest_s: int, leeway_s: int, length_s: int) -> Lunch:
    return Lunch(earliest_s, earliest_s + leeway_s, length_s)


@st.composite
def tiny_days(draw: st.DrawFn, *, most_stops: int = 4, priced: bool = False) -> TourProblem:
    """Days of forty 'seconds', so that every leaving and every lunch can be tried."""
    count = draw(st.integers(0, most_stops))
    size = count + 2
    flat = draw(st.lists(st.integers(0, 9), min_size=size * size, max_size=size * size))
    travel_s = np.array(flat, np.int32).reshape(size, size)
    price = st.integers(0, 60) if priced else st.none()
    stops = tuple(Stop(k + 2, draw(st.integers(1, 5)), draw(windows()), draw(price)) for k in range(count))
    lunch = draw(
        st.none() | st.builds(lambda a, b, n: Lunch(a, a + b, n), *(st.integers(low, 12) for low in (5, 0, 1)))
    )
    start_s = draw(st.integers(0, 10))
    day = TourProblem(stops, 0, 1, start_s, start_s + draw(st.integers(0, 35)), lunch, travel_s)
    return replace(day, max_driving_s=draw(st.none() | st.integers(5, 40)))
