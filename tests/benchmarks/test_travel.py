"""The benchmark of travel tables runs, and its rows say what they must."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from benchmarks import travel

ROADS = Path(__file__).resolve().parents[2] / "data" / "liechtenstein" / "roads.osm.pbf"


def test_every_engine_is_exact_and_ours_is_the_fastest(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    counts = ["--accounts", "60", "--sample", "3", "--territories", "2", "--territory", "20"]
    monkeypatch.setattr("sys.argv", ["travel", str(ROADS), "--out", str(tmp_path), *counts])
    travel.main()
    rows = json.loads((tmp_path / "travel.json").read_text())
    wanted = {"engine", "network", "nodes", "accounts", "seconds", "ratio_to_networkx", "max_error_s"}
    assert all(set(row) == wanted for row in rows)
    assert max(row["max_error_s"] for row in rows) <= 0.001
    ours = next(row for row in rows if row["engine"] == travel.OURS)
    assert ours["ratio_to_networkx"] > 20
    assert json.loads((tmp_path / "roads.json").read_text())[0]["accounts"] == 40
