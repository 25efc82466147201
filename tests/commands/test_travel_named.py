"""A design takes another engine than the workspace's roads, as `plan` does."""

from __future__ import annotations

import json

import pytest

import cli
from office.opening import Office
from tests.office.small_team import TODAY, furnish


def test_without_roads_the_line_is_enough_where_it_is_named(
    sqlite_workspace: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    office = furnish(sqlite_workspace)
    words = ["territory", "design", "--steps", "20", "--dry-run", "--from", str(TODAY), "-w", str(office.folder.path)]
    assert cli.run([*words, "--json"]) == 2
    assert "roads" in capsys.readouterr().err
    assert cli.run([*words, "--engine", "straight", "--json"]) == 0
    said = capsys.readouterr()
    assert "straight" in said.err
    assert json.loads(said.out)
