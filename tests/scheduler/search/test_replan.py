"""One sick day: the plan is mended, not renewed."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from benchmarks.rep_horizons import read
from routing.stopping import Steps
from scheduler.horizon import Horizon, Schedule
from scheduler.search import solve
from tests.scheduler.search.judge import violations

INSTANCE = Path(__file__).parents[4] / "shared" / "data" / "benchmarks" / "rep_horizons" / "M1.json"


def days_of(horizon: Horizon, schedule: Schedule) -> dict[int, int]:
    return {v: day.day for day, tour in zip(horizon.rep_days, schedule.tours, strict=True) for v in tour}


@pytest.mark.skipif(not INSTANCE.exists(), reason="the benchmark instances are not here")
@pytest.mark.parametrize(("price", "few"), [(3.0, True), (0.0, False)])
def test_after_a_sick_day_few_other_visits_move_where_moving_has_a_price(price: float, few: bool) -> None:
    horizon = read(INSTANCE)
    old = solve(horizon, Steps(60_000), 1)
    sick = next(d for d, tour in enumerate(old.tours) if d > 20 and len(tour) > 7)
    on = days_of(horizon, old)
    visits = [replace(v, day_price=((on[i], -price),) if i in on else ()) for i, v in enumerate(horizon.visits)]
    rep_days = horizon.rep_days[:sick] + horizon.rep_days[sick + 1 :]
    changed = replace(horizon, rep_days=rep_days, visits=tuple(visits))
    start = replace(old, tours=old.tours[:sick] + old.tours[sick + 1 :])
    new = solve(changed, Steps(60_000), 1, start)
    after = days_of(changed, new)
    untouched = [v for v in on if v not in old.tours[sick]]
    moved = sum(after.get(v) != on[v] for v in untouched)
    assert violations(changed, new) == []
    assert (moved <= 0.02 * len(untouched)) == few
