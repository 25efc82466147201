"""Benchmarks take every file of their format, name broken ones first, and refuse a folder without one."""

from __future__ import annotations

import json
import sys
from dataclasses import replace
from itertools import groupby, pairwise
from pathlib import Path
from types import ModuleType

import pytest

from benchmarks import mdpvrp, overlapping, pcvrptw, periodic, problems, pvrp, pvrptw, rep_horizons
from benchmarks.cordeau import parse
from benchmarks.instances import found
from routing.stopping import Steps
from scheduler.checking.schedule import check
from scheduler.exchange import to_json
from scheduler.search import solve

PERIODIC = """1 2 3 2
0 60
0 60
0 0 0 0 0 0 0
1 3 4 1 10 1 2 1 2
2 6 8 1 10 2 1 3
3 0 5 1 10 1 2 1 2
"""
TIMED = """5 1 2 1
60 0
0 0 0 0 0 0 0 0 100
1 3 4 10 1 1 1 1 20 30
2 6 8 10 1 1 1 1 80 90
"""
DEPOTS = """8 1 2 2 2
0 0
0 0
0 0
0 0
1 1 0 0 1 2 1 3 0 100
2 99 0 0 1 1 2 1 2 0 100
3 0 0 0 0 0 0 0 100
4 100 0 0 0 0 0 0 100
"""
PRIZES = """NAME : tiny
TYPE : PCVRPTW
DIMENSION : 3
VEHICLES : 2
CAPACITY : 10
SERVICE_TIME : 5
EDGE_WEIGHT_TYPE : EUC_2D
NODE_COORD_SECTION
1 0 0
2 3 4
3 300 400
DEMAND_SECTION
1 0
2 5
3 5
TIME_WINDOW_SECTION
1 0 2000
2 10 100
3 0 1500
PRIZE_SECTION
1 0
2 50
3 7
DEPOT_SECTION
1
-1
EOF
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "in").mkdir()
    return tmp_path / "in"


def run(monkeypatch: pytest.MonkeyPatch, module: object, folder: Path, *more: str) -> Path:
    out = folder.parent / "out"
    argv = ["benchmark", str(folder), "--steps", "200", "--workers", "1", "--out", str(out), *more]
    monkeypatch.setattr(sys, "argv", argv)
    module.main()  # type: ignore[attr-defined]
    return out


@pytest.mark.parametrize("name", ["p40", "pr07", "anything.txt", "READ ME"])
def test_a_periodic_file_is_taken_whatever_its_name(monkeypatch: pytest.MonkeyPatch, folder: Path, name: str) -> None:
    (folder / name).write_text(PERIODIC)
    (folder / "best_known.csv").write_text("instance,best_known\n")
    lines = (run(monkeypatch, pvrp, folder) / f"{name}.res").read_text().splitlines()
    assert float(lines[0]) == pytest.approx(20 + 20 + 0.0, abs=12)
    assert {line.split()[0] for line in lines[1:]} == {"1", "2"}


@pytest.mark.parametrize("module", [pvrp, pvrptw, mdpvrp, pcvrptw, rep_horizons, problems])
def test_a_folder_without_such_a_file_is_an_error(
    monkeypatch: pytest.MonkeyPatch, folder: Path, capsys: pytest.CaptureFixture[str], module: object
) -> None:
    (folder / "notes.txt").write_text("nothing to plan\n")
    with pytest.raises(SystemExit) as ended:
        run(monkeypatch, module, folder)
    assert ended.value.code == 2
    assert "holds no" in capsys.readouterr().err


def test_so_are_a_folder_that_is_none_and_a_name_that_is_not_there(folder: Path) -> None:
    (folder / "a").write_text(PERIODIC)
    for where, only in ((folder / "none", None), (folder, ["b"])):
        with pytest.raises(SystemExit):
            found(where, lambda _: True, "file", only)
    assert found(folder, lambda _: True, "file", ["a"]) == [folder / "a"]


def test_a_file_that_is_cut_off_is_named_and_the_rest_planned(
    monkeypatch: pytest.MonkeyPatch, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "cut").write_text(PERIODIC[:60])
    (folder / "whole").write_text(PERIODIC)
    with pytest.raises(SystemExit) as ended:
        run(monkeypatch, pvrp, folder)
    assert ended.value.code == 2
    assert "cut: cut off or broken" in capsys.readouterr().err
    assert [path.name for path in (folder.parent / "out").iterdir()] == ["whole.res"]


@pytest.mark.parametrize("length", [40, 70, -2])
def test_wherever_it_is_cut_off(folder: Path, length: int) -> None:
    (folder / "cut").write_text(PERIODIC[:length])
    with pytest.raises((ValueError, IndexError)):
        parse(folder / "cut")


def test_an_account_is_served_from_one_depot_on_one_of_its_patterns(folder: Path) -> None:
    (folder / "md").write_text(DEPOTS)
    horizon = mdpvrp.read(folder / "md")
    assert [day.day for day in horizon.rep_days] == [0, 1, 2, 3]
    assert horizon.patterns == {"1": ((0, 1), (2, 3)), "2": ((1,), (0,), (3,), (2,))}
    schedule = solve(horizon, Steps(300), seed=1)
    assert not schedule.unserved
    assert not check(horizon, schedule)
    assert schedule.cost == 60_000  # each from the depot beside it


def test_windows_begin_a_service_and_a_duration_counts_the_wait(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    (folder / "pr").write_text(TIMED)
    horizon = pvrptw.read(folder / "pr")
    (day,) = horizon.rep_days
    assert day.max_day_s == 600_000
    # From 25, the latest leaving for the first window, to 100, home from the second: 75 of the 60 allowed.
    longer = replace(horizon, rep_days=(replace(day, max_day_s=760_000),))
    both = solve(longer, Steps(200), seed=1)
    assert both.tours == ((0, 1),)
    assert not check(longer, both)
    assert [violation.code for violation in check(horizon, both)] == ["day-too-long"]
    lines = (run(monkeypatch, pvrptw, folder) / "pr.res").read_text().splitlines()
    assert len(lines) == 2
    assert lines[1].split()[4:] in (["0", "1", "0"], ["0", "2", "0"])


def test_a_prize_is_left_where_the_way_is_longer(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    (folder / "any name").write_text(PRIZES)
    text = (run(monkeypatch, pcvrptw, folder) / "any name.sol").read_text()
    assert text == "Route #1: 1\nCost: 170\n"


@pytest.mark.parametrize(("timed", "module"), [(False, pvrp), (True, pvrptw)])
def test_made_instances_are_the_same_for_the_same_seed_and_can_be_served(
    folder: Path, timed: bool, module: ModuleType
) -> None:
    for clustered in (False, True):
        text = periodic.instance(48, 4, 1, clustered=clustered, timed=timed)
        assert text == periodic.instance(48, 4, 1, clustered=clustered, timed=timed)
        assert text != periodic.instance(48, 4, 2, clustered=clustered, timed=timed)
        (folder / "made").write_text(text)
        horizon = module.read(folder / "made")
        schedule = solve(horizon, Steps(2_000), seed=1)
        assert not schedule.unserved
        assert not check(horizon, schedule)


def test_made_problems_are_as_users_have_them_and_are_planned(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    horizon = overlapping.horizon_of("O1", 1)
    by_account = groupby(horizon.visits, key=lambda visit: visit.account)
    pairs = [pair for _, visits in by_account for pair in pairwise(visits)]
    assert sum(later.first_day <= earlier.last_day for earlier, later in pairs) > 0.9 * len(pairs)
    assert all(day.max_driving_s for day in horizon.rep_days)
    (folder / "any").write_text(json.dumps(to_json(horizon)))
    solution = json.loads((run(monkeypatch, problems, folder) / "any.solution.json").read_text())
    assert len(solution["tours"]) == len(horizon.rep_days)
    assert len(solution["unserved"]) + sum(map(len, solution["tours"])) == len(horizon.visits)
