"""The benchmark of runs of days asks OR-Tools for what the rules allow, and writes a row for each way."""

from __future__ import annotations

import json
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from benchmarks import day_runs
from benchmarks.run_model import RunModel, asked
from routing.tour import Lunch
from scheduler.checking.schedule import check
from scheduler.horizon import Horizon, Schedule
from scheduler.search import cost_of
from tests.scheduler.search.worlds import HOUR, road, with_visit

ROW = {"instance", "steps", "way", "cost", "unserved", "cpu_s"}


def twice(least: int = 2, most: int = 3) -> Horizon:
    """Two visits of the first account, and one of the second next door."""
    horizon = road(days=6, visits=2)
    again = replace(horizon.visits[0], id="again", least_gap_days=least, most_gap_days=most)
    return replace(horizon, visits=(horizon.visits[0], again, horizon.visits[1]))


def schedule(horizon: Horizon, *tours: tuple[int, ...]) -> Schedule:
    return Schedule(tours, (), cost_of(horizon, tours), None, 0, 0)


def test_a_neighbour_outside_the_run_narrows_the_days_of_a_visit() -> None:
    one = asked(twice(), ((0,), (), (1,), (), (2,), ()), range(1, 5))[0]
    assert (one.visit, one.first_day, one.last_day, one.before) == (1, 2, 3, None)


def test_a_neighbour_inside_the_run_is_named_with_its_spacing() -> None:
    one = asked(twice(), ((0,), (), (1,), (), (2,), ()), range(5))[1]
    assert (one.first_day, one.last_day, one.before, one.least, one.most) == (0, 5, 0, 2, 3)


def test_days_of_a_run_are_joined_where_that_saves_driving() -> None:
    horizon = road(days=3, visits=3, lunch=Lunch(11 * HOUR, 13 * HOUR, HOUR))
    found = day_runs.polished(horizon, schedule(horizon, (0,), (1,), (2,)), day_runs.Polish(length=3))
    assert (found.cost, check(horizon, found)) == (2 * 3 * 600, ())


def test_spacing_inside_a_run_is_kept() -> None:
    horizon = twice()
    found = RunModel(horizon, ((0,), (2,), (1,), (), (), ()), range(4)).search(60)
    assert found is not None
    days = {v: day for day, tour in enumerate(found) for v in tour}
    assert 2 <= days[1] - days[0] <= 3


def test_a_day_that_is_full_takes_no_more() -> None:
    horizon = road(days=2, visits=2, end_s=8 * HOUR + 2 * 1200 + 1800)
    found = day_runs.polished(horizon, schedule(horizon, (0,), (1,)), day_runs.Polish(length=2))
    assert found.tours == ((0,), (1,))


def test_a_visit_keeps_to_its_day_where_its_window_is_one_day() -> None:
    horizon = with_visit(road(days=2, visits=2), 1, first_day=1)
    found = RunModel(horizon, ((0,), (1,)), range(2)).search(60)
    assert found is not None
    assert [set(tour) for tour in found] == [set(), {0, 1}]


@pytest.mark.slow
def test_each_way_has_a_row(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _instance(tmp_path / "tiny.json")
    words = ["day_runs", str(tmp_path), "--steps", "200", "--out", str(tmp_path / "out")]
    monkeypatch.setattr(sys, "argv", words)
    day_runs.main()
    rows = json.loads((tmp_path / "out" / "day_runs.json").read_text())
    assert [set(row) for row in rows] == [ROW] * 6
    assert max(row["cost"] for row in rows) == rows[0]["cost"]


def _instance(path: Path) -> None:
    """Write three accounts a day's work apart as the public format has them: minutes."""
    open_all_week = [[[480, 1020]]] * 5
    accounts = [{"tw": open_all_week, "serv": 30, "prio": 1.0} for _ in range(3)]
    visits = [{"acc": a, "lo": 0, "hi": 4, "mingap": None, "maxgap": None} for a in (1, 2, 3)]
    travel = [[abs(i - j) * 10 for j in range(4)] for i in range(4)]
    days = {"T": travel, "days": list(range(5)), "shift": [480, 1020], "lunch": [690, 780, 45]}
    path.write_text(json.dumps({**days, "acc": accounts, "visits": visits}), encoding="utf-8")
