"""Totals of the log by day, rep, territory, account or month: currencies side by side, private trips nowhere."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from mileage.distance import in_unit
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
    per_visit, per_value : Money or None
        Pay a visit, and pay for each unit of the accounts' value.
    """

    key: str
    trips: int
    visits: int
    distance: Decimal
    planned: Decimal
    variance: Decimal | None
    unit: str
    pay: Money
    per_visit: Money | None
    per_value: Money | None


def summarise(entries: Iterable[LogEntry], by: str, values: Mapping[str, float] | None = None) -> tuple[Summary, ...]:
    """Return the totals of all paid business trips, by group, unit and currency.

    Parameters
    ----------
    entries : iterable of LogEntry
    by : str
        A key of `KEYS`.
    values : mapping of account id to value, optional
        What a visit to each account is worth.
    """
    groups: dict[tuple[str, str, str], list[LogEntry]] = defaultdict(list)
    for entry in entries:
        if entry.trip.kind is not TripKind.PRIVATE and entry.pay is not None:
            groups[KEYS[by](entry), entry.unit, entry.pay.currency].append(entry)
    return tuple(_summary(key, unit, currency, groups[key, unit, currency], values or {})
                 for key, unit, currency in sorted(groups))  # fmt: skip


def _summary(key: str, unit: str, currency: str, group: list[LogEntry], values: Mapping[str, float]) -> Summary:
    pay = sum((entry.pay for entry in group if entry.pay), Money(Decimal(0), currency))
    accounts = {entry.trip.visit_id: entry.trip.account_id for entry in group if entry.trip.visit_id}
    worth = sum((Decimal(str(values.get(account, 0))) for account in accounts.values()), Decimal(0))
    with_plan = [entry for entry in group if entry.planned_m]
    planned = sum((entry.planned_m or Decimal(0) for entry in with_plan), Decimal(0))
    driven = sum((entry.trip.distance_m for entry in with_plan), Decimal(0))
    return Summary(
        key=key,
        trips=len(group),
        visits=len(accounts),
        distance=in_unit(sum((entry.trip.distance_m for entry in group), Decimal(0)), unit),
        planned=in_unit(planned, unit),
        variance=((driven / planned - 1) * 100).quantize(Decimal("0.1"), ROUND_HALF_UP) if planned else None,
        unit=unit,
        pay=pay,
        per_visit=_per(pay, Decimal(len(accounts))),
        per_value=_per(pay, worth),
    )


def _per(pay: Money, count: Decimal) -> Money | None:
    return Money(rounded(pay.amount / count, pay.currency), pay.currency) if count else None


SUMMARY_COLUMNS = ("trips", "visits", "distance", "planned", "variance_percent", "unit", "pay", "currency",
                   "pay_per_visit", "pay_per_value")  # fmt: skip


def summary_row(line: Summary) -> tuple[object, ...]:
    """Return a group as a row under its key and `SUMMARY_COLUMNS`."""
    return (
        line.key, line.trips, line.visits, line.distance, line.planned, line.variance, line.unit, line.pay.amount,
        line.pay.currency, line.per_visit.amount if line.per_visit else None,
        line.per_value.amount if line.per_value else None,
    )  # fmt: skip
