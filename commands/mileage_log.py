"""The rep's log: drafts from confirmed visits, trips by hand, the daily word, corrections."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import uuid4

import click

from commands.arguments import CLOCK, DAY, DISTANCE, span, span_options
from commands.context import json_option, now, say, workspace_option
from commands.mileage_show import show_log, show_postings
from commands.signing import acting
from mileage.trips import Trip, TripKind, TripSource
from office.mileage.acts import Act
from office.mileage.attestations import add_drafts, present_version
from office.mileage.attestations import attest as attest_days
from office.mileage.attestations import correct as correct_trip
from office.mileage.attestations import withdraw as withdraw_trip
from office.mileage.reports import Asked, log_entries
from office.mileage.trips import derive_trips, require_rep, vehicle_of
from office.opening import open_office
from office.travel import claims_engine
from store.changes import record_change
from store.database import reading, writing

rep_option = click.option("--rep", "rep_id", required=True, help="The rep whose trips these are.")


@click.command("trips")
@rep_option
@span_options
@workspace_option
@json_option
def trips(*, rep_id: str, folder: Path, as_json: bool, **days: Any) -> None:
    """Draft trips from confirmed visits. The log of those days is shown, private trips included."""
    asked, office = span(**days), open_office(folder)
    ways = claims_engine(office)
    with writing(office.database) as connection:
        made = derive_trips(connection, rep_id, asked, ways, now())
        if made.drafts or made.leaving:
            summary = f"{made.drafts} drafts, {made.leaving} to leave, of {rep_id}"
            record_change(connection, "mileage trips", summary, now())
        entries = log_entries(connection, Asked(asked, rep_id, own=True, drafts=True))
    show_log(entries, as_json=as_json)
    say(f"{made.drafts} new drafts, {made.leaving} to be taken back; attest them with `roundsman mileage attest`.")


@click.command("log")
@rep_option
@span_options
@workspace_option
@json_option
def log(*, rep_id: str, folder: Path, as_json: bool, **days: Any) -> None:
    """Show a rep's own log of some days. Drafts and private trips are in it."""
    with reading(open_office(folder).database) as connection:
        require_rep(connection, rep_id)
        entries = log_entries(connection, Asked(span(**days), rep_id, own=True, drafts=True))
    show_log(entries, as_json=as_json)


@click.command("add")
@rep_option
@click.option("--date", "day", type=DAY, required=True)
@click.option("--start", "from_address", default="", help="Where the trip began.")
@click.option("--end", "to_address", default="", help="Where it ended.")
@click.option("--distance", type=DISTANCE, required=True)
@click.option("--purpose", default="", help="What it was for; not asked of a private trip.")
@click.option("--account", "account_id", default="")
@click.option("--kind", type=click.Choice([kind.value for kind in TripKind]), default="business", show_default=True)
@click.option("--vehicle", "vehicle_id", default="", help="The rep's vehicle of that day if not given.")
@click.option("--leave", type=CLOCK)
@click.option("--arrive", type=CLOCK)
@click.option("--odometer-start", "odometer_start_m", type=DISTANCE)
@click.option("--odometer-end", "odometer_end_m", type=DISTANCE)
@click.option("--passengers", type=click.IntRange(0, 60), default=0)
@click.option("--region", default="")
@workspace_option
def add(
    *,
    rep_id: str,
    day: date,
    distance: Decimal,
    kind: str,
    vehicle_id: str,
    leave: int | None,
    arrive: int | None,
    folder: Path,
    **more: Any,
) -> None:
    """Add a trip by hand. A detour, a way that no visit bears, a private trip: it waits to be attested."""
    with writing(open_office(folder).database) as connection:
        require_rep(connection, rep_id)
        trip = Trip(
            id=str(uuid4()),
            rep_id=rep_id,
            date=day,
            from_id="",
            to_id="",
            distance_m=distance,
            vehicle_id=vehicle_id or vehicle_of(connection, rep_id, day),
            kind=TripKind(kind),
            source=TripSource.MANUAL,
            leave_s=leave,
            arrive_s=arrive,
            **more,
        )
        add_drafts(connection, [trip], Act(rep_id, now()))
        record_change(connection, "mileage add", f"a trip of {rep_id} on {day}", now())
    click.echo(f"{trip.id} waits for `roundsman mileage attest --rep {rep_id} --date {day}`.")


@click.command("attest")
@rep_option
@span_options
@workspace_option
@json_option
def attest(*, rep_id: str, folder: Path, as_json: bool, **days: Any) -> None:
    """Attest the drafts of some days. What they say is what was driven; they are posted at once."""
    asked, office = span(**days), open_office(folder)
    act = acting(office, rep_id)
    with writing(office.database) as connection:
        posted = attest_days(connection, rep_id, asked, act)
        if posted:
            record_change(connection, "mileage attest", f"{len(posted)} postings of {rep_id}", now())
    show_postings(posted, as_json=as_json)


@click.command("correct")
@click.argument("trip_id")
@rep_option
@click.option("--reason", default="", help="Asked of what was attested; a draft is changed without one.")
@click.option("--distance", "distance_m", type=DISTANCE)
@click.option("--start", "from_address", help="Where it really began: an office, another address.")
@click.option("--end", "to_address", help="Where it really ended.")
@click.option("--purpose")
@click.option("--kind", type=click.Choice([kind.value for kind in TripKind]))
@click.option("--vehicle", "vehicle_id")
@click.option("--passengers", type=click.IntRange(0, 60))
@click.option("--region")
@click.option("--odometer-start", "odometer_start_m", type=DISTANCE)
@click.option("--odometer-end", "odometer_end_m", type=DISTANCE)
@workspace_option
@json_option
def correct(
    *, trip_id: str, rep_id: str, reason: str, kind: str | None, folder: Path, as_json: bool, **changes: Any
) -> None:
    """Correct a trip. A draft is changed; an attested trip is reversed and posted anew, both linked."""
    given = {name: value for name, value in changes.items() if value is not None}
    given |= {end.replace("address", "id"): "" for end in ("from_address", "to_address") if end in given}
    if kind is not None:
        given["kind"] = TripKind(kind)
    office = open_office(folder)
    act = acting(office, rep_id)
    with writing(office.database) as connection:
        trip = present_version(connection, trip_id).trip
        posted = correct_trip(connection, replace(trip, **given), reason, act)
        record_change(connection, "mileage correct", f"trip {trip_id}: {reason}", now())
    show_postings(posted, as_json=as_json)


@click.command("withdraw")
@click.argument("trip_id")
@rep_option
@click.option("--reason", required=True)
@workspace_option
@json_option
def withdraw(*, trip_id: str, rep_id: str, reason: str, folder: Path, as_json: bool) -> None:
    """Take a trip back for good. What was posted for it is reversed, and it is not drafted again."""
    office = open_office(folder)
    act = acting(office, rep_id)
    with writing(office.database) as connection:
        posted = withdraw_trip(connection, trip_id, reason, act)
        record_change(connection, "mileage withdraw", f"trip {trip_id}: {reason}", now())
    show_postings(posted, as_json=as_json)
