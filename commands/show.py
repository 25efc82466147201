"""`roundsman show`: what the workspace holds, for people and as files that a stranger can check."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import click

from commands.arguments import DAY, MIDNIGHT, week_of
from commands.context import emit_json, enter, json_option, now, say, workspace_option
from commands.figures import show_source, show_summary
from commands.plan_choice import plan_meant, plan_option
from commands.plan_lists import unserved_lines
from commands.presented import picked
from commands.territory_agenda import agenda_json, item_words
from commands.travel import measured_as, measured_by
from commands.verbs import Group
from mileage.cells import csv_text
from office.accounts.agendas import list_agendas, scope_words
from office.change_log import list_changes
from office.imports.account_cells import account_cells
from office.imports.account_rows import COLUMNS as ACCOUNT_COLUMNS
from office.imports.agenda_files import agendas_csv
from office.opening import open_office
from office.plans.shown import Shown, read_shown_plan, read_shown_tours
from office.versions import Kind
from reports.directions import Directions, directions_geojson, directions_of, ends_of, tour_on
from reports.finding_words import words
from reports.geojson import owners_geojson, tours_geojson
from reports.plan_files import plan_csv, plan_json
from routing.problems import BadInputError, Problem
from scheduler.summary import driving_cost, summarise
from scheduler.wording import clock_text, counted


def _days_options(function: Callable[..., None]) -> Callable[..., None]:
    for option in (
        click.option("--rep", "rep_id", default="", help="Of this rep only."),
        click.option("--date", "day", type=DAY, help="Of this day only."),
        click.option("--week", type=DAY, metavar="DATE", help="Of the week of this day only."),
    ):
        function = option(function)
    return function


def _formats(*names: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
    return click.option("--format", "form", type=click.Choice(names), default=names[0], show_default=True)


@click.group(cls=Group)
def command() -> None:
    """Show plans, tours, unserved visits, accounts and territories."""


@command.command("plan")
@plan_option
@_formats("table", "csv", "json")
@click.option("--weeks", is_flag=True, help="A row for each rep and week too.")
@_days_options
@workspace_option
def plan(*, number: int | None, form: str, weeks: bool, folder: Path, **part: Any) -> None:
    """Show a plan's figures, or all its visits as CSV or JSON."""
    shown = _part(_shown(folder, number), **part)
    if form == "csv":
        click.echo(plan_csv(shown.head.id, shown.plan, shown.reps, shown.accounts), nl=False)
    elif form == "json":
        emit_json(plan_json(shown.head.id, shown.plan, shown.reps))
    else:
        click.echo(f"Plan {shown.head.id} ({shown.head.status}), {shown.plan.start} to {shown.plan.end}")
        show_source(str(shown.plan.evidence.get("travel", "")))
        show_summary(summarise(shown.plan), weeks=weeks, price=driving_cost(shown.plan))


@command.command("changes")
@click.option("--by", "actor", default="", metavar="PERSON", help="Of this person only.")
@click.option("--of", "subject", default="", metavar="KIND:ID", help="Of one thing only, such as account:A0042.")
@click.option("--since", type=DAY, help="From this day on (of UTC).")
@workspace_option
@json_option
def changes(*, actor: str, subject: str, since: date | None, folder: Path, as_json: bool) -> None:
    """Show who changed what, the last first: the 200 latest of those asked for."""
    office, who = enter(folder)
    kind, _, key = subject.partition(":")
    if kind and kind not in {one.value for one in Kind}:
        raise click.BadParameter(f"Name one of {', '.join(one.value for one in Kind)}.", param_hint="--of")
    found = list_changes(office, who, actor, kind, key, first=since)
    if as_json:
        emit_json([picked(one.change, "revision", "made_at", "actor", "verb", "summary") for one in found])
        return
    for one in found:
        change = one.change
        click.echo(
            f"{change.revision}. {change.made_at[:16].replace('T', ' ')} {change.actor or 'nobody'}: {change.summary}"
        )


@command.command("unserved")
@plan_option
@_formats("table", "csv", "json")
@_days_options
@workspace_option
def unserved(*, number: int | None, form: str, folder: Path, **part: Any) -> None:
    """Show every due visit that a plan leaves out and why, by rep and account; as CSV and JSON one by one."""
    shown = _part(_shown(folder, number), **part)
    columns = ("rep", "account", "name", "from", "to", "reason", "detail", "visit")
    rows = [
        (
            v.rep_id,
            v.account_id,
            shown.name_of(v.account_id),
            v.first_date,
            v.last_date,
            v.reason,
            words(v.why),
            v.visit_id,
        )
        for v in shown.plan.unserved
    ]
    if form == "json":
        emit_json([dict(zip(columns, row, strict=True)) for row in rows])
    elif form == "csv":
        click.echo(csv_text(columns, rows), nl=False)
    elif not rows:
        click.echo("Every due visit is planned.")
    else:
        for line in unserved_lines(shown.plan.unserved, shown.names):
            click.echo(line)


