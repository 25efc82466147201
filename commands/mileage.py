"""`roundsman mileage`: what a distance is paid and how that came about; the other verbs stand in files of their own."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from pathlib import Path

import click

from commands.arguments import DAY, DISTANCE
from commands.verbs import Table, Verbs
from mileage.quote import Driven, Quote, explain, quote
from mileage.rate_files import packaged_schemes, packaged_table, parse_table
from mileage.rate_tables import NoRateError, RateTable
from mileage.vehicles import Vehicle, VehicleKind
from routing.named_files import read_named_text
from routing.problems import BadInputError, Problem

VERBS: Table = {
    "trips": ("commands.mileage_log", "trips", "Draft trips from confirmed visits."),
    "log": ("commands.mileage_log", "log", "Show a rep's log of some days."),
    "add": ("commands.mileage_log", "add", "Add a trip by hand."),
    "attest": ("commands.mileage_log", "attest", "Attest the drafts of some days."),
    "correct": ("commands.mileage_log", "correct", "Correct a trip."),
    "withdraw": ("commands.mileage_log", "withdraw", "Take a trip back for good."),
    "claim": ("commands.mileage_ledger", "claim", "Submit, approve, reject, pay or show a claim."),
    "missing": ("commands.mileage_ledger", "missing_verb", "List what is missing before reps are paid."),
    "payroll": ("commands.mileage_ledger", "payroll_verb", "Write what payroll pays for a month."),
    "close": ("commands.mileage_ledger", "close", "Close a month and all before it."),
    "reprice": ("commands.mileage_ledger", "reprice", "Post the differences to today's rates."),
    "verify": ("commands.mileage_ledger", "verify", "Check that nothing was changed afterwards."),
    "vehicle": ("commands.mileage_terms", "vehicle", "Register a rep's vehicle."),
    "terms": ("commands.mileage_terms", "terms", "Say by which rates a rep is paid."),
    "rates": ("commands.mileage_terms", "rates", "Import a table of your own, or list them."),
    "odometer": ("commands.mileage_terms", "odometer", "Note an odometer's reading."),
    "year": ("commands.mileage_privacy", "year", "Show a rep's own totals of the year."),
    "export": ("commands.mileage_privacy", "export", "Write all that is kept of a rep as JSON."),
    "erase": ("commands.mileage_privacy", "erase", "Erase what no law asks to be kept."),
}


@click.group(cls=Verbs, verbs=VERBS)
def command() -> None:
    """Trips, rates and the ledger of mileage."""


@command.command("quote")
@click.option("--scheme", default="", help=f"One of: {', '.join(packaged_schemes())}.")
@click.option("--table", type=click.Path(path_type=Path), help="A rate table of your own.")
@click.option("--vehicle", type=click.Choice([kind.value for kind in VehicleKind]), default="car", show_default=True)
@click.option("--electric", is_flag=True)
@click.option("--power", type=click.IntRange(1, 100), help="Fiscal horsepower, where the scheme asks for it (France).")
@click.option("--date", "day", type=DAY, required=True, help="The day of the trip.")
@click.option("--already", type=DISTANCE, default="0km", show_default=True, help="Driven before in the year.")
@click.option("--distance", type=DISTANCE, required=True, help="Such as 120mi or 12.3km.")
@click.option("--region", default="", help="A region with a supplement, such as territories (Canada).")
@click.option("--passengers", type=click.IntRange(0, 60), default=0)
@click.option("--json", "as_json", is_flag=True, help="For machines.")
def quote_verb(
    *,
    scheme: str,
    table: Path | None,
    vehicle: str,
    electric: bool,
    power: int | None,
    day: date,
    already: Decimal,
    distance: Decimal,
    region: str,
    passengers: int,
    as_json: bool,
) -> None:
    """Say what a distance is paid. On a date, after what was driven before in the year, and how that came about."""
    rates = _table(scheme, table)
    mine = Vehicle("quoted", "", VehicleKind(vehicle), electric, power)
    try:
        result = quote(rates, mine, day, distance, Driven(already), region=region, passengers=passengers)
    except NoRateError as error:
        action = "Add the rate to a table of your own and name it with --table."
        raise BadInputError([Problem("rate-gap", rates.scheme, str(error), action)]) from error
    click.echo(json.dumps(_machine(result), indent=2) if as_json else str(result.pay))
    if not as_json:
        click.echo("\n".join(f"  {line}" for line in explain(result)))


def _table(scheme: str, path: Path | None) -> RateTable:
    if (scheme == "") == (path is None):
        raise click.UsageError("Name either a --scheme or a --table of your own.")
    if path is None:
        return packaged_table(scheme)
    return parse_table(read_named_text(path), str(path))


def _machine(result: Quote) -> dict[str, object]:
    return {
        "pay": str(result.pay.amount),
        "currency": result.pay.currency,
        "scheme": result.table.scheme,
        "table_hash": result.table.hash,
        "parts": [
            {"kind": part.label, "metres": str(part.metres), "rate": str(part.rate), "amount": str(part.amount)}
            for part in result.parts
        ],
        "how": list(explain(result)),
    }
