"""The order found is the cheapest of all orders, whatever the prices are."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise, permutations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from routing.shortest_order import MOST_STOPS, shortest_order


@st.composite
def prices(draw: st.DrawFn) -> NDArray[np.int64]:
    """Prices of legs both ways, few of them, so that many orders cost the same."""
    size = 2 + draw(st.integers(1, 6))
    flat = draw(st.lists(st.integers(0, 9) | st.just(2**50), min_size=size * size, max_size=size * size))
    return np.array(flat, np.int64).reshape(size, size)


def way_of(price: NDArray[np.int64], order: Sequence[int]) -> int:
    return sum(int(price[a, b]) for a, b in pairwise([0, *(stop + 1 for stop in order), len(price) - 1]))


@settings(max_examples=100, deadline=None)
@given(prices())
def test_no_order_is_cheaper(price: NDArray[np.int64]) -> None:
    least, order = shortest_order(price)
    stops = range(len(price) - 2)
    assert sorted(order) == list(stops)
    assert least == way_of(price, order) == min(way_of(price, other) for other in permutations(stops))


@pytest.mark.parametrize("stops", [0, MOST_STOPS + 1])
def test_more_stops_than_can_be_looked_through_are_refused(stops: int) -> None:
    with pytest.raises(ValueError, match=f"not of {stops}"):
        shortest_order(np.ones((stops + 2, stops + 2), np.int64))


def test_the_longest_tour_is_put_in_order() -> None:
    """Stops along a line, told in any order, are driven from one end to the other."""
    where = np.array([-1, *np.random.default_rng(1).permutation(MOST_STOPS), MOST_STOPS])
    least, order = shortest_order(abs(where[:, None] - where[None, :]))
    assert least == MOST_STOPS + 1
    assert [int(where[stop + 1]) for stop in order] == list(range(MOST_STOPS))
