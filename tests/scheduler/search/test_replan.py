"""One sick day: the plan is mended, not renewed."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.prices import moved, without
from benchmarks.rep_horizons import read
from routing.stopping import Steps
from scheduler.search import solve
from tests.scheduler.search.judge import violations

INSTANCE = Path(__file__).parents[4] / "shared" / "data" / "benchmarks" / "rep_horizons" / "M1.json"


@pytest.mark.skipif(not INSTANCE.exists(), reason="the benchmark instances are not here")
@pytest.mark.parametrize(("price", "few"), [(10.0, True), (0.0, False)])
def test_after_a_sick_day_few_other_visits_move_where_moving_has_a_price(price: float, few: bool) -> None:
    horizon = read(INSTANCE)
    old = solve(horizon, Steps(60_000), 1)
    lost = next(d for d, tour in enumerate(old.tours) if d > 20 and len(tour) > 7)
    changed, start = without(horizon, old, lost, price)
    new = solve(changed, Steps(60_000), 1, start)
    assert violations(changed, new) == []
    assert (moved(horizon, old, lost, changed, new) <= 0.02) == few
