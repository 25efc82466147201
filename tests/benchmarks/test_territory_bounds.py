"""The bound of a small territory instance is what trying every division finds; pieces are cut off, and only they."""

from __future__ import annotations

from itertools import product
from pathlib import Path

import numpy as np
import pytest

from benchmarks import territory_bounds
from benchmarks.territories import read_2du
from benchmarks.territory_bounds import between, bounded
from territory.design.problem import DesignProblem

LINE = [(0, 1), (1, 2), (2, 3), (3, 4), (4, 5), (5, 6), (6, 7), (0, 7)]


def instance(folder: Path, edges: list[tuple[int, int]]) -> Path:
    """Write eight units in two rows, two of them heavy, to be halved within a tenth."""
    units = [f"{n} {10 * (n % 4)} {7 * (n // 4)} {weight} 1 1 0" for n, weight in enumerate([3, 1, 1, 1, 1, 1, 1, 3])]
    lines = ["8", *units, str(len(edges)), *(f"{a} {b}" for a, b in edges), "2 2 0.1 0.1 0.1"]
    path = folder / "small.dat"
    path.write_text("\n".join(lines) + "\n")
    return path


def cheapest(problem: DesignProblem, *, contiguous: bool) -> float:
    """Return the least cost of all divisions in two."""
    far, best = between(problem), np.inf
    for side in product((0, 1), repeat=8):
        parts = [[unit for unit in range(8) if side[unit] == half] for half in (0, 1)]
        loads = np.array([problem.measures[:, part].sum(axis=1) for part in parts]).T
        if (loads < problem.lower - 1e-9).any() or (loads > problem.upper + 1e-9).any():
            continue
        if contiguous and not all(whole(problem, part) for part in parts):
            continue
        best = min(best, sum(far[np.ix_(part, part)].sum(axis=0).min() for part in parts))
    return float(best)


def whole(problem: DesignProblem, part: list[int]) -> bool:
    near = territory_bounds._neighbours(problem)
    return territory_bounds._reached(near, set(part), part[0]) == set(part)


@pytest.mark.parametrize("edges", [LINE, [*LINE, (0, 4), (1, 5), (2, 6), (3, 7)]])
def test_the_bound_is_the_cost_of_the_best_division(tmp_path: Path, edges: list[tuple[int, int]]) -> None:
    problem = read_2du(instance(tmp_path, edges))
    best = cheapest(problem, contiguous=True)
    assert bounded(problem, best, 30.0).exact
    assert bounded(problem, best + 5, 30.0).value == pytest.approx(best)


def test_roads_forbid_what_the_plane_would_allow(tmp_path: Path) -> None:
    roads = [(2, 1), (3, 0), (3, 1), (4, 2), (5, 4), (6, 0), (6, 3), (7, 3), (7, 4)]
    problem = read_2du(instance(tmp_path, roads))
    assert cheapest(problem, contiguous=False) < cheapest(problem, contiguous=True) - 1
    assert bounded(problem, 1000.0, 30.0).value == pytest.approx(cheapest(problem, contiguous=True))


def test_without_time_the_bound_is_that_of_the_relaxation(tmp_path: Path) -> None:
    problem = read_2du(instance(tmp_path, LINE))
    found = bounded(problem, cheapest(problem, contiguous=True), 0.0)
    assert 0 < found.value <= cheapest(problem, contiguous=True)


def test_a_table_tells_design_bound_and_reference(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    problem = read_2du(instance(tmp_path, LINE))
    (tmp_path / "small.json").write_text('{"assignment": [1, 1, 1, 1, 5, 5, 5, 5]}')
    (tmp_path / "reference.csv").write_text(f"instance,reference_cost\nsmall,{cheapest(problem, contiguous=True)}\n")
    monkeypatch.setattr("sys.argv", ["bounds", str(tmp_path), "--designs", str(tmp_path), "--seconds", "30"])
    territory_bounds.main()
    row = capsys.readouterr().out.splitlines()[1].split()
    assert row[0] == "small"
    assert float(row[3]) == pytest.approx(cheapest(problem, contiguous=True), abs=0.01)
