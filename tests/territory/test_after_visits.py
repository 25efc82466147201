"""Sales after visits beside those of other months: only where there is enough of both."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from territory.after_visits import after_visits
from territory.sales import Sales

FIRST = date(2026, 1, 1)


def sales(*lines: list[float]) -> Sales:
    return Sales(tuple(f"a{n}" for n in range(len(lines))), FIRST, np.array(lines, np.float64), "EUR")


def test_an_account_that_buys_after_visits_comes_first_with_its_change() -> None:
    moved = [10.0, 10, 20, 20, 10, 10, 20, 20, 10, 10]
    flat = [5.0] * 10
    days = [date(2026, 3, 9), date(2026, 7, 1)]
    first, second = after_visits(sales(flat, moved), {"a0": days, "a1": days})
    assert (first.account, first.visits, first.after, first.without, first.change) == ("a1", 2, 20.0, 10.0, 1.0)
    assert second.change == 0.0


@pytest.mark.parametrize("days", [[], [date(2026, 3, 9)], [date(2026, n, 1) for n in range(1, 11)]])
def test_nothing_is_said_of_too_few_months_of_either_kind(days: list[date]) -> None:
    assert after_visits(sales([5.0] * 10), {"a0": days}) == ()


def test_a_month_that_is_not_known_counts_for_neither() -> None:
    line = [10.0, 10, 20, 20, 10, np.nan, 20, 20, 10, 10]
    (found,) = after_visits(sales(line), {"a0": [date(2026, 3, 9), date(2026, 7, 1)]})
    assert (found.after, found.without) == (20.0, 10.0)


def test_who_sells_nothing_without_visits_has_no_share() -> None:
    line = [0.0, 0, 20, 20, 0, 0, 20, 20, 0, 0]
    (found,) = after_visits(sales(line), {"a0": [date(2026, 3, 9), date(2026, 7, 1)]})
    assert found.change is None
