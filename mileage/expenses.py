"""Expenses: what was spent, on which visit, who paid, and what of it the policy reimburses."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from mileage.chain import digest
from mileage.ledger import plain
from mileage.money import EXACT, Money, rounded
from routing.dates import Day
from routing.problems import Problem
from routing.sentences import sentence


class PaidBy(StrEnum):
    """Who paid: the rep gets it back, the company's card does not."""

    REP = "rep"
    COMPANY = "company"


@dataclass(frozen=True, slots=True)
class Expense:
    """One receipt's worth of spending.

    Attributes
    ----------
    gross : Money
        What was paid, VAT included. Negative where money came back.
    vat_rate : Decimal
        ``0.19`` for 19 %; the VAT is worked out of the gross amount.
    receipt : str
        SHA-256 of the receipt's content; empty where there is none. The lines of one receipt name the same.
    refund_of : str
        The id of the expense of which money came back; empty where this is none.
    """

    id: str
    rep_id: str
    date: Day
    category: str
    gross: Money
    vat_rate: Decimal
    paid_by: PaidBy
    merchant: str
    note: str = ""
    visit_id: str = ""
    account_id: str = ""
    territory_id: str = ""
    receipt: str = ""
    refund_of: str = ""

    @property
    def vat(self) -> Money:
        """Return the VAT contained in the gross amount."""
        net = EXACT.divide(self.gross.amount, Decimal(1) + self.vat_rate)
        return Money(rounded(EXACT.subtract(self.gross.amount, net), self.gross.currency), self.gross.currency)


@dataclass(frozen=True, slots=True)
class Accepted:
    """An expense as it was accepted: what its assessment flagged, and when (ISO 8601, UTC)."""

    expense: Expense
    flags: tuple[str, ...]
    captured_at: str

    @property
    def seal(self) -> str:
        """Return the hash of the content, which the ledger keeps; it begins with the version of what it covers."""
        more = (self.expense.refund_of, self.captured_at, *self.flags)
        return f"{VERSION}:{digest((*_content(self.expense), *more))}"

    @property
    def seals(self) -> frozenset[str]:
        """Return what each version of the seal says."""
        return frozenset({self.seal, digest(_content(self.expense))})


VERSION = "2"
"""What an expense's seal covers today; the one before it had no version and did not cover flags."""


def _content(one: Expense) -> tuple[str, ...]:
    what = (one.id, one.rep_id, one.date.isoformat(), one.category, str(one.gross), plain(one.vat_rate))
    links = (one.visit_id, one.account_id, one.territory_id, one.receipt)
    return (*what, one.paid_by.value, one.merchant, one.note, *links)


@dataclass(frozen=True, slots=True)
class Category:
    """A kind of expense; None for no limit. A receipt is asked for from `receipt_from` on."""

    name: str
    per_item: Decimal | None
    per_day: Decimal | None
    receipt_from: Decimal


@dataclass(frozen=True, slots=True)
class ExpensePolicy:
    """A company's limits, in one currency, with the hash of their content."""

    name: str
    currency: str
    categories: Mapping[str, Category]
    hash: str


@dataclass(frozen=True, slots=True)
class Assessed:
    """An expense with what is reimbursed of it; `flags` say why that is less, or what a manager should look at."""

    expense: Expense
    pay: Money
    flags: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Spending:
    """An accepted expense with what has been reimbursed of it; its own refunds are among the others."""

    expense: Expense
    reimbursed: Decimal


def assess(
    policy: ExpensePolicy, new: Iterable[Expense], earlier: Iterable[Spending] = ()
) -> tuple[tuple[Assessed, ...], tuple[Problem, ...]]:
    """Return what the policy reimburses of each expense, and a problem for each that cannot be accepted.

    Parameters
    ----------
    policy : ExpensePolicy
    new : iterable of Expense
        Taken in order of date and id: a day's limit is used up in that order.
    earlier : iterable of Spending
        Accepted expenses of the same days, and those that are refunded: they have used part of a day's limit, and
        betray repeats.
    """
    held = {one.expense.id: one for one in earlier}
    done, problems = [], []
    for expense in sorted(new, key=lambda expense: (expense.date, expense.id)):
        found = _refund_problems(expense, held) if expense.refund_of else _problems(policy, expense)
        problems += found
        if not found:
            one = _refund(expense, held) if expense.refund_of else _assess(policy, expense, held)
            done.append(one)
            held[expense.id] = Spending(expense, one.pay.amount)
    return tuple(done), tuple(problems)


