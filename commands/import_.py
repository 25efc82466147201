"""`roundsman import`: accounts, reps, and what is known of both, from CSV files and workbooks."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from commands.context import emit_json, enter, json_option, say, show_problems, workspace_option
from commands.import_words import preview_json, report_json
from commands.verbs import Group
from office.imports.geocoding import Geocoding, locator
from office.imports.imports import KINDS, commit_import, file_kind, preview_import
from office.imports.mappings import (
    ImportMapping,
    list_mappings,
    options_of,
    read_mapping,
    remove_mapping,
    save_mapping,
)
from office.imports.maps import PROGRAMS, pairs, word_pairs
from office.imports.report import ImportReport
from office.imports.uploads import ENCODINGS, Upload
from office.opening import Office
from office.ownership.handover_dates import list_redatings
from office.people import Person
from routing.named_files import read_named
from routing.problems import BadInputError
from routing.written_dates import DateOrder
from routing.written_numbers import DecimalSign

Verb = Callable[..., None]
SIGNS, ORDERS = [one.value for one in DecimalSign], [one.value for one in DateOrder]
SHOWN = "[default: as the file shows]"
REMEDY = "Mend what is named above; --skip-bad imports the good rows alone."
WRITTEN = f"How the text is written: {', '.join(ENCODINGS)}.  [default: Unicode]"


@click.group(cls=Group)
def command() -> None:
    """Import accounts, reps, and what is known of both; `columns KIND` lists what a file of it may hold."""


def _file_options(function: Verb) -> Verb:
    options = [
        click.argument("file", type=click.Path(path_type=Path)),
        click.option("--from", "program", type=click.Choice(PROGRAMS), help="The program that exported the file."),
        click.option("--map", "maps", multiple=True, metavar="THEIRS=OURS", help="Their column and ours; repeatable."),
        click.option("--word", "words", multiple=True, metavar="OURS:THEIRS=OUR", help="Their word and ours."),
        click.option("--default", "defaults", multiple=True, metavar="OURS=VALUE", help="For new records; repeatable."),
        click.option("--decimal", type=click.Choice(SIGNS), help=f"The sign before decimals.  {SHOWN}"),
        click.option("--dates", type=click.Choice(ORDERS), help=f"What comes first in dates.  {SHOWN}"),
        click.option("--encoding", type=click.Choice(ENCODINGS), metavar="NAME", help=WRITTEN),
        click.option("--save", default="", metavar="NAME", help="Keep these options under a name, for the next time."),
        click.option("--saved", default="", metavar="NAME", help="Read it as was kept; what is given goes before."),
        click.option("--preview", is_flag=True, help="Say what would be imported, and write nothing."),
        click.option("--skip-bad", is_flag=True, help="Import the good rows although there are bad ones."),
        workspace_option,
        json_option,
    ]  # fmt: skip
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
def accounts(*, geocoder: str, geocoder_server: str, geocoder_key: str, geocoder_pause: float, **how: Any) -> None:
    """Import accounts from FILE: new ones are added, known ones changed by what the file says of them."""
    _import("accounts", geocoding=Geocoding(geocoder, geocoder_pause, geocoder_server, geocoder_key), **how)


@command.command("reps")
@_file_options
def reps(**how: Any) -> None:
    """Import reps from FILE: new ones are added, known ones changed by what the file says of them."""
    _import("reps", **how)


@command.command("sales")
@_file_options
def sales(**how: Any) -> None:
    """Import monthly sales from FILE."""
    _import("sales", **how)


@command.command("seasons")
@_file_options
def seasons(**how: Any) -> None:
    """Import season indices by segment and month from FILE."""
    _import("seasons", **how)


@command.command("opportunities")
@_file_options
def opportunities(**how: Any) -> None:
    """Import deals from FILE: new ones are added, known ones changed by what the file says of them."""
    office, who = _import("opportunities", **how)
    made = list_redatings(office, who)
    if made.changes or made.problems:
        count = len(made.changes) + len(made.problems)
        say(f"{count} planned hand-overs heed deals that changed: roundsman territory redate [--dry-run]")


@command.command("absences")
@_file_options
def absences(**how: Any) -> None:
    """Import absences of reps from FILE: days, or hours of days."""
    _import("absences", **how)


@command.command("rules")
@_file_options
def rules(**how: Any) -> None:
    """Import rules of accounts from FILE: an empty cell leaves a rule as it is, a - lifts it."""
    _import("rules", **how)


@command.command("appointments")
@_file_options
def appointments(**how: Any) -> None:
    """Import appointments at fixed times from FILE, of one rep or of several."""
    _import("appointments", **how)


@command.command("pins")
@_file_options
def pins(**how: Any) -> None:
    """Import dates that accounts' next visits must keep from FILE."""
    _import("pins", **how)


@command.command("agendas")
@_file_options
def agendas(**how: Any) -> None:
    """Import what visits are about from FILE: of accounts, segments, tiers, or everybody."""
    _import("agendas", **how)


@command.command("hotels")
@_file_options
def hotels(**how: Any) -> None:
    """Import hotels from FILE: where reps may stay overnight, and for how much."""
    _import("hotels", **how)


