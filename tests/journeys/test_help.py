"""The command explains itself, quickly, and each verb that it lists is there."""

from __future__ import annotations

import re
import subprocess
import sys
from ast import literal_eval
from collections.abc import Iterator
from pathlib import Path

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
    context = click.Context(found)
    names = found.list_commands(context) if isinstance(found, click.Group) else []
    parts = {name: found.get_command(context, name) for name in names} if isinstance(found, click.Group) else {}
    assert found.help
    assert all(part is not None and part.help and part.name == name for name, part in parts.items())


def groups(found: click.Command, *path: str) -> Iterator[tuple[str, click.Group]]:
    """Yield each group of verbs below a verb, itself among them."""
    if isinstance(found, click.Group):
        yield " ".join(path), found
        context = click.Context(found)
        for name in found.list_commands(context):
            below = found.get_command(context, name)
            assert below is not None
            yield from groups(below, *path, name)


def test_no_overview_cuts_a_sentence_short() -> None:
    cut = {}
    for path, group in groups(cli.roundsman, "roundsman"):
        text = group.get_help(click.Context(group, info_name=path, terminal_width=80))
        if lines := [line.strip() for line in text.partition("Commands:")[2].splitlines() if line.endswith("...")]:
            cut[path] = lines
    assert cut == {}


def loaded(*typed: str) -> set[str]:
    """Return what a process has imported after it was asked for help."""
    code = f"import sys, cli; cli.run({[*typed, '--help']}); print(sorted({{m.split('.')[0] for m in sys.modules}}))"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    return set(literal_eval(done.stdout.splitlines()[-1]))


@pytest.mark.parametrize("typed", [[], ["plan"], ["territory"], ["mileage"]], ids=" ".join)
def test_an_overview_of_verbs_imports_nothing_heavy(typed: list[str]) -> None:
    assert not HEAVY & loaded(*typed)


RARE = {
    "alembic",
    "holidays",
    "icalendar",
    "numba",
    "numpy",
    "osmium",
    "ortools",
    "pandas",
    "requests",
    "scipy",
    "shapely",
}
"""What a list of what is stored never needs."""


@pytest.mark.parametrize("typed", [["plan", "fixed"], ["plan", "notes"], ["plan", "decisions"]], ids=" ".join)
def test_a_list_of_what_is_stored_imports_neither_roads_nor_holidays_nor_calendars(
    typed: list[str], terminal: Terminal, tmp_path: Path
) -> None:
    terminal.types("init", str(tmp_path / "house"))
    told = [*typed, "-w", str(tmp_path / "house")]
    code = f"import sys, cli; cli.run({told}); print(sorted({{m.split('.')[0] for m in sys.modules}}))"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert not RARE & set(literal_eval(done.stdout.splitlines()[-1]))


@pytest.mark.parametrize("typed", [[], ["plan"], ["explain"], ["publish"], ["status"]], ids=" ".join)
def test_a_verb_explains_itself_before_it_imports_what_searches_renders_or_draws(typed: list[str]) -> None:
    assert not SLOW & loaded(*typed)


CHANGING = {"office.plans.decisions", "office.plans.repairs", "scheduler.summary", "mileage.claims", "store.crm"}
"""What changes plans, sums them up, pays or tells others: whoever asks why an account is visited when needs none."""


def test_why_is_told_without_what_changes_plans_or_pays() -> None:
    code = "import sys, commands.explain; print(sorted(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    named = set(literal_eval(done.stdout))
    assert "office.plans.explanations" in named
    assert CHANGING & named == set()
    assert {name for name in named if name.startswith("store.tables.")} < {
        f"store.tables.{path.stem}" for path in (ROOT / "store/tables").glob("*.py")
    } - {"store.tables.whole", "store.tables.mileage", "store.tables.review"}


def test_an_unknown_verb_is_bad_use(terminal: Terminal) -> None:
    assert "No such command" in terminal.types("fly", code=2)


def test_a_fault_of_ours_has_an_exit_code_of_its_own(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(cli.roundsman, "main", lambda **_: 1 / 0)
    monkeypatch.delenv("ROUNDSMAN_TRACEBACK", raising=False)
    assert cli.run([]) == 1
    assert "fault of roundsman" in capsys.readouterr().err
