"""Expenses: what was spent, on which visit, who paid, and what of it the policy reimburses."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from mileage.chain import digest
from mileage.ledger import plain
from mileage.money import EXACT, Money, rounded
from routing.problems import Problem


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
        What was paid, VAT included.
    vat_rate : Decimal
        ``0.19`` for 19 %; the VAT is worked out of the gross amount.
    receipt : str
        SHA-256 of the receipt's content; empty where there is none.
    """

    id: str
    rep_id: str
    date: date
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

    @property
    def vat(self) -> Money:
        """Return the VAT contained in the gross amount."""
        net = EXACT.divide(self.gross.amount, Decimal(1) + self.vat_rate)
        return Money(rounded(EXACT.subtract(self.gross.amount, net), self.gross.currency), self.gross.currency)

    @property
    def seal(self) -> str:
        """Return the hash of the content, which the ledger keeps."""
        what = (self.id, self.rep_id, self.date.isoformat(), self.category, str(self.gross), plain(self.vat_rate))
        links = (self.visit_id, self.account_id, self.territory_id, self.receipt)
        return digest((*what, self.paid_by.value, self.merchant, self.note, *links))


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


def assess(
    policy: ExpensePolicy, new: Iterable[Expense], earlier: Iterable[Expense] = ()
) -> tuple[tuple[Assessed, ...], tuple[Problem, ...]]:
    """Return what the policy reimburses of each expense, and a problem for each that cannot be accepted.

    Parameters
    ----------
    policy : ExpensePolicy
    new : iterable of Expense
        Taken in order of date and id: a day's limit is used up in that order.
    earlier : iterable of Expense
        Accepted expenses of the same days: they have used part of a day's limit, and betray repeats.
    """
    used: dict[tuple[str, date, str], Decimal] = defaultdict(Decimal)
    before = list(earlier)
    for expense in before:
        used[_day(expense)] += expense.gross.amount
    done, problems = [], []
    for expense in sorted(new, key=lambda expense: (expense.date, expense.id)):
        found = _problems(policy, expense)
        problems += found
        if not found:
            done.append(_assess(policy, expense, used[_day(expense)], before))
            used[_day(expense)] += expense.gross.amount
            before.append(expense)
    return tuple(done), tuple(problems)


def _day(expense: Expense) -> tuple[str, date, str]:
    return expense.rep_id, expense.date, expense.category


def _problems(policy: ExpensePolicy, expense: Expense) -> list[Problem]:
    where = f"expense {expense.id} of {expense.rep_id} on {expense.date}"
    problems = []
    if expense.category not in policy.categories:
        cause = f"there is no category {expense.category!r}"
        problems.append(Problem("category-unknown", where, cause, f"Known: {', '.join(policy.categories)}."))
    if expense.gross.amount <= 0:
        problems.append(Problem("amount-not-positive", where, f"the amount is {expense.gross}", "Write what was paid."))
    if not 0 <= expense.vat_rate < 1:
        cause = f"the VAT rate is {expense.vat_rate}"
        problems.append(Problem("vat-rate", where, cause, "Write 19 % as 0.19."))
    category = policy.categories.get(expense.category)
    if category and not expense.receipt and expense.gross.amount >= category.receipt_from:
        cause = f"a receipt is needed from {category.receipt_from} on"
        problems.append(Problem("receipt-missing", where, cause, "Attach it with --receipt FILE."))
    return problems


def _assess(policy: ExpensePolicy, expense: Expense, used: Decimal, before: Iterable[Expense]) -> Assessed:
    gross, flags = expense.gross.amount, []
    allowed = gross
    if expense.gross.currency == policy.currency:
        category = policy.categories[expense.category]
        for limit, left, name in (
            (category.per_item, category.per_item, "an item"),
            (category.per_day, None if category.per_day is None else category.per_day - used, "a day"),
        ):
            if left is not None and allowed > left:
                allowed = max(Decimal(0), left)
                flags.append(f"over the limit of {limit} {policy.currency} {name}")
    else:
        flags.append(f"in {expense.gross.currency}: the policy's limits are in {policy.currency}")
    others = [other for other in before if other.id != expense.id]
    if any(_alike(expense, other) for other in others):
        flags.append("same day, merchant and amount as another expense")
    if any(expense.receipt and expense.receipt == other.receipt for other in others):
        flags.append("same receipt as another expense")
    paid = Decimal(0) if expense.paid_by is PaidBy.COMPANY else allowed
    return Assessed(expense, Money(rounded(paid, expense.gross.currency), expense.gross.currency), tuple(flags))


def _alike(one: Expense, other: Expense) -> bool:
    return (one.date, one.merchant, one.gross) == (other.date, other.merchant, other.gross)
