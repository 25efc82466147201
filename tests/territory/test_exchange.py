"""Rates of other currencies: by day, with a source; what has none stays as it is."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from routing.problems import BadInputError
from territory.deals import deal_facts, deal_problems
from territory.exchange import Exchange, read_exchange
from territory.opportunities import Opportunity, pipeline_shares
from territory.sales import MonthlySale

TEXT = "CHF 1.10 2026-03-01 ECB reference rate\n\nCHF 1.05 2026-01-01 ECB\nUSD 0.9 2026-02-01 the bank\n"
TODAY = date(2026, 3, 15)


def test_the_rate_of_a_day_is_the_last_one_stated_by_then() -> None:
    rates = read_exchange(TEXT, "EUR")
    days = [date(2025, 5, 1), date(2026, 1, 1), date(2026, 2, 28), date(2026, 3, 1)]
    assert [rates.rate_on("CHF", day) for day in days] == [Decimal(x) for x in ("1.05", "1.05", "1.05", "1.10")]
    assert (rates.rate_on("EUR", TODAY), rates.rate_on("SEK", TODAY)) == (1, None)
    assert {one.source for one in rates.rates} == {"ECB", "ECB reference rate", "the bank"}


@pytest.mark.parametrize(
    "text",
    ["CHF", "CHF 1,05 2026-01-01 ECB", "CHF 1.05 2026-02-30 ECB", "CHF 0 2026-01-01 x", "chf 1 2026-01-01 x",
     "CHF 1.05 2026-01-01", "EUR 1 2026-01-01 us", "CHF 1 2026-01-01 a\nCHF 2 2026-01-01 b", "\n" * 1001 + "x"],
)  # fmt: skip
def test_what_is_no_rate_is_named(text: str) -> None:
    with pytest.raises(BadInputError, match="exchange-unreadable"):
        read_exchange(text, "EUR")


def test_deals_count_by_their_rate_and_what_has_none_is_still_said() -> None:
    deals = [
        Opportunity("1", "a", "x", Decimal(100), "CHF", probability=0.5),
        Opportunity("2", "b", "x", Decimal(110), "EUR", probability=0.5),
        Opportunity("3", "c", "x", Decimal(100), "CHF", closed=date(2026, 2, 1), won=True),
    ]
    mine = read_exchange(TEXT, "EUR").deals(deals, TODAY)
    assert [(one.amount, one.currency) for one in mine] == [(110, "EUR"), (110, "EUR"), (105, "EUR")]
    assert pipeline_shares(mine, TODAY, "EUR") == {"a": 1.0, "b": 1.0}
    facts = deal_facts(mine, date(2026, 1, 1), date(2026, 3, 31), TODAY, "EUR")
    assert (facts["pipeline"], facts["deals_value"]) == (110.0, 105.0)
    without = Exchange("EUR").deals(deals, TODAY)
    assert without == tuple(deals)
    assert "deal-in-other-currency" in {one.code for one in deal_problems(without, TODAY, "EUR")}


def test_sales_count_by_the_rate_of_their_month() -> None:
    rows = [
        MonthlySale("a", date(2026, 2, 1), Decimal(10), "CHF"),
        MonthlySale("a", date(2026, 2, 1), Decimal(1), "SEK"),
    ]
    (francs, crowns) = read_exchange(TEXT, "EUR").sales(rows)
    assert (francs.amount, francs.currency) == (Decimal("10.50"), "EUR")
    assert crowns == rows[1]
