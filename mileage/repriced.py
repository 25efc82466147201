"""What trips would be worth by another rate table, beside what they are worth now, by rep and month."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from mileage.money import Money
from mileage.pricing import price
from mileage.rate_tables import RateTable, Tables
from mileage.trips import Trip
from mileage.vehicles import Vehicle
from routing.problems import Problem


@dataclass(frozen=True, slots=True)
class TripRepriced:
    """A trip's pay by the rates of now and by the others; None where they have no rate for it."""

    trip: Trip
    before: Money | None
    after: Money | None


def with_table(tables: Tables, table: RateTable) -> Tables:
    """Return tables with one in the place of its scheme's."""
    return Tables(tuple((since, table if one.scheme == table.scheme else one) for since, one in tables.since))


def repriced(
    trips: Iterable[Trip], vehicles: Mapping[str, Vehicle], tables: Tables, table: RateTable, since: date
) -> tuple[tuple[TripRepriced, ...], tuple[Problem, ...]]:
    """Return a rep's trips from a day on whose pay would be another, and a problem for each that would have none.

    `trips` hold what was driven before, too: it counts towards tiers.
    """
    known = list(trips)
    now, _ = price(known, vehicles, tables)
    then, problems = price(known, vehicles, with_table(tables, table))
    before = {one.trip.id: one.quote.pay for one in now}
    after = {one.trip.id: one.quote.pay for one in then}
    pairs = [TripRepriced(one, before.get(one.id), after.get(one.id)) for one in known if one.date >= since]
    lost = [problem for problem in problems if problem.code == "rate-gap"]
    return tuple(one for one in pairs if one.before != one.after), tuple(lost)


@dataclass(frozen=True, slots=True)
class MonthRepriced:
    """A rep's month: trips whose pay would be another, and what they are worth together before and after."""

    rep_id: str
    period: str
    trips: tuple[TripRepriced, ...]
    before: tuple[Money, ...]
    after: tuple[Money, ...]


def months_repriced(trips: Iterable[TripRepriced]) -> tuple[MonthRepriced, ...]:
    """Return trips by rep and month with their sums, one for each currency."""
    by_month: dict[tuple[str, str], list[TripRepriced]] = defaultdict(list)
    for one in trips:
        by_month[one.trip.rep_id, f"{one.trip.date:%Y-%m}"].append(one)
    return tuple(
        MonthRepriced(rep, period, tuple(mine), added(one.before for one in mine), added(one.after for one in mine))
        for (rep, period), mine in sorted(by_month.items())
    )


def added(amounts: Iterable[Money | None]) -> tuple[Money, ...]:
    """Return the sum of amounts in each currency."""
    sums: dict[str, Decimal] = defaultdict(Decimal)
    for one in amounts:
        if one is not None:
            sums[one.currency] += one.amount
    return tuple(Money(amount, currency) for currency, amount in sorted(sums.items()))
