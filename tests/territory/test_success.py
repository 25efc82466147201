"""What reps have closed: whose a deal was, how much it says, and what is a strength."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from territory.accounts import Account
from territory.opportunities import Opportunity
from territory.success import Closed, Successes, count_successes

DAY = date(2026, 11, 1)
ACCOUNTS = {
    "h": Account("h", "Hotel", 47.0, 9.5, 14, 8, 20, 1800, segment="hotel", category="tourism=hotel"),
    "b": Account("b", "Bar", 47.0, 9.5, 14, 8, 20, 1800, category="amenity=bar"),
    "n": Account("n", "Nameless", 47.0, 9.5, 14, 8, 20, 1800),
}


def deal(
    account: str = "h", *, won: bool | None = True, closed: date | None = date(2026, 5, 1), rep: str = ""
) -> Opportunity:
    return Opportunity("d", account, "Deal", Decimal(100), "EUR", closed=closed, won=won, rep_id=rep)


def counted(*deals: Opportunity) -> Successes:
    return count_successes(deals, ACCOUNTS, lambda _, on: "r1" if on >= date(2026, 3, 1) else "", ["r1", "r2"], DAY)


def test_a_deal_is_whose_the_file_says_else_of_the_owner_on_the_day_it_closed() -> None:
    found = counted(deal(), deal(rep="r2"), deal(won=False), deal("b"))
    assert found.of("r1", "hotel") == Closed(1, 1, {"EUR": Decimal(100)})
    assert found.of("r2", "hotel") == Closed(1, 0, {"EUR": Decimal(100)})
    assert found.of("r1", "amenity=bar").won == 1
    assert found.nobodys == 0


@pytest.mark.parametrize(
    "one",
    [deal(closed=date(2026, 2, 1)), deal(rep="gone"), deal("n"), deal("nobody-such")],
    ids=["nobody owned it", "who has left", "no sector", "no account"],
)
def test_what_is_nobody_s_is_counted_as_such(one: Opportunity) -> None:
    assert counted(one) == Successes({}, 1)


@pytest.mark.parametrize("one", [deal(won=None, closed=None), deal(closed=date(2026, 11, 2))])
def test_what_is_still_open_says_nothing(one: Opportunity) -> None:
    assert counted(one) == Successes()


@given(st.integers(0, 50), st.integers(0, 50))
def test_more_won_says_more_and_more_lost_says_less(won: int, lost: int) -> None:
    success = Closed(won, lost).success
    assert 0 <= success < 1
    assert Closed(won + 1, lost).success > success
    assert Closed(won, lost + 1).success <= success


@pytest.mark.parametrize(
    ("mine", "others", "strong"),
    [
        (Closed(3, 1), Closed(1, 3), True),
        (Closed(3, 1), None, True),
        (Closed(2, 0), Closed(1, 3), False),  # too few deals
        (Closed(1, 3), Closed(3, 1), False),
        (Closed(2, 2), Closed(3, 3), False),
        (Closed(0, 5), None, False),
    ],
)
def test_a_strength_is_what_one_wins_more_of_than_the_others(mine: Closed, others: Closed | None, strong: bool) -> None:
    team = {"r1": {"hotel": mine}} | ({"r2": {"hotel": others}} if others else {})
    (record,) = Successes(team).records("r1")
    assert record.strong is strong
