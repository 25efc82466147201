"""What is kept of a person, for how long, and how it is given out or erased.

The ledger holds ids, amounts and hashes; words about a person (places, purposes, merchants, receipts) are in the trips
and expenses beside it. So words can be erased when their time has come, and the ledger stays whole.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from mileage.allowances import AllowanceLine
from mileage.audit import erasure_digest
from mileage.claims import Claim
from mileage.ledger import Posting
from mileage.log import LogEntry
from mileage.odometer import Reading, Reconciled, YearTotal, reconcile, year_totals
from mileage.periods import Days
from mileage.summaries import Spent
from mileage.vehicles import Vehicle
from office.door import Act, reads, writes
from office.mileage.expenses import spent_of
from office.mileage.reports import log_entries
from office.mileage.reps import require_self, require_visible
from office.signatures import require_signature
from office.steps import record_step
from routing.sentences import sentence
from store.changes import Kind, Subject
from store.erasures import (
    Erasure,
    add_erasures,
    blank_expenses,
    blank_trips,
    erase_private,
    erase_receipts,
    read_erasures,
)
from store.expenses import read_allowances
from store.ledger import postings_of
from store.terms import read_readings, read_vehicles
from store.trips import TripState, read_trips

_EVER = Days(date(1900, 1, 1), date(9999, 12, 31))


@dataclass(frozen=True, slots=True)
class Erased:
    """How many records were erased: trips and expenses whose words are gone, receipts, records deleted whole."""

    trips: int
    expenses: int
    receipts: int
    deleted: int


@dataclass(frozen=True, slots=True)
class YearEnd:
    """A rep's totals by year and vehicle, and what the odometers say beside them; for the rep's own eyes."""

    totals: tuple[YearTotal, ...]
    spans: tuple[Reconciled, ...]


@dataclass(frozen=True, slots=True)
class OwnData:
    """Everything that this room keeps of a rep, private trips included, for the rep's own hands."""

    rep_id: str
    vehicles: tuple[Vehicle, ...]
    odometer: tuple[Reading, ...]
    year_end: YearEnd
    trips: tuple[LogEntry, ...]
    expenses: tuple[Spent, ...]
    allowances: tuple[AllowanceLine, ...]
    postings: tuple[Posting, ...]


@reads
def export_own_data(act: Act, rep_id: str) -> OwnData:
    """Return everything that is kept of the rep who asks."""
    require_self(act, rep_id)
    vehicles = _vehicles(act, rep_id)
    return OwnData(
        rep_id,
        vehicles,
        read_readings(act.connection, [vehicle.id for vehicle in vehicles]),
        _year_end(act, rep_id),
        log_entries(act, _EVER, rep_id, drafts=True),
        spent_of(act, _EVER, rep_id),
        tuple(one.line for one in read_allowances(act.connection, rep_id)),
        postings_of(act.connection, rep_id),
    )


@reads
def show_year(act: Act, rep_id: str) -> YearEnd:
    """Return what a log has to end with: business, commuting and private distance, reconciled with the odometers."""
    require_self(act, rep_id)
    return _year_end(act, rep_id)


@writes
def erase_words(act: Act, rep_id: str, keep_from: date, reason: str) -> Erased:
    """Erase what no law asks to be kept: private trips and drafts at once, the words of all before `keep_from`.

    Parameters
    ----------
    keep_from : date
        The first day of what has to be kept (see docs/privacy.md for the years that laws ask for).
    reason : str
        It stands in the record of the erasure; amounts and hashes of the ledger stay.
    """
    require_signature(act)
    require_visible(act, rep_id)
    gone = take_words(act, rep_id, keep_from, reason)
    if gone == Erased(0, 0, 0, 0):
        act.changed_nothing()
    act.note(sentence("words of {rep} before {day} erased", rep=rep_id, day=keep_from))
    return gone


def take_words(act: Act, rep_id: str, keep_from: date, reason: str) -> Erased:
    """Erase as `erase_words` does, as part of another act."""
    connection = act.connection
    private, deleted = erase_private(connection, rep_id)
    trips, expenses = blank_trips(connection, rep_id, keep_from), blank_expenses(connection, rep_id, keep_from)
    receipts = erase_receipts(connection)
    groups = (("private", private), ("expense", expenses), ("trip", trips))
    gone = {(subject, kind) for kind, subjects in groups for subject in subjects}
    _record(act, rep_id, gone, reason)
    act.touch(Subject(Kind.LEDGER, rep_id))
    return Erased(len(trips), len(expenses), receipts, deleted)


def _record(act: Act, rep_id: str, gone: set[tuple[str, str]], reason: str) -> None:
    """Note what was erased, under a step of the audit log that holds the hash of the list."""
    new = sorted(gone - {(one.subject, one.kind) for one in read_erasures(act.connection, [])})
    if new:
        step = record_step(act, Claim("erasure", rep_id), "erase", reason, erasure_digest(new))
        add_erasures(act.connection, [Erasure(*one, step) for one in new], act.at, reason)


def _year_end(act: Act, rep_id: str) -> YearEnd:
    trips = [one.trip for one in read_trips(act.connection, (TripState.ATTESTED,), rep_id)]
    vehicles = [vehicle.id for vehicle in _vehicles(act, rep_id)]
    return YearEnd(year_totals(trips), reconcile(read_readings(act.connection, vehicles), trips))


def _vehicles(act: Act, rep_id: str) -> tuple[Vehicle, ...]:
    return tuple(vehicle for vehicle in read_vehicles(act.connection).values() if vehicle.rep_id == rep_id)
