"""A budget by potential: the sum stays to the cent, and the policy stays to the letter beside its amounts."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from territory.allotment import allotted, with_amounts
from territory.performance import BudgetLine
from territory.policy import read_policy

POLICY = """\
# what the board said
[[budget]]
territory = "north"
kind = "marketing"
year = 2027
amount = "100.00"  # last year's
currency = "EUR"

[[budget]]
territory = "south"
kind = "marketing"
year = 2027
amount = "0.01"
currency = "EUR"

[[budget]]
territory = "south"
kind = "support"
year = 2027
amount = "7.00"
currency = "EUR"
"""


def line(territory: str, amount: str, currency: str = "EUR") -> BudgetLine:
    return BudgetLine(territory, "marketing", 2027, Decimal(amount), None, currency)


@given(st.lists(st.tuples(st.integers(0, 10**6), st.integers(0, 10**9)), min_size=1, max_size=8))
def test_what_is_divided_comes_to_the_same_sum_to_the_cent(rows: list[tuple[int, int]]) -> None:
    lines = [line(f"t{n}", str(Decimal(cents) / 100)) for n, (cents, _) in enumerate(rows)]
    amounts = allotted(lines, {f"t{n}": float(potential) for n, (_, potential) in enumerate(rows)})
    if any(potential for _, potential in rows):
        assert sum(amounts.values()) == sum(one.amount for one in lines)
        assert all(amount >= 0 for amount in amounts.values())
    else:
        assert amounts == {}


def test_twice_the_potential_has_twice_the_budget() -> None:
    amounts = allotted([line("a", "90.00"), line("b", "0.00")], {"a": 100.0, "b": 200.0})
    assert amounts == {"a": Decimal("30.00"), "b": Decimal("60.00")}


def test_nothing_is_divided_in_two_currencies_or_where_a_territory_has_two_lines() -> None:
    assert allotted([line("a", "1"), line("b", "1", "CHF")], {"a": 1.0, "b": 1.0}) == {}
    assert allotted([line("a", "1"), line("a", "1")], {"a": 1.0}) == {}


def test_only_the_amounts_of_the_kind_and_year_change_in_the_policy() -> None:
    text = with_amounts(POLICY, "marketing", 2027, {"north": Decimal("40.00"), "south": Decimal("60.01")})
    before, after = read_policy(POLICY, "p").budgets, read_policy(text, "p").budgets
    assert [str(one.amount) for one in after] == ["40.00", "60.01", "7.00"]
    assert len(before) == len(after)
    assert "# what the board said" in text
    assert with_amounts(POLICY, "marketing", 2026, {"north": Decimal(1)}) == POLICY
