"""`roundsman explain`: why a visit is where it is, or why it is left out, and how it could be served."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from commands.context import emit_json, enter, json_option, workspace_option
from commands.figures import priced
from commands.plan_choice import plan_meant, plan_option
from commands.travel import measured_as
from office.accounts.named import account_meant
from office.accounts.stories import AccountStory, read_account
from office.names import Names, list_names
from office.opening import Office
from office.people import Person
from office.plans.explanations import Story, VisitStory, explain_plan
from reports.explained import said, sentence, story_json
from reports.finding_words import words
from reports.night_words import night_words
from routing.money import DrivingCost
from routing.problems import BadInputError, Problem
from routing.travel import TravelEngine
from scheduler.checking.violation import clock
from scheduler.explain.frozen_weeks import Frozen
from scheduler.plan import VisitStatus
from scheduler.wording import counted


@click.command()
@click.argument("about")
@plan_option
@click.option("--apply", "repair", metavar="ID", help="Make this one of the ways that are told, at its price.")
@workspace_option
@json_option
def command(*, about: str, number: int | None, repair: str | None, folder: Path, as_json: bool) -> None:
    """Explain ABOUT: an account by its id or name, a rep's id, or a day such as 2026-03-02."""
    office, who = enter(folder)
    meant = plan_meant(office, who, number)
    engine, about = measured_as(office, meant), account_meant(office, who, about)
    story = explain_plan(office, who, engine, about, meant)
    if repair is not None:
        if repair not in {way.id for visit in story.visits for way in visit.ways if way.id}:
            cause = f"no way of this id is told of {about}"
            raise BadInputError([Problem("repair-unknown", repair, cause, f"See: roundsman explain {about}.")])
        _apply(office, who, engine, repair, meant, as_json=as_json)
    elif as_json:
        emit_json(story_json(story))
    else:
        names = list_names(office, who)
        if about in names.accounts:
            click.echo(account_head(read_account(office, who, about), office.clock().date()))
        _show(story, names)


def _apply(office: Office, who: Person, engine: TravelEngine, repair: str, number: int, *, as_json: bool) -> None:
    from commands.plan_changes import show_judged  # seldom: it imports what changes plans
    from office.plans.repairs import apply_repair

    made = apply_repair(office, who, engine, repair, number)
    show_judged(made, list_names(office, who), made=True, as_json=as_json)


def account_head(told: AccountStory, today: date) -> str:
    """Say whose an account is, when it is visited, and when it was and will be."""
    one = told.account
    held = [name for owned, name in told.owners if owned.valid_from <= today and owned.rep_id]
    last = max((visit.date for visit in told.visits if visit.status is VisitStatus.DONE), default=one.last_visit)
    coming = [day for day, _, _ in told.planned]
    said = (
        f"owner {held[-1]}" if held else "no owner today",
        f"every {one.interval_days} days ({one.least_days} to {one.most_days})",
        f"visits {told.hours}",
        f"last visit {last or 'never'}",
        f"next in force {coming[0]}" if coming else "none in force to come",
    )
    return f"{one.name} ({one.id}): {'; '.join(said)}"


def _show(story: Story, names: Names) -> None:
    for off in story.off:
        click.echo(words(off))
    if story.frozen:
        _frozen(story.frozen, story.plan, names)
    for night in story.nights:
        click.echo(night_words(night))
    for visit in story.visits:
        _served(visit, story.cost, names) if visit.date else _left_out(visit, names)
    for (detail, rule), accounts in _together(story).items():
        click.echo(f"note: {', '.join(map(names.account, accounts))}: {detail} [{rule}]")
    if story.changed:
        click.echo(f"{counted(story.changed, 'visit')} of plan {story.plan} no longer due as things stand now.")
    if not (story.visits or story.notes or story.off or story.nights or story.frozen):
        click.echo("Nothing is due and nothing was left out.")


def _frozen(frozen: Frozen, plan: int, names: Names) -> None:
    click.echo(f"Before {frozen.planned_from} all is frozen: plan {plan} carries the tours in force over as they are.")
    for visit in frozen.visits:
        at = f"{visit.date} {clock(visit.start_s)}-{clock(visit.end_s)}"
        click.echo(f"{names.account(visit.account_id)} on {at} by {names.rep(visit.rep_id)}")
    if not frozen.visits:
        click.echo("No visit stands there.")


def _together(story: Story) -> dict[tuple[str, str], list[str]]:
    """Return the accounts of each note: what is said of many is said once."""
    accounts: dict[tuple[str, str], list[str]] = {}
    for note in story.notes:
        accounts.setdefault((words(note.why), note.rule), []).append(note.account_id)
    return accounts


def _served(visit: VisitStory, cost: DrivingCost | None, names: Names) -> None:
    window = f"allowed {visit.first_date} to {visit.last_date}, aimed at {visit.target}"
    click.echo(f"{names.account(visit.account_id)} on {visit.date} ({window})")
    prices = [day for day in visit.others if day.date != visit.date]
    for day in sorted((d for d in prices if d.price is not None), key=lambda d: d.price or 0.0)[:5]:
        click.echo(f"  on {day.date}: {priced(day.price or 0.0, cost)}")
    closed = sum(day.price is None for day in prices)
    if closed:
        click.echo(f"  on {closed} other days of its window it finds no place")


def _left_out(visit: VisitStory, names: Names) -> None:
    window = f"due {visit.first_date} to {visit.last_date}"
    click.echo(f"{names.account(visit.account_id)} is left out, {window}: {said(visit)}")
    if visit.blocked_by:
        click.echo(f"  it would fit without one of: {', '.join(map(names.account, dict.fromkeys(visit.blocked_by)))}")
    for way in visit.ways:
        rule = "" if way.keeps_rules else " (changes a rule)"
        made_by = f" [{way.id}]" if way.id else ""
        click.echo(f"  {sentence(way)}{rule}{made_by}")
        if way.kind == "other-hours":
            click.echo(f"    such as: roundsman plan rule {visit.account_id} --visiting-hours 'Mo-Fr 10:00-12:00'")
