"""How trips and postings are shown, to people and to machines."""

from __future__ import annotations

import click

from commands.context import emit_json
from mileage.distance import show_distance
from mileage.ledger import Posting, plain
from mileage.log import LogEntry


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
        "date": trip.date,
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
        "pay": entry.pay.amount if entry.pay else None,
        "currency": entry.pay.currency if entry.pay else None,
    }


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
        "day": entry.day,
        "period": entry.period,
        "amount": entry.pay.amount,
        "currency": entry.pay.currency,
        "rates": entry.rates,
        "table_hash": entry.table_hash,
        "refers": entry.refers,
        "reason": entry.reason,
        "hash": posting.hash,
    }
