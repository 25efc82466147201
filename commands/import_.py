"""`roundsman import`: accounts, reps, and what is known of both, from CSV files."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from commands.context import emit_json, enter, json_option, now, say, show_problems, workspace_option
from office.imports import (
    account_rows,
    feedback_rows,
    files,
    history_rows,
    hotel_files,
    hotel_rows,
    opportunity_rows,
    rep_rows,
    visit_rows,
    week_files,
    week_rows,
)
from office.imports.files import ImportOptions
from office.imports.geocoding import Geocoding, locator
from office.imports.maps import PROGRAMS, ColumnMap, pairs, ready_map
from office.imports.report import ImportReport
from office.opening import open_office
from office.ownership.handover_dates import list_redatings
from office.roads import off_road

Verb = Callable[..., None]


@click.group()
def command() -> None:
    """Import accounts, reps, and what is known of both; columns are described in docs/formats.md."""


def _file_options(function: Verb) -> Verb:
    options = [
        click.argument("file", type=click.Path(path_type=Path)),
        click.option("--from", "program", type=click.Choice(PROGRAMS), help="The program that exported the file."),
        click.option("--map", "maps", multiple=True, metavar="THEIRS=OURS", help="Their column and ours; repeatable."),
        click.option("--default", "defaults", multiple=True, metavar="OURS=VALUE", help="For empty cells; repeatable."),
        click.option("--skip-bad", is_flag=True, help="Import the good rows although there are bad ones."),
        workspace_option,
        json_option,
    ]
    for option in reversed(options):
        function = option(function)
    return function


@command.command("accounts")
@click.option("--geocoder", default="nominatim", show_default=True, help="The service of geopy that finds addresses.")
@click.option("--geocoder-server", default="", help="Another server of it, such as http://127.0.0.1:8080.")
@click.option("--geocoder-key", default="", envvar="ROUNDSMAN_GEOCODER_KEY", help="Its API key, if it wants one.")
@click.option(
    "--geocoder-pause", default=1.0, show_default=True, help="Seconds between questions; 5 times that if one fails."
)
@_file_options
def accounts(
    *,
    file: Path,
    folder: Path,
    as_json: bool,
    geocoder: str,
    geocoder_server: str,
    geocoder_key: str,
    geocoder_pause: float,
    **how: Any,
) -> None:
    """Import accounts from FILE: new ones are added, known ones updated by id."""
    office = open_office(folder)
    options = _options(account_rows.COLUMNS, **how)
    locate = locator(office, Geocoding(geocoder, geocoder_pause, geocoder_server, geocoder_key), say)
    _show(files.import_accounts(office, file, options, locate, now()), as_json=as_json)


@command.command("reps")
@_file_options
def reps(*, file: Path, folder: Path, as_json: bool, **how: Any) -> None:
    """Import reps from FILE: new ones are added, known ones updated by id."""
    options = _options(rep_rows.COLUMNS, **how)
    _show(files.import_reps(open_office(folder), file, options, now()), as_json=as_json)


@command.command("sales")
@_file_options
def sales(*, file: Path, folder: Path, as_json: bool, **how: Any) -> None:
    """Import monthly sales from FILE."""
    options = _options(history_rows.SALES_COLUMNS, **how)
    _show(files.import_sales(open_office(folder), file, options, now()), as_json=as_json)


@command.command("seasons")
@_file_options
def seasons(*, file: Path, folder: Path, as_json: bool, **how: Any) -> None:
    """Import season indices by segment and month from FILE."""
    options = _options(history_rows.SEASON_COLUMNS, **how)
    _show(files.import_seasons(open_office(folder), file, options, now()), as_json=as_json)


@command.command("opportunities")
@_file_options
def opportunities(*, file: Path, folder: Path, as_json: bool, **how: Any) -> None:
    """Import deals from FILE: new ones are added, known ones updated by id."""
    options = _options(opportunity_rows.COLUMNS, what="opportunities", **how)
    office, who = enter(folder)
    _show(files.import_opportunities(office, file, options, now()), as_json=as_json)
    made = list_redatings(office, who)
    if made.changes or made.problems:
        count = len(made.changes) + len(made.problems)
        say(f"{count} planned hand-overs heed deals that changed: roundsman territory redate [--dry-run]")


@command.command("absences")
@_file_options
def absences(*, file: Path, folder: Path, as_json: bool, **how: Any) -> None:
    """Import absences of reps from FILE: days, or hours of days."""
    options = _options(week_rows.ABSENCE_COLUMNS, **how)
    _show(week_files.import_absences(open_office(folder), file, options, now()), as_json=as_json)


@command.command("rules")
@_file_options
def rules(*, file: Path, folder: Path, as_json: bool, **how: Any) -> None:
    """Import rules of accounts from FILE: an empty cell leaves a rule as it is, a - lifts it."""
    options = _options(week_rows.RULE_COLUMNS, **how)
    _show(week_files.import_rules(open_office(folder), file, options, now()), as_json=as_json)


@command.command("appointments")
@_file_options
def appointments(*, file: Path, folder: Path, as_json: bool, **how: Any) -> None:
    """Import appointments at fixed times from FILE, of one rep or of several."""
    options = _options(week_rows.APPOINTMENT_COLUMNS, **how)
    _show(week_files.import_appointments(open_office(folder), file, options, now()), as_json=as_json)


@command.command("pins")
@_file_options
def pins(*, file: Path, folder: Path, as_json: bool, **how: Any) -> None:
    """Import dates that accounts' next visits must keep from FILE."""
    options = _options(week_rows.PIN_COLUMNS, **how)
    _show(week_files.import_pins(open_office(folder), file, options, now()), as_json=as_json)


@command.command("hotels")
@_file_options
def hotels(*, file: Path, folder: Path, as_json: bool, **how: Any) -> None:
    """Import hotels from FILE: where reps may stay overnight, and for how much."""
    office = open_office(folder)
    options = _options(hotel_rows.COLUMNS, what="hotels", **how)
    _show(hotel_files.import_hotels(office, file, options, off_road(office), now()), as_json=as_json)


@command.command("visits")
@_file_options
def visits(*, file: Path, folder: Path, as_json: bool, **how: Any) -> None:
    """Import visits of the past from FILE: done, skipped or declined, with what was said about them."""
    options = _options(visit_rows.COLUMNS, **how)
    _show(files.import_visits(open_office(folder), file, options, now()), as_json=as_json)


@command.command("satisfaction")
@_file_options
def satisfaction(*, file: Path, folder: Path, as_json: bool, **how: Any) -> None:
    """Import customers' answers from FILE: one of an account a day, on a scale that the file or --default states."""
    options = _options(feedback_rows.COLUMNS, **how)
    _show(files.import_feedback(open_office(folder), file, options, now()), as_json=as_json)


def _options(
    known: tuple[str, ...],
    *,
    what: str = "accounts",
    program: str | None,
    maps: tuple[str, ...],
    defaults: tuple[str, ...],
    skip_bad: bool,
) -> ImportOptions:
    ready = ready_map(program, what) if program else ColumnMap()
    names = {**ready.names, **pairs("--map", maps, known, ours_first=False)}
    fills = pairs("--default", defaults, known, ours_first=True)
    return ImportOptions(ColumnMap(names, ready.values), fills, skip_bad)


def _show(report: ImportReport, *, as_json: bool) -> None:
    show_problems(report.problems)
    if as_json:
        emit_json(asdict(report))
        return
    click.echo(report.summary)
    if report.ignored:
        say(f"Columns that were not used: {', '.join(report.ignored)}")
