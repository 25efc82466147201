"""How trips and postings are shown to people."""

from __future__ import annotations

import click

from commands.context import emit_json
from mileage.distance import show_distance
from mileage.ledger import Posting
from mileage.log import LogEntry
from reports.own_data import posting_plain, trip_plain


def show_log(entries: tuple[LogEntry, ...], *, as_json: bool) -> None:
    """Write a log, a line for each trip, or as JSON."""
    if as_json:
        emit_json([trip_plain(entry) for entry in entries])
        return
    for entry in entries:
        trip = entry.trip
        ends = f"{trip.from_address or trip.from_id} - {trip.to_address or trip.to_id}"
        pay = entry.pay or "not yet posted"
        length = show_distance(trip.distance_m, entry.unit)
        click.echo(f"{trip.date} {entry.state:9} {length:>12} {pay!s:>14}  {ends}: {trip.purpose}  [{trip.id}]")


def show_postings(posted: tuple[Posting, ...], *, as_json: bool) -> None:
    """Write postings, a line each, or as JSON."""
    if as_json:
        emit_json([posting_plain(posting) for posting in posted])
        return
    for posting in posted:
        entry = posting.entry
        why = f"  ({entry.reason})" if entry.reason else ""
        click.echo(f"{posting.number:>6} {entry.day} {entry.kind:9} {entry.pay!s:>14}  to {entry.period}{why}")
    if not posted:
        click.echo("Nothing was to be posted.")
