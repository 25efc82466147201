"""What was foretold of sales is judged when its month has come, by the accounts of the day when it was foretold."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from territory.sales import Sales
from territory.sales_forecasts import TOGETHER, foretell, foretold_by_territory, judge

DAY = date(2026, 7, 3)
WEST = {"a": "west", "b": "west", "c": "east"}


def sales(months: int) -> Sales:
    """Three accounts that buy for 10, 20 and 40 a month since January 2025."""
    amounts = np.outer([10.0, 20.0, 40.0], np.ones(months))
    return Sales(("a", "b", "c"), date(2025, 1, 1), amounts, "EUR")


def test_three_months_are_foretold_of_each_territory_and_of_all() -> None:
    made = foretell(sales(18), WEST, DAY)
    assert {one.territory for one in made} == {TOGETHER, "west", "east"}
    west = [one for one in made if one.territory == "west"]
    assert [one.month for one in west] == [date(2026, 7, 1), date(2026, 8, 1), date(2026, 9, 1)]
    assert [one.foretold for one in west] == pytest.approx([30, 30, 30])
    assert [one.next for one in west] == [True, False, False]
    assert foretell(sales(17), WEST, DAY) == [], "too little is known"


def test_what_came_is_of_the_accounts_that_the_territory_had_then() -> None:
    made = foretell(sales(18), WEST, DAY)
    later = replace(sales(19), amounts=np.outer([12.0, 20.0, 40.0], np.ones(19)))
    told = judge(made, later, {DAY: WEST})
    assert {(one.territory, one.month, one.came) for one in told} == {
        (TOGETHER, date(2026, 7, 1), 72.0), ("west", date(2026, 7, 1), 32.0), ("east", date(2026, 7, 1), 40.0),
    }  # fmt: skip
    assert judge(told, later, {DAY: WEST}) == [], "what is noted is not noted again"
    (west,) = foretold_by_territory([*made, *told], {"west"})
    assert west.relative is not None


def test_the_error_is_of_the_next_months_alone() -> None:
    made = foretell(sales(18), WEST, DAY)
    west = [replace(one, came=33.0) for one in made if one.territory == "west"]
    (found,) = foretold_by_territory(west, {"west"})
    assert [one.month for one in found.past] == [date(2026, 7, 1)]
    assert (found.error, found.past[0].error) == (3.0, 3.0)
    assert found.relative == pytest.approx(3 / 33)
    assert foretold_by_territory(west, set()) == ()


def test_a_month_that_is_not_known_is_not_judged() -> None:
    made = foretell(sales(18), WEST, DAY)
    gap = sales(19)
    gap.amounts[0, 18] = np.nan
    told = judge(made, gap, {DAY: WEST})
    assert {one.territory for one in told} == {"east"}
