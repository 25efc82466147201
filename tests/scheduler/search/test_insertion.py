"""Whatever the horizon: an insertion costs what the schedule then costs more, and what does not fit is not offered.

Inside the search the same is held by `test_the_running_sum_is_what_the_schedule_costs`: its sum is made of the prices
of insertions.
"""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given, settings

from routing.stopping import Steps
from scheduler.checking.day import check_rep_day
from scheduler.explain.insertion import Priced, in_window
from scheduler.horizon import Horizon
from scheduler.search import cost_of, solve
from tests.scheduler.search.worlds import horizons

Tours = Sequence[Sequence[int]]


def longer(tours: Tours, rep_day: int, at: int, v: int) -> list[list[int]]:
    return [[*tour[:at], v, *tour[at:]] if d == rep_day else list(tour) for d, tour in enumerate(tours)]


@settings(deadline=None, max_examples=60)
@given(horizons())
def test_the_cost_of_an_insertion_is_the_recomputed_cost(horizon: Horizon) -> None:
    schedule = solve(horizon, Steps(20), 1)
    priced, cost = Priced(horizon, schedule.tours), cost_of(horizon, schedule.tours)
    for v in schedule.unserved:
        due = horizon.visits[v]
        refusal = 0.0 if due.compulsory else due.price_unserved
        for found in priced.insertions(v, in_window(horizon, v)):
            after = cost_of(horizon, longer(schedule.tours, found.rep_day, found.position, v))
            assert found.price - refusal == pytest.approx(after - cost, rel=1e-6, abs=1e-3)


@settings(deadline=None, max_examples=60)
@given(horizons())
def test_an_insertion_is_offered_exactly_where_the_day_keeps_its_rules(horizon: Horizon) -> None:
    schedule = solve(horizon, Steps(20), 1)
    priced = Priced(horizon, schedule.tours)
    for v in schedule.unserved:
        days = in_window(horizon, v)
        offered = {(found.rep_day, found.position) for found in priced.insertions(v, days)}
        for d in days:
            for at in range(len(schedule.tours[d]) + 1):
                tour = longer(schedule.tours, d, at, v)[d]
                assert ((d, at) in offered) == (not any(check_rep_day(horizon, horizon.rep_days[d], tour)))
