"""The shared values refuse nonsense at their border."""

from __future__ import annotations

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
