"""A file that a person names and that cannot be read: bad input, in the same words whatever the file is for."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import cli
from office.opening import Office

EXPENSE = ("--rep", "R1", "--date", "2026-11-03", "--category", "parking", "--gross", "5EUR", "--merchant", "Town")
VERBS = [
    ("import", "accounts"),
    ("import", "absences"),
    ("roads",),
    ("roads", "map.osm", "--profile"),
    ("territory", "keep", "policy"),
    ("territory", "traits"),
    ("territory", "owners", "rules"),
    ("mileage", "rates"),
    ("expense", "add", *EXPENSE, "--receipt"),
]
ALONE = [("solve",), ("mileage", "quote", "--date", "2026-05-01", "--distance", "10km", "--table")]
"""These need no workspace."""


@pytest.mark.parametrize("words", VERBS, ids=" ".join)
def test_a_missing_file_ends_every_verb_alike(
    sqlite_workspace: Office, capsys: pytest.CaptureFixture[str], words: tuple[str, ...]
) -> None:
    where = ("--workspace", str(sqlite_workspace.folder.path))
    assert cli.run([*words, "nowhere/file.x", *where]) == 2
    assert capsys.readouterr().err == told("No such file or directory")


@pytest.mark.parametrize("words", ALONE, ids=lambda words: words[0])
def test_it_does_so_without_a_workspace(capsys: pytest.CaptureFixture[str], words: tuple[str, ...]) -> None:
    assert cli.run([*words, "nowhere/file.x"]) == 2
    assert capsys.readouterr().err == told("No such file or directory")


def test_a_folder_is_no_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["solve", str(tmp_path)]) == 2
    assert capsys.readouterr().err == told("Is a directory", tmp_path)


def test_a_file_that_is_not_utf_8_is_told_with_its_line(
    tmp_path: Path, copied: Callable[[Path], Office], migrated_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file, where = tmp_path / "rates.toml", str(copied(migrated_folder).folder.path)
    file.write_bytes("title = 'a'\nscheme = 'Bäcker'\n".encode("latin-1"))
    for words in (("mileage", "rates"), ("territory", "keep", "policy"), ("import", "accounts")):
        assert cli.run([*words, str(file), "--workspace", where]) == 2
        assert "line 2 is not UTF-8 (byte 0xe4)" in capsys.readouterr().err


def test_a_problem_is_read_from_standard_input_too(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"{")))
    assert cli.run(["solve", "-"]) == 2
    assert "-: it is no JSON" in capsys.readouterr().err


def told(why: str, path: Path | str = "nowhere/file.x") -> str:
    return f"{path}: it cannot be read: {why}. Check its name, and that you may read it. [file-unreadable]\n"
