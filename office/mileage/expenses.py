"""Expenses and allowances: assessed by the policy that holds, kept with their receipt, posted at once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from mileage.allowances import Journey, allowance
from mileage.expenses import Assessed, Expense, assess
from mileage.ledger import Entry, EntryKind, Posting, reversal, standing
from mileage.periods import Closing, month_of
from mileage.receipts import Receipt
from office.mileage.acts import Act
from office.mileage.signatures import require_signature
from office.mileage.trips import require_rep
from routing.problems import BadInputError, Problem
from store.claims import read_closing
from store.database import Connection
from store.ledger import post, postings_of
from store.spending import (
    StoredAllowance,
    StoredExpense,
    add_allowances,
    add_expenses,
    add_receipt,
    read_allowances,
    read_expenses,
    withdraw_expense,
)
from store.terms import allowance_table, expense_policy


def add_spending(
    connection: Connection, rep_id: str, new: Sequence[Expense], receipts: Sequence[Receipt], act: Act
) -> tuple[tuple[Assessed, ...], tuple[Posting, ...]]:
    """Accept a rep's expenses and post what is reimbursed; all of them or none.

    Raises
    ------
    BadInputError
        With every reason why an expense cannot be accepted.
    """
    require_signature(connection, act)
    require_rep(connection, rep_id)
    policy = expense_policy(connection)
    days = [expense.date for expense in new]
    known = read_expenses(connection, rep_id, min(days), max(days)) if days else ()
    earlier = [one.expense for one in known if one.state == "posted"]
    assessed, problems = assess(policy, new, earlier)
    problems += _odd_ones(rep_id, new, known, act)
    if problems:
        raise BadInputError(problems)
    for receipt in receipts:
        add_receipt(connection, receipt)
    add_expenses(connection, [StoredExpense(one.expense, one.flags, "posted", act.at) for one in assessed])
    closing = read_closing(connection)
    entries = [_entry(one, policy.hash, closing) for one in assessed]
    return assessed, post(connection, entries, act.at, act.actor)


def _odd_ones(rep_id: str, new: Sequence[Expense], known: Sequence[StoredExpense], act: Act) -> tuple[Problem, ...]:
    ids = {one.expense.id for one in known}
    found = []
    for expense in new:
        where = f"expense {expense.id} on {expense.date}"
        if expense.rep_id != rep_id or act.actor != rep_id:
            found.append(Problem("expense-foreign", where, f"is not {act.actor}'s own", "The rep who paid enters it."))
        if expense.id in ids:
            found.append(Problem("expense-known", where, "this id is taken", "Give it another id."))
        if expense.date > act.now.date():
            found.append(Problem("expense-in-the-future", where, "has not come yet", "Correct the date."))
    return tuple(found)


def _entry(one: Assessed, policy_hash: str, closing: Closing) -> Entry:
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
        evidence=expense.seal,
        reason=_late(period, expense.date),
    )


def _late(period: str, day: date) -> str:
    return "" if period == month_of(day) else f"late: {month_of(day)} is closed"


def withdraw_spending(connection: Connection, expense_id: str, reason: str, act: Act) -> tuple[Posting, ...]:
    """Take an expense back: its posting is reversed, its row stays and says so."""
    require_signature(connection, act)
    mine = [p for p in standing(postings_of(connection, act.actor)) if p.entry.subject == expense_id]
    if not mine or mine[0].entry.kind is not EntryKind.EXPENSE:
        action = "Only the rep takes back an expense, and only once."
        raise BadInputError([Problem("expense-unknown", f"expense {expense_id}", f"{act.actor} has none such", action)])
    closing = read_closing(connection)
    withdraw_expense(connection, expense_id)
    entries = [reversal(p, closing.period(p.entry.rep_id, p.entry.day), reason) for p in mine]
    return post(connection, entries, act.at, act.actor)


def add_journey(connection: Connection, scheme: str, journey: Journey, act: Act) -> tuple[Posting, ...]:
    """Post a journey's allowances, day by day; a day's meals and a night are paid once.

    Raises
    ------
    BadInputError
        Where a place or a day has no rate, or was paid before.
    """
    require_signature(connection, act)
    require_rep(connection, journey.rep_id)
    table = allowance_table(connection, scheme)
    new = [StoredAllowance(journey.rep_id, line, table.hash) for line in allowance(table, journey)]
    known = {one.id for one in read_allowances(connection, journey.rep_id)}
    twice = [one.id for one in new if one.id in known]
    problems = [Problem("allowance-known", name, "was paid before", "Leave the day out.") for name in twice]
    if act.actor != journey.rep_id:
        cause = f"{act.actor} is not {journey.rep_id}"
        problems.append(Problem("allowance-foreign", "journey", cause, "The rep who was away enters it."))
    if problems:
        raise BadInputError(problems)
    add_allowances(connection, new)
    closing = read_closing(connection)
    return post(connection, [_allowance_entry(one, closing) for one in new], act.at, act.actor)


def _allowance_entry(one: StoredAllowance, closing: Closing) -> Entry:
    period = closing.period(one.rep_id, one.line.day)
    return Entry(
        kind=EntryKind.ALLOWANCE,
        rep_id=one.rep_id,
        subject=one.id,
        day=one.line.day,
        period=period,
        debit=f"allowance:{one.line.what}",
        credit=f"owed:{one.rep_id}",
        pay=one.line.pay,
        table_hash=one.table_hash,
        evidence=one.seal,
        reason=_late(period, one.line.day),
    )
