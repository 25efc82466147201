"""The benchmark of published instances solves what it can read, and names what it cannot."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from benchmarks import territories

UNITS = [(0, 0, 10), (1, 0, 10), (0, 1, 10), (9, 9, 10), (9, 8, 10), (8, 9, 10)]
SMALL = "6 2\n" + "\n".join(f"{x} {y} 30 {demand}" for x, y, demand in UNITS)


def run(folder: Path, monkeypatch: pytest.MonkeyPatch) -> int:
    words = [str(folder), "--kind", "cpmp", "--seconds", "0.5", "--out", str(folder / "out")]
    monkeypatch.setattr("sys.argv", ["territories", *words])
    with pytest.raises(SystemExit) as ended:
        territories.main()
    return int(str(ended.value.code))


def test_two_groups_become_two_territories(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "small.dat").write_text(SMALL)
    assert run(tmp_path, monkeypatch) == 0
    centres = json.loads((tmp_path / "out" / "small.json").read_text())["assignment"]
    assert len(set(centres[:3])) == len(set(centres[3:])) == 1
    assert centres[0] != centres[3]


def test_what_is_no_instance_is_named_and_the_others_are_solved(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.dat").write_text(SMALL.replace("30", "31", 1))
    (tmp_path / "b.dat").write_text("no numbers")
    (tmp_path / "c.dat").write_text(SMALL)
    assert run(tmp_path, monkeypatch) == 2
    said = capsys.readouterr().err.splitlines()
    assert [line.partition(" is no ")[0] for line in said] == ["a.dat", "b.dat"]
    assert "capacities differ" in said[0]
    assert (tmp_path / "out" / "c.json").exists()
