"""By which rules reps are paid: vehicles, terms, and every version of every tariff that was in use."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TypeVar

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from mileage.allowance_files import packaged_allowance_text, packaged_allowances, parse_allowances
from mileage.allowances import AllowanceTable
from mileage.commuting import Commuting
from mileage.expenses import ExpensePolicy
from mileage.odometer import Reading
from mileage.policy_files import packaged_policy, parse_policy
from mileage.rate_files import packaged_table, packaged_text, parse_table
from mileage.rate_tables import RateTable, Tables
from mileage.tariffs import Tariff, TariffKind
from mileage.vehicles import Vehicle
from store.instants import written
from store.lengths import from_um, maybe_from_um, maybe_to_um, to_um
from store.rows import Written, upsert
from store.tables.mileage import mileage_terms, odometer_readings, tariffs, vehicles

_Tariff = TypeVar("_Tariff", RateTable, AllowanceTable, ExpensePolicy)


@dataclass(frozen=True, slots=True)
class Terms:
    """A rep's scheme and commuting policy, from the day `since` on."""

    rep_id: str
    scheme: str
    commuting: Commuting = field(default_factory=Commuting)
    since: date = date.min


def write_vehicles(connection: Connection, values: Sequence[Vehicle]) -> Written:
    """Insert or update vehicles by their id."""
    names = ("id", "rep_id", "electric", "power", "plate", "valid_from", "valid_to")
    rows = [{name: getattr(value, name) for name in names} | {"kind": value.kind.value} for value in values]
    return upsert(connection, vehicles, rows)


def read_vehicles(connection: Connection) -> dict[str, Vehicle]:
    """Return all vehicles by id."""
    rows = connection.execute(sa.select(vehicles).order_by(vehicles.c.id)).mappings()
    return {row["id"]: Vehicle(**row) for row in rows}


def write_terms(connection: Connection, values: Sequence[Terms]) -> Written:
    """Insert or update terms by rep and first day."""
    rows = [
        {
            "rep_id": value.rep_id,
            "since": value.since,
            "scheme": value.scheme,
            "commuting": value.commuting.rule.value,
            "commute_um": to_um(value.commuting.commute_m),
        }
        for value in values
    ]
    return upsert(connection, mileage_terms, rows)


def read_terms(connection: Connection) -> dict[str, tuple[Terms, ...]]:
    """Return the terms of the reps that have some, in the order of their days."""
    found: dict[str, tuple[Terms, ...]] = {}
    for row in connection.execute(sa.select(mileage_terms).order_by(mileage_terms.c.rep_id, mileage_terms.c.since)):
        commuting = Commuting(row.commuting, from_um(row.commute_um))
        found[row.rep_id] = (*found.get(row.rep_id, ()), Terms(row.rep_id, row.scheme, commuting, row.since))
    return found


def terms_on(terms: Sequence[Terms], day: date) -> Terms:
    """Return the terms that hold on a day; before the first ones, the first."""
    return next((one for one in reversed(terms) if one.since <= day), terms[0])


def tables_of(connection: Connection, terms: Sequence[Terms]) -> Tables:
    """Return the rate tables by which a rep is paid, one after the other."""
    return Tables(tuple((one.since, rate_table(connection, one.scheme)) for one in terms))


def add_tariff(connection: Connection, tariff: Tariff, now: datetime) -> bool:
    """Make a version the one that holds; return whether it was not that already."""
    if _newest(connection, tariff.kind, tariff.name) == tariff.text:
        return False
    number = 1 + (connection.execute(sa.select(sa.func.max(tariffs.c.number))).scalar() or 0)
    again = tariffs.update().where(tariffs.c.hash == tariff.hash)
    changed = connection.execute(again.values(number=number, kind=tariff.kind.value, text=tariff.text))
    if changed.rowcount == 0:
        row = {"hash": tariff.hash, "number": number, "kind": tariff.kind.value, "name": tariff.name}
        connection.execute(tariffs.insert().values(**row, text=tariff.text, imported_at=written(now)))
    return True


def schemes_imported(connection: Connection, kind: TariffKind) -> frozenset[str]:
    """Return the names of the tables of a kind that were imported."""
    query = sa.select(tariffs.c.name).where(tariffs.c.kind == kind.value).distinct()
    return frozenset(connection.execute(query).scalars())


def archive_packaged(connection: Connection, table: RateTable, now: datetime) -> None:
    """Keep the text of a packaged table that money is paid by, so that its hash can be read years from now."""
    if connection.execute(sa.select(tariffs.c.hash).where(tariffs.c.hash == table.hash)).first() is None:
        add_tariff(connection, Tariff(TariffKind.ARCHIVE, table.scheme, table.hash, packaged_text(table.scheme)), now)


def rate_table(connection: Connection, scheme: str) -> RateTable:
    """Return the version of a rate table that holds: the last one imported, else the packaged one."""
    return _held(connection, TariffKind.RATES, scheme, parse_table, packaged_table)


def allowance_table(connection: Connection, scheme: str) -> AllowanceTable:
    """Return the version of an allowance table that holds."""
    return _held(connection, TariffKind.ALLOWANCES, scheme, parse_allowances, packaged_allowances)


def allowance_text(connection: Connection, scheme: str) -> str:
    """Return the text of the version of an allowance table that holds."""
    held = _newest(connection, TariffKind.ALLOWANCES, scheme)
    return packaged_allowance_text(scheme) if held is None else held


def expense_policy(connection: Connection) -> ExpensePolicy:
    """Return the expense policy that holds."""
    return _held(connection, TariffKind.POLICY, "policy", parse_policy, lambda _: packaged_policy())


def _held(
    connection: Connection,
    kind: TariffKind,
    name: str,
    parse: Callable[[str, str], _Tariff],
    packaged: Callable[[str], _Tariff],
) -> _Tariff:
    text = _newest(connection, kind, name)
    return packaged(name) if text is None else parse(text, name)


def _newest(connection: Connection, kind: TariffKind, name: str) -> str | None:
    query = sa.select(tariffs.c.text).where(tariffs.c.kind == kind.value, tariffs.c.name == name)
    return connection.execute(query.order_by(tariffs.c.number.desc()).limit(1)).scalar()


def write_readings(connection: Connection, values: Sequence[Reading]) -> Written:
    """Insert or update odometer readings by vehicle and day."""
    rows = [
        {
            "vehicle_id": value.vehicle_id,
            "day": value.day,
            "metres_um": to_um(value.metres),
            "replaced_at_um": maybe_to_um(value.replaced_at_m),
            "began_at_um": maybe_to_um(value.began_at_m),
        }
        for value in values
    ]
    return upsert(connection, odometer_readings, rows)


def read_readings(connection: Connection, vehicle_ids: Sequence[str]) -> tuple[Reading, ...]:
    """Return the readings of some vehicles, by vehicle and day."""
    query = sa.select(odometer_readings).where(odometer_readings.c.vehicle_id.in_(vehicle_ids))
    found = (
        Reading(
            row.vehicle_id,
            row.day,
            from_um(row.metres_um),
            maybe_from_um(row.replaced_at_um),
            maybe_from_um(row.began_at_um),
        )
        for row in connection.execute(query)
    )
    return tuple(sorted(found, key=lambda reading: (reading.vehicle_id, reading.day)))
