"""The log, its flags and the expenses, read for a report in one go."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from math import inf

from mileage.claims import ClaimState
from mileage.flags import FlagRules, flags
from mileage.handout import Contents
from mileage.ledger import EntryKind, Posting
from mileage.log import LogEntry
from mileage.money import Money
from mileage.summaries import Spent
from mileage.trips import TripKind
from office.mileage.acts import Days
from office.mileage.trips import terms_of
from store.accounts import read_accounts
from store.claims import read_claims
from store.database import Connection
from store.ledger import postings_of
from store.ownership import owners_on
from store.spending import read_expenses
from store.terms import rate_table, read_vehicles, terms_on
from store.trips import StoredTrip, TripState, read_trips


@dataclass(frozen=True, slots=True)
class Asked:
    """Which part of the log is asked for; `own` is True only when reps ask for their own: then private trips show."""

    days: Days
    rep_id: str | None = None
    own: bool = False
    drafts: bool = False


def contents(connection: Connection, asked: Asked, holidays: Mapping[str, frozenset[date]]) -> Contents:
    """Return everything a report of some days is made of.

    Parameters
    ----------
    holidays : mapping of rep id to dates
        The public holidays that each rep keeps; see `scheduler.demand.workdays`.
    """
    entries = log_entries(connection, asked)
    accounts = read_accounts(connection)
    return Contents(
        entries,
        flags(entries, FlagRules(holidays=holidays)),
        expenses_of(connection, asked),
        {account.id: account.value for account in accounts},
    )


def log_entries(connection: Connection, asked: Asked) -> tuple[LogEntry, ...]:
    """Return the log of some days; private trips only to the rep whose they are."""
    states = (TripState.ATTESTED, TripState.DRAFT) if asked.drafts else (TripState.ATTESTED,)
    stored = read_trips(connection, states, asked.rep_id, asked.days.first, asked.days.last)
    seen = [one for one in stored if asked.own or one.trip.kind is not TripKind.PRIVATE]
    known = _Known.read(connection, asked)
    return tuple(sorted((_entry(one, known) for one in seen), key=_as_driven))


def _as_driven(entry: LogEntry) -> tuple[date, str, float, str]:
    """Order a log by day, rep and time; of a day's first way only the arrival is known, of its last the leaving."""
    trip = entry.trip
    known = [moment for moment in (trip.leave_s, trip.arrive_s) if moment is not None]
    return trip.date, trip.rep_id, known[0] if known else inf, trip.id


@dataclass(frozen=True, slots=True)
class _Known:
    """What the entries of a log are put together from."""

    postings: Mapping[str, list[Posting]]
    vehicles: Mapping[str, tuple[str, str]]
    names: Mapping[str, str]
    owners: Mapping[str, str]
    claims: Mapping[tuple[str, str], ClaimState]
    units: Mapping[str, str]

    @staticmethod
    def read(connection: Connection, asked: Asked) -> _Known:
        held: dict[str, list[Posting]] = defaultdict(list)
        for posting in postings_of(connection, asked.rep_id, asked.days.first, asked.days.last):
            if posting.entry.pool:
                held[posting.entry.subject].append(posting)
        accounts = read_accounts(connection)
        owners = owners_on(connection, asked.days.last)
        return _Known(
            held,
            {vehicle.id: (vehicle.kind.value, vehicle.plate) for vehicle in read_vehicles(connection).values()},
            {account.id: account.name for account in accounts},
            {account_id: owned.rep_id for account_id, owned in owners.items()},
            {(claim.rep_id, claim.period): claim.state for claim in read_claims(connection)},
            {
                rep_id: rate_table(connection, terms_on(terms, asked.days.last).scheme).unit
                for rep_id, terms in terms_of(connection).items()
            },
        )


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
        territory_id=known.owners.get(trip.account_id, ""),
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


def expenses_of(connection: Connection, asked: Asked) -> tuple[Spent, ...]:
    """Return the expenses of some days that stand, with what was reimbursed."""
    stored = read_expenses(connection, asked.rep_id, asked.days.first, asked.days.last)
    paid: dict[str, Decimal] = defaultdict(Decimal)
    for posting in postings_of(connection, asked.rep_id, asked.days.first, asked.days.last):
        if posting.entry.kind in (EntryKind.EXPENSE, EntryKind.REVERSAL):
            paid[posting.entry.subject] += posting.entry.pay.amount
    return tuple(Spent(one.expense, paid[one.expense.id], one.flags) for one in stored if one.state == "posted")
