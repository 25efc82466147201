"""Engines named by people: what is meant is taken, and nothing else."""

from __future__ import annotations

import pytest

from routing.choice import engine_named
from routing.problems import BadInputError


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("osrm=http://localhost:5000/", "OSRM at http://localhost:5000, profile driving"),
        ("valhalla=https://roads.example.com/v", "Valhalla at https://roads.example.com/v, costing auto"),
        ("straight", "straight lines times 1.4 at 40 km/h: an estimate, no roads"),
        ("straight=1.25@55", "straight lines times 1.25 at 55 km/h: an estimate, no roads"),
    ],
)
def test_an_engine_is_found_by_its_form(text: str, source: str) -> None:
    assert engine_named(text).source == source


@pytest.mark.parametrize("text", ["", "osrm", "osrm=localhost", "straight=0.5@40", "straight=1.4", "google=http://x"])
def test_anything_else_is_refused_with_the_forms(text: str) -> None:
    with pytest.raises(BadInputError, match=r"osrm=http://localhost:5000"):
        engine_named(text)
