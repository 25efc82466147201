"""Expenses: assessed by the policy that holds, kept with their receipt, posted at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import uuid4

from mileage.expenses import Accepted, Assessed, Expense, PaidBy, Spending, assess
from mileage.ledger import Entry, EntryKind, Posting, reversal, standing
from mileage.money import Money
from mileage.periods import Closing, Days, month_of
from mileage.receipts import Receipt, read_receipt
from mileage.summaries import Spent
from office.door import Act, reads, writes
from office.mileage.reps import rep_today, require_self, require_visible, sees
from office.signatures import require_signature
from routing.dates import Day
from routing.problems import BadInputError, Problem
from routing.sentences import sentence
from store.changes import Kind, Subject
from store.claims import read_closing
from store.database import Connection
from store.expenses import (
    StoredExpense,
    add_receipt,
    find_expense,
    read_expenses,
    read_receipt_content,
    read_refunds,
    reps_of_receipt,
)
from store.expenses import add_expenses as write_expenses
from store.expenses import (
    withdraw_expense as mark_withdrawn,
)
from store.ledger import post, postings_of
from store.terms import expense_policy


@dataclass(frozen=True, slots=True)
class NewExpense:
    """What a rep enters: `gross` with VAT, `vat_rate` 0.19 for 19 %, negative `gross` for what came back."""

    date: Day
    category: str
    gross: Money
    merchant: str
    vat_rate: Decimal = Decimal(0)
    paid_by: PaidBy = PaidBy.REP
    note: str = ""
    visit_id: str = ""
    account_id: str = ""
    territory_id: str = ""
    refund_of: str = ""


@dataclass(frozen=True, slots=True)
class Entered:
    """An expense as it was accepted, and the month to which it was posted; `late` says why that is another."""

    assessed: Assessed
    period: str
    late: str


@writes
def add_expense(
    act: Act, rep_id: str, new: NewExpense, receipt: bytes | None = None, receipt_name: str = "receipt"
) -> Entered:
    """Enter one expense with its receipt's content; it is held against the policy and posted at once."""
    kept = None if receipt is None else read_receipt(receipt, receipt_name)
    values = {name: getattr(new, name) for name in NewExpense.__dataclass_fields__}
    expense = Expense(id=str(uuid4()), rep_id=rep_id, receipt=kept.hash if kept else "", **values)
    (entered,) = add_expenses.inside(act, rep_id, (expense,), (kept,) if kept else ())
    return entered


@writes
def add_expenses(
    act: Act, rep_id: str, new: tuple[Expense, ...], receipts: tuple[Receipt, ...] = ()
) -> tuple[Entered, ...]:
    """Accept a rep's expenses and post what is reimbursed; all of them or none.

    Raises
    ------
    BadInputError
        With every reason why an expense cannot be accepted.
    """
    require_signature(act)
    require_self(act, rep_id)
    connection, policy = act.connection, expense_policy(act.connection)
    known, earlier = _known(connection, rep_id, new)
    assessed, problems = assess(policy, new, earlier)
    problems += _odd_ones(act, rep_id, new, known)
    if problems:
        raise BadInputError(problems)
    for receipt in receipts:
        add_receipt(connection, receipt)
    write_expenses(connection, [StoredExpense(one.expense, one.flags, "posted", act.at) for one in assessed])
    closing = read_closing(connection)
    posted = post(connection, [_entry(one, act.at, policy.hash, closing) for one in assessed], act.at, act.who.id)
    act.touch(Subject(Kind.LEDGER, rep_id))
    act.note(sentence("{count} expenses of {rep}", count=len(assessed), rep=rep_id))
    return tuple(
        Entered(one, posting.entry.period, posting.entry.reason) for one, posting in zip(assessed, posted, strict=True)
    )


@writes
def withdraw_expense(act: Act, expense_id: str, reason: str) -> tuple[Posting, ...]:
    """Take an expense back: its posting is reversed, its row stays and says so."""
    require_signature(act)
    connection = act.connection
    held = find_expense(connection, expense_id)
    day = held.expense.date if held else act.now.date()
    own = standing(postings_of(connection, act.who.rep_id or "", day, day))
    mine = [posting for posting in own if posting.entry.subject == expense_id]
    if not mine or mine[0].entry.kind is not EntryKind.EXPENSE:
        cause, action = (
            sentence("{who_name} has none such", who_name=act.who.name),
            "Only the rep takes back an expense, and only once.",
        )
        raise BadInputError(
            [Problem("expense-unknown", sentence("expense {expense_id}", expense_id=expense_id), cause, action)]
        )
    if any(one.expense.refund_of == expense_id for one in read_refunds(connection, [expense_id])):
        action = "Take its refunds back first."
        raise BadInputError(
            [
                Problem(
                    "expense-refunded",
                    sentence("expense {expense_id}", expense_id=expense_id),
                    "money came back of it",
                    action,
                )
            ]
        )
    closing = read_closing(connection)
    mark_withdrawn(connection, expense_id)
    entries = [reversal(p, closing.period(p.entry.rep_id, p.entry.day), reason) for p in mine]
    act.touch(Subject(Kind.LEDGER, mine[0].entry.rep_id))
    act.note(sentence("expense {expense} of {rep} taken back", expense=expense_id, rep=mine[0].entry.rep_id))
    return post(connection, entries, act.at, act.who.id)


