"""The search fills a day up to its cap from door to door: as many visits as trying every order serves, and no more."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations, permutations

from hypothesis import given, settings
from hypothesis import strategies as st

from routing.stopping import Steps
from routing.tour import Window
from scheduler.checking.day import check_rep_day
from scheduler.checking.schedule import check
from scheduler.horizon import Horizon, Schedule
from scheduler.search import solve
from tests.scheduler.line_horizons import MINUTE, NOON, all_days, due, line_horizon, small_horizons

FEW = Steps(120)


def most_served(horizon: Horizon) -> int:
    """Return how many visits a single rep-day can hold, one of each account at most, by trying all."""
    visits = range(len(horizon.visits))
    (rep_day,) = horizon.rep_days
    for count in range(len(visits), 0, -1):
        for some in combinations(visits, count):
            alone = len({horizon.visits[v].account for v in some}) == count
            if alone and any(not any(check_rep_day(horizon, rep_day, order)) for order in permutations(some)):
                return count
    return 0


@settings(max_examples=80, deadline=None)
@given(small_horizons(most_visits=4, days=1), st.integers(60, 500))
def test_as_many_visits_are_served_as_trying_every_order_serves(horizon: Horizon, cap: int) -> None:
    dear = tuple(replace(visit, price_unserved=1e6) for visit in horizon.visits)
    horizon = all_days(replace(horizon, visits=dear), max_day_s=cap * MINUTE)
    found = solve(horizon, FEW, 1)
    assert len(found.tours[0]) == most_served(horizon)
    assert check(horizon, found) == ()


def served(horizon: Horizon, cap: int) -> Schedule:
    return solve(all_days(horizon, max_day_s=cap * MINUTE), FEW, 1)


def test_a_visit_that_opens_late_is_no_long_day() -> None:
    """Ten minutes there at noon, half an hour, ten back: the rep leaves late, however early the shift begins."""
    late = line_horizon(due("a0", hours=1), days=1, hours=((Window(720 * MINUTE, 900 * MINUTE),),))
    assert served(late, 50).unserved == ()
    assert served(late, 49).unserved == (0,)


def test_waiting_between_two_visits_parts_them() -> None:
    morning, evening = (Window(480 * MINUTE, 540 * MINUTE),), (Window(960 * MINUTE, 1020 * MINUTE),)
    apart = line_horizon(due("a0", hours=1), due("b0", hours=2), days=2, hours=(morning, evening))
    assert sorted(map(len, served(apart, 540).tours)) == [0, 2]
    assert sorted(map(len, served(apart, 400).tours)) == [1, 1]


def test_lunch_on_the_way_is_a_part_of_the_day() -> None:
    horizon = all_days(line_horizon(due("a0", minutes=200), due("b0", minutes=100), days=1), lunch=NOON)
    assert served(horizon, 350).unserved == ()
    assert len(served(horizon, 349).unserved) == 1


def test_a_schedule_from_before_the_cap_is_cut_to_it() -> None:
    horizon = line_horizon(due("a0"), due("b0"), days=1)
    before = solve(horizon, FEW, 1)
    after = solve(all_days(horizon, max_day_s=50 * MINUTE), FEW, 1, before)
    assert (len(before.tours[0]), len(after.tours[0])) == (2, 1)
