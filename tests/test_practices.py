"""The table of practices says only what is there: every page, command and test that it names."""

from __future__ import annotations

import re
from pathlib import Path

import click
import pytest

from cli import roundsman
from web.access import ROUTES
from web.site import GROUPS

ROOT = Path(__file__).resolve().parents[1]
ROWS = [
    [cell.strip() for cell in line.strip("|\n").split("|")]
    for line in (ROOT / "docs" / "practices.md").read_text(encoding="utf-8").splitlines()
    if re.match(r"\| N?\d+ \|", line)
]


def test_all_practices_are_in_the_table() -> None:
    assert [row[0] for row in ROWS] == [*map(str, range(1, 89)), *(f"N{n}" for n in range(1, 18))]
    assert all(row[3] or row[4].startswith("not there") for row in ROWS)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0])
def test_a_practice_names_what_exists(row: list[str]) -> None:
    assert GROUPS
    for path in re.findall(r"(?<![\w`])/[a-z/-]+", row[2]):
        assert ("GET", path) in ROUTES, path
    for words in re.findall(r"`([a-z][^`]*)`", row[2]):
        found: click.Command = roundsman
        for word in words.split():
            if word.startswith("--"):
                assert any(word in option.opts for option in found.params), words
            elif isinstance(found, click.Group):
                command = found.get_command(click.Context(found), word)
                assert command is not None, words
                found = command
    file, _, name = row[3].strip("`").partition("::")
    if file:
        assert f"def {name}(" in (ROOT / file).read_text(encoding="utf-8"), row[3]
