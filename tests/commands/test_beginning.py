"""What a new user types first: a workspace is made where other verbs look for it, and files say what they hold."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import cli
from office.imports.imports import KINDS
from store.schema import OlderWorkspaceError


@pytest.mark.parametrize(("typed", "made"), [((), "named"), (("typed",), "typed")])
def test_a_workspace_is_made_where_the_variable_says_unless_a_folder_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, typed: tuple[str, ...], made: str
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("ROUNDSMAN_WORKSPACE", "named")
    assert cli.run(["init", *typed]) == 0
    assert [path.name for path in tmp_path.iterdir()] == [made]
    assert cli.run(["show", "accounts", "--workspace", made]) == 0


def test_without_the_variable_it_is_made_here(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("ROUNDSMAN_WORKSPACE", raising=False)
    assert cli.run(["init"]) == 0
    assert (tmp_path / "roundsman.toml").exists()
    assert "in this folder." in capsys.readouterr().out
    assert "init FOLDER" in str(OlderWorkspaceError("0001"))


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_of_file_lists_its_columns(kind: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["import", "columns", kind, "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert said["needed"]
    assert sorted(name for names in said.values() for name in names) == sorted(KINDS[kind].columns)
