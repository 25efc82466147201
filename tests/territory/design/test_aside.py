"""An account that nobody can own is set aside and named, and the others are divided."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from territory.design import build_problem
from territory.design.aside import set_aside

IMPOSSIBLE: dict[str, dict[str, Any]] = {
    "skill-nobody-has": {"skills": frozenset({"welding"})},
    "nobody-fits": {"least_experience": 3.0},
    "lock-to-unknown-rep": {"owner_lock": "nobody"},
    "interval-not-positive": {"interval_days": 0},
    "account-without-position": {"lat": float("nan")},
}


@pytest.mark.parametrize("code", IMPOSSIBLE)
def test_one_impossible_account_leaves_the_others_a_sound_problem(country: Any, code: str) -> None:
    first, *others = country.inputs.accounts
    inputs = replace(country.inputs, accounts=(replace(first, **IMPOSSIBLE[code]), *others), locks=((first.id, "r1"),))
    kept, wrong = set_aside(inputs)
    assert wrong.keys() == {first.id}
    assert code in {problem.code for problem in wrong[first.id]}
    assert kept.accounts == tuple(others)
    assert kept.locks == (), "a lock of an account that is not there would be a fault of its own"
    assert build_problem(kept, country.table).unit_ids == tuple(sorted(one.id for one in others))


def test_sound_accounts_stay_as_they_are(country: Any) -> None:
    assert set_aside(country.inputs) == (country.inputs, {})


def test_a_wrong_rep_is_not_the_accounts_fault(country: Any) -> None:
    wrong_rep = replace(country.inputs, reps=(replace(country.inputs.reps[0], capacity=0.0), *country.inputs.reps[1:]))
    assert set_aside(wrong_rep) == (wrong_rep, {})
