"""Rows of sales become months: what is missing, negative or in another currency is named."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import numpy as np
import pytest

from territory.sales import MonthlySale, gather, month_after


def sale(account: str, month: int, amount: str = "10.00", currency: str = "CHF", year: int = 2025) -> MonthlySale:
    return MonthlySale(account, date(year, month, 15), Decimal(amount), currency)


def test_rows_of_one_month_add_up() -> None:
    sales, problems = gather([sale("A", 1), sale("A", 1, "2.50"), sale("A", 2)])
    assert sales is not None
    assert (sales.amounts.tolist(), sales.currency, problems) == ([[12.5, 10.0]], "CHF", [])
    assert sales.months == (date(2025, 1, 1), date(2025, 2, 1))


def test_a_gap_is_named_and_not_known() -> None:
    sales, problems = gather([sale("A", 1), sale("A", 4), sale("B", 3), sale("B", 4)])
    assert sales is not None
    assert np.isnan(sales.amounts[0, 1:3]).all()
    assert [(problem.code, problem.where) for problem in problems] == [("sales-gap", "sales of A")]
    assert "2 months are missing, from 2025-02" in problems[0].cause


def test_a_gap_is_nothing_sold_where_that_is_said_but_not_before_the_first_sale() -> None:
    sales, problems = gather([sale("A", 1), sale("A", 3), sale("B", 2)], absent_is_zero=True)
    assert sales is not None
    assert problems == []
    assert sales.amounts[0].tolist() == [10.0, 0.0, 10.0]
    assert np.isnan(sales.amounts[1, 0])
    assert sales.amounts[1, 1:].tolist() == [10.0, 0.0]


def test_a_negative_month_is_named_and_not_known() -> None:
    sales, problems = gather([sale("A", 1, "5.00"), sale("A", 2, "-0.01")])
    assert sales is not None
    assert np.isnan(sales.amounts[0, 1])
    assert [(problem.code, problem.where) for problem in problems] == [("negative-month", "sales of A, 2025-02")]


def test_a_credit_note_within_a_month_that_stays_positive_is_no_problem() -> None:
    assert gather([sale("A", 1, "5.00"), sale("A", 1, "-4.00")])[1] == []


def test_two_currencies_are_never_added() -> None:
    sales, problems = gather(
        [sale("A", 1), sale("B", 1), sale("B", 2, currency="EUR"), sale("C", 1, currency="EUR"), sale("D", 1)]
    )
    assert sales is not None
    assert sales.accounts == ("A", "D")
    assert [(problem.code, problem.where) for problem in problems] == [
        ("two-currencies", "sales of B"),
        ("two-currencies", "sales of C"),
    ]


def test_no_rows_and_no_single_currency_give_no_table() -> None:
    assert gather([]) == (None, [])
    sales, problems = gather([sale("B", 1), sale("B", 2, currency="EUR")])
    assert (sales, len(problems)) == (None, 1)


@pytest.mark.parametrize(
    ("months", "expected"), [(0, date(2025, 11, 1)), (2, date(2026, 1, 1)), (-11, date(2024, 12, 1))]
)
def test_months_go_over_years(months: int, expected: date) -> None:
    assert month_after(date(2025, 11, 1), months) == expected


def test_the_last_year_is_known_only_where_all_its_months_are() -> None:
    rows = [sale(name, month) for month in range(1, 13) for name in ("A", "B") if (name, month) != ("B", 5)]
    sales, _ = gather(rows)
    assert sales is not None
    assert sales.last_year() == {"A": 120.0, "B": None}
    assert sales.without_last(1).last_year() == {"A": None, "B": None}
