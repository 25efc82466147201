"""`roundsman calendar`: files, feeds and CalDAV for what reps carry."""

from __future__ import annotations

import time
from dataclasses import asdict
from pathlib import Path

import click

from calendars.compose import Choices
from calendars.discovery import find_calendars, make_calendar
from calendars.exchange import SyncReport
from calendars.texts import TEXTS
from commands.context import emit_json, json_option, now, say, show_problems, workspace_option
from office.calendars.events import draft_bytes, feed_bytes, find_rep, refresh_events
from office.calendars.feeds import has_secret, new_secret, revoke_secret
from office.calendars.sync import access_of, connect_calendar, read_busy, settle_visit, sync_calendar
from office.opening import Office, open_office
from routing.problems import BadInputError, Problem, WorldError
from store.calendar_links import CalendarAccount, connected_reps
from store.changes import record_change
from store.database import reading, writing
from store.events import raise_version, read_choices, write_choices
from web.links import feed_links, qr_svg, qr_text

base_option = click.option(
    "--base",
    default="http://127.0.0.1:8000",
    envvar="ROUNDSMAN_BASE",
    show_default=True,
    help="The address at which `roundsman serve` is reached from outside.",
)


@click.group()
def command() -> None:
    """Calendars that reps carry: files, feeds to subscribe to, CalDAV both ways."""


@command.command("export")
@click.argument("rep")
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), help="A file instead of the screen.")
@click.option("--plan", "number", type=int, help="Show this plan, a draft too, instead of the plan in force.")
@workspace_option
def export(*, rep: str, output: Path | None, number: int | None, folder: Path) -> None:
    """Write REP's calendar as an iCalendar file."""
    office, moment = open_office(folder), now()
    with reading(office.database) as connection:
        who = find_rep(connection, rep)
        data = feed_bytes(connection, who, moment) if number is None else draft_bytes(connection, who, number, moment)
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
    office = open_office(folder)
    try:
        feed_links(base, "x" * 32)
    except ValueError as error:
        raise click.UsageError(str(error)) from error
    with writing(office.database) as connection:
        find_rep(connection, rep)
        if has_secret(connection, rep) and not renew:
            action = "Use the address that was shown, or make a new one with --renew (the old one stops working)."
            raise BadInputError([Problem("feed-linked", f"rep {rep}", "has a feed already", action)])
        links = feed_links(base, new_secret(connection, rep, now()))
        record_change(connection, "calendar link", f"rep {rep} has a new feed address", now())
    if qr is not None:
        _write(qr, qr_svg(links.webcal))
    if as_json:
        emit_json(asdict(links))
        return
    click.echo(f"{links.https}\n{links.webcal}")
    say(qr_text(links.webcal) + "Whoever has this address sees the calendar. It is shown only now.")


@command.command("revoke")
@click.argument("rep")
@workspace_option
def revoke(*, rep: str, folder: Path) -> None:
    """Make REP's feed address worthless."""
    with writing(open_office(folder).database) as connection:
        find_rep(connection, rep)
        if revoke_secret(connection, rep):
            record_change(connection, "calendar revoke", f"rep {rep} has no feed address", now())
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
def choose(
    *,
    rep: str,
    language: str | None,
    lunch: bool | None,
    nights: bool | None,
    absences: bool | None,
    contacts: bool | None,
    alarm: int | None,
    no_alarm: bool,
    folder: Path,
) -> None:
    """Say how REP wants the calendar; what is not said stays as it is."""
    with writing(open_office(folder).database) as connection:
        find_rep(connection, rep)
        before = read_choices(connection, rep)
        choices = Choices(
            language or before.language,
            lunch=before.lunch if lunch is None else lunch,
            nights=before.nights if nights is None else nights,
            absences=before.absences if absences is None else absences,
            alarm_min=None if no_alarm else before.alarm_min if alarm is None else alarm,
            contacts=before.contacts if contacts is None else contacts,
        )
        write_choices(connection, rep, choices)
        changed = refresh_events(connection, now(), {rep})
        raise_version(connection, rep)
        record_change(connection, "calendar choose", f"rep {rep}: {choices}", now())
    click.echo(f"{changed} events changed.")


