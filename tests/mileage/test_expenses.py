"""Expenses: limits, receipts by content, VAT, who pays, repeats; a bad one is refused with its reason."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from mileage.expenses import Expense, ExpensePolicy, PaidBy, Spending, assess
from mileage.money import CurrencyMismatchError, Money
from mileage.policy_files import packaged_policy, parse_policy
from mileage.receipts import LARGEST_BYTES, read_receipt
from routing.problems import BadInputError

POLICY = packaged_policy()
PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 40 + b"IEND\xaeB`\x82"


def euros(amount: str) -> Money:
    return Money(Decimal(amount), "EUR")


LUNCH = Expense("e1", "rep", date(2026, 5, 4), "meal", euros("23.80"), Decimal("0.19"), PaidBy.REP, "Inn", receipt="ab")


def codes(expense: Expense, policy: ExpensePolicy = POLICY) -> list[str]:
    return [problem.code for problem in assess(policy, [expense])[1]]


def test_vat_is_worked_out_of_the_gross_amount() -> None:
    assert LUNCH.vat == euros("3.80")


def test_a_day_s_limit_is_used_up_in_order() -> None:
    done, _ = assess(POLICY, [replace(LUNCH, id="e2", gross=euros("50.00"), receipt="cd"), LUNCH])
    assert [(one.expense.id, str(one.pay)) for one in done] == [("e1", "23.80 EUR"), ("e2", "36.20 EUR")]
    assert done[1].flags == ("over the limit of 60.00 EUR a day",)


def test_an_amount_at_the_limit_is_paid_whole() -> None:
    (done,), _ = assess(POLICY, [replace(LUNCH, gross=euros("60.00"))])
    assert (done.pay, done.flags) == (euros("60.00"), ())


def test_what_the_company_paid_is_kept_but_not_owed() -> None:
    (done,), _ = assess(POLICY, [replace(LUNCH, paid_by=PaidBy.COMPANY)])
    assert done.pay == euros("0.00")


def test_another_currency_is_paid_side_by_side_and_flagged() -> None:
    (done,), _ = assess(POLICY, [replace(LUNCH, gross=Money(Decimal("23.80"), "CHF"))])
    assert (str(done.pay), len(done.flags)) == ("23.80 CHF", 1)
    with pytest.raises(CurrencyMismatchError):
        _ = done.pay + euros("1.00")


@pytest.mark.parametrize("change", [{"id": "e9"}, {"id": "e9", "merchant": "Bar"}])
def test_a_receipt_handed_in_twice_is_flagged(change: dict[str, str]) -> None:
    again = replace(LUNCH, **change)  # type: ignore[arg-type]
    (done,), _ = assess(POLICY, [again], earlier=[Spending(LUNCH, LUNCH.gross.amount)])
    assert any("as another expense" in flag for flag in done.flags)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"category": "yacht"}, "category-unknown"),
        ({"gross": euros("0.00")}, "amount-not-positive"),
        ({"gross": euros("-5.00")}, "amount-not-positive"),
        ({"vat_rate": Decimal(19)}, "vat-rate"),
        ({"receipt": ""}, "receipt-missing"),
    ],
)
def test_an_expense_that_cannot_be_accepted_says_why(change: dict[str, object], code: str) -> None:
    assert codes(replace(LUNCH, **change)) == [code]  # type: ignore[arg-type]


def test_a_small_expense_needs_no_receipt() -> None:
    assert codes(replace(LUNCH, receipt="", gross=euros("9.99"))) == []


def test_a_policy_without_currency_is_refused() -> None:
    with pytest.raises(BadInputError, match="policy-unreadable"):
        parse_policy('name = "x"\ncategory = []\n', "own.toml")


@pytest.mark.parametrize(
    ("content", "media_type"),
    [
        (PNG, "image/png"),
        (b"\xff\xd8\xff\xe0" + b"0" * 40 + b"\xff\xd9", "image/jpeg"),
        (b"%PDF-1.7\n" + b"0" * 40 + b"\n%%EOF\n", "application/pdf"),
    ],
)
def test_a_receipt_is_known_by_its_content(content: bytes, media_type: str) -> None:
    receipt = read_receipt(content, "receipt.exe")
    assert (receipt.media_type, len(receipt.hash)) == (media_type, 64)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"MZ\x90\x00" + b"0" * 40, "receipt-type"),
        (b"\x7fELF" + b"0" * 40, "receipt-type"),
        (b"<svg onload=alert(1)>", "receipt-type"),
        (b"", "receipt-type"),
        (PNG[:-6], "receipt-cut-off"),
        (b"\xff\xd8\xff" + b"0" * LARGEST_BYTES, "receipt-too-large"),
    ],
)
def test_what_is_no_receipt_is_refused(content: bytes, code: str) -> None:
    with pytest.raises(BadInputError) as caught:
        read_receipt(content, "receipt.pdf")
    assert caught.value.problems[0].code == code


def test_the_lines_of_one_receipt_at_two_vat_rates_raise_no_alarm() -> None:
    room = replace(LUNCH, id="e3", gross=euros("40.00"), vat_rate=Decimal("0.07"))
    (_, second), problems = assess(POLICY, [LUNCH, room])
    assert (problems, second.flags) == ((), ("over the limit of 60.00 EUR a day",) if second.pay.amount < 40 else ())


@pytest.mark.parametrize(
    "change",
    [{}, {"gross": euros("5.00")}, {"vat_rate": Decimal("0.07"), "date": date(2026, 5, 6)}],
)
def test_a_receipt_is_still_flagged_where_it_is_no_other_line_of_it(change: dict[str, object]) -> None:
    again = replace(LUNCH, id="e4", **change)  # type: ignore[arg-type]
    (done,), _ = assess(POLICY, [again], earlier=[Spending(LUNCH, LUNCH.gross.amount)])
    assert "same receipt as another expense" in done.flags
