"""The log, its flags and the expenses, read for a report in one go, and the reports as bytes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from mileage.cells import csv_text
from mileage.claims import ClaimState
from mileage.flags import FlagRules, flags
from mileage.handout import Contents, one_sheet, report
from mileage.ledger import EntryKind, Head, Posting
from mileage.log import LogEntry, as_driven
from mileage.money import Money
from mileage.periods import Days
from mileage.trips import TripKind
from office.door import Act, reads, works
from office.mileage.expenses import spent_of
from office.mileage.reps import require_visible, sees, terms_of
from scheduler.demand.workdays import public_holidays
from store.accounts import account_names, read_reps, read_values
from store.claims import read_claims
from store.database import Connection
from store.ledger import postings_of, read_head
from store.ownership import Timeline, owned_on, timelines_among
from store.terms import rate_table, read_readings, read_vehicles, terms_on
from store.trips import StoredTrip, TripState, read_trips


class Form(StrEnum):
    """As what a report is written."""

    CSV = "csv"
    XLSX = "xlsx"
    PDF = "pdf"


@dataclass(frozen=True, slots=True)
class MileageReport:
    """A report's content, how many trips and flags are in it, and the ledger's head that stands on it."""

    content: bytes
    trips: int
    flags: int
    head: Head


@reads
def list_trips(act: Act, rep_id: str, days: Days) -> tuple[LogEntry, ...]:
    """Return a rep's log of some days, drafts included; private trips only to the rep."""
    require_visible(act, rep_id)
    return log_entries(act, days, rep_id, drafts=True)


@reads
def read_mileage(act: Act, days: Days, rep_id: str | None = None) -> Contents:
    """Return what a report of some days is made of, of the reps whom this person sees: never a private trip."""
    require_visible(act, rep_id)
    return contents(act, days, rep_id)


@works
def mileage_report(
    act: Act, days: Days, rep_id: str | None = None, form: Form = Form.CSV, by: str = "rep"
) -> MileageReport:
    """Return the mileage of some days: trips, totals, flags and expenses, without private trips.

    Parameters
    ----------
    rep_id : str, optional
        One rep; else all whom this person may see.
    by : str
        Which table a CSV holds, a key of `mileage.summaries.KEYS` or `mileage.handout.SHEETS`.
    """
    with act.reading() as connection:
        require_visible(act, rep_id)
        found, head = contents(act, days, rep_id), read_head(connection)
    kept = f"{head.count}:{head.hash}"
    who = rep_id or "all reps"
    subtitle = f"{who}, {days.first} to {days.last}; made {act.now:%Y-%m-%d %H:%M} UTC; ledger {kept}"
    content = _table(found, by, kept) if form is Form.CSV else _paper(found, form, subtitle, act.now)
    return MileageReport(content, len(found.entries), len(found.flags), head)


def _table(found: Contents, by: str, kept: str) -> bytes:
    """Return one table; the ledger's head stands in each of its rows."""
    sheet = one_sheet(found, by)
    return csv_text((*sheet.columns, "ledger"), ((*row, kept) for row in sheet.rows)).encode()


def _paper(found: Contents, form: Form, subtitle: str, now: datetime) -> bytes:
    from mileage.pdf import pdf_bytes  # noqa: PLC0415 - a page needs no file
    from mileage.xlsx import xlsx_bytes  # noqa: PLC0415 - as above

    whole = report("Mileage report", subtitle, found, on_paper=form is Form.PDF)
    return pdf_bytes(whole) if form is Form.PDF else xlsx_bytes(whole, now)


def contents(act: Act, days: Days, rep_id: str | None = None) -> Contents:
    """Return everything a report of some days is made of: never a private trip, whoever asks."""
    entries = tuple(one for one in log_entries(act, days, rep_id) if one.trip.kind is not TripKind.PRIVATE)
    return Contents(
        entries,
        flags(entries, _flag_rules(act.connection, days)),
        spent_of(act, days, rep_id),
        read_values(act.connection, {one.trip.account_id for one in entries if one.trip.account_id}),
    )


