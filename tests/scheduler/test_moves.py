"""What a budget of moves costs: by schedules that were found, and never more than a larger budget gives back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scheduler.moves import Forgone, Tried, forgone

TRIES = st.lists(st.tuples(st.integers(0, 50), st.integers(0, 60)), min_size=1, max_size=4)


@pytest.mark.parametrize(
    ("tried", "expected"),
    [
        ({"r1": [(10, 35), (12, 28), (90, 20)]}, Forgone(80, 35)),
        ({"r1": [(10, 35), (40, 5)], "r2": [(3, 2)]}, Forgone(30, 35)),
        ({"r1": [(10, 35), (40, 5)], "r2": [(3, 64), (9, 8)]}, Forgone(36, 64)),
        ({"r1": [(10, 15)]}, None),  # the budget is kept at once
        ({"r1": [(10, 35), (10, 5)]}, None),  # it costs nothing
        ({"r1": [(10, 35), (8, 5)]}, None),
        ({"r1": [(10, 35), (11, 5)], "r2": [(20, 30), (3, 5)]}, None),  # who gains would lose more elsewhere
        ({}, None),
    ],
)
def test_what_a_larger_budget_would_serve_is_told(tried: dict[str, list[Tried]], expected: Forgone | None) -> None:
    assert forgone(tried) == expected


@given(st.lists(TRIES, max_size=4))
def test_with_the_budget_that_is_named_so_many_are_served(tries_of: list[list[Tried]]) -> None:
    tried = {f"r{number}": one for number, one in enumerate(tries_of)}
    found = forgone(tried)
    if found is not None:
        again = [next((one for one in tries if one[1] <= found.moves), tries[-1]) for tries in tried.values()]
        assert sum(left for left, _ in again) == sum(tries[-1][0] for tries in tried.values()) - found.visits
        assert found.visits > 0
