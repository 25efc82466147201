"""The tour's Monday and Friday are typed as they stand there: ten commands for the one, one a rep for the other."""

from __future__ import annotations

import re
import shlex
import shutil
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

import cli

TOUR = Path(__file__).resolve().parents[2] / "docs" / "tour.md"
NEW = "id,name,lat,lon,interval_days\n" + "".join(f"NEW{n},New bar {n},47.1{6 + n},9.51,14\n" for n in range(3))
A0002 = "A0002,,,,14\n"


def typed(title: str) -> list[list[str]]:
    """Return the commands of a part of the tour."""
    part = TOUR.read_text(encoding="utf-8").split(f"## {title}\n")[1].split("\n## ")[0]
    lines = re.findall(r"^\$ roundsman (.*)$", part, flags=re.MULTILINE)
    return [shlex.split(line, comments=True) for line in lines]


@pytest.fixture
def monday(demonstration: tuple[Path, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The demonstration in its third week, in a folder of one's own where commands are typed."""
    folder = tmp_path / "office"
    shutil.copytree(demonstration[0], folder)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("ROUNDSMAN_WORKSPACE", str(folder))
    monkeypatch.setenv("ROUNDSMAN_NOW", "2027-01-18T07:00:00Z")
    (tmp_path / "crm.csv").write_text(NEW + A0002)
    yield tmp_path
    shutil.rmtree(folder)


@pytest.mark.slow
def test_a_monday_takes_ten_commands(monday: Path, capsys: pytest.CaptureFixture[str]) -> None:
    commands = typed("A Monday, step by step")
    assert len(commands) <= 10
    for words in commands:
        brief = ["--steps", "60"] if words[0] == "plan" and "--weeks" in words else []
        assert cli.run([*words, *brief]) == 0, words
        said = capsys.readouterr()
        if words[:2] == ["import", "accounts"]:
            assert "3 new, 1 changed" in said.out
            assert said.err.count("owner-given") == 3
    assert (monday / "monday.pdf").read_bytes().startswith(b"%PDF")


@pytest.mark.slow
def test_a_friday_takes_one_command_a_rep(
    monday: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert monday.is_dir()
    monkeypatch.setenv("ROUNDSMAN_NOW", "2027-01-22T17:00:00Z")
    assert cli.run(["show", "plan", "--format", "csv", "--rep", "R3", "--week", "2027-01-18"]) == 0
    planned = [line.split(",") for line in capsys.readouterr().out.splitlines()[1:]]
    visits = Counter(row[4] for row in planned)
    first, second, *_, third = [row for row in planned if visits[row[4]] == 1]
    there = {"A0024": first[4], "A0043": second[4], "A0096": third[4], "2027-01-20": third[2]}
    for words in typed("A Friday"):
        meant = [there.get(word, word) for word in words] if "R1" not in words else words
        assert cli.run(meant) == 0, (meant, capsys.readouterr().err)
    assert cli.run(["status"]) == 0
