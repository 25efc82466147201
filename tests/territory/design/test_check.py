"""The judge sees each broken rule in a design that was broken by hand."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from routing.stopping import Steps
from territory.design import Design, DesignProblem, build_problem, check, solve
from territory.design.travel import UNREACHED_S


@pytest.fixture
def sound(country: Any) -> tuple[DesignProblem, Design]:
    problem = build_problem(country.inputs, country.table)
    return problem, solve(problem, Steps(20), 1)


def rules(problem: DesignProblem, owner: Any, design: Design) -> set[str]:
    return {violation.rule for violation in check(problem, replace(design, owner=np.asarray(owner, np.int32)))}


def test_a_sound_design_has_no_violation(sound: tuple[DesignProblem, Design]) -> None:
    problem, design = sound
    assert rules(problem, design.owner, design) == set()


def test_a_missing_owner_is_seen(sound: tuple[DesignProblem, Design]) -> None:
    problem, design = sound
    assert rules(problem, design.owner[:-1], design) == {"incomplete"}
    assert rules(problem, np.where(design.owner == 0, -1, design.owner), design) == {"incomplete"}


def test_a_territory_in_two_pieces_is_seen(sound: tuple[DesignProblem, Design]) -> None:
    problem, design = sound
    owner = design.owner.copy()
    home, far = (problem.unit_ids.index(unit) for unit in ("a0000", "a0509"))
    owner[far] = owner[home]
    assert "in-pieces" in rules(problem, owner, design)


def test_a_load_out_of_bounds_and_an_empty_seat_are_seen(sound: tuple[DesignProblem, Design]) -> None:
    problem, design = sound
    assert rules(problem, np.where(design.owner == 0, 1, design.owner), design) >= {"workload-out-of-bounds", "empty"}


def test_a_broken_lock_is_seen(sound: tuple[DesignProblem, Design]) -> None:
    problem, design = sound
    allowed = problem.allowed.copy()
    allowed[design.owner[5], 5] = False
    assert "not-allowed" in rules(replace(problem, allowed=allowed), design.owner, design)


def test_an_account_that_no_road_reaches_is_seen(sound: tuple[DesignProblem, Design]) -> None:
    problem, design = sound
    homes = problem.travel.from_seats().copy()
    homes[:, 7] = UNREACHED_S
    cut = replace(problem, travel=replace(problem.travel, homes=homes))  # type: ignore[type-var]
    assert rules(cut, design.owner, design) == {"out-of-reach"}
