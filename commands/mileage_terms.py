"""Which vehicle a rep drives, by which rates and with which commute; a company's own tables."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import click

from commands.arguments import DAY, DISTANCE
from commands.context import now, workspace_option
from mileage.allowance_files import parse_allowances, with_places
from mileage.commuting import Commuting, CommutingRule
from mileage.odometer import Reading, reading_problems
from mileage.policy_files import parse_policy
from mileage.rate_files import packaged_schemes, parse_table
from mileage.vehicles import Vehicle, VehicleKind
from office.mileage.trips import require_rep, terms_of
from office.opening import open_office
from routing.named_files import read_named_text
from routing.problems import BadInputError
from store.changes import record_change
from store.database import writing
from store.terms import (
    Tariff,
    TariffKind,
    Terms,
    add_tariff,
    allowance_text,
    rate_table,
    read_readings,
    terms_on,
    write_readings,
    write_terms,
    write_vehicles,
)


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
def vehicle(
    *,
    vehicle_id: str,
    rep_id: str,
    kind: str,
    electric: bool,
    power: int | None,
    plate: str,
    valid_from: date | None,
    valid_to: date | None,
    folder: Path,
) -> None:
    """Register a rep's vehicle. An id that is known already is changed."""
    value = Vehicle(vehicle_id, rep_id, VehicleKind(kind), electric, power, plate, valid_from, valid_to)
    with writing(open_office(folder).database) as connection:
        require_rep(connection, rep_id)
        write_vehicles(connection, [value])
        record_change(connection, "mileage vehicle", f"vehicle {vehicle_id} of {rep_id}", now())
    click.echo(f"{rep_id} drives {vehicle_id}, a {kind}.")


@click.command("terms")
@click.option("--rep", "rep_id", required=True)
@click.option("--scheme", help="A packaged scheme or a table of your own.")
@click.option("--commuting", type=click.Choice([rule.value for rule in CommutingRule]))
@click.option("--commute", type=DISTANCE, help="From home to the regular office, such as 12.3km.")
@click.option("--since", type=DAY, help="From which day on; else the terms that hold today are changed.")
@workspace_option
def terms(
    *,
    rep_id: str,
    scheme: str | None,
    commuting: str | None,
    commute: Decimal | None,
    since: date | None,
    folder: Path,
) -> None:
    """Say by which rates a rep is paid. And which commute is taken off; without options, show all terms."""
    with writing(open_office(folder).database) as connection:
        require_rep(connection, rep_id)
        old = terms_on(terms_of(connection)[rep_id], since or now().date())
        rule = CommutingRule(commuting) if commuting else old.commuting.rule
        policy = Commuting(rule, old.commuting.commute_m if commute is None else commute)
        new = Terms(rep_id, scheme or old.scheme, policy, since or old.since)
        rate_table(connection, new.scheme)
        if new != old:
            write_terms(connection, [new])
            record_change(connection, "mileage terms", f"terms of {rep_id}: {new.scheme}", now())
        for one in terms_of(connection)[rep_id]:
            title, way = rate_table(connection, one.scheme).title, f"{one.commuting.commute_m.normalize():f} m"
            first = "always" if one.since == date.min else f"since {one.since}"
            click.echo(f"{rep_id} {first}: {title}, commuting {one.commuting.rule}, commute {way}")


@click.command("rates")
@click.argument("file", type=click.Path(path_type=Path), required=False)
@click.option("--allowances", "kind", flag_value=TariffKind.ALLOWANCES, help="FILE is a table of allowances.")
@click.option("--policy", "kind", flag_value=TariffKind.POLICY, help="FILE is an expense policy.")
@click.option("--onto", default="", metavar="SCHEME", help="FILE is a CSV of places for this table of allowances.")
@workspace_option
def rates(*, file: Path | None, kind: TariffKind | None, onto: str, folder: Path) -> None:
    """Import a table of your own, or list them. The version before it stays readable."""
    if file is None:
        click.echo("\n".join(packaged_schemes()))
        return
    text = read_named_text(file)
    with writing(open_office(folder).database) as connection:
        if onto:
            kind, text = TariffKind.ALLOWANCES, with_places(allowance_text(connection, onto), text, str(file))
        tariff = _tariff(text, str(file), kind or TariffKind.RATES)
        if add_tariff(connection, tariff, now()):
            record_change(connection, "mileage rates", f"{tariff.kind} {tariff.name} {tariff.hash[:12]}", now())
    click.echo(
        f"{tariff.name} {tariff.hash[:12]} holds from now on; posted trips stay as posted until `mileage reprice`."
    )


def _tariff(text: str, where: str, kind: TariffKind) -> Tariff:
    if kind is TariffKind.POLICY:
        return Tariff(kind, "policy", parse_policy(text, where).hash, text)
    if kind is TariffKind.ALLOWANCES:
        allowances = parse_allowances(text, where)
        return Tariff(kind, allowances.scheme, allowances.hash, text)
    table = parse_table(text, where)
    return Tariff(kind, table.scheme, table.hash, text)


@click.command("odometer")
@click.argument("vehicle_id")
@click.option("--date", "day", type=DAY, required=True)
@click.option("--reading", "metres", type=DISTANCE, required=True, help="In the evening of that day, such as 45210km.")
@workspace_option
def odometer(*, vehicle_id: str, day: date, metres: Decimal, folder: Path) -> None:
    """Note an odometer's reading. It is what VEHICLE_ID showed in the evening of a day."""
    value = Reading(vehicle_id, day, metres)
    with writing(open_office(folder).database) as connection:
        others = [one for one in read_readings(connection, [vehicle_id]) if one.day != day]
        problems = reading_problems([*others, value])
        if problems:
            raise BadInputError(problems)
        write_readings(connection, [value])
        record_change(connection, "mileage odometer", f"{vehicle_id} on {day}", now())
    click.echo(f"{vehicle_id} on {day}: noted.")
