"""The command explains itself, quickly, and each verb that it lists is there."""

from __future__ import annotations

import re
import subprocess
import sys
from ast import literal_eval

import click
import pytest

import cli
from tests.journeys.conftest import ROOT, Terminal

HEAVY = {"numba", "numpy", "ortools", "osmnx", "sqlalchemy", "pandas", "matplotlib"}
SLOW = {"numba", "scipy", "icalendar", "matplotlib", "ortools"}
"""What only the work itself needs: no verb imports it to be described."""


def test_the_overview_lists_every_verb(terminal: Terminal) -> None:
    text = terminal.types("--help")
    listed = re.findall(r"^  ([a-z]+) ", text.partition("Commands:")[2], re.MULTILINE)
    assert listed == list(cli.VERBS)


@pytest.mark.parametrize("verb", cli.VERBS)
def test_every_verb_explains_itself(verb: str) -> None:
    found = cli.roundsman.get_command(click.Context(cli.roundsman), verb)
    assert found is not None
    parts = list(found.commands.values()) if isinstance(found, click.Group) else [found]
    assert all(part.help for part in (found, *parts))


def test_the_overview_imports_nothing_heavy() -> None:
    code = "import sys, cli; cli.run(['--help']); print(sorted({m.split('.')[0] for m in sys.modules}))"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    loaded = done.stdout.splitlines()[-1]
    assert not [name for name in HEAVY if f"'{name}'" in loaded]


@pytest.mark.parametrize("typed", [[], ["plan"], ["explain"], ["publish"], ["status"]], ids=" ".join)
def test_a_verb_explains_itself_before_it_imports_what_searches_renders_or_draws(typed: list[str]) -> None:
    code = f"import sys, cli; cli.run({[*typed, '--help']}); print(sorted({{m.split('.')[0] for m in sys.modules}}))"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert not SLOW & set(literal_eval(done.stdout.splitlines()[-1]))


def test_an_unknown_verb_is_bad_use(terminal: Terminal) -> None:
    assert "No such command" in terminal.types("fly", code=2)


def test_a_fault_of_ours_has_an_exit_code_of_its_own(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(cli.roundsman, "main", lambda **_: 1 / 0)
    monkeypatch.delenv("ROUNDSMAN_TRACEBACK", raising=False)
    assert cli.run([]) == 1
    assert "fault of roundsman" in capsys.readouterr().err
