"""Absent reps' accounts are covered and given back."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from territory.cover import cover_absence
from territory.design.problem import DesignProblem
from territory.design.travel import TableTravel

FIRST, LAST = date(2027, 3, 1), date(2027, 3, 14)


@pytest.fixture
def problem() -> DesignProblem:
    """Return nine accounts on a line, three for each of three reps."""
    place = np.arange(9.0)
    between = np.abs(place[:, None] - place[None, :]) * 600
    return DesignProblem(
        tuple(f"a{n}" for n in range(9)),
        ("left", "middle", "right"),
        np.stack([place, place], axis=1),
        np.ones(9),
        np.ones((1, 9)) * 50,
        ("workload",),
        np.full((1, 3), 150.0),
        np.zeros((1, 3)),
        np.full((1, 3), np.inf),
        np.ones((3, 9), np.bool_),
        TableTravel(between, between[[1, 4, 7]]),
    )


OWNER = np.repeat(np.arange(3, dtype=np.int32), 3)


def test_each_account_is_covered_by_a_neighbour(problem: DesignProblem) -> None:
    cover = cover_absence(problem, OWNER, "middle", (FIRST, LAST), problem.travel.from_seats())
    assert {spell.account_id for spell in cover.spells} == {"a3", "a4", "a5"}
    taken = {spell.account_id: spell.rep_id for spell in cover.spells}
    assert (taken["a3"], taken["a5"]) == ("left", "right")
    assert all(spell.rep_id != "middle" for spell in cover.spells)
    assert sum(cover.extra_h.values()) == pytest.approx(150 * 14 / 365.25)


def test_a_vacancy_gives_nothing_back(problem: DesignProblem) -> None:
    cover = cover_absence(problem, OWNER, "middle", (FIRST, None), problem.travel.from_seats())
    assert len(cover.spells) == 3


def test_what_nobody_else_may_own_is_named(problem: DesignProblem) -> None:
    problem.allowed[[0, 2], 4] = False
    cover = cover_absence(problem, OWNER, "middle", (FIRST, LAST), problem.travel.from_seats())
    assert [fault.code for fault in cover.problems] == ["nobody-covers"]
    assert len(cover.spells) == 2


def test_what_nobody_owns_is_left_alone(problem: DesignProblem) -> None:
    owner = OWNER.copy()
    owner[[0, 8]] = -1
    cover = cover_absence(problem, owner, "middle", (FIRST, LAST), problem.travel.from_seats())
    assert {spell.account_id for spell in cover.spells} == {"a3", "a4", "a5"}
