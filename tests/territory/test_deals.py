"""Deals as facts: what closed in a period, what was open at its end, and no sum with a part missing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from territory.deals import deal_facts, deal_problems
from territory.opportunities import Opportunity

START, END, TODAY = date(2026, 1, 1), date(2026, 12, 31), date(2027, 1, 4)
OPEN = Opportunity("O1", "A1", "Oven", Decimal(1000), "EUR", "offer", 0.5, date(2026, 6, 1), date(2027, 2, 1))
WON = replace(OPEN, id="O2", closed=date(2026, 7, 1), won=True)
LOST = replace(OPEN, id="O3", closed=date(2026, 12, 31), won=False, amount=None)


def test_a_deal_counts_where_it_closed_and_in_the_pipeline_while_it_is_open() -> None:
    facts = deal_facts([OPEN, WON, LOST], START, END, TODAY, "EUR")
    assert facts == {"deals_won": 1, "deals_closed": 2, "deals_value": 1000, "pipeline": 500}
    earlier = deal_facts([OPEN, WON, LOST], START, date(2026, 6, 30), TODAY, "EUR")
    assert earlier == {"deals_won": 0, "deals_closed": 0, "deals_value": 0}


def test_a_sum_with_a_part_missing_is_not_known() -> None:
    assert "deals_value" not in deal_facts([replace(WON, amount=None)], START, END, TODAY, "EUR")
    assert "deals_value" not in deal_facts([replace(WON, currency="CHF")], START, END, TODAY, "EUR")
    assert "pipeline" not in deal_facts([replace(OPEN, probability=None)], START, END, TODAY, "EUR")
    assert deal_facts([], START, END, TODAY, "EUR")["pipeline"] == 0


def test_what_keeps_sums_from_being_known_is_named() -> None:
    faulty = [replace(OPEN, probability=None), replace(WON, amount=None), replace(WON, id="O4", currency="CHF")]
    codes = {one.code: one.where for one in deal_problems(faulty, TODAY, "EUR")}
    assert codes == {
        "deal-without-probability": "opportunities O1",
        "deal-without-amount": "opportunities O2",
        "deal-in-other-currency": "opportunities O4",
    }
    assert deal_problems([OPEN, WON, LOST], TODAY, "EUR") == ()


def test_an_open_deal_past_its_day_is_named_and_a_long_list_is_cut() -> None:
    late = [replace(OPEN, id=f"O{n}", expected_close=END) for n in range(9)]
    (problem,) = deal_problems(late, TODAY, "EUR")
    assert (problem.code, problem.where) == ("deal-overdue", "opportunities O0, O1, O2, O3, O4 and 4 more")
