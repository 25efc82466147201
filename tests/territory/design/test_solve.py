"""Designs keep their rules, and the judge who shares no code with the search says so."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from routing.stopping import Steps
from territory.design import Design, DesignProblem, ToleranceUnreachableError, build_problem, check, measure, solve
from territory.design.costs import blended


def designed(country: Any, steps: int = 30, seed: int = 1, **changes: Any) -> tuple[Any, Design]:
    problem = build_problem(replace(country.inputs, **changes), country.table)
    return problem, solve(problem, Steps(steps), seed)


def test_a_design_keeps_tolerance_and_contiguity(country: Any) -> None:
    problem, design = designed(country, potential_tolerance=0.10)
    assert check(problem, design) == []


def test_a_tighter_tolerance_binds(country: Any) -> None:
    loose, wide = designed(country, workload_tolerance=0.5)
    tight, narrow = designed(country, workload_tolerance=0.03)
    off = [measure(p, d.owner, blended(p, d.centres)).worst["workload"] for p, d in ((loose, wide), (tight, narrow))]
    assert off[0] > 0.03 >= off[1]
    assert wide.cost < narrow.cost


def test_contiguity_binds(country: Any) -> None:
    """One rep's home is far off both others', so without contiguity near accounts are taken across the land."""
    free, scattered = designed(country, neighbours=None, workload_tolerance=0.01)
    asked = build_problem(replace(country.inputs, workload_tolerance=0.01), country.table)
    assert check(free, scattered) == []
    assert {violation.rule for violation in check(asked, scattered)} <= {"in-pieces"}
    assert check(asked, solve(asked, Steps(30), 1)) == []


def test_a_locked_account_stays_with_its_rep_and_does_not_cut_the_land(country: Any) -> None:
    free, before = designed(country)
    far = free.unit_ids[int(np.flatnonzero(before.owner == 0)[0])]
    problem, design = designed(country, locks=((far, "r2"),))
    assert design.owner[problem.unit_ids.index(far)] == 2
    assert check(problem, design) == []


def test_a_skill_keeps_accounts_with_the_reps_who_have_it(country: Any) -> None:
    accounts = tuple(
        replace(account, skills=frozenset({"cold chain"})) if number % 9 == 0 else account
        for number, account in enumerate(country.inputs.accounts)
    )
    reps = tuple(
        replace(rep, skills=frozenset({"cold chain"})) if rep.id != "r1" else rep for rep in country.inputs.reps
    )
    problem, design = designed(country, accounts=accounts, reps=reps)
    special = [unit for unit, account in enumerate(accounts) if account.skills]
    assert 1 not in design.owner[special]
    assert check(problem, design) == []


def test_where_no_potential_is_known_nobody_is_off_target(country: Any) -> None:
    accounts = tuple(replace(account, potential=0.0) for account in country.inputs.accounts)
    problem, design = designed(country, accounts=accounts)
    metrics = measure(problem, design.owner, blended(problem, design.centres))
    assert metrics.worst["potential"] == 0
    assert metrics.worst["workload"] > 0


def test_half_capacity_gets_half_the_workload(country: Any) -> None:
    reps = tuple(replace(rep, capacity=0.5 if rep.id == "r1" else 1.0) for rep in country.inputs.reps)
    problem, design = designed(country, reps=reps)
    held = np.bincount(design.owner, weights=problem.measures[0])
    assert held[1] / held.sum() == pytest.approx(0.2, abs=0.011)


def test_the_order_of_the_rows_does_not_matter(country: Any) -> None:
    shuffled = replace(
        country.inputs,
        accounts=country.inputs.accounts[::-1],
        reps=country.inputs.reps[::-1],
        neighbours=country.inputs.neighbours[::-1],
    )
    _, first = designed(country)
    again = solve(build_problem(shuffled, country.table), Steps(30), 1)
    assert (first.owner == again.owner).all()
    assert first.cost == again.cost


def test_an_impossible_tolerance_is_refused_with_the_nearest_and_the_obstacle(country: Any) -> None:
    accounts = list(country.inputs.accounts)
    accounts[17] = replace(accounts[17], service_s=400_000)
    problem = build_problem(replace(country.inputs, accounts=tuple(accounts)), country.table)
    with pytest.raises(ToleranceUnreachableError) as refused:
        solve(problem, Steps(20), 1)
    reached = refused.value.deviation["workload"]
    assert reached > 0.05
    assert re.search(
        rf"{accounts[17].id} alone is \d+ hours of workload a year, wider than the band of \d", str(refused.value)
    )
    wider = build_problem(
        replace(country.inputs, accounts=tuple(accounts), workload_tolerance=reached + 0.01), country.table
    )
    assert check(wider, refused.value.nearest) == []


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    seed=st.integers(0, 10**6),
    size=st.tuples(st.integers(3, 7), st.integers(4, 9)),
    seats=st.integers(1, 4),
    tolerance=st.sampled_from([0.05, 0.15, 0.4]),
)
def test_any_design_is_sound_and_any_refusal_has_the_nearest(
    make_country: Callable[..., Any], seed: int, size: tuple[int, int], seats: int, tolerance: float
) -> None:
    rng = np.random.default_rng(seed)
    homes = [(int(rng.integers(size[0])), int(rng.integers(size[1]))) for _ in range(seats)]
    country = make_country(*size, homes, seed)
    problem = build_problem(replace(country.inputs, workload_tolerance=tolerance), country.table)
    answer = design_or_refusal(problem, seed)
    if isinstance(answer, ToleranceUnreachableError):
        assert answer.deviation["workload"] > tolerance
        assert {violation.rule for violation in check(problem, answer.nearest)} == {"workload-out-of-bounds"}
    else:
        assert check(problem, answer) == []
        assert (solve(problem, Steps(10), seed).owner == answer.owner).all()


def design_or_refusal(problem: DesignProblem, seed: int) -> Design | ToleranceUnreachableError:
    try:
        return solve(problem, Steps(10), seed)
    except ToleranceUnreachableError as refusal:
        return refusal


def test_one_rep_owns_everything(make_country: Callable[..., Any]) -> None:
    country = make_country(3, 3, [(1, 1)])
    problem, design = designed(country)
    assert set(design.owner.tolist()) == {0}
    assert check(problem, design) == []


def test_seats_without_homes_are_chosen_freely(country: Any) -> None:
    problem, design = designed(country, home_share=0.0)
    assert check(problem, design) == []
    assert len(set(design.centres.tolist())) == 3
