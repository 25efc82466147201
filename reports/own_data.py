"""What is kept of a person as plain values, for their own hands: a file that programs read."""

from __future__ import annotations

from decimal import Decimal

from mileage.handout import EXPENSE_COLUMNS, expense_sheet
from mileage.ledger import Posting, plain
from mileage.log import LogEntry
from mileage.odometer import Reading
from mileage.vehicles import Vehicle
from office.mileage.privacy import OwnData, YearEnd
from office.own_record import OwnRecord


def own_record_plain(record: OwnRecord) -> dict[str, object]:
    """Return everything that is kept of a person."""
    who = record.person
    return {
        "person": {"id": who.id, "name": who.name, "email": record.email, "rep": who.rep_id},
        "roles": [
            {"role": one.role.value, "reach": one.reach.value, "region": one.region} for one in who.grants
        ],
        "look": {"language": record.language, "theme": record.theme},
        "mails": dict(record.mails),
        "sessions": [
            {"device": one.device, "made_at": one.made_at, "seen_at": one.seen_at, "expires_at": one.expires_at}
            for one in record.sessions
        ],
        "tokens": [{"name": one.name, "scopes": one.scopes, "expires_at": one.expires_at} for one in record.tokens],
        "said_of_visits": [
            {
                "visit": one.visit_id, "account": one.account_id, "kind": one.kind.value, "text": one.text,
                "date": cell(one.date), "start_s": one.start_s, "made_at": one.made_at, "undone_at": one.undone_at,
            }
            for one in record.answers
        ],
        "visits": [
            {
                "visit": one.visit_id, "account": one.account_id, "status": one.status.value,
                "date": one.date.isoformat(), "start_s": one.start_s, "end_s": one.end_s, "outcome": one.outcome,
                "notes": one.notes, "reason": one.reason,
            }
            for one in record.visits
        ],
        "sent_by_phones": [
            {"kind": one.kind, "about": one.about, "at": one.at, "received_at": one.received_at, "body": dict(one.body)}
            for one in record.acts
        ],
        "notebooks": [
            {"account": one.account_id, "made_at": one.made_at, "text": one.text} for one in record.notes
        ],
        "mileage": None if record.mileage is None else own_data_plain(record.mileage),
    }  # fmt: skip


def trip_plain(entry: LogEntry) -> dict[str, object]:
    """Return a trip of the log as plain values."""
    trip = entry.trip
    return {
        "id": trip.id,
        "date": trip.date.isoformat(),
        "state": entry.state,
        "start": trip.from_address or trip.from_id,
        "end": trip.to_address or trip.to_id,
        "account": trip.account_id,
        "purpose": trip.purpose,
        "kind": trip.kind.value,
        "distance_m": plain(trip.distance_m),
        "commute_m": plain(trip.commute_m),
        "network_m": plain(trip.network_m) if trip.network_m is not None else None,
        "planned_m": plain(trip.planned_m) if trip.planned_m is not None else None,
        "pay": str(entry.pay.amount) if entry.pay else None,
        "currency": entry.pay.currency if entry.pay else None,
    }


def own_data_plain(data: OwnData) -> dict[str, object]:
    """Return all that is kept of a rep as plain values."""
    return {
        "rep": data.rep_id,
        "vehicles": [_vehicle_row(one) for one in data.vehicles],
        "odometer": [_reading_row(one) for one in data.odometer],
        "year_end": _year_row(data.year_end),
        "trips": [trip_plain(entry) | _captured_row(entry) for entry in data.trips],
        "expenses": [
            {name: cell(value) for name, value in zip(EXPENSE_COLUMNS, row, strict=True)}
            for row in expense_sheet(data.expenses).rows
        ],
        "allowances": [
            {"day": one.day.isoformat(), "place": one.place, "what": one.what, "rule": one.rule, "pay": str(one.pay)}
            for one in data.allowances
        ],
        "postings": [posting_plain(posting) for posting in data.postings],
    }


def _vehicle_row(one: Vehicle) -> dict[str, object]:
    return {
        "id": one.id,
        "kind": one.kind.value,
        "electric": one.electric,
        "power": one.power,
        "plate": one.plate,
        "valid_from": cell(one.valid_from),
        "valid_to": cell(one.valid_to),
    }


def _reading_row(one: Reading) -> dict[str, object]:
    row = {"vehicle": one.vehicle_id, "day": one.day.isoformat(), "metres": plain(one.metres)}
    return row | {"replaced_at_m": cell(one.replaced_at_m), "began_at_m": cell(one.began_at_m)}


def _year_row(year_end: YearEnd) -> dict[str, object]:
    totals = [
        {
            "year": one.year,
            "vehicle": one.vehicle_id,
            "business_m": plain(one.business_m),
            "commute_m": plain(one.commute_m),
            "private_m": plain(one.private_m),
        }
        for one in year_end.totals
    ]
    spans = [
        {
            "vehicle": one.vehicle_id,
            "after": one.after.isoformat(),
            "until": one.until.isoformat(),
            "driven_m": plain(one.driven_m),
            "open_m": plain(one.open_m),
        }
        for one in year_end.spans
    ]
    return {"totals": totals, "spans": spans}


def _captured_row(entry: LogEntry) -> dict[str, object]:
    trip = entry.trip
    return {
        "vehicle": trip.vehicle_id,
        "visit": trip.visit_id,
        "leave_s": trip.leave_s,
        "arrive_s": trip.arrive_s,
        "odometer_start_m": cell(trip.odometer_start_m),
        "odometer_end_m": cell(trip.odometer_end_m),
        "passengers": trip.passengers,
        "region": trip.region,
        "source": trip.source.value,
        "captured_at": trip.captured_at,
        "created_by": trip.created_by,
    }


def cell(value: object) -> str | None:
    """Return a cell of a table as text, None where it is empty."""
    if value is None:
        return None
    return plain(value) if isinstance(value, Decimal) else str(value)


def posting_plain(posting: Posting) -> dict[str, object]:
    """Return a posting as plain values."""
    entry = posting.entry
    return {
        "number": posting.number,
        "kind": entry.kind.value,
        "rep": entry.rep_id,
        "subject": entry.subject,
        "day": entry.day.isoformat(),
        "period": entry.period,
        "amount": str(entry.pay.amount),
        "currency": entry.pay.currency,
        "rates": entry.rates,
        "table_hash": entry.table_hash,
        "refers": entry.refers,
        "reason": entry.reason,
        "hash": posting.hash,
    }
