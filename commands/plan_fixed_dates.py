"""What planners tell: `roundsman plan absence`, `day-off`, `rule`, `season`, `appointment`."""

from __future__ import annotations

from dataclasses import fields
from datetime import date
from pathlib import Path
from typing import Any

import click

from commands.arguments import CLOCK, DAY, UNTIL, Kind
from commands.context import enter, say, workspace_option
from office.accounts.rules import add_contact, change_rules
from office.accounts.seasons import change_season
from office.fixed_dates.absences import add_absence, cancel_absence
from office.fixed_dates.appointments import add_appointment, cancel_appointment
from office.fixed_dates.company_days import add_company_day
from office.fixed_dates.ride_alongs import Wish, add_ride_along
from office.fixed_dates.ride_alongs import cancel_ride_along as take_ride_along_back
from scheduler.demand.hours import DAY_S
from scheduler.demand.rules import Appointment
from scheduler.demand.workdays import Absence, CompanyDay
from scheduler.wording import clock_text, parse_spans, parse_weekdays, spans_text, weekdays_text

WEEKDAYS_OF = Kind("weekdays", parse_weekdays)
SPANS = Kind("hours", parse_spans)


@click.command("absence")
@click.argument("rep")
@click.argument("first", type=DAY)
@click.argument("last", type=DAY, required=False)
@click.option("--from", "from_s", type=CLOCK, default=None, help="Only from this time of each day on.")
@click.option("--until", "until_s", type=UNTIL, default=None, help="Only until this time of each day.")
@click.option("--reason", default="absence", show_default=True)
@click.option("--cancel", is_flag=True, help="Take back what REP was told to be away for from FIRST on.")
@workspace_option
def absence(
    *,
    rep: str,
    first: date,
    last: date | None,
    from_s: int | None,
    until_s: int | None,
    reason: str,
    cancel: bool,
    folder: Path,
) -> None:
    """REP does not visit from FIRST to LAST (the same day, if left out)."""
    if cancel:
        cancel_absence(*enter(folder), rep, first)
        click.echo(f"{rep} is not away from {first} on. Plan again: roundsman plan")
        return
    away = Absence(rep, first, last or first, reason, from_s or 0, DAY_S if until_s is None else until_s)
    add_absence(*enter(folder), away)
    click.echo(f"{rep} is away from {away.first} to {away.last}. Plan again: roundsman plan")


@click.command("day-off")
@click.argument("date", type=DAY)
@click.argument("name")
@click.option("--worked", is_flag=True, help="The other way round: a public holiday that is worked.")
@click.option("--country", default="", help="Only for reps of this country.")
@click.option("--region", default="", help="Only for reps of this region.")
@click.option("--from", "from_s", type=CLOCK, default=0, help="Only from this time of the day on.")
@click.option("--until", "until_s", type=UNTIL, default=DAY_S, help="Only until this time of the day.")
@workspace_option
def day_off(
    *, date: date, name: str, worked: bool, country: str, region: str, from_s: int, until_s: int, folder: Path
) -> None:
    """Nobody works on DATE, or in a part of it, which the company calls NAME."""
    if until_s <= from_s:
        raise click.BadParameter("it ends before it starts", param_hint="--until")
    day = CompanyDay(date, worked, name, country, region, from_s, until_s)
    add_company_day(*enter(folder), day)
    part = "" if day.is_whole else f" {clock_text(from_s)}-{clock_text(until_s)}"
    click.echo(f"{date} is {'worked' if worked else 'off'}{part}: {name}.")


@click.command("rule")
@click.argument("account")
@click.option("--do-not-visit", metavar="REASON", help="No visits at all; an empty text lifts it.")
@click.option("--yearly-cap", type=int, help="Most visits in a calendar year; -1 lifts it.")
@click.option("--yearly-minimum", type=int, help="Visits in a year that a contract promises.")
@click.option("--first-visit-by", type=DAY, help="Deadline of a prospect's first visit.")
@click.option("--not-before", type=DAY, help="No visit earlier.")
@click.option("--weekdays", type=WEEKDAYS_OF, help="Preferred ones, such as Mo,Th; an empty text lifts it.")
@click.option("--hours", type=SPANS, help="Preferred ones, such as 09:00-11:00,14:00-16:00; an empty text lifts it.")
@click.option("--rhythm", type=DAY, help="Fixed rhythm: this day and whole periods from it.")
@click.option("--rhythm-weeks", type=int, help="The rhythm's period in weeks.  [default: from the interval]")
@click.option("--cadence", metavar="WORDS", help="Such as monthly, first Tuesday, 3 a week; an empty text lifts it.")
@click.option(
    "--visiting-hours",
    metavar="HOURS",
    help="Visits only then, such as 'Mo-Fr 10:00-12:00', whatever the opening hours; an empty text lifts it.",
)
@workspace_option
def rule(*, account: str, folder: Path, **told: Any) -> None:
    """Change rules of ACCOUNT; those that are not named stay."""
    changes = {name: value for name, value in told.items() if value is not None}
    if changes.get("yearly_cap") == -1:
        changes["yearly_cap"] = None
    changed = change_rules(*enter(folder), account, changes)
    rules = changed.rules
    told = {field.name: getattr(rules, field.name) for field in fields(rules)} | {
        "weekdays": weekdays_text(rules.weekdays),
        "hours": spans_text(rules.hours),
    }
    said = ", ".join(f"{name} {value}" for name, value in told.items() if value)
    click.echo(f"{account}: {said or 'no rules'}")
    for day, rep in changed.visits:
        say(f"  taken out of the plan in force: the visit of {rep} on {day}")
    for name in changed.appointments:
        say(f"  taken back: appointment {name}")


