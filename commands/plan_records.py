"""What stands in a plan's records: `roundsman plan notes`, `decisions`, `fixed`."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from commands.arguments import DAY
from commands.context import emit_json, enter, json_option, workspace_option
from commands.plan_lists import note_lines
from office.fixed_dates.register import FixedThing, list_fixed_dates
from office.names import list_names
from office.plans.notes import list_notes
from office.values import VisitAnswer
from office.visits.undo import list_decisions
from reports.explained import note_json


@click.command("notes")
@click.argument("plan", type=int, required=False)
@click.option("--all", "every", is_flag=True, help="Each account of every kind.")
@workspace_option
@json_option
def notes(*, plan: int | None, every: bool, folder: Path, as_json: bool) -> None:
    """Show all that PLAN (the newest) relaxed, withheld or assumed, kind by kind: nothing is stretched silently."""
    office, who = enter(folder)
    found = list_notes(office, who, plan)
    if as_json:
        emit_json([note_json(note) for note in found])
        return
    for line in note_lines(found, list_names(office, who), every=every):
        click.echo(line)


@click.command("decisions")
@workspace_option
@json_option
def decisions(*, folder: Path, as_json: bool) -> None:
    """Show what was decided by hand, the last first."""
    office, who = enter(folder)
    made = list_decisions(office, who)
    if as_json:
        emit_json([_decision_json(each) for each in made])
        return
    for each in made:
        why = f" ({each.text})" if each.text else ""
        state = f", taken back {each.undone_at}" if each.undone_at else ""
        click.echo(f"{each.number:4} {each.made_at}  {each.by} {each.kind} {each.said}{why}{state}")
    if not made:
        click.echo("Nothing was decided by hand.")


def _decision_json(made: VisitAnswer) -> dict[str, object]:
    return {
        "id": made.number,
        "made_at": made.made_at,
        "by": made.by,
        "kind": made.kind.value,
        "account": made.account_id,
        "visit": made.visit_id,
        "said": made.said,
        "reason": made.text,
        "undone_at": made.undone_at,
        "plan": made.draft,
    }


@click.command("fixed")
@click.option("--since", type=DAY, help="From this day on.  [default: today]")
@workspace_option
@json_option
def fixed(*, since: date | None, folder: Path, as_json: bool) -> None:
    """Show what holds plans to dates: pins, appointments, ride-alongs, absences, company days."""
    office, who = enter(folder)
    found = list_fixed_dates(office, who, since or office.clock().date())
    if as_json:
        emit_json([_fixed_json(each) for each in found])
        return
    names = list_names(office, who)
    for each in found:
        said = ", ".join(text for text in (names.account(each.name), each.detail) if text)
        click.echo(f"{each.date}  {names.rep(each.rep_id) if each.rep_id else 'everybody'}  {each.kind}: {said}")
    if not found:
        click.echo("Nothing is fixed.")


def _fixed_json(thing: FixedThing) -> dict[str, object]:
    return {
        "date": thing.date.isoformat(),
        "kind": thing.kind,
        "who": thing.rep_id,
        "name": thing.name,
        "detail": thing.detail,
        "id": thing.id,
        "source": thing.source,
        "made_by": thing.made_by,
    }