@command.command("visits")
@_file_options
def visits(**how: Any) -> None:
    """Import visits of the past from FILE: done, skipped or declined, with what was said about them."""
    _import("visits", **how)


@command.command("reports")
@_file_options
def reports(**how: Any) -> None:
    """Report visits from FILE, a CRM's activities: each closes the planned visit that it is about."""
    _import("reports", **how)


@command.command("satisfaction")
@_file_options
def satisfaction(**how: Any) -> None:
    """Import customers' answers from FILE: one of an account a day, on a scale that the file or --default states."""
    _import("satisfaction", **how)


@command.command("columns")
@click.argument("kind", type=click.Choice(KINDS))
@json_option
def columns(*, kind: str, as_json: bool) -> None:
    """List the columns that a file of KIND may have, those first that it needs."""
    found = file_kind(kind)
    needed = [name for name in found.columns if name in found.required]
    for_new = [name for name in found.columns if name in found.for_new and name not in needed]
    rest = [name for name in found.columns if name not in {*needed, *for_new}]
    if as_json:
        emit_json({"needed": needed, "needed_for_new": for_new, "other": rest})
        return
    for said, names in (("needed", needed), ("needed for new records", for_new), ("may be there", rest)):
        if names:
            click.echo(f"{said}: {', '.join(names)}")


@command.command("mappings")
@click.option("--remove", default="", metavar="NAME", help="Forget one.")
@workspace_option
@json_option
def mappings(*, remove: str, folder: Path, as_json: bool) -> None:
    """Show how files are read that were kept with --save."""
    office, who = enter(folder)
    if remove:
        remove_mapping(office, who, remove)
    found = list_mappings(office, who)
    if as_json:
        emit_json([_mapping_json(one) for one in found])
        return
    for one in found:
        said = [one.program, one.decimal and f"decimal {one.decimal}", one.dates and f"dates {one.dates}", one.encoding]
        said += [f"{theirs} = {ours}" for theirs, ours in one.names.items()]
        click.echo(f"{one.name}  {one.kind}: {', '.join(word for word in said if word) or 'our own columns'}")


def _import(
    kind: str,
    *,
    file: Path,
    folder: Path,
    as_json: bool,
    skip_bad: bool,
    save: str,
    saved: str,
    preview: bool,
    encoding: str | None,
    geocoding: Geocoding | None = None,
    **said: Any,
) -> tuple[Office, Person]:
    office, who = enter(folder)
    mapping = _mapping(office, who, kind, saved, encoding=encoding, **said)
    upload = Upload(file.name, read_named(file), mapping.encoding)
    options = options_of(mapping, skip_bad=skip_bad)
    if preview:
        found = preview_import(office, who, kind, upload, options)
        _show(found.report, preview_json(found) if as_json else None)
        if found.report.refused and not skip_bad:
            say(f"Nothing would be imported as long as rows are refused. {REMEDY}")
        return office, who
    locate = locator(office, geocoding or Geocoding(), say)
    try:
        report = commit_import(office, who, kind, upload, options, locate=locate)
    except BadInputError as error:
        show_problems(error.problems)
        say("Nothing was imported." if skip_bad else f"Nothing was imported. {REMEDY}")
        raise click.exceptions.Exit(2) from error
    if save:
        save_mapping(office, who, replace(mapping, name=save))
    _show(report, report_json(report) if as_json else None)
    return office, who


def _mapping(
    office: Office,
    who: Person,
    kind: str,
    saved: str,
    *,
    program: str | None,
    maps: Sequence[str],
    words: Sequence[str],
    defaults: Sequence[str],
    decimal: str | None,
    dates: str | None,
    encoding: str | None,
) -> ImportMapping:
    """Return how the file is read: as was kept, and what is given now before that."""
    kept = read_mapping(office, who, saved, kind) if saved else ImportMapping("", kind)
    known = file_kind(kind).columns
    own = word_pairs("--word", words, known)
    return replace(
        kept,
        program=program or kept.program,
        names={**kept.names, **pairs("--map", maps, known, ours_first=False)},
        words={column: {**kept.words.get(column, {}), **own.get(column, {})} for column in {*kept.words, *own}},
        defaults={**kept.defaults, **pairs("--default", defaults, known, ours_first=True)},
        decimal=decimal or kept.decimal,
        dates=dates or kept.dates,
        encoding=encoding or kept.encoding,
    )


def _show(report: ImportReport, plain: dict[str, object] | None) -> None:
    show_problems(report.problems)
    if plain is not None:
        emit_json(plain)
        return
    click.echo(report.summary)
    if report.ignored:
        say(f"Columns that were not used: {', '.join(report.ignored)}")
    if report.footer:
        say(f"Closing words of the report, left out: {' / '.join(report.footer)}")


def _mapping_json(one: ImportMapping) -> dict[str, object]:
    return {
        "name": one.name,
        "kind": one.kind,
        "program": one.program,
        "decimal": one.decimal,
        "dates": one.dates,
        "encoding": one.encoding,
        "names": dict(one.names),
        "words": {column: dict(words) for column, words in one.words.items()},
        "defaults": dict(one.defaults),
    }
