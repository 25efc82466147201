"""Verbs that divide and assign accounts take another engine than the workspace's roads, as `plan` does."""

from __future__ import annotations

import json

import pytest

import cli
from office.opening import Office
from store.database import writing
from store.ownership import Owned, add_ownership
from tests.office.small_team import TODAY, furnish


@pytest.mark.parametrize(
    "words",
    [
        ["territory", "design", "--steps", "20", "--dry-run"],
        ["territory", "lead", "47.1", "9.5"],
    ],
)
def test_without_roads_the_line_is_enough_where_it_is_named(
    sqlite_workspace: Office, words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    office = furnish(sqlite_workspace)
    with writing(office.database) as connection:
        add_ownership(connection, [Owned(f"A{n:02d}", TODAY, f"R{n // 4 + 1}", "made") for n in range(12)])
    asked = [*words, "--from", str(TODAY), "-w", str(office.folder.path)]
    assert cli.run([*asked, "--json"]) == 2
    assert "roads" in capsys.readouterr().err
    assert cli.run([*asked, "--engine", "straight", "--json"]) == 0
    said = capsys.readouterr()
    assert "straight" in said.err
    assert json.loads(said.out)