def _refund_problems(refund: Expense, held: Mapping[str, Spending]) -> list[Problem]:
    where = sentence("expense {refund} of {rep_id} on {date}", refund=refund.id, rep_id=refund.rep_id, date=refund.date)
    refunded = held.get(refund.refund_of)
    if refunded is None or refunded.expense.rep_id != refund.rep_id or refunded.expense.refund_of:
        cause = sentence("{rep_id} has no expense {refund_of!r}", rep_id=refund.rep_id, refund_of=refund.refund_of)
        return [Problem("refund-of-nothing", where, cause, "Name the expense of which money came back.")]
    problems, bought = [], refunded.expense
    if refund.gross.amount >= 0:
        cause = sentence("the amount is {gross}", gross=refund.gross)
        problems.append(Problem("refund-not-negative", where, cause, "Write what came back as -20.00EUR."))
    if refund.gross.currency != bought.gross.currency or refund.paid_by is not bought.paid_by:
        cause = sentence(
            "it was paid in {currency} by the {paid_by}", currency=bought.gross.currency, paid_by=bought.paid_by
        )
        problems.append(Problem("refund-differs", where, cause, "Refund in the same currency to whoever paid."))
    elif _left(bought, held) + refund.gross.amount < 0:
        cause = sentence(
            "{Money} of {gross} are left", Money=Money(_left(bought, held), bought.gross.currency), gross=bought.gross
        )
        problems.append(Problem("refund-too-much", where, cause, "No more comes back than was paid."))
    return problems


def _left(bought: Expense, held: Mapping[str, Spending]) -> Decimal:
    """Return what an expense cost after its refunds."""
    back = (one.expense.gross.amount for one in held.values() if one.expense.refund_of == bought.id)
    return bought.gross.amount + sum(back, Decimal(0))


def _refund(refund: Expense, held: Mapping[str, Spending]) -> Assessed:
    """Return a refund: what was reimbursed beyond what the expense now costs goes back."""
    bought = held[refund.refund_of]
    back = (one.reimbursed for one in held.values() if one.expense.refund_of == refund.refund_of)
    paid, left = bought.reimbursed + sum(back, Decimal(0)), _left(bought.expense, held) + refund.gross.amount
    return Assessed(refund, Money(min(Decimal(0), left - paid), refund.gross.currency), ())


def _problems(policy: ExpensePolicy, expense: Expense) -> list[Problem]:
    where = sentence(
        "expense {expense} of {rep_id} on {date}", expense=expense.id, rep_id=expense.rep_id, date=expense.date
    )
    problems = []
    if expense.category not in policy.categories:
        cause = sentence("there is no category {category!r}", category=expense.category)
        problems.append(
            Problem("category-unknown", where, cause, sentence("Known: {names}.", names=", ".join(policy.categories)))
        )
    if expense.gross.amount <= 0:
        action = "Write what was paid; what came back names its expense, with --refund-of."
        problems.append(
            Problem("amount-not-positive", where, sentence("the amount is {gross}", gross=expense.gross), action)
        )
    if not 0 <= expense.vat_rate < 1:
        cause = sentence("the VAT rate is {vat_rate}", vat_rate=expense.vat_rate)
        problems.append(Problem("vat-rate", where, cause, "Write 19 % as 0.19."))
    category = policy.categories.get(expense.category)
    if category and not expense.receipt and expense.gross.amount >= category.receipt_from:
        cause = sentence("a receipt is needed from {receipt_from} on", receipt_from=category.receipt_from)
        problems.append(Problem("receipt-missing", where, cause, "Attach it with --receipt FILE."))
    return problems


def _assess(policy: ExpensePolicy, expense: Expense, held: Mapping[str, Spending]) -> Assessed:
    gross, flags = expense.gross.amount, []
    allowed = gross
    others = [one.expense for one in held.values() if one.expense.id != expense.id]
    if expense.gross.currency == policy.currency:
        category = policy.categories[expense.category]
        same_day = (other for other in others if _day(other) == _day(expense) and not other.refund_of)
        used = sum((_left(other, held) for other in same_day), Decimal(0))
        for limit, left, name in (
            (category.per_item, category.per_item, "an item"),
            (category.per_day, None if category.per_day is None else category.per_day - used, "a day"),
        ):
            if left is not None and allowed > left:
                allowed = max(Decimal(0), left)
                flags.append(
                    sentence(
                        "over the limit of {limit} {currency} {name}", limit=limit, currency=policy.currency, name=name
                    )
                )
    else:
        flags.append(
            sentence(
                "in {currency}: the policy's limits are in {currency_2}",
                currency=expense.gross.currency,
                currency_2=policy.currency,
            )
        )
    if any(_alike(expense, other) for other in others):
        flags.append("same day, merchant and amount as another expense")
    if any(_same_receipt(expense, other) for other in others):
        flags.append("same receipt as another expense")
    paid = Decimal(0) if expense.paid_by is PaidBy.COMPANY else allowed
    return Assessed(expense, Money(rounded(paid, expense.gross.currency), expense.gross.currency), tuple(flags))


def _day(expense: Expense) -> tuple[str, date, str, str]:
    return expense.rep_id, expense.date, expense.category, expense.gross.currency


def _alike(one: Expense, other: Expense) -> bool:
    return (one.date, one.merchant, one.gross) == (other.date, other.merchant, other.gross)


def _same_receipt(one: Expense, other: Expense) -> bool:
    """Return whether one receipt was handed in twice; its lines at other VAT rates or of other categories are not."""
    if not one.receipt or one.receipt != other.receipt or other.refund_of:
        return False
    whole = ("rep_id", "date", "merchant", "paid_by")
    is_one_purchase = all(getattr(one, name) == getattr(other, name) for name in whole)
    is_another_line = (one.vat_rate, one.category) != (other.vat_rate, other.category)
    return not (is_one_purchase and is_another_line)
