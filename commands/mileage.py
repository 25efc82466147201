"""`roundsman mileage`: what a distance is paid and how that came about; the other verbs stand in files of their own."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from pathlib import Path

import click

from commands import mileage_ledger, mileage_log, mileage_privacy, mileage_terms
from commands.arguments import DAY, DISTANCE
from mileage.quote import Driven, Quote, explain, quote
from mileage.rate_files import packaged_schemes, packaged_table, parse_table
from mileage.rate_tables import NoRateError, RateTable
from mileage.vehicles import Vehicle, VehicleKind
from routing.named_files import read_named_text
from routing.problems import BadInputError, Problem


@click.group()
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


for verb in (
    mileage_log.trips,
    mileage_log.log,
    mileage_log.add,
    mileage_log.attest,
    mileage_log.correct,
    mileage_log.withdraw,
    mileage_ledger.claim,
    mileage_ledger.missing_verb,
    mileage_ledger.payroll_verb,
    mileage_ledger.close,
    mileage_ledger.reprice,
    mileage_ledger.verify,
    mileage_terms.vehicle,
    mileage_terms.terms,
    mileage_terms.rates,
    mileage_terms.odometer,
    mileage_privacy.year,
    mileage_privacy.export,
    mileage_privacy.erase,
):
    command.add_command(verb)
