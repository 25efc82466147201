"""How evenly accounts could be shared: no division undercuts the bound, and small teams have it proven."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from territory.attainable import Portion, attainable

BOTH = frozenset({"a", "b"})
ALIKE = {"a": 1.0, "b": 1.0}


def portions(*amounts: float, fits: frozenset[str] = BOTH) -> list[Portion]:
    return [Portion(amount, fits) for amount in amounts]


def test_what_can_be_shared_evenly_is_and_that_is_proven() -> None:
    found = attainable(portions(3, 3, 2, 2, 2), ALIKE, {"a": 12.0})
    assert found is not None
    assert (found.present, found.found, found.proven) == (2.0, 0.0, True)


def test_one_large_account_leaves_a_gap_that_nobody_can_close() -> None:
    found = attainable(portions(8, 1, 1), ALIKE, {"a": 8.0, "b": 2.0})
    assert found is not None
    assert (found.found, found.proven) == (1.2, True)
    assert found.bound == 0.0  # in parts it could be shared


def test_who_does_not_fit_bounds_the_gap() -> None:
    only_a = portions(9, fits=frozenset({"a"}))
    found = attainable([*only_a, *portions(1)], ALIKE, {"a": 10.0})
    assert found is not None
    assert found.bound == found.found == pytest.approx(8 / 5)
    assert found.proven


def test_a_half_rep_is_to_have_half() -> None:
    found = attainable(portions(1, 1, 1), {"a": 1.0, "b": 0.5}, {"a": 2.0, "b": 1.0})
    assert found is not None
    assert (found.present, found.found) == (0.0, 0.0)


def test_nothing_or_nobody_to_share_with_is_no_answer() -> None:
    assert attainable([], ALIKE, {}) is None
    assert attainable(portions(1), {"a": 1.0}, {}) is None


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(st.integers(1, 20), st.sampled_from(["a", "b", "ab"])), min_size=1, max_size=6))
def test_small_teams_have_the_least_gap_of_all_divisions(rows: list[tuple[int, str]]) -> None:
    mine = [Portion(float(amount), frozenset(fits)) for amount, fits in rows]
    found = attainable(mine, ALIKE, {})
    assert found is not None
    mean = sum(one.amount for one in mine) / 2
    ways = product(*(sorted(one.fits) for one in mine))
    loads = ([sum(p.amount for p, who in zip(mine, way, strict=True) if who == rep) for rep in "ab"] for way in ways)
    least = min(abs(one - other) for one, other in loads) / mean
    assert found.found == pytest.approx(least, abs=2e-4)  # the search stops at a ten thousandth
    assert found.bound <= least + 1e-6


def test_a_large_team_is_bounded_without_a_search() -> None:
    reps = {f"r{n}": 1.0 for n in range(20)}
    mine = [Portion(float(1 + n % 17), frozenset(reps)) for n in range(3000)]
    found = attainable(mine, reps, {})
    assert found is not None
    assert found.bound <= found.found < 0.02
