"""Tiny horizons: places on a line, ten minutes apart, a rep who works from eight to five."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from hypothesis import strategies as st

from routing.tour import Lunch, Window
from scheduler.checking.schedule import price
from scheduler.horizon import DueVisit, Horizon, RepDay, Schedule, Weights

MINUTE = 60
NOON = Lunch(690 * MINUTE, 810 * MINUTE, 30 * MINUTE)


def due(name: str, place: int = 1, minutes: int = 30, first: int = 0, last: int = 4, *, hours: int = 0) -> DueVisit:
    """Return a visit of the account that the name begins with, such as ``a1``."""
    return DueVisit(name, name[0], place, minutes * MINUTE, first, last, hours, price_unserved=12_000.0)


def line_horizon(*visits: DueVisit, days: int = 5, hours: tuple[tuple[Window, ...], ...] = ()) -> Horizon:
    """Place k lies k x 10 minutes from home; row 0 of the hours is open all day, `hours` follow for every day alike."""
    places = np.arange(6)
    travel_s = (abs(places[:, None] - places[None, :]) * 10 * MINUTE).astype(np.int32)
    rows = ((Window(0, 1440 * MINUTE),), *hours)
    return Horizon(
        tuple(RepDay(day, 480 * MINUTE, 1020 * MINUTE, 0, 0) for day in range(days)),
        visits,
        tuple((row,) * days for row in rows),
        travel_s,
        travel_s * 10,
    )


def all_days(horizon: Horizon, **change: object) -> Horizon:
    """Change every rep-day alike."""
    return replace(horizon, rep_days=tuple(replace(day, **change) for day in horizon.rep_days))


def schedule(horizon: Horizon, *tours: tuple[int, ...]) -> Schedule:
    """Return the schedule of some tours from day 0 on; what they leave out is unserved, the cost is added up."""
    padded = (*tours, *((),) * (len(horizon.rep_days) - len(tours)))
    served = {v for tour in tours for v in tour}
    unserved = tuple(v for v in range(len(horizon.visits)) if v not in served)
    drawn = Schedule(padded, unserved, 0.0, None, 0, 0)
    return replace(drawn, cost=price(horizon, drawn))


@st.composite
def small_horizons(draw: st.DrawFn, *, most_visits: int = 5, days: int = 3) -> Horizon:
    """Horizons small enough to try every schedule: a few accounts, random ways, hours, spacing and lunch."""
    count = draw(st.integers(1, most_visits))
    size = 4
    flat = draw(st.lists(st.integers(1, 60), min_size=size * size, max_size=size * size))
    travel_s = (np.array(flat, np.int32) * MINUTE).reshape(size, size)
    np.fill_diagonal(travel_s, 0)
    split = (Window(500 * MINUTE, 600 * MINUTE), Window(800 * MINUTE, 900 * MINUTE))
    hours = (((Window(0, 1440 * MINUTE),),) * days, (split,) * days, (split, (), *((split,) * days))[:days])
    accounts = sorted(draw(st.lists(st.sampled_from("abc"), min_size=count, max_size=count)))
    visits = tuple(draw(visits_of(account, k, days)) for k, account in enumerate(accounts))
    lunch = draw(st.sampled_from([None, NOON]))
    end_s = draw(st.integers(620, 1020)) * MINUTE
    cap = draw(st.none() | st.integers(60, 240).map(lambda minutes: minutes * MINUTE))
    most = draw(st.none() | st.integers(1, 3))
    longest = draw(st.none() | st.integers(100, 400).map(lambda minutes: minutes * MINUTE))
    weights = Weights(1 / MINUTE, draw(st.sampled_from([0.0, 0.001])), draw(st.sampled_from([0.0, 2.0])))
    caps = {"max_driving_s": cap, "max_visits": most, "max_day_s": longest}
    rep_days = tuple(RepDay(day, 480 * MINUTE, end_s, 0, 0, lunch, **caps) for day in range(days))
    return Horizon(rep_days, visits, hours, travel_s, travel_s * 10, weights)


@st.composite
def visits_of(draw: st.DrawFn, account: str, k: int, days: int) -> DueVisit:
    first = draw(st.integers(0, days - 1))
    return DueVisit(
        f"{account}{k}",
        account,
        1 + "abc".index(account),
        draw(st.integers(10, 120)) * MINUTE,
        first,
        draw(st.integers(first, days - 1)),
        draw(st.integers(0, 2)),
        float(draw(st.integers(0, 300))),
        draw(st.integers(0, 1)),
        draw(st.integers(1, 3)),
        day_price=draw(st.sampled_from([(), ((0, 5.0),), ((1, 2.5),)])),
    )
