"""Expenses and allowances in the workspace: with their receipt, posted at once, all of them or none."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from mileage.allowances import Journey
from mileage.expenses import Expense, PaidBy
from mileage.money import Money
from mileage.receipts import read_receipt
from office.mileage.allowances import add_journey
from office.mileage.claims import close_month, show_claim
from office.mileage.expenses import NewExpense, add_expense, add_expenses, withdraw_expense
from office.mileage.verification import verify_ledger
from office.opening import Office
from routing.problems import BadInputError
from store.expenses import read_receipt_content
from store.ledger import all_postings
from tests.office.mileage_house import MONDAY, by, furnished, look, spoil

PNG = read_receipt(b"\x89PNG\r\n\x1a\n" + b"0" * 40 + b"IEND\xaeB`\x82", "lunch.png")
LUNCH = Expense(
    "e1", "r1", MONDAY, "meal", Money(Decimal("23.80"), "EUR"), Decimal("0.19"), PaidBy.REP, "Inn", receipt=PNG.hash
)


def test_an_expense_is_kept_with_its_receipt_and_posted(office: Office) -> None:
    furnished(office)
    (entered,) = add_expenses(*by(office), "r1", (LUNCH,), (PNG, PNG))
    (posting,) = look(office, all_postings)
    assert (str(entered.assessed.pay), str(posting.entry.pay)) == ("23.80 EUR", "23.80 EUR")
    assert look(office, read_receipt_content, PNG.hash) == ("image/png", PNG.content)
    assert verify_ledger(*by(office, "boss")).is_clean
    withdraw_expense(*by(office), "e1", "paid twice")
    assert show_claim(*by(office), "r1", "2026-05").totals.totals[0].amount == 0
    assert verify_ledger(*by(office, "boss")).is_clean


def test_an_expense_changed_after_posting_is_named(sqlite_workspace: Office) -> None:
    furnished(sqlite_workspace)
    add_expenses(*by(sqlite_workspace), "r1", (LUNCH,), (PNG,))
    spoil(sqlite_workspace, "UPDATE expenses SET merchant = 'Club'")
    assert [f.code for f in verify_ledger(*by(sqlite_workspace, "boss")).verdict.findings] == ["log-changed"]


@pytest.mark.parametrize(
    ("change", "actor", "code"),
    [
        ({"category": "yacht"}, "r1", "category-unknown"),
        ({"date": MONDAY + timedelta(days=1)}, "r1", "expense-in-the-future"),
        ({}, "r2", "not-the-rep"),
    ],
)
def test_one_bad_expense_keeps_all_from_being_posted(
    sqlite_workspace: Office, change: dict[str, object], actor: str, code: str
) -> None:
    bad = replace(LUNCH, id="e2", **change)  # type: ignore[arg-type]
    furnished(sqlite_workspace)
    with pytest.raises(BadInputError) as caught:
        add_expenses(*by(sqlite_workspace, actor), "r1", (LUNCH, bad), (PNG,))
    assert code in {problem.code for problem in caught.value.problems}
    assert look(sqlite_workspace, all_postings) == ()


def test_an_id_is_used_once(sqlite_workspace: Office) -> None:
    furnished(sqlite_workspace)
    add_expenses(*by(sqlite_workspace), "r1", (LUNCH,), (PNG,))
    with pytest.raises(BadInputError, match="expense-known"):
        add_expenses(*by(sqlite_workspace), "r1", (LUNCH,), (PNG,))


def test_nobody_takes_back_what_is_not_theirs(sqlite_workspace: Office) -> None:
    furnished(sqlite_workspace)
    add_expenses(*by(sqlite_workspace), "r1", (LUNCH,), (PNG,))
    with pytest.raises(BadInputError, match="expense-unknown"):
        withdraw_expense(*by(sqlite_workspace, "r2"), "e1", "mine")


def test_a_journey_is_paid_day_by_day_and_only_once(office: Office) -> None:
    journey = Journey("r1", MONDAY, ("standard",))
    furnished(office)
    posted = add_journey(*by(office, days_later=1), "de-verpflegung", journey)
    assert [str(p.entry.pay) for p in posted] == ["14.00 EUR", "20.00 EUR", "14.00 EUR"]
    assert verify_ledger(*by(office, "boss")).is_clean
    with pytest.raises(BadInputError, match="allowance-known"):
        add_journey(*by(office, days_later=1), "de-verpflegung", journey)
    assert len(look(office, all_postings)) == 3


def test_an_allowance_of_a_closed_month_goes_to_the_open_one_and_says_so(sqlite_workspace: Office) -> None:
    furnished(sqlite_workspace)
    close_month(*by(sqlite_workspace, "boss", days_later=40), f"{MONDAY:%Y-%m}")
    journey = Journey("r1", MONDAY, away_s=40_000)
    (posted,) = add_journey(*by(sqlite_workspace, days_later=40), "de-verpflegung", journey)
    assert (posted.entry.period, posted.entry.reason) == ("2026-06", "late: 2026-05 is closed")


def test_a_refund_takes_back_what_was_reimbursed_and_no_more(office: Office) -> None:
    furnished(office)
    rep = by(office)
    bought = add_expense(*rep, "r1", NewExpense(MONDAY, "meal", Money(Decimal("80.00"), "EUR"), "Inn"), PNG.content)
    assert str(bought.assessed.pay) == "60.00 EUR"

    def back(amount: str) -> NewExpense:
        gross = Money(Decimal(amount), "EUR")
        return NewExpense(MONDAY, "meal", gross, "Inn", refund_of=bought.assessed.expense.id)

    paid = [str(add_expense(*rep, "r1", back(amount)).assessed.pay) for amount in ("-20.00", "-50.00")]
    assert paid == ["0.00 EUR", "-50.00 EUR"]
    for amount, code in (("-10.01", "refund-too-much"), ("10.00", "refund-not-negative")):
        with pytest.raises(BadInputError, match=code):
            add_expense(*rep, "r1", back(amount))
    with pytest.raises(BadInputError, match="expense-refunded"):
        withdraw_expense(*rep, bought.assessed.expense.id, "why")
    assert str(show_claim(*rep, "r1", "2026-05").totals.totals[0]) == "10.00 EUR"
    assert verify_ledger(*by(office, "boss")).is_clean


def test_money_that_came_back_of_nothing_is_refused(sqlite_workspace: Office) -> None:
    furnished(sqlite_workspace)
    lost = NewExpense(MONDAY, "meal", Money(Decimal("-5.00"), "EUR"), "Inn", refund_of="nothing")
    with pytest.raises(BadInputError, match="refund-of-nothing"):
        add_expense(*by(sqlite_workspace), "r1", lost)
    with pytest.raises(BadInputError, match="amount-not-positive"):
        add_expense(*by(sqlite_workspace), "r1", replace(lost, refund_of=""))


def test_an_expense_that_comes_late_says_to_which_month_it_goes(sqlite_workspace: Office) -> None:
    furnished(sqlite_workspace)
    close_month(*by(sqlite_workspace, "boss", days_later=40), "2026-05")
    coffee = NewExpense(MONDAY, "meal", Money(Decimal("3.00"), "EUR"), "Inn")
    entered = add_expense(*by(sqlite_workspace, days_later=40), "r1", coffee)
    assert (entered.period, entered.late) == ("2026-06", "late: 2026-05 is closed")


def test_nobody_is_paid_for_days_that_have_not_come(sqlite_workspace: Office) -> None:
    furnished(sqlite_workspace)
    with pytest.raises(BadInputError, match="allowance-in-the-future"):
        add_journey(*by(sqlite_workspace), "de-verpflegung", Journey("r1", MONDAY, ("standard",)))
