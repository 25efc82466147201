"""What is kept of a person, for how long, and how it is given out or erased.

The ledger holds ids, amounts and hashes; words about a person (places, purposes, merchants, receipts) are in the trips
and expenses beside it. So words can be erased when their time has come, and the ledger stays whole.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa

from mileage.odometer import Reconciled, YearTotal, reconcile, year_totals
from mileage.trips import TripKind
from office.mileage.acts import Act, Days
from office.mileage.reports import Asked, expenses_of, log_entries
from office.mileage.signatures import require_signature
from office.mileage.trips import require_rep
from store.database import Connection
from store.ledger import postings_of
from store.rows import batches
from store.spending import read_allowances
from store.tables.mileage import erasures, expenses, receipts, trips
from store.terms import read_readings, read_vehicles
from store.trips import TripState, read_trips

ERASED = "erased"
_EVER = Days(date(1900, 1, 1), date(9999, 12, 31))
_NEVER_PAID = (TripState.DRAFT.value, TripState.LEAVING.value)


@dataclass(frozen=True, slots=True)
class Erased:
    """How many records were erased: trips and expenses whose words are gone, receipts, records deleted whole."""

    trips: int
    expenses: int
    receipts: int
    deleted: int


def own_data(connection: Connection, rep_id: str) -> dict[str, Any]:
    """Return everything that this room keeps of a rep, private trips included, for the rep's own hands."""
    require_rep(connection, rep_id)
    vehicles = [vehicle for vehicle in read_vehicles(connection).values() if vehicle.rep_id == rep_id]
    return {
        "rep": rep_id,
        "vehicles": [asdict(vehicle) for vehicle in vehicles],
        "odometer": [asdict(one) for one in read_readings(connection, [vehicle.id for vehicle in vehicles])],
        "year_end": asdict(year_end(connection, rep_id)),
        "trips": [asdict(entry) for entry in log_entries(connection, Asked(_EVER, rep_id, own=True, drafts=True))],
        "expenses": [asdict(spent) for spent in expenses_of(connection, Asked(_EVER, rep_id))],
        "allowances": [asdict(one) for one in read_allowances(connection, rep_id)],
        "postings": [asdict(posting) for posting in postings_of(connection, rep_id)],
    }


@dataclass(frozen=True, slots=True)
class YearEnd:
    """A rep's totals by year and vehicle, and what the odometers say beside them; for the rep's own eyes."""

    totals: tuple[YearTotal, ...]
    spans: tuple[Reconciled, ...]


def year_end(connection: Connection, rep_id: str) -> YearEnd:
    """Return what a log has to end with: business, commuting and private distance, reconciled with the odometers."""
    require_rep(connection, rep_id)
    trips_ = [one.trip for one in read_trips(connection, (TripState.ATTESTED,), rep_id)]
    vehicles = [vehicle.id for vehicle in read_vehicles(connection).values() if vehicle.rep_id == rep_id]
    return YearEnd(year_totals(trips_), reconcile(read_readings(connection, vehicles), trips_))


def erase(connection: Connection, rep_id: str, keep_from: date, reason: str, act: Act) -> Erased:
    """Erase what no law asks to be kept: private trips and drafts at once, the words of all before `keep_from`.

    Parameters
    ----------
    keep_from : date
        The first day of what has to be kept (see docs/privacy.md for the years that laws ask for).
    reason : str
        It stands in the record of the erasure; amounts and hashes of the ledger stay.
    """
    require_signature(connection, act)
    require_rep(connection, rep_id)
    private = sa.and_(trips.c.rep_id == rep_id, trips.c.kind == TripKind.PRIVATE.value)
    drafts = sa.and_(trips.c.rep_id == rep_id, trips.c.state.in_(_NEVER_PAID))
    old = sa.and_(trips.c.rep_id == rep_id, trips.c.date < keep_from, trips.c.to_address != ERASED)
    _record(connection, _ids(connection, trips, private), "trip", reason, act)
    deleted = connection.execute(trips.delete().where(sa.or_(private, drafts))).rowcount
    subjects = _ids(connection, trips, old)
    _record(connection, subjects, "trip", reason, act)
    blank = {"from_id": "", "to_id": "", "purpose": ERASED, "account_id": "", "visit_id": ""}
    connection.execute(trips.update().where(old).values(from_address=ERASED, to_address=ERASED, **blank))
    spent, images = _erase_expenses(connection, rep_id, keep_from, reason, act)
    return Erased(len(subjects), spent, images, deleted)


def _erase_expenses(connection: Connection, rep_id: str, keep_from: date, reason: str, act: Act) -> tuple[int, int]:
    old = sa.and_(expenses.c.rep_id == rep_id, expenses.c.date < keep_from, expenses.c.merchant != ERASED)
    subjects = _ids(connection, expenses, old)
    _record(connection, subjects, "expense", reason, act)
    blank = {"note": "", "visit_id": "", "account_id": "", "receipt": ""}
    connection.execute(expenses.update().where(old).values(merchant=ERASED, **blank))
    used = sa.select(expenses.c.receipt)
    unused = sa.and_(receipts.c.hash.not_in(used), receipts.c.content.is_not(None))
    return len(subjects), connection.execute(receipts.update().where(unused).values(content=None)).rowcount


def _ids(connection: Connection, table: sa.Table, where: sa.ColumnElement[bool]) -> list[str]:
    return sorted(set(connection.execute(sa.select(table.c.id).where(where)).scalars()))


def _record(connection: Connection, subjects: Sequence[str], kind: str, reason: str, act: Act) -> None:
    known = set(connection.execute(sa.select(erasures.c.subject)).scalars())
    rows = (
        {"subject": subject, "kind": kind, "erased_at": act.at, "reason": reason}
        for subject in subjects
        if subject not in known
    )
    for batch in batches(rows):
        connection.execute(erasures.insert(), batch)
