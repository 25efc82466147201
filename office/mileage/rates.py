"""The rate tables that hold, and what another version of one would change: nothing is kept here."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from mileage.rate_files import packaged_schemes, parse_table
from mileage.rate_tables import Rate, RateTable
from mileage.tariffs import TariffKind
from office.door import Act, reads
from store.database import Connection
from store.settings import read_settings
from store.terms import rate_table, schemes_imported
from store.trips import TripState, count_trips

LONG_AGO, FAR = date(1900, 1, 1), date(9999, 12, 31)


@dataclass(frozen=True, slots=True)
class TableHeld:
    """A scheme as it holds; `own` tells whether the company put it in place of the packaged one, `used` by settings."""

    table: RateTable
    own: bool
    used: bool


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
    """

    table: RateTable
    gone: tuple[Rate, ...]
    coming: tuple[Rate, ...]
    since: date | None
    trips: int


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
    return TableTried(table, gone, coming, since, trips)


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
