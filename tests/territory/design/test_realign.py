"""Realignment keeps its budget, says what is unavoidable, and gives each move its reason."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from routing.problems import BadInputError
from routing.stopping import Steps
from territory.design import DesignProblem, build_problem, check, solve
from territory.design.realign import MoveBudget, realign
from territory.design.search import attempt
from territory.design.unavoidable import unavoidable


@pytest.fixture
def drifted(country: Any) -> DesignProblem:
    """Return a land designed once, then with 40 % more work in the territory of the first rep."""
    problem = build_problem(country.inputs, country.table)
    owner = solve(problem, Steps(30), 1).owner
    grown = {
        unit: float(problem.measures[0, row]) * 1.4 for row, unit in enumerate(problem.unit_ids) if owner[row] == 0
    }
    owners = {unit: problem.seat_ids[seat] for unit, seat in zip(problem.unit_ids, owner, strict=True)}
    return build_problem(replace(country.inputs, workload_h=grown, owners=owners), country.table)


def test_a_realignment_keeps_the_rules_and_says_why_each_account_moves(drifted: DesignProblem) -> None:
    answer = realign(drifted, Steps(90), 1, MoveBudget())
    assert check(drifted, answer.design) == []
    assert len(answer.moves) == answer.metrics.moved_units > 0
    assert {move.code for move in answer.moves} <= {"balance", "travel", "chain"}
    assert all(move.reason for move in answer.moves)


def test_a_budget_binds(drifted: DesignProblem) -> None:
    free = realign(drifted, Steps(90), 1, MoveBudget())
    held = realign(drifted, Steps(90), 1, MoveBudget(share=2 * free.minimum.amount / drifted.measures[0].sum()))
    assert check(drifted, held.design) == []
    assert held.minimum.amount <= held.moved_h <= 2 * held.minimum.amount
    assert held.stay_s > free.stay_s == 0


def test_an_impossible_budget_is_refused_with_the_minimum(drifted: DesignProblem) -> None:
    with pytest.raises(BadInputError, match="no fewer than") as refused:
        realign(drifted, Steps(60), 1, MoveBudget(accounts=0))
    assert refused.value.problems[0].code == "budget-too-small"


def test_nothing_moves_where_all_is_well_and_moving_is_dear(country: Any) -> None:
    problem = build_problem(country.inputs, country.table)
    settled = replace(problem, owner=solve(problem, Steps(30), 1).owner)
    answer = realign(settled, Steps(60), 1, MoveBudget(accounts=0))
    assert answer.moves == ()
    assert unavoidable(settled).amount == 0


def test_an_account_that_its_owner_may_no_longer_own_has_to_move(drifted: DesignProblem) -> None:
    allowed = drifted.allowed.copy()
    assert drifted.owner is not None
    allowed[drifted.owner[7], 7] = False
    answer = realign(replace(drifted, allowed=allowed), Steps(60), 1, MoveBudget())
    assert {move.code for move in answer.moves if move.account_id == drifted.unit_ids[7]} == {"may-not-own"}


@pytest.mark.parametrize(
    ("wants", "said"),
    [
        ({"skills": frozenset({"x-ray"})}, "r0 may not own it: lacks the skill x-ray"),
        ({"languages": frozenset({"it"})}, "r0 may not own it: lacks the language it"),
        ({"least_experience": 2.0}, "r0 may not own it: has experience tier 0, under 2"),
        ({"owner_lock": "r1"}, "r0 may not own it: it is locked to r1"),
        ({}, None),
    ],
)
def test_a_move_that_must_be_says_what_the_owner_lacks(country: Any, wants: dict[str, Any], said: str | None) -> None:
    able = {"skills": frozenset({"x-ray"}), "languages": frozenset({"it"}), "experience": 3.0}
    reps = tuple(replace(rep, **able) if rep.id != "r0" else rep for rep in country.inputs.reps)
    first, *others = country.inputs.accounts
    settled = solve(build_problem(country.inputs, country.table), Steps(30), 1)
    owners = {account.id: f"r{seat}" for account, seat in zip(country.inputs.accounts, settled.owner, strict=True)}
    inputs = replace(
        country.inputs, reps=reps, accounts=(replace(first, **wants), *others), owners={**owners, first.id: "r0"}
    )
    moves = realign(build_problem(inputs, country.table), Steps(30), 1, MoveBudget()).moves
    assert [move.reason for move in moves if move.code == "may-not-own"] == ([said] if said else [])


def test_without_an_alignment_there_is_nothing_to_realign(country: Any) -> None:
    with pytest.raises(ValueError, match="present alignment"):
        unavoidable(build_problem(country.inputs, country.table))


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 10**6), tolerance=st.sampled_from([0.05, 0.2]))
def test_the_unavoidable_minimum_is_never_above_what_moves(country: Any, seed: int, tolerance: float) -> None:
    problem = build_problem(
        replace(country.inputs, workload_tolerance=tolerance, potential_tolerance=0.3), country.table
    )
    present = np.random.default_rng(seed).integers(-1, 3, len(problem.unit_ids)).astype(np.int32)
    problem = replace(problem, owner=present, stay_s=1000.0)
    design = attempt(problem, Steps(6), seed)
    if check(problem, design):
        return
    moved = (present >= 0) & (present != design.owner)
    least = unavoidable(problem)
    assert least.amount <= problem.measures[0, moved].sum() + 1e-6
    assert least.units <= moved.sum()