@click.command("season")
@click.argument("segment")
@click.option("--calls", help="Twelve call indices, January first, such as 1,1,1.2,1.5,1,1,0.5,0.5,1,1,1.2,1.")
@click.option("--duration", help="Twelve factors on the length of visits.")
@click.option("--priority", help="Twelve factors on the price of leaving a visit out.")
@click.option("--lead-days", type=int, help="The index of a day is that of the day so much later.")
@click.option("--closed", "closed", multiple=True, metavar="MM-DD/MM-DD", help="No visits in this span; repeatable.")
@click.option("--scales-spacing/--keeps-spacing", default=None, help="Whether spacing stretches with the interval.")
@workspace_option
def season(*, segment: str, folder: Path, closed: tuple[str, ...], **told: Any) -> None:
    """Change the season of SEGMENT (or of one account, by its id; "" for everybody)."""
    changes = {name: value for name, value in told.items() if value is not None}
    for name in ("calls", "duration", "priority"):
        if name in changes:
            changes[name] = _twelve(name, changes[name])
    if closed:
        changes["closed"] = closed
    change_season(*enter(folder), segment, changes)
    click.echo(f"Season of {segment or 'everybody'} kept.")


def _twelve(name: str, text: str) -> tuple[float, ...]:
    try:
        return tuple(float(cell) for cell in text.split(","))
    except ValueError as error:
        raise click.BadParameter(f"{text!r} is no list of numbers", param_hint=f"--{name}") from error


@click.command("appointment")
@click.argument("name")
@click.argument("place")
@click.argument("date", type=DAY)
@click.argument("time", type=CLOCK)
@click.argument("minutes", type=click.IntRange(1))
@click.option("--rep", "reps", multiple=True, required=True, help="Whose; repeat it for a joint visit or a ride-along.")
@click.option("--purpose", default="appointment", show_default=True, help="Such as training.")
@workspace_option
def appointment(
    *, name: str, place: str, date: date, time: int, minutes: int, reps: tuple[str, ...], purpose: str, folder: Path
) -> None:
    """Fix an appointment called NAME at PLACE (an account's id, or: home) on DATE at TIME."""
    add_appointment(*enter(folder), reps, Appointment(name, place, date, time, 60 * minutes, purpose))
    click.echo(f"{name} at {place} on {date} for {', '.join(reps)}. Plan again: roundsman plan")


@click.command("contact")
@click.argument("account")
@click.argument("date", type=DAY)
@click.option("--by", default="", help="Who was there.")
@workspace_option
def contact(*, account: str, date: date, by: str, folder: Path) -> None:
    """Count a visit of ACCOUNT on DATE that no plan had, a colleague's: the interval runs from it on."""
    add_contact(*enter(folder), account, date, by)
    click.echo(f"{account} was visited on {date}. Plan again: roundsman plan")


@click.command("cancel")
@click.argument("name")
@workspace_option
def cancel(*, name: str, folder: Path) -> None:
    """Take back the appointment called NAME, a joint one from all of its reps."""
    reps = sorted({one.rep_id for one in cancel_appointment(*enter(folder), name)})
    click.echo(f"{name} is taken back from {', '.join(reps)}. Plan again: roundsman plan")


@click.command("ride-along")
@click.argument("rep")
@click.argument("date", type=DAY, required=False)
@click.option("--with", "companion", default="", help="Who rides along: a rep's id, or any name.")
@click.option("--by", type=DAY, help="Where no date is given: the last day that will do.")
@click.option("--cancel", "cancelled", is_flag=True, help="Take back the one on DATE.")
@workspace_option
def ride_along(*, rep: str, date: date | None, companion: str, by: date | None, cancelled: bool, folder: Path) -> None:
    """Somebody rides along with REP on DATE, or on the best day of the newest plan; a rep who does is away that day."""
    office, who = enter(folder)
    if cancelled:
        if date is None:
            raise click.UsageError("Name the day of the ride-along.")
        take_ride_along_back(office, who, rep, date)
        click.echo(f"Nobody rides along with {rep} on {date}.")
        return
    ride = add_ride_along(office, who, Wish(rep, companion, by, date))
    click.echo(f"{ride.companion} rides along with {ride.rep_id} on {ride.date}. Plan again: roundsman plan")
