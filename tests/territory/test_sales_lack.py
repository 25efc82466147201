"""A target of sales: what lacks on the way to it, and the visits that would make up for it."""

from __future__ import annotations

from datetime import date

import numpy as np

from territory.after_visits import AfterVisits
from territory.sales import Sales
from territory.sales_lack import SalesLack, brought_by_a_visit, sales_lack
from territory.targets import FLAT, Target

YEAR = Target("west", "revenue", date(2026, 1, 1), date(2026, 12, 31), 3650.0)
SALES = Sales(("a", "b", "c"), date(2025, 12, 1), np.array([[9.0, 100, 50], [9, 10, np.nan], [9, 999, 999]]), "EUR")
TOLD = (AfterVisits("a", 4, 110.0, 100.0), AfterVisits("c", 9, 1e6, 0.0))


def test_what_lacks_is_what_is_due_by_the_last_month_on_record_less_what_was_sold() -> None:
    assert sales_lack(YEAR, SALES, {"a", "b"}, FLAT, TOLD) == SalesLack(
        "west", date(2026, 2, 28), 160.0, 590.0, 3650.0, 20.0, 22, "EUR"
    )


def test_a_target_on_its_way_lacks_nothing() -> None:
    assert sales_lack(YEAR, SALES, {"a", "b", "c"}, FLAT, TOLD) is None


def test_no_month_of_the_target_on_record_says_nothing() -> None:
    later = Target("west", "revenue", date(2026, 3, 1), date(2026, 12, 31), 3650.0)
    assert sales_lack(later, SALES, {"a"}, FLAT, TOLD) is None
    assert sales_lack(YEAR, SALES, set(), FLAT, TOLD) is None


def test_visits_that_brought_nothing_are_no_answer() -> None:
    worse = (AfterVisits("a", 4, 90.0, 100.0),)
    found = sales_lack(YEAR, SALES, {"a"}, FLAT, worse)
    assert found is not None
    assert (found.per_visit, found.visits) == (-20.0, 0)
    unknown = sales_lack(YEAR, SALES, {"a"}, FLAT, ())
    assert unknown is not None
    assert (unknown.per_visit, unknown.visits) == (None, 0)


def test_what_a_visit_brought_weighs_accounts_by_their_visits() -> None:
    assert brought_by_a_visit((AfterVisits("a", 1, 10.0, 0.0), AfterVisits("b", 3, 2.0, 0.0))) == 8.0
