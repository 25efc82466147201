"""The rate tables that hold, and what another version of one would change: nothing is kept here."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from mileage.claims import ClaimState
from mileage.money import Money
from mileage.rate_files import packaged_schemes, parse_table
from mileage.rate_tables import Rate, RateTable
from mileage.repriced import MonthRepriced, added, months_repriced, repriced
from mileage.tariffs import TariffKind
from office.door import Act, reads
from office.mileage.reps import terms_of
from routing.problems import Problem
from store.claims import read_claims
from store.database import Connection
from store.settings import read_settings
from store.terms import rate_table, read_vehicles, schemes_imported, tables_of
from store.trips import TripState, count_trips, read_trips

LONG_AGO, FAR = date(1900, 1, 1), date(9999, 12, 31)


@dataclass(frozen=True, slots=True)
class TableHeld:
    """A scheme as it holds; `own` tells whether the company put it in place of the packaged one, `used` by settings."""

    table: RateTable
    own: bool
    used: bool


@dataclass(frozen=True, slots=True)
class MonthTried:
    """A rep's month whose trips would be worth another amount, and where its claim is.

    What is open is paid by the new rates once it is attested; what was attested before is a delta that finance posts.
    """

    month: MonthRepriced
    state: ClaimState


@dataclass(frozen=True, slots=True)
class TableTried:
    """What a version of a scheme would change.

    Attributes
    ----------
    gone, coming : tuple of Rate
        Rates that hold now and would not, and the other way round.
    since : date or None
        The first day on which a rate is another; None where none is.
    trips : int
        Attested trips from that day on: they stay paid as they are until they are held against the new rates.
    months : tuple of MonthTried
        What would be worth another amount, by rep and month.
    problems : tuple of Problem
        Trips that would have no rate.
    """

    table: RateTable
    gone: tuple[Rate, ...]
    coming: tuple[Rate, ...]
    since: date | None
    trips: int
    months: tuple[MonthTried, ...] = ()
    problems: tuple[Problem, ...] = ()

    def total(self, *, paid: bool) -> tuple[tuple[Money, ...], tuple[Money, ...]]:
        """Return the sums before and after of months that are paid, or of those that are open."""
        some = [one.month for one in self.months if (one.state is ClaimState.PAID) == paid]
        return added(sum_ for one in some for sum_ in one.before), added(sum_ for one in some for sum_ in one.after)


@reads
def list_rates(act: Act) -> tuple[TableHeld, ...]:
    """Return every scheme, packaged or the company's own, by name."""
    own = schemes_imported(act.connection, TariffKind.RATES)
    used = read_settings(act.connection).mileage_scheme
    names = sorted({*packaged_schemes(), *own})
    return tuple(TableHeld(rate_table(act.connection, name), name in own, name == used) for name in names)


@reads
def try_rates(act: Act, text: str, where: str) -> TableTried:
    """Return what a table would change; raises `BadInputError` for what is wrong with it: gaps, overlaps, no number."""
    table = parse_table(text, where)
    before = _before(act.connection, table.scheme)
    gone = tuple(one for one in before if one not in table.rates)
    coming = tuple(one for one in table.rates if one not in before)
    since = min(_changed(gone, coming), default=None)
    trips = count_trips(act.connection, TripState.ATTESTED, since, FAR) if since else 0
    months, problems = _in_money(act.connection, table, since) if since else ((), ())
    return TableTried(table, gone, coming, since, trips, months, problems)


def _in_money(
    connection: Connection, table: RateTable, since: date
) -> tuple[tuple[MonthTried, ...], tuple[Problem, ...]]:
    """Return what trips from a day on would be worth by a table, of the reps who are paid by its scheme."""
    vehicles, terms = read_vehicles(connection), terms_of(connection)
    states = {(one.rep_id, one.period): one.state for one in read_claims(connection)}
    months, problems = list[MonthTried](), list[Problem]()
    for rep_id, own in sorted(terms.items()):
        if all(one.scheme != table.scheme for one in own):
            continue
        stored = read_trips(connection, (TripState.DRAFT, TripState.ATTESTED), rep_id, _year_before(since))
        found, lost = repriced([one.trip for one in stored], vehicles, tables_of(connection, own), table, since)
        problems += lost
        for month in months_repriced(found):
            months.append(MonthTried(month, states.get((rep_id, month.period), ClaimState.DRAFT)))
    return tuple(months), tuple(problems)


def _year_before(day: date) -> date:
    """Return a day from which every year of a tier that `day` lies in has begun."""
    return day - timedelta(days=366) if day > LONG_AGO + timedelta(days=366) else LONG_AGO


def _before(connection: Connection, scheme: str) -> tuple[Rate, ...]:
    if scheme not in {*packaged_schemes(), *schemes_imported(connection, TariffKind.RATES)}:
        return ()
    return rate_table(connection, scheme).rates


def _changed(gone: tuple[Rate, ...], coming: tuple[Rate, ...]) -> Iterator[date]:
    """Yield the days from which on something is another: one that only ends earlier changes the day after its end."""
    for one in (*gone, *coming):
        others = coming if one in gone else gone
        alike = next((other for other in others if _same_but_end(one, other)), None)
        if alike is None:
            yield one.valid_from
        else:
            ends = [end for end in (one.valid_to, alike.valid_to) if end is not None]
            yield min(ends) + timedelta(days=1)


def _same_but_end(one: Rate, other: Rate) -> bool:
    return (one.vehicle, one.power, one.valid_from, one.bands, one.electric, one.passenger, one.regions) == (
        other.vehicle, other.power, other.valid_from, other.bands, other.electric, other.passenger, other.regions,
    )  # fmt: skip
