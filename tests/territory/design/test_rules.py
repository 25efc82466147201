"""Each thing that may be wrong with a design's inputs is named, and sound inputs are not."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from routing.problems import BadInputError
from territory.design import DesignInputs, build_problem
from territory.design.rules import faults


def first_account(**changes: Any) -> Callable[[DesignInputs], DesignInputs]:
    def change(inputs: DesignInputs) -> DesignInputs:
        return replace(inputs, accounts=(replace(inputs.accounts[0], **changes), *inputs.accounts[1:]))

    return change


def first_rep(**changes: Any) -> Callable[[DesignInputs], DesignInputs]:
    def change(inputs: DesignInputs) -> DesignInputs:
        return replace(inputs, reps=(replace(inputs.reps[0], **changes), *inputs.reps[1:]))

    return change


def asking(**changes: Any) -> Callable[[DesignInputs], DesignInputs]:
    return lambda inputs: replace(inputs, **changes)


BROKEN: dict[str, Callable[[DesignInputs], DesignInputs]] = {
    "account-without-position": first_account(lat=float("nan")),
    "account-without-travel": first_account(id="new"),
    "interval-not-positive": first_account(interval_days=0),
    "skill-nobody-has": first_account(skills=frozenset({"welding"})),
    "lock-to-unknown-rep": first_account(owner_lock="nobody"),
    "rep-without-home": first_rep(lon=float("inf")),
    "rep-without-travel": first_rep(id="new"),
    "capacity-not-positive": first_rep(capacity=0.0),
    "no-reps": asking(reps=()),
    "more-reps-than-accounts": lambda inputs: replace(inputs, accounts=inputs.accounts[:2]),
    "duplicate-id": lambda inputs: replace(inputs, accounts=(*inputs.accounts, inputs.accounts[0])),
    "tolerance-negative": asking(workload_tolerance=-0.1),
    "lock-of-unknown-account": asking(locks=(("ghost", "r1"),)),
    "locks-in-conflict": asking(locks=(("a0000", "r1"), ("a0000", "r2"))),
    "nobody-fits": first_account(least_experience=3.0),
    "land-in-islands": lambda inputs: replace(
        inputs, neighbours=tuple(pair for pair in inputs.neighbours or () if "a0000" not in pair)
    ),
    "potential-not-positive": lambda inputs: first_account(potential=-1.0)(replace(inputs, potential_tolerance=0.1)),
    "lock-against-fit": lambda inputs: first_account(least_experience=3.0, owner_lock="r1")(
        first_rep(experience=3.0)(inputs)
    ),
}


@pytest.mark.parametrize("code", BROKEN)
def test_what_is_wrong_is_named_with_its_remedy(country: Any, code: str) -> None:
    with pytest.raises(BadInputError) as refused:
        build_problem(BROKEN[code](country.inputs), country.table)
    found = {problem.code: problem for problem in refused.value.problems}
    assert code in found
    assert found[code].action


def test_sound_inputs_have_no_faults(country: Any) -> None:
    assert faults(replace(country.inputs, potential_tolerance=0.1), set(country.table.place_ids)) == []


@pytest.mark.parametrize("tolerance", [None, 0.1])
def test_a_potential_of_zero_weighs_nothing_and_is_no_fault(country: Any, tolerance: float | None) -> None:
    inputs = replace(first_account(potential=0.0)(country.inputs), potential_tolerance=tolerance)
    assert faults(inputs, set(country.table.place_ids)) == []


def test_where_no_account_has_a_potential_it_cannot_be_balanced(country: Any) -> None:
    accounts = tuple(replace(one, potential=0.0) for one in country.inputs.accounts)
    found = faults(replace(country.inputs, accounts=accounts, potential_tolerance=0.1), set(country.table.place_ids))
    assert {problem.code for problem in found} == {"potential-not-positive"}
    assert faults(replace(country.inputs, accounts=accounts), set(country.table.place_ids)) == []


def test_all_faults_are_gathered(country: Any) -> None:
    inputs = first_rep(lat=float("nan"))(first_account(interval_days=0)(country.inputs))
    assert {problem.code for problem in faults(inputs, set(country.table.place_ids))} == {
        "interval-not-positive",
        "rep-without-home",
    }
