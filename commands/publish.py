"""`roundsman publish`: put a plan in force, whole or in part."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from commands.arguments import DAY, WEEKS
from commands.context import emit_json, enter, json_option, workspace_option
from office.plans.publication import Published, publish_plan, publish_weeks
from reports.finding_words import words
from scheduler.wording import counted


@click.command()
@click.argument("plan", type=int, required=False)
@click.option("--rep", "reps", multiple=True, help="The tours of this rep alone; repeatable.")
@click.option("--weeks", type=WEEKS, metavar="N[-M]", help="These weeks of the plan alone, such as 1-2.")
@click.option("--from", "first", type=DAY, help="From this day on.")
@click.option("--until", "last", type=DAY, help="Until this day, inclusive.")
@click.option("--expected", type=int, metavar="PLAN", help="Only if this plan is in force (0: none is).")
@click.option("--message", default="", help="A word to those whose tours are published: on their phone and by mail.")
@workspace_option
@json_option
def command(
    *,
    plan: int | None,
    reps: tuple[str, ...],
    weeks: tuple[int, int] | None,
    first: date | None,
    last: date | None,
    expected: int | None,
    message: str,
    folder: Path,
    as_json: bool,
) -> None:
    """Put PLAN (the newest, if none is named) in force: from then on calendars and mileage speak of it.

    Of a part that is named, the rest of the plan in force stays. Visits that were closed stay as people left them.
    """
    if weeks and (first or last):
        raise click.UsageError("Give --weeks or --from and --until, not both.")
    office, who = enter(folder)
    if weeks:
        done = publish_weeks(office, who, plan, weeks, expected=expected, reps=reps, message=message)
    else:
        done = publish_plan(office, who, plan, expected=expected, reps=reps, first=first, last=last, message=message)
    if as_json:
        emit_json(_json(done))
    else:
        _show(done)


def _json(done: Published) -> dict[str, object]:
    return {
        "plan": done.number,
        "source": done.source,
        "replaced": done.replaced,
        "changed": done.changed,
        "reps": list(done.reps),
        "waiting": list(done.waiting),
        "pinned": list(done.pinned),
        "not_pinned": [
            {
                "visit": one.visit_id,
                "account": one.account_id,
                "rep": one.rep_id,
                "date": one.date.isoformat(),
                "code": one.why.code,
                "why": words(one.why),
            }
            for one in done.not_pinned
        ],
    }


def _show(done: Published) -> None:
    if not done.changed:
        click.echo(f"Plan {done.number} is in force already; nothing changed.")
        return
    instead = f", instead of plan {done.replaced}" if done.replaced else ""
    click.echo(f"Plan {done.number} is in force{instead}.")
    if done.number != done.source:
        rest = f"what stays of plan {done.replaced}" if done.replaced else "nothing else"
        click.echo(f"It is put together from plan {done.source} ({', '.join(done.reps)}) and {rest}.")
    if done.pinned:
        click.echo(f"{counted(len(done.pinned), 'visit')} lie where people have put them since it was made.")
    for one in done.not_pinned:
        click.echo(f"{one.account_id} ({one.visit_id}) is pinned to {one.date} and not there: {words(one.why)}")
    if done.waiting:
        visits = counted(len(done.waiting), "visit")
        click.echo(f"{visits} of the plan before wait for the rest of plan {done.source}: roundsman show unserved")
