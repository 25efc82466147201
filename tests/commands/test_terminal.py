"""What goes to a terminal obeys nobody, and what the world refuses is no fault of ours."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from pathlib import Path

import pytest

import cli
from commands.terminal import NeutralStream, neutral
from office.opening import Office
from tests.office.carried_week import fill

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Bar \x1b]0;PWNED\x07\x1b[31mred", "Bar ]0;PWNED[31mred"),
        ("over\rwritten", "overwritten"),
        ("evil\u202etxt.exe", "eviltxt.exe"),
        ("caf\udce9", "caf\ufffd"),
        ("a,b\r\n\tc \u2028 Zürich 日", "a,b\r\n\tc \u2028 Zürich 日"),
        ("\r\x1b[K  3 of 4\x1b[2J", "\r\x1b[K  3 of 4[2J"),
    ],
)
def test_nothing_that_is_shown_steers_a_terminal(text: str, shown: str) -> None:
    assert neutral(text) == shown


def test_letters_that_a_terminal_has_not_are_marked() -> None:
    raw = io.BytesIO()
    stream = NeutralStream(io.TextIOWrapper(raw, encoding="ascii"))
    assert stream.write("Zürich") == 6
    stream.flush()
    assert raw.getvalue() == b"Z?rich"


@pytest.mark.parametrize(
    "words",
    [
        ("visit", "decline", "v1", "--reason", "caf\udce9"),
        ("visit", "move", "v1", "9999-12-31"),
        ("visit", "move", "v1", "0001-01-01"),
        ("visit", "report", "--week", "0001-01-01"),
        ("visit", "done", "v1", "--date", "2026-03-23", "--from", "²:³"),
        ("mileage", "trips", "--rep", "r1", "--month", "9999-12"),
        ("plan", "--start", "9999-12-31"),
        ("territory", "owners", "of", "a", "--on", "9999-12-31"),
    ],
    ids=" ".join,
)
def test_odd_words_are_bad_use(sqlite_workspace: Office, words: tuple[str, ...]) -> None:
    fill(sqlite_workspace)
    assert cli.run([*words, "--workspace", str(sqlite_workspace.folder.path)]) == 2


def test_a_full_disk_is_the_worlds_fault_and_a_reader_that_leaves_is_nobodys(sqlite_workspace: Office) -> None:
    fill(sqlite_workspace)
    where = ["--workspace", str(sqlite_workspace.folder.path)]
    show = [sys.executable, "-m", "cli", "show", "plan", "--format", "csv", *where]
    told = {"env": os.environ | {"PYTHONPATH": str(ROOT)}, "cwd": ROOT}
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(show, check=False, stdout=full, stderr=subprocess.PIPE, **told)  # type: ignore[call-overload]
    assert (done.returncode, b"No space left" in done.stderr) == (3, True)
    ours, theirs = os.pipe()
    os.close(ours)
    done = subprocess.run(show, check=False, stdout=theirs, stderr=subprocess.PIPE, **told)  # type: ignore[call-overload]
    os.close(theirs)
    assert (done.returncode, b"fault" in done.stderr, b"Broken" in done.stderr) == (0, False, False)
