"""How trips and postings are shown, to people and to machines."""

from __future__ import annotations

from decimal import Decimal

import click

from commands.context import emit_json
from mileage.distance import show_distance
from mileage.handout import EXPENSE_COLUMNS, expense_sheet
from mileage.ledger import Posting, plain
from mileage.log import LogEntry
from mileage.odometer import Reading
from mileage.vehicles import Vehicle
from office.mileage.privacy import OwnData, YearEnd


def show_log(entries: tuple[LogEntry, ...], *, as_json: bool) -> None:
    """Write a log, a line for each trip, or as JSON."""
    if as_json:
        emit_json([_machine(entry) for entry in entries])
        return
    for entry in entries:
        trip = entry.trip
        ends = f"{trip.from_address or trip.from_id} - {trip.to_address or trip.to_id}"
        pay = entry.pay or "not yet posted"
        length = show_distance(trip.distance_m, entry.unit)
        click.echo(f"{trip.date} {entry.state:9} {length:>12} {pay!s:>14}  {ends}: {trip.purpose}  [{trip.id}]")


def _machine(entry: LogEntry) -> dict[str, object]:
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
        "trips": [_machine(entry) | _captured_row(entry) for entry in data.trips],
        "expenses": [
            {name: cell(value) for name, value in zip(EXPENSE_COLUMNS, row, strict=True)}
            for row in expense_sheet(data.expenses).rows
        ],
        "allowances": [
            {"day": one.day.isoformat(), "place": one.place, "what": one.what, "rule": one.rule, "pay": str(one.pay)}
            for one in data.allowances
        ],
        "postings": [_posting_row(posting) for posting in data.postings],
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


def show_postings(posted: tuple[Posting, ...], *, as_json: bool) -> None:
    """Write postings, a line each, or as JSON."""
    if as_json:
        emit_json([_posting_row(posting) for posting in posted])
        return
    for posting in posted:
        entry = posting.entry
        why = f"  ({entry.reason})" if entry.reason else ""
        click.echo(f"{posting.number:>6} {entry.day} {entry.kind:9} {entry.pay!s:>14}  to {entry.period}{why}")
    if not posted:
        click.echo("Nothing was to be posted.")


def _posting_row(posting: Posting) -> dict[str, object]:
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
