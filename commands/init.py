"""`roundsman init`: make a workspace, or bring one to this version."""

from __future__ import annotations

from pathlib import Path

import click

from commands.context import emit_json, json_option, now, say
from mileage.rate_files import packaged_table
from office.opening import DEFAULT_DATABASE, init_office
from office.settings import first_settings


@click.command()
@click.argument("folder", type=click.Path(path_type=Path), default=".", envvar="ROUNDSMAN_WORKSPACE")
@click.option("--name", default="", help="The workspace's name, for good; the folder's if not given.")
@click.option("--currency", default="EUR", show_default=True, help="ISO 4217 code of potentials and sales.")
@click.option(
    "--mileage-scheme", default="", help="The rates that trips are paid by.  [default: some that pay in the currency]"
)
@click.option("--database", default=DEFAULT_DATABASE, show_default=True, help="SQLAlchemy URL.")
@json_option
def command(*, folder: Path, name: str, currency: str, mileage_scheme: str, database: str, as_json: bool) -> None:
    """Make a workspace in FOLDER, or upgrade the one that is there.

    Without FOLDER it is the one that ROUNDSMAN_WORKSPACE names, as in every other verb, else this folder.
    """
    named = "this folder" if folder == Path() else folder
    settings = first_settings(name or folder.resolve().name, currency.strip().upper(), mileage_scheme)
    done = init_office(folder, now(), database=database, settings=settings)
    if as_json:
        emit_json({"folder": str(folder), "schema_before": done.schema_before, "schema_after": done.schema_after})
    elif done.schema_before is None:
        click.echo(f"Made a workspace in {named}. Next: roundsman import reps FILE, then import accounts FILE.")
    elif done.schema_before == done.schema_after:
        click.echo(f"Nothing changed: {named} is a workspace of this version already.")
    else:
        click.echo(f"Upgraded {named} from schema {done.schema_before} to {done.schema_after}.")
    if done.schema_before is None:
        paid = packaged_table(settings.mileage_scheme).currency
        said = "" if paid == settings.currency else f", in {paid}, not {settings.currency}"
        say(f"Trips are paid by {settings.mileage_scheme}{said}. For other rates: roundsman mileage terms --scheme.")
    for remark in done.remarks:
        say(remark)
