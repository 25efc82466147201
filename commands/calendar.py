"""`roundsman calendar`: files, feeds and CalDAV for what reps carry."""

from __future__ import annotations

import logging
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from calendars.exchange import SyncReport
from calendars.texts import TEXTS
from commands.context import emit_json, enter, json_option, say, show_problems, workspace_option
from commands.verbs import Group
from office.calendars.accounts import change_secret, connect_calendar, list_calendars
from office.calendars.busy import import_busy
from office.calendars.choices import choose_calendar
from office.calendars.feeds import link_feed, read_calendar, revoke_feed
from office.calendars.links import settle_visit
from office.calendars.sync import list_connected, sync_calendar
from office.opening import Office
from office.people import Person
from routing.problems import BadInputError, WorldError
from web.links import feed_links, qr_svg, qr_text

log = logging.getLogger("roundsman.calendar")

_F = TypeVar("_F", bound=Callable[..., Any])

base_option = click.option(
    "--base",
    default="http://127.0.0.1:8000",
    envvar="ROUNDSMAN_BASE",
    show_default=True,
    help="The address at which `roundsman serve` is reached from outside.",
)


def secret_options(function: _F) -> _F:
    """Let a verb be told where a password or token is."""
    function = click.option(
        "--secret-env",
        "variable",
        default="",
        metavar="NAME",
        help="The environment's variable that holds it, here and wherever calendars are synced: ROUNDSMAN_SECRET_...",
    )(function)
    return click.option("--secret-stdin", "stdin", is_flag=True, help="Read it from standard input and keep it.")(
        function
    )


def secret_of(variable: str, *, stdin: bool) -> str:
    """Return the secret that standard input holds, or a person types; empty where a variable has it."""
    if variable:
        return ""
    if stdin:
        return sys.stdin.readline().rstrip("\r\n")
    return str(click.prompt("Password or token", hide_input=True, err=True))


@click.group(cls=Group)
def command() -> None:
    """Calendars that reps carry: files, feeds to subscribe to, CalDAV both ways."""


@command.command("export")
@click.argument("rep")
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), help="A file instead of the screen.")
@click.option("--plan", "number", type=int, help="Show this plan, a draft too, instead of the plan in force.")
@workspace_option
def export(*, rep: str, output: Path | None, number: int | None, folder: Path) -> None:
    """Write REP's calendar as an iCalendar file."""
    data = read_calendar(*enter(folder), rep, number)
    if output is None:
        click.echo(data, nl=False)
        return
    _write(output, data)
    say(f"Wrote {data.count(b'BEGIN:VEVENT')} events to {output}.")


@command.command("link")
@click.argument("rep")
@base_option
@click.option("--renew", is_flag=True, help="Make a new address; the one before stops working.")
@click.option("--qr", type=click.Path(dir_okay=False, path_type=Path), help="Write the QR code to this SVG file.")
@workspace_option
@json_option
def link(*, rep: str, base: str, renew: bool, qr: Path | None, folder: Path, as_json: bool) -> None:
    """Make REP's secret feed address and show it, this once, with a QR code for the phone."""
    try:
        feed_links(base, "x" * 32)
    except ValueError as error:
        raise click.UsageError(str(error)) from error
    links = feed_links(base, link_feed(*enter(folder), rep, renew=renew) or "")
    if qr is not None:
        _write(qr, qr_svg(links.webcal))
    if as_json:
        emit_json({"https": links.https, "webcal": links.webcal})
        return
    click.echo(f"{links.https}\n{links.webcal}")
    say(qr_text(links.webcal) + "Whoever has this address sees the calendar. It is shown only now.")


@command.command("revoke")
@click.argument("rep")
@workspace_option
def revoke(*, rep: str, folder: Path) -> None:
    """Make REP's feed address worthless."""
    if revoke_feed(*enter(folder), rep):
        click.echo(f"The feed address of {rep} stopped working.")
    else:
        click.echo(f"{rep} has no feed address; nothing changed.")


@command.command("choose")
@click.argument("rep")
@click.option("--language", type=click.Choice(sorted(TEXTS)))
@click.option("--lunch/--no-lunch", default=None, help="Show the lunch break.")
@click.option("--nights/--no-nights", default=None, help="Show the nights in hotels.")
@click.option("--absences/--no-absences", default=None, help="Show absences.")
@click.option("--contacts/--no-contacts", default=None, help="Name the people at an account, with phone and e-mail.")
@click.option("--alarm", type=click.IntRange(0, 1440), help="Ring so many minutes before leaving.")
@click.option("--no-alarm", is_flag=True)
@workspace_option
def choose(*, rep: str, folder: Path, alarm: int | None, no_alarm: bool, **choices: Any) -> None:
    """Say how REP wants the calendar; what is not said stays as it is."""
    changes = {name: value for name, value in choices.items() if value is not None}
    if no_alarm or alarm is not None:
        changes["alarm_min"] = None if no_alarm else alarm
    choose_calendar(*enter(folder), rep, changes)
    click.echo("Chosen; the events follow.")