@command.command("tours")
@plan_option
@_formats("table", "geojson")
@click.option("--agenda", "with_agenda", is_flag=True, help="And what each visit is about.")
@_days_options
@workspace_option
def tours(*, number: int | None, form: str, with_agenda: bool, folder: Path, **part: Any) -> None:
    """Show each tour's day, times and stops, or its line on the roads."""
    shown = _part(_shown(folder, number), **part)
    wanted = shown.plan.tours
    if form == "geojson":
        engine = measured_as(open_office(folder), shown.head.id)
        emit_json(tours_geojson(wanted, ends_of(shown), shown.accounts, engine))
        return
    names = shown.names
    for tour in wanted:
        stops = ", ".join(f"{clock_text(v.start_s)} {shown.stop_name(v)}" for v in tour.visits)
        hours = f"{clock_text(tour.leave_s)}-{clock_text(tour.return_s)}"
        at = f"{names.rep(tour.rep_id)}  {tour.date:%a %d %b %Y}  {hours}"
        click.echo(f"{at}: {_ends(shown, tour.start_place, 'from')}{stops}{_ends(shown, tour.end_place, 'night at')}")
        for visit in tour.visits if with_agenda else ():
            about = shown.agenda_of(visit, tour.date)
            if about:
                click.echo(f"    {shown.stop_name(visit)}: {'; '.join(item_words(item) for item in about)}")


def _ends(shown: Shown, place_id: str, word: str) -> str:
    """Say where a tour begins or ends, if that is a hotel."""
    name = next((night.name for night in shown.plan.nights if night.place_id == place_id), place_id)
    said = f"[{word} {name}]"
    return "" if not place_id else f"{said} " if word == "from" else f" {said}"


@command.command("directions")
@click.argument("rep")
@click.argument("date", type=DAY)
@plan_option
@_formats("table", "json", "geojson")
@click.option("--turns", is_flag=True, help="Each turn in words, where times come from a routing server.")
@workspace_option
def directions(*, rep: str, date: date, number: int | None, form: str, turns: bool, folder: Path) -> None:
    """Show REP's tour of DATE way by way, with links that open Google Maps, Apple Maps and Waze."""
    office, who = enter(folder)
    shown = read_shown_tours(office, who, plan_meant(office, who, number), date)
    tour, engine = tour_on(shown, rep, date), measured_as(office, shown.head.id)
    if form == "geojson":
        emit_json(directions_geojson(tour, shown, engine))
        return
    found = directions_of(tour, shown, engine, turns=turns)
    if form == "json":
        emit_json(_directions_json(found))
    else:
        _drive(found, turns=turns)


def _directions_json(found: Directions) -> dict[str, Any]:
    names = ("place_id", "name", "arrival_s", "travel_s", "distance_m", "links", "turns")
    return {
        **picked(found, "rep_id", "date", "leave_s", "travel"),
        "ways": [picked(way, *names) for way in found.ways],
        "whole": list(found.whole),
    }


def _drive(found: Directions, *, turns: bool) -> None:
    click.echo(f"{found.rep_id}  {found.date:%a %d %b %Y}, leaving at {clock_text(found.leave_s)}")
    show_source(found.travel)
    for way in found.ways:
        figures = f"{way.travel_s / 60:.0f} min, {way.distance_m / 1000:.1f} km"
        click.echo(f"{clock_text(way.arrival_s)}  {way.name} [{way.place_id}], {figures}")
        for line in (*way.turns, *(f"{name}: {link}" for name, link in way.links.items())):
            click.echo(f"       {line}")
    for link in found.whole:
        click.echo(f"The whole tour in Google Maps: {link}")
    if turns and not any(way.turns for way in found.ways):
        say("No turns in words: they come from a routing server only (roundsman roads --travel osrm=...).")


