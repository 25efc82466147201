"""The rep's log: drafts from confirmed visits, trips by hand, the daily word, corrections."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import click

from commands.arguments import CLOCK, DAY, DISTANCE, span, span_options
from commands.context import enter_for_rep, json_option, say, workspace_option
from commands.mileage_show import show_log, show_postings
from commands.passphrases import enter_signed_for_rep
from mileage.trips import TripKind
from office.mileage.attestations import Correction, attest_trips, correct_trip, withdraw_trip
from office.mileage.reports import list_trips
from office.mileage.trips import NewTrip, add_trip, draft_trips

rep_option = click.option("--rep", "rep_id", required=True, help="The rep whose trips these are.")


@click.command("trips")
@rep_option
@span_options
@workspace_option
@json_option
def trips(*, rep_id: str, folder: Path, as_json: bool, **days: Any) -> None:
    """Draft trips from confirmed visits. The log of those days is shown, private trips included."""
    asked = span(**days)
    office, who = enter_for_rep(folder, rep_id)
    made = draft_trips(office, who, rep_id, asked)
    show_log(list_trips(office, who, rep_id, asked), as_json=as_json)
    say(f"{made.drafts} new drafts, {made.leaving} to be taken back; attest them with `roundsman mileage attest`.")


@click.command("log")
@rep_option
@span_options
@workspace_option
@json_option
def log(*, rep_id: str, folder: Path, as_json: bool, **days: Any) -> None:
    """Show a rep's log of some days. Drafts are in it; private trips are, where the rep asks."""
    asked = span(**days)
    office, who = enter_for_rep(folder, rep_id)
    show_log(list_trips(office, who, rep_id, asked), as_json=as_json)


@click.command("add")
@rep_option
@click.option("--date", "day", type=DAY, required=True)
@click.option("--start", "from_address", default="", help="Where the trip began.")
@click.option("--end", "to_address", default="", help="Where it ended.")
@click.option("--distance", "distance_m", type=DISTANCE, required=True)
@click.option("--purpose", default="", help="What it was for; not asked of a private trip.")
@click.option("--account", "account_id", default="")
@click.option("--kind", type=click.Choice([kind.value for kind in TripKind]), default="business", show_default=True)
@click.option("--vehicle", "vehicle_id", default="", help="The rep's vehicle of that day if not given.")
@click.option("--leave", "leave_s", type=CLOCK)
@click.option("--arrive", "arrive_s", type=CLOCK)
@click.option("--odometer-start", "odometer_start_m", type=DISTANCE)
@click.option("--odometer-end", "odometer_end_m", type=DISTANCE)
@click.option("--passengers", type=click.IntRange(0, 60), default=0)
@click.option("--region", default="")
@workspace_option
def add(*, rep_id: str, day: date, distance_m: Decimal, kind: str, folder: Path, **more: Any) -> None:
    """Add a trip by hand. A detour, a way that no visit bears, a private trip: it waits to be attested."""
    office, who = enter_for_rep(folder, rep_id)
    trip = add_trip(office, who, rep_id, NewTrip(day, distance_m, kind=TripKind(kind), **more))
    click.echo(f"{trip.id} waits for `roundsman mileage attest --rep {rep_id} --date {day}`.")


@click.command("attest")
@rep_option
@span_options
@workspace_option
@json_option
def attest(*, rep_id: str, folder: Path, as_json: bool, **days: Any) -> None:
    """Attest the drafts of some days. What they say is what was driven; they are posted at once."""
    asked = span(**days)
    office, who = enter_signed_for_rep(folder, rep_id)
    show_postings(attest_trips(office, who, rep_id, asked), as_json=as_json)


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
    correction = Correction(kind=TripKind(kind) if kind else None, **changes)
    office, who = enter_signed_for_rep(folder, rep_id)
    show_postings(correct_trip(office, who, trip_id, correction, reason), as_json=as_json)


@click.command("withdraw")
@click.argument("trip_id")
@rep_option
@click.option("--reason", required=True)
@workspace_option
@json_option
def withdraw(*, trip_id: str, rep_id: str, reason: str, folder: Path, as_json: bool) -> None:
    """Take a trip back for good. What was posted for it is reversed, and it is not drafted again."""
    office, who = enter_signed_for_rep(folder, rep_id)
    show_postings(withdraw_trip(office, who, trip_id, reason), as_json=as_json)