@command.command("find")
@click.option("--url", required=True, help="The address that the provider names, by https.")
@click.option("--login", default="")
@secret_options
@click.option("--make", "name", default="", help="Make a new calendar of this name there.")
@workspace_option
@json_option
def find(*, url: str, login: str, variable: str, stdin: bool, name: str, folder: Path, as_json: bool) -> None:
    """Show the CalDAV calendars behind an address, to connect one of them."""
    secret = secret_of(variable, stdin=stdin)
    found = list_calendars(*enter(folder), url, login, secret=secret, variable=variable, make=name)
    if as_json:
        emit_json([{"url": calendar.url, "name": calendar.name} for calendar in found])
    for calendar in found if not as_json else ():
        click.echo(f"{calendar.url}  {calendar.name}")


@command.command("connect")
@click.argument("rep")
@click.option("--url", required=True, help="The calendar's own CalDAV address, by https.")
@click.option("--login", default="", help="The user; without one, the secret is a bearer token (Google).")
@secret_options
@workspace_option
def connect(*, rep: str, url: str, login: str, variable: str, stdin: bool, folder: Path) -> None:
    """Connect REP's CalDAV calendar; its password is kept in a file of yours alone, or in the environment."""
    connect_calendar(*enter(folder), rep, url, login, secret=secret_of(variable, stdin=stdin), variable=variable)
    click.echo(f"Connected. Next: roundsman calendar sync {rep}.")


@command.command("secret")
@click.argument("rep")
@workspace_option
def secret(*, rep: str, folder: Path) -> None:
    """Read another password or token for REP's connected calendar from standard input, and keep it."""
    change_secret(*enter(folder), rep, sys.stdin.readline().rstrip("\r\n"))
    click.echo("Kept.")


@command.command("sync")
@click.argument("reps", nargs=-1)
@click.option("--every", type=click.IntRange(10), help="Go on for ever, every so many seconds.")
@workspace_option
@json_option
def sync(*, reps: tuple[str, ...], every: int | None, folder: Path, as_json: bool) -> int:
    """Bring REPS' connected calendars (all, if none is named) and the plan in force together, both ways."""
    office, who = enter(folder)
    while True:
        worst = _sync_all(office, who, reps, as_json=as_json)
        if every is None:
            return worst
        time.sleep(every)


def _sync_all(office: Office, who: Person, reps: tuple[str, ...], *, as_json: bool) -> int:
    """Sync one rep after another, whatever becomes of the others; return the gravest exit code."""
    wanted = reps or list_connected(office, who)
    if not wanted:
        say("Nobody's calendar is connected. Connect one: roundsman calendar connect REP --url ADDRESS.")
    codes = [_sync_one(office, who, rep, as_json=as_json) for rep in wanted]
    return next((code for code in (1, 2, 3) if code in codes), 0)


def _sync_one(office: Office, who: Person, rep: str, *, as_json: bool) -> int:
    try:
        report = sync_calendar(office, who, rep)
    except BadInputError as error:
        show_problems(error.problems)
        return 2
    except WorldError as error:
        say(f"{rep}: {error}")
        return 3
    except Exception as error:  # a fault of ours with one calendar is told, and the others are synced all the same
        log.exception("the calendar of %s", rep)
        say(f"{rep}: a fault of roundsman: {error!r}. Please report it; the other calendars go on.")
        return 1
    _show(rep, report, as_json=as_json)
    return 3 if report.stopped is not None else 0


def _show(rep: str, report: SyncReport, *, as_json: bool) -> None:
    answers = [f"{type(answer).__name__.lower()} {answer.uid}" for answer in report.answers]
    if as_json:
        emit_json({"rep": rep, "written": report.written, "removed": report.removed, "answers": answers})
    else:
        click.echo(f"{rep}: {report.written} written, {report.removed} removed, {len(answers)} answers.")
        for answer in answers:
            click.echo(f"  {answer}")
    if report.restored_server:
        say(f"{rep}: the calendar had come back empty and was filled again.")
    show_problems(report.problems)
    if report.stopped is not None:
        say(f"{rep}: {report.stopped}")


@command.command("settle")
@click.argument("visit")
@workspace_option
def settle(*, visit: str, folder: Path) -> None:
    """Let the plan's word count again for VISIT, which the rep moved or deleted in a calendar."""
    settle_visit(*enter(folder), visit)
    click.echo("Settled: the next sync brings the plan's word to the calendar.")


@command.command("busy")
@click.argument("rep")
@click.option("--url", default="", help="Another calendar at the same server, such as the rep's private one.")
@workspace_option
def busy(*, rep: str, url: str, folder: Path) -> None:
    """Read when REP is busy from the rep's own calendar, without titles, and plan around it."""
    report = import_busy(*enter(folder), rep, url)
    click.echo(f"{report.spans} spans of busy time are kept as absences.")
    show_problems(report.problems)


def _write(path: Path, data: bytes) -> None:
    try:
        path.write_bytes(data)
    except OSError as error:
        raise click.ClickException(f"{path} cannot be written: {error.strerror}") from error