def _flag_rules(connection: Connection, days: Days) -> FlagRules:
    holidays = {
        rep.id: frozenset(public_holidays(rep.country, rep.region, days.first, days.last))
        for rep in read_reps(connection)
    }
    replaced: dict[str, set[date]] = defaultdict(set)
    for reading in read_readings(connection, list(read_vehicles(connection))):
        if reading.is_replaced:
            replaced[reading.vehicle_id].add(reading.day)
    return FlagRules(holidays=holidays, replaced={name: frozenset(found) for name, found in replaced.items()})


def log_entries(act: Act, days: Days, rep_id: str | None = None, *, drafts: bool = False) -> tuple[LogEntry, ...]:
    """Return the log of some days, of the reps whom this person may see; private trips only to the rep they are."""
    states = (TripState.ATTESTED, TripState.DRAFT) if drafts else (TripState.ATTESTED,)
    stored = read_trips(act.connection, states, rep_id, days.first, days.last)
    seen = [one for one in stored if sees(act, one.trip.rep_id) and _is_theirs_to_see(act, one)]
    if not seen:
        return ()
    visited = {one.trip.account_id for one in seen if one.trip.account_id}
    known = _Known.read(act.connection, days, rep_id, visited)
    return tuple(sorted((_entry(one, known) for one in seen), key=as_driven))


def _is_theirs_to_see(act: Act, one: StoredTrip) -> bool:
    """Return whether a trip may be seen: a private one by nobody but the rep, whatever roles somebody has."""
    return one.trip.kind is not TripKind.PRIVATE or act.who.rep_id == one.trip.rep_id


@dataclass(frozen=True, slots=True)
class _Known:
    """What the entries of a log are put together from."""

    postings: Mapping[str, list[Posting]]
    vehicles: Mapping[str, tuple[str, str]]
    names: Mapping[str, str]
    owners: Mapping[str, Timeline]
    claims: Mapping[tuple[str, str], ClaimState]
    units: Mapping[str, str]

    @staticmethod
    def read(connection: Connection, days: Days, rep_id: str | None, visited: Collection[str]) -> _Known:
        held: dict[str, list[Posting]] = defaultdict(list)
        for posting in postings_of(connection, rep_id, days.first, days.last):
            if posting.entry.pool:
                held[posting.entry.subject].append(posting)
        return _Known(
            held,
            {vehicle.id: (vehicle.kind.value, vehicle.plate) for vehicle in read_vehicles(connection).values()},
            account_names(connection, visited),
            timelines_among(connection, visited),
            {(claim.rep_id, claim.period): claim.state for claim in read_claims(connection)},
            {
                rep: rate_table(connection, terms_on(terms, days.last).scheme).unit
                for rep, terms in terms_of(connection).items()
            },
        )

    def owner(self, account_id: str, day: date) -> str:
        """Return who owned an account on a day: what a territory cost is what was driven while it was so."""
        owned = owned_on(self.owners.get(account_id, ()), day)
        return owned.rep_id if owned else ""


def _entry(stored: StoredTrip, known: _Known) -> LogEntry:
    trip, own = stored.trip, known.postings.get(stored.trip.id, [])
    kind, plate = known.vehicles.get(trip.vehicle_id, ("", ""))
    last = next((p.entry for p in reversed(own) if p.entry.kind is EntryKind.TRIP), None)
    period = last.period if last else ""
    claim = known.claims.get((trip.rep_id, period))
    attested = claim.value if claim else "attested"
    return LogEntry(
        trip=trip,
        captured_on=datetime.fromisoformat(trip.captured_at).date(),
        state="draft" if stored.state is TripState.DRAFT else attested,
        plate=plate,
        vehicle=kind,
        territory_id=known.owner(trip.account_id, trip.date),
        account_name=known.names.get(trip.account_id, ""),
        pay=_paid(own) if stored.state is TripState.ATTESTED else None,
        period=period,
        rates=last.rates if last else "",
        unit=known.units.get(trip.rep_id, "km"),
    )


def _paid(own: list[Posting]) -> Money | None:
    """Return what all postings of a trip come to; the currency is that of the last."""
    if not own:
        return None
    currency = own[-1].entry.pay.currency
    amounts = (p.entry.pay.amount for p in own if p.entry.pay.currency == currency)
    return Money(sum(amounts, Decimal(0)), currency)