@reads
def list_expenses(act: Act, days: Days, rep_id: str | None = None) -> tuple[Spent, ...]:
    """Return the expenses of some days that stand, with what was reimbursed."""
    require_visible(act, rep_id)
    return spent_of(act, days, rep_id)


@reads
def read_receipt_file(act: Act, digest: str) -> tuple[str, bytes]:
    """Return the type and the content of the receipt whose hash is `digest`."""
    found = read_receipt_content(act.connection, digest)
    if found is None or not any(sees(act, rep_id) for rep_id in reps_of_receipt(act.connection, digest)):
        raise BadInputError([Problem("receipt-unknown", digest, "no receipt has this hash", "See `expense list`.")])
    return found


def spent_of(act: Act, days: Days, rep_id: str | None) -> tuple[Spent, ...]:
    """Return the expenses that stand of the reps whom this person may see."""
    stored = read_expenses(act.connection, rep_id, days.first, days.last)
    paid: dict[str, Decimal] = defaultdict(Decimal)
    for posting in postings_of(act.connection, rep_id, days.first, days.last):
        if posting.entry.kind in (EntryKind.EXPENSE, EntryKind.REVERSAL):
            paid[posting.entry.subject] += posting.entry.pay.amount
    standing_ = (one for one in stored if one.state == "posted" and sees(act, one.expense.rep_id))
    return tuple(Spent(one.expense, paid[one.expense.id], one.flags) for one in standing_)


def _known(connection: Connection, rep_id: str, new: Sequence[Expense]) -> tuple[frozenset[str], tuple[Spending, ...]]:
    """Return the ids that are taken, and what was spent on the same days or is refunded now."""
    if not new:
        return frozenset(), ()
    taken = {one.id for one in new if find_expense(connection, one.id) is not None}
    days = [one.date for one in new]
    same_days = [one for one in read_expenses(connection, rep_id, min(days), max(days)) if one.state == "posted"]
    ids = {*(one.expense.id for one in same_days), *(one.refund_of for one in new if one.refund_of)}
    held = {one.expense.id: one.expense for one in (*same_days, *read_refunds(connection, ids))}
    paid: dict[str, Decimal] = defaultdict(Decimal)
    dates = [one.date for one in (*held.values(), *new)]
    for posting in postings_of(connection, rep_id, min(dates), max(dates)):
        if posting.entry.subject in held:
            paid[posting.entry.subject] += posting.entry.pay.amount
    return frozenset(taken), tuple(Spending(held[name], paid[name]) for name in sorted(held))


def _odd_ones(act: Act, rep_id: str, new: Sequence[Expense], taken: frozenset[str]) -> tuple[Problem, ...]:
    found, today = [], rep_today(act, rep_id)
    for expense in new:
        where = sentence("expense {expense} on {date}", expense=expense.id, date=expense.date)
        if expense.rep_id != rep_id:
            found.append(
                Problem(
                    "expense-foreign",
                    where,
                    sentence("is not {rep_id}'s own", rep_id=rep_id),
                    "The rep who paid enters it.",
                )
            )
        if expense.id in taken:
            found.append(Problem("expense-known", where, "this id is taken", "Give it another id."))
        if expense.date > today:
            found.append(Problem("expense-in-the-future", where, "has not come yet", "Correct the date."))
    return tuple(found)


def _entry(one: Assessed, at: str, policy_hash: str, closing: Closing) -> Entry:
    expense = one.expense
    period = closing.period(expense.rep_id, expense.date)
    return Entry(
        kind=EntryKind.EXPENSE,
        rep_id=expense.rep_id,
        subject=expense.id,
        day=expense.date,
        period=period,
        debit=f"expense:{expense.category}",
        credit=f"owed:{expense.rep_id}",
        pay=one.pay,
        table_hash=policy_hash,
        evidence=Accepted(expense, one.flags, at).seal,
        reason=late(period, expense.date),
    )


def late(period: str, day: date) -> str:
    """Return why something of a day is posted to another month than its own; empty where it is not."""
    return "" if period == month_of(day) else f"late: {month_of(day)} is closed"
