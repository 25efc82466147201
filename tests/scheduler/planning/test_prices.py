"""Every day of the horizon at once says what putting the visit there, day by day, would say."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from routing.tour import Lunch
from scheduler.explain.evaluate import broken_rules, moved
from scheduler.explain.insertion import Priced
from scheduler.explain.prices import price_days
from scheduler.horizon import DueVisit, Horizon
from tests.scheduler.planning.test_repair import H, visit, world


@st.composite
def cases(draw: st.DrawFn) -> tuple[Horizon, list[list[int]], int]:
    """Some visits of two accounts, with windows, spacing and lengths, on three days or left out."""
    due: list[DueVisit] = []
    for place in range(1, draw(st.integers(1, 6)) + 1):
        first = draw(st.integers(0, 2))
        due.append(
            visit(
                place,
                account=draw(st.sampled_from(["a", "b"])),
                service_s=draw(st.integers(1, 4)) * H,
                first_day=first,
                last_day=draw(st.integers(first, 2)),
                least_gap_days=draw(st.integers(0, 1)),
                most_gap_days=draw(st.integers(1, 3)),
                compulsory=draw(st.booleans()),
                day_price=tuple((day, float(60 * day)) for day in range(draw(st.integers(0, 3)))),
            )
        )
    horizon = world(*due, balance=draw(st.sampled_from([0.0, 30.0])))
    if draw(st.booleans()):
        lunch = Lunch(11 * H, 13 * H, H // 2)
        horizon = replace(horizon, rep_days=tuple(replace(day, lunch=lunch) for day in horizon.rep_days))
    tours: list[list[int]] = [[], [], []]
    for number in range(len(due)):
        day = draw(st.integers(-1, 2))
        if day >= 0:
            tours[day].append(number)
    return horizon, tours, draw(st.integers(0, len(due) - 1))


@settings(max_examples=200)
@given(cases())
def test_each_day_has_the_price_and_the_broken_rules_of_moving_there(
    case: tuple[Horizon, list[list[int]], int],
) -> None:
    horizon, tours, wanted = case
    now = broken_rules(horizon, tours)
    found = price_days(Priced(horizon, tours), wanted)
    assert [day.rep_day for day in found] == [0, 1, 2]
    for day in found:
        change = moved(horizon, tours, wanted, day.rep_day)
        assert day.price == pytest.approx(change.price)
        assert change.tours[day.rep_day][day.position] == wanted
        assert set(day.broken) == {broken for broken in change.broken if broken not in now}


def test_the_earliest_start_counts_the_way_and_the_stops_before() -> None:
    horizon = world(visit(1), visit(2))
    (first, *_) = price_days(Priced(horizon, [[1], [], []]), 0)
    assert (first.position, first.start_s) == (0, 8 * H + 600)
    (first, *_) = price_days(Priced(horizon, [[0], [], []]), 1)
    assert (first.position, first.start_s) == (0, 8 * H + 1200)  # either order is as far: the first is taken
    assert not first.broken
    horizon = world(visit(1, service_s=9 * H), hours=4)
    (first, *_) = price_days(Priced(horizon, [[], [], []]), 0)
    assert [broken.rule for broken in first.broken] == ["return"]
