"""The words: names that are the field's own, and shared values that refuse nonsense at their border."""

from __future__ import annotations

import ast
from pathlib import Path

import numpy as np
import pytest

from routing.places import Place
from routing.problems import BadInputError, Problem
from routing.stopping import Seconds, Steps
from routing.tour import Window
from routing.travel import TravelTable


def test_a_place_outside_the_earth_is_refused() -> None:
    with pytest.raises(ValueError, match="not a latitude"):
        Place("swapped", 195.0, 47.1)


def test_a_window_cannot_close_before_it_opens() -> None:
    with pytest.raises(ValueError, match="before it opens"):
        Window(3600, 0)


def test_a_travel_table_has_a_row_and_a_column_for_each_place() -> None:
    with pytest.raises(ValueError, match="2 places"):
        TravelTable(("a", "b"), np.zeros((2, 2), np.int32), np.zeros((3, 3), np.int32), "test")


def test_bad_input_writes_every_problem_with_its_place_and_remedy() -> None:
    problems = [Problem("x", "row 2", "no name", "Write one."), Problem("y", "row 9", "no id", "Write one.")]
    assert str(BadInputError(problems)).splitlines() == [
        "row 2: no name. Write one. [x]",
        "row 9: no id. Write one. [y]",
    ]


def test_bad_input_without_a_problem_is_our_own_mistake() -> None:
    with pytest.raises(ValueError, match="at least one"):
        BadInputError([])


def test_steps_are_used_up_evenly() -> None:
    assert [Steps(4).progress(steps) for steps in (0, 1, 4)] == [0.0, 0.25, 1.0]


@pytest.mark.parametrize("stop", [Steps(0), Seconds(0)])
def test_an_empty_budget_stops_at_once(stop: Steps | Seconds) -> None:
    assert stop.progress(0) >= 1.0


ROOT = Path(__file__).resolve().parents[1]

NOT_OURS = frozenset({"bed", "beds", "crew", "crews", "spell", "spells", "stranger", "strangers", "tilt"})
"""Words that a reader of the field does not know: no name of ours in the rooms of people is made of them."""

ROOMS = ("store", "office", "reports", "web", "commands")


def _names(path: Path) -> set[str]:
    """Return what a file defines: classes, functions, arguments, and what is assigned on its top level."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    found = {node.name for node in ast.walk(tree) if isinstance(node, ast.ClassDef | ast.FunctionDef)}
    found |= {node.arg for node in ast.walk(tree) if isinstance(node, ast.arg)}
    for node in tree.body:
        targets = node.targets if isinstance(node, ast.Assign) else []
        found |= {target.id for target in targets if isinstance(target, ast.Name)}
    return found


@pytest.mark.parametrize("room", ROOMS)
def test_names_are_made_of_the_field_s_words(room: str) -> None:
    for path in (ROOT / room).rglob("*.py"):
        words = {word for name in _names(path) for word in name.lower().split("_")}
        assert words & NOT_OURS == set(), path


@pytest.mark.parametrize("room", ROOMS)
def test_files_are_named_by_nouns(room: str) -> None:
    nouns = {"opening", "reading", "standing", "geocoding"}
    for path in (ROOT / room).rglob("*.py"):
        assert not path.stem.endswith("ing") or path.stem in nouns, path


@pytest.mark.parametrize(("name", "found"), [("def tilt_map(x): pass", {"tilt_map", "x"}), ("crew = 1", {"crew"})])
def test_the_dictionary_would_see_a_private_word(tmp_path: Path, name: str, found: set[str]) -> None:
    file = tmp_path / "some.py"
    file.write_text(name)
    assert _names(file) == found
