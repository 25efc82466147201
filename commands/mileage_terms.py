"""Which vehicle a rep drives, by which rates and with which commute; a company's own tables; odometers."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import click

from commands.arguments import DAY, DISTANCE
from commands.context import workspace_option
from commands.passphrases import enter_signed
from mileage.commuting import CommutingRule
from mileage.odometer import Reading
from mileage.tariffs import TariffKind
from mileage.vehicles import Vehicle, VehicleKind
from office.mileage.terms import (
    TermsShown,
    list_schemes,
    list_terms,
    note_reading,
    save_tariff,
    save_terms,
    save_vehicle,
)
from routing.named_files import read_named_text


@click.command("vehicle")
@click.argument("vehicle_id")
@click.option("--rep", "rep_id", required=True)
@click.option("--kind", type=click.Choice([kind.value for kind in VehicleKind]), default="car", show_default=True)
@click.option("--electric", is_flag=True)
@click.option("--power", type=click.IntRange(1, 100), help="Fiscal horsepower (France).")
@click.option("--plate", default="")
@click.option("--valid-from", type=DAY)
@click.option("--valid-to", type=DAY)
@workspace_option
def vehicle(*, vehicle_id: str, rep_id: str, kind: str, folder: Path, **more: Any) -> None:
    """Register a rep's vehicle. An id that is known already is changed."""
    office, who = enter_signed(folder)
    save_vehicle(office, who, Vehicle(vehicle_id, rep_id, VehicleKind(kind), **more))
    click.echo(f"{rep_id} drives {vehicle_id}, a {kind}.")


@click.command("terms")
@click.option("--rep", "rep_id", required=True)
@click.option("--scheme", default="", help="A packaged scheme or a table of your own.")
@click.option("--commuting", type=click.Choice([rule.value for rule in CommutingRule]))
@click.option("--commute", "commute_m", type=DISTANCE, help="From home to the regular office, such as 12.3km.")
@click.option("--since", type=DAY, help="From which day on; else the terms that hold today are changed.")
@workspace_option
def terms(
    *,
    rep_id: str,
    scheme: str,
    commuting: str | None,
    commute_m: Decimal | None,
    since: date | None,
    folder: Path,
) -> None:
    """Say by which rates a rep is paid, and which commute is taken off; with --rep alone, show all terms of the rep."""
    office, who = enter_signed(folder)
    rule = CommutingRule(commuting) if commuting else None
    if not scheme and rule is None and commute_m is None and since is None:
        shown = list_terms(office, who, rep_id)
    else:
        shown = save_terms(office, who, rep_id, scheme=scheme, commuting=rule, commute_m=commute_m, since=since)
    for one in shown:
        click.echo(_line(one))


def _line(one: TermsShown) -> str:
    held = one.terms
    first = "always" if held.since == date.min else f"since {held.since}"
    way = f"{held.commuting.commute_m.normalize():f} m"
    return f"{held.rep_id} {first}: {one.title}, commuting {held.commuting.rule}, commute {way}"


@click.command("rates")
@click.argument("file", type=click.Path(path_type=Path), required=False)
@click.option("--allowances", "kind", flag_value=TariffKind.ALLOWANCES, help="FILE is a table of allowances.")
@click.option("--policy", "kind", flag_value=TariffKind.POLICY, help="FILE is an expense policy.")
@click.option("--onto", default="", metavar="SCHEME", help="FILE is a CSV of places for this table of allowances.")
@workspace_option
def rates(*, file: Path | None, kind: TariffKind | None, onto: str, folder: Path) -> None:
    """Import a table of your own, or list them. The version before it stays readable."""
    office, who = enter_signed(folder)
    if file is None:
        click.echo("\n".join(list_schemes(office, who)))
        return
    tariff = save_tariff(office, who, read_named_text(file), str(file), kind or TariffKind.RATES, onto=onto)
    click.echo(
        f"{tariff.name} {tariff.hash[:12]} holds from now on; posted trips stay as posted until `mileage reprice`."
    )


@click.command("odometer")
@click.argument("vehicle_id")
@click.option("--date", "day", type=DAY, required=True)
@click.option("--reading", "metres", type=DISTANCE, required=True, help="In the evening of that day, such as 45210km.")
@click.option("--replaced-at", "replaced_at_m", type=DISTANCE, help="Another instrument counts: what the old one said.")
@click.option("--began-at", "began_at_m", type=DISTANCE, help="What the new instrument showed first; 0 if not given.")
@workspace_option
def odometer(
    *,
    vehicle_id: str,
    day: date,
    metres: Decimal,
    replaced_at_m: Decimal | None,
    began_at_m: Decimal | None,
    folder: Path,
) -> None:
    """Note an odometer's reading. It is what VEHICLE_ID showed in the evening of a day."""
    if began_at_m is not None and replaced_at_m is None:
        raise click.UsageError("--began-at goes with --replaced-at.")
    office, who = enter_signed(folder)
    note_reading(office, who, Reading(vehicle_id, day, metres, replaced_at_m, began_at_m))
    click.echo(f"{vehicle_id} on {day}: noted.")
