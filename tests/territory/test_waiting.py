"""Hand-overs follow their deals: sooner, later, never past what was promised, and only those whose deal changed."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from territory.accounts import Account
from territory.design.reasons import Move
from territory.handover import HandoverRules
from territory.opportunities import Opportunity
from territory.waiting import Redated, Waiting, follow_deals

START = date(2027, 1, 4)
TODAY = START - timedelta(days=10)
CLOSES = START + timedelta(days=30)
RULES = HandoverRules(START, a_week=2)


def day(number: int) -> date:
    return START + timedelta(days=number)


def waiting(number: int, on: int = 31, free_from: int = 31, retain_days: int = 60) -> Waiting:
    move = Move(f"a{number}", "old", "new", 10.0, "balance", "why")
    return Waiting(move, day(on), day(free_from), RULES, retain_days, joint_visit=False)


def account(number: int) -> Account:
    return Account(f"a{number}", "A", 47.0, 9.5, 28, 20, 40, 1800, "24/7")


def deal(number: int, expected: int | None = 30, closed: int | None = None) -> Opportunity:
    ends = None if closed is None else day(closed)
    return Opportunity(
        f"d{number}", f"a{number}", "Oven", expected_close=None if expected is None else day(expected), closed=ends
    )


def follow(ones: list[Waiting], deals: list[Opportunity], today: date = TODAY) -> tuple[Redated, ...]:
    taken = [(rep, one.on) for one in ones for rep in ("old", "new")]
    return follow_deals(ones, [account(n) for n in range(20)], deals, today, taken)


def test_a_deal_that_closed_sooner_lets_its_account_change_hands_sooner() -> None:
    (one,) = follow([waiting(0)], [deal(0, closed=-12)])
    assert (one.after.on, one.why) == (START, "its deal has closed")


def test_a_deal_as_it_was_known_changes_nothing() -> None:
    assert follow([waiting(0)], [deal(0)]) == ()
    assert follow([waiting(0)], [deal(0)], day(20)) == ()


def test_a_deal_that_is_expected_later_holds_its_account_longer() -> None:
    (one,) = follow([waiting(0)], [deal(0, expected=40)])
    assert one.after.on == day(41)


def test_a_deal_holds_no_account_longer_than_was_said() -> None:
    (one,) = follow([waiting(0)], [deal(0, expected=300)])
    assert one.after.on == day(60)  # sixty days from the start


def test_nobody_changes_hands_on_a_day_that_has_begun() -> None:
    (one,) = follow([waiting(0)], [deal(0, closed=9)], day(10))
    assert one.after.on == day(11)


def test_who_has_changed_hands_already_stays() -> None:
    assert follow([waiting(0, on=10)], [deal(0, expected=40)], day(10)) == ()


def test_those_whose_deals_are_as_known_keep_their_dates_and_their_places_in_the_week() -> None:
    ones = [waiting(0), waiting(1, on=2, free_from=0), waiting(2, on=3, free_from=0)]
    (one,) = follow(ones, [deal(0, closed=-12), deal(1, expected=None, closed=-20), deal(2, expected=None, closed=-20)])
    assert (one.before.move.account_id, one.after.on) == ("a0", day(7))  # the first week is full


def test_an_account_that_is_due_soon_is_visited_by_its_owner_first() -> None:
    late = Account("a0", "A", 47.0, 9.5, 28, 20, 40, 1800, "24/7", last_visit=day(-38))
    (one,) = follow_deals([waiting(0)], [late], [deal(0, closed=-12)], TODAY, [])
    assert one.after.visit_before == START - timedelta(days=1)


@given(
    closes=st.lists(st.one_of(st.none(), st.integers(-30, 90)), min_size=1, max_size=12),
    today=st.integers(-20, 40),
)
def test_caps_promises_and_the_past_hold_whatever_the_deals_do(closes: list[int | None], today: int) -> None:
    ones = [waiting(n, on=31 + 7 * (n // 2)) for n in range(len(closes))]
    deals = [deal(n, expected=end) for n, end in enumerate(closes)]
    found = follow(ones, deals, day(today))
    after = {one.before.move.account_id: one.after.on for one in found}
    dates = [after.get(one.move.account_id, one.on) for one in ones]
    weeks = Counter((on - START).days // 7 for on in dates)
    assert max(weeks.values()) <= RULES.a_week
    assert all(one.after.on > day(today) and one.before.on > day(today) for one in found)
    again = follow([*(one.now for one in found)], deals, day(today))
    assert again == ()  # what has followed its deal rests
