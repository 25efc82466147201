"""Totals of the log by day, rep, territory, account or month: currencies side by side, private trips nowhere."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from mileage.distance import in_unit
from mileage.expenses import Expense
from mileage.log import LogEntry
from mileage.money import Money, rounded
from mileage.trips import TripKind

KEYS: dict[str, Callable[[LogEntry], str]] = {
    "trip": lambda entry: entry.trip.id,
    "day": lambda entry: f"{entry.trip.date} {entry.trip.rep_id}",
    "rep": lambda entry: entry.trip.rep_id,
    "territory": lambda entry: entry.territory_id,
    "account": lambda entry: entry.trip.account_id,
    "month": lambda entry: f"{entry.trip.date:%Y-%m}",
    "period": lambda entry: entry.period,
    "rate": lambda entry: f"{entry.trip.rep_id} {entry.trip.date:%Y-%m} at {entry.rates}",
}
"""By what the log can be summed up, and how an entry names its group."""


SPENT_KEYS: dict[str, Callable[[Expense], str]] = {
    "day": lambda expense: f"{expense.date} {expense.rep_id}",
    "rep": lambda expense: expense.rep_id,
    "territory": lambda expense: expense.territory_id,
    "account": lambda expense: expense.account_id,
    "month": lambda expense: f"{expense.date:%Y-%m}",
}
"""The same for expenses, which are in no trip, no rate and no pay period's trips."""


@dataclass(frozen=True, slots=True)
class Spent:
    """An expense as a report shows it: with what was reimbursed, and its flags."""

    expense: Expense
    reimbursed: Decimal
    flags: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Summary:
    """One group in one currency.

    Attributes
    ----------
    distance, planned : Decimal
        Driven and planned, in `unit`; `planned` counts only the trips that had a plan.
    variance : Decimal or None
        Per cent by which the planned trips were longer than planned.
    visits : int
        Visits that the trips served.
    pay, expenses : Money
        For the trips, and reimbursed beside them.
    per_visit, per_value : Money or None
        Both together a visit, and for each unit of the visited accounts' value.
    """

    key: str
    trips: int
    visits: int
    distance: Decimal
    planned: Decimal
    variance: Decimal | None
    unit: str
    pay: Money
    expenses: Money
    per_visit: Money | None
    per_value: Money | None


def summarise(
    entries: Iterable[LogEntry], by: str, values: Mapping[str, float] | None = None, spent: Iterable[Spent] = ()
) -> tuple[Summary, ...]:
    """Return the totals of all paid business trips and reimbursed expenses, by group and currency.

    Parameters
    ----------
    entries : iterable of LogEntry
    by : str
        A key of `KEYS`.
    values : mapping of account id to value, optional
        What a visit to each account is worth.
    spent : iterable of Spent
        Expenses; they are counted where `SPENT_KEYS` knows a group for them.
    """
    groups: dict[tuple[str, str], list[LogEntry]] = defaultdict(list)
    for entry in entries:
        if entry.trip.kind is not TripKind.PRIVATE and entry.pay is not None:
            groups[KEYS[by](entry), entry.pay.currency].append(entry)
    costs: dict[tuple[str, str], Decimal] = defaultdict(Decimal)
    for one in spent if by in SPENT_KEYS else ():
        costs[SPENT_KEYS[by](one.expense), one.expense.gross.currency] += one.reimbursed
    return tuple(
        _summary(key, Money(rounded(costs[key, currency], currency), currency), groups[key, currency], values or {})
        for key, currency in sorted({*groups, *costs})
    )


def _summary(key: str, expenses: Money, group: list[LogEntry], values: Mapping[str, float]) -> Summary:
    pay = sum((entry.pay for entry in group if entry.pay), Money(Decimal(0), expenses.currency))
    accounts = {entry.trip.visit_id: entry.trip.account_id for entry in group if entry.trip.visit_id}
    worth = sum((Decimal(str(values.get(account, 0))) for account in accounts.values()), Decimal(0))
    with_plan = [entry for entry in group if entry.trip.planned_m]
    planned = sum((entry.trip.planned_m or Decimal(0) for entry in with_plan), Decimal(0))
    driven = sum((entry.trip.distance_m for entry in with_plan), Decimal(0))
    unit = group[0].unit if group else "km"
    return Summary(
        key=key,
        trips=len(group),
        visits=len(accounts),
        distance=in_unit(sum((entry.trip.distance_m for entry in group), Decimal(0)), unit),
        planned=in_unit(planned, unit),
        variance=((driven / planned - 1) * 100).quantize(Decimal("0.1"), ROUND_HALF_UP) if planned else None,
        unit=unit,
        pay=pay,
        expenses=expenses,
        per_visit=_per(pay + expenses, Decimal(len(accounts))),
        per_value=_per(pay + expenses, worth),
    )


def _per(cost: Money, count: Decimal) -> Money | None:
    return Money(rounded(cost.amount / count, cost.currency), cost.currency) if count else None


SUMMARY_COLUMNS = ("trips", "visits", "distance", "planned", "unit", "variance_percent", "pay", "expenses", "currency",
                   "cost_per_visit", "cost_per_value")  # fmt: skip


def summary_row(line: Summary) -> tuple[object, ...]:
    """Return a group as a row under its key and `SUMMARY_COLUMNS`."""
    return (
        line.key or "(none)", line.trips, line.visits, line.distance, line.planned, line.unit, line.variance,
        line.pay.amount, line.expenses.amount, line.pay.currency, line.per_visit.amount if line.per_visit else None,
        line.per_value.amount if line.per_value else None,
    )  # fmt: skip