@command.command("find")
@click.option("--url", required=True, help="The address that the provider names, by https.")
@click.option("--login", default="")
@click.option("--secret-command", required=True, help="A command that prints the password or token.")
@click.option("--make", "name", default="", help="Make a new calendar of this name there.")
@json_option
def find(*, url: str, login: str, secret_command: str, name: str, as_json: bool) -> None:
    """Show the CalDAV calendars behind an address, to connect one of them."""
    try:
        access = access_of(CalendarAccount("", url, login, secret_command))
    except ValueError as error:
        raise click.UsageError(str(error)) from error
    if name:
        access = make_calendar(access, name)
    found = find_calendars(access)
    if as_json:
        emit_json([asdict(calendar) for calendar in found])
    for calendar in found if not as_json else ():
        click.echo(f"{calendar.url}  {calendar.name}")


@command.command("connect")
@click.argument("rep")
@click.option("--url", required=True, help="The calendar's own CalDAV address, by https.")
@click.option("--login", default="", help="The user; without one, the secret is a bearer token (Google).")
@click.option("--secret-command", required=True, help="A command that prints the password or token, such as: pass x.")
@workspace_option
def connect(*, rep: str, url: str, login: str, secret_command: str, folder: Path) -> None:
    """Connect REP's CalDAV calendar; the password itself is kept nowhere."""
    try:
        connect_calendar(open_office(folder).database, CalendarAccount(rep, url, login, secret_command), now())
    except ValueError as error:
        raise click.UsageError(str(error)) from error
    click.echo(f"Connected. Next: roundsman calendar sync {rep}.")


@command.command("sync")
@click.argument("reps", nargs=-1)
@click.option("--every", type=click.IntRange(10), help="Go on for ever, every so many seconds.")
@workspace_option
@json_option
def sync(*, reps: tuple[str, ...], every: int | None, folder: Path, as_json: bool) -> int:
    """Bring REPS' connected calendars (all, if none is named) and the plan in force together, both ways."""
    office = open_office(folder)
    while True:
        failed = _sync_all(office, reps, as_json=as_json)
        if every is None:
            return 3 if failed else 0
        time.sleep(every)


def _sync_all(office: Office, reps: tuple[str, ...], *, as_json: bool) -> bool:
    """Sync one rep after another: one whose server is away does not keep the others waiting."""
    failed = False
    with reading(office.database) as connection:
        wanted = reps or connected_reps(connection)
    if not wanted:
        say("Nobody's calendar is connected. Connect one: roundsman calendar connect REP --url ADDRESS.")
    for rep in wanted:
        try:
            report = sync_calendar(office.database, rep, now())
        except WorldError as error:
            say(f"{rep}: {error}")
            failed = True
            continue
        failed = failed or report.stopped is not None
        _show(rep, report, as_json=as_json)
    return failed


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
    with writing(open_office(folder).database) as connection:
        if not settle_visit(connection, visit):
            raise BadInputError([Problem("event-unknown", visit, "is in no connected calendar", "Sync first.")])
        record_change(connection, "calendar settle", visit, now())
    click.echo("Settled: the next sync brings the plan's word to the calendar.")


@command.command("busy")
@click.argument("rep")
@click.option("--url", default="", help="Another calendar at the same server, such as the rep's private one.")
@workspace_option
def busy(*, rep: str, url: str, folder: Path) -> None:
    """Read when REP is busy from the rep's own calendar, without titles, and plan around it."""
    report = read_busy(open_office(folder).database, rep, url, now())
    click.echo(f"{report.spans} spans of busy time are kept as absences.")
    show_problems(report.problems)


def _write(path: Path, data: bytes) -> None:
    try:
        path.write_bytes(data)
    except OSError as error:
        raise click.ClickException(f"{path} cannot be written: {error.strerror}") from error