@command.command("territories")
@click.option("--date", "day", type=MIDNIGHT, help="Owners on this day.  [default: today]")
@click.option("--layer", default="", help="An overlay of the rules.  [default: the layer that is visited by]")
@_formats("table", "csv", "geojson")
@workspace_option
def territories(*, day: datetime | None, layer: str, form: str, folder: Path) -> None:
    """Show who owns which account, or each territory's area."""
    if layer and form != "geojson":
        raise click.UsageError(
            f"See: roundsman territory owners list --layer {layer}; here it is drawn: --format geojson."
        )
    if form == "geojson":
        from office.designs.areas import territory_areas
        from reports.areas import areas_geojson

        office, when = open_office(folder), day.date() if day else now().date()
        emit_json(areas_geojson(territory_areas(office, measured_by(office), when, layer=layer)))
        return
    shown = _shown(folder, None, day, plan=False)
    rows = [
        (account, shown.name_of(account), shown.owners.get(account, ""), shown.since.get(account, ""))
        for account in shown.accounts
    ]
    if form == "csv":
        click.echo(csv_text(("account", "name", "rep", "since"), rows), nl=False)
        return
    for rep_id, rep in shown.reps.items():
        mine = [row for row in rows if row[2] == rep_id]
        click.echo(f"{rep_id} {rep.name}: {counted(len(mine), 'account')}")
    click.echo(f"nobody: {counted(sum(not row[2] for row in rows), 'account')}")


@command.command("accounts")
@_formats("table", "csv", "json", "geojson")
@workspace_option
def accounts(*, form: str, folder: Path) -> None:
    """Show the accounts as they are known; the CSV can be imported again."""
    shown = _shown(folder, None, plan=False)
    values = [_flat(picked(account, *ACCOUNT)) for account in shown.accounts.values()]
    if form == "geojson":
        emit_json(owners_geojson(shown.accounts.values(), shown.owners))
    elif form == "json":
        emit_json(values)
    elif form == "csv":
        rows = [account_cells(account) for account in shown.accounts.values()]
        click.echo(csv_text(ACCOUNT_COLUMNS, [[row[name] for name in ACCOUNT_COLUMNS] for row in rows]), nl=False)
    else:
        for value in values:
            click.echo(f"{value['id']}  {value['name']}  every {value['interval_days']} days  {value['opening_hours']}")


@command.command("agendas")
@_formats("table", "csv", "json")
@workspace_option
def agendas(*, form: str, folder: Path) -> None:
    """Show what visits are about, by account, segment and tier; the CSV can be imported again."""
    office, who = enter(folder)
    found = list_agendas(office, who)
    if form == "csv":
        click.echo(agendas_csv(found), nl=False)
    elif form == "json":
        emit_json([agenda_json(scope, items) for scope, items in found.items()])
    else:
        for scope, items in found.items():
            click.echo(f"{scope_words(scope)}:")
            for item in items:
                click.echo(f"  {item_words(item)}")


def _shown(folder: Path, number: int | None, day: datetime | None = None, *, plan: bool = True) -> Shown:
    office, who = enter(folder)
    meant = plan_meant(office, who, number) if plan else None
    return read_shown_plan(office, who, meant, day.date() if day else now().date(), plan=plan)


def _part(shown: Shown, *, rep_id: str, day: date | None, week: date | None) -> Shown:
    """Return what is shown of one rep, a day or a week alone; a visit that is left out belongs to its window's days."""
    if rep_id and rep_id not in shown.reps:
        cause = f"there is no rep {rep_id!r} (reps: {', '.join(sorted(shown.reps))})"
        raise BadInputError([Problem("rep-unknown", "--rep", cause, "Name one of them.")])
    if day and week:
        raise click.UsageError("Give --date or --week, not both.")
    if not (rep_id or day or week):
        return shown
    first, last = week_of(week) if week else (day or date.min, day or date.max)
    tours = [one for one in shown.plan.tours if rep_id in {"", one.rep_id} and first <= one.date <= last]
    left = [one for one in shown.plan.unserved if rep_id in {"", one.rep_id}]
    left = [one for one in left if one.first_date <= last and first <= one.last_date]
    nights = [one for one in shown.plan.nights if rep_id in {"", one.rep_id} and first <= one.date <= last]
    part = replace(shown.plan, tours=tuple(tours), unserved=tuple(left), nights=tuple(nights))
    return replace(shown, plan=part)


ACCOUNT = (
    "id", "name", "lat", "lon", "interval_days", "least_days", "most_days", "service_s", "opening_hours",
    "hours_assumed", "kind", "category", "segment", "address", "potential", "value", "skills", "languages",
    "last_visit", "owner_lock", "contact", "phone", "email", "least_experience", "country", "region", "timezone",
    "cadence", "visiting_hours", "call_of", "layer", "tier",
)  # fmt: skip


def _flat(value: dict[str, Any]) -> dict[str, Any]:
    return {key: "|".join(cell) if isinstance(cell, list) else cell for key, cell in value.items()}
