"""`roundsman plan before`: what to see to before a plan is ordered; `plan accounts`: many accounts edited at once."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from commands.arguments import DAY
from commands.context import emit_json, enter, json_option, show_problems, workspace_option
from commands.presented import picked, problem_json
from commands.travel import measured_by
from office.accounts.bulk import BulkPreview, edit_accounts, list_account_edits, preview_edit, undo_edit
from office.accounts.search import Asked
from office.names import list_names
from office.plans.drafts import next_monday
from office.plans.foresight import Foresight, foresee_plan
from office.plans.todos import Todo, list_todos
from reports.plan_answers import capacity_json
from scheduler.team.situation import Span
from scheduler.wording import counted

SAID = {
    "questions": "Questions of reps that wait for an answer",
    "overdue": "Accounts that are overdue",
    "approval": "Drafts that wait for approval",
    "unserved": "Visits left out by the plan in force",
    "away": "People who are away within four weeks",
}
SHOWN = 10


@click.command("before")
@click.option("--start", type=DAY, help="First day of the plan to come.  [default: next Monday]")
@click.option("--weeks", type=click.IntRange(1, 53), default=13, show_default=True)
@workspace_option
@json_option
def before(*, start: date | None, weeks: int, folder: Path, as_json: bool) -> None:
    """Say what to see to before a plan is ordered: what waits, demand beside time, problems of the data."""
    office, who = enter(folder)
    today = office.clock().date()
    todos = list_todos(office, who)
    found = foresee_plan(office, who, measured_by(office), Span(start or next_monday(today), 7 * weeks, today))
    if as_json:
        emit_json({"todos": [picked(one, "kind", "count", "plan") for one in todos]} | foresight_json(found))
        return
    _show(todos, found)
    names = list_names(office, who)
    for one in found.capacities[:SHOWN]:
        click.echo(f"  {names.rep(one.rep_id)}: {one.load:.0%} asked of the time there is, {one.lost} visits lost")


def _show(todos: tuple[Todo, ...], found: Foresight) -> None:
    for todo in todos:
        of = f" (plan {todo.plan})" if todo.plan else ""
        click.echo(f"{SAID[todo.kind]}{of}: {todo.count}")
    for group in found.problems:
        click.echo(f"{counted(group.count, 'problem')} {group.code}: {group.some[0].cause}. {group.action}")
    if found.lost:
        click.echo(f"There is no time for {counted(found.lost, 'visit')} that will be due: roundsman plan capacity")
    else:
        click.echo("All visits that will be due fit.")


def foresight_json(found: Foresight) -> dict[str, object]:
    """Return what a plan would meet, for machines."""
    return {
        "start": found.span.start.isoformat(),
        "days": found.span.days,
        "lost": found.lost,
        "capacities": [capacity_json(one) for one in found.capacities],
        "months": [picked(one, "first", "asked_s", "given_s") for one in found.months],
        "problems": [
            {"code": one.code, "action": one.action, "count": one.count, "some": [problem_json(x) for x in one.some]}
            for one in found.problems
        ],
    }


@click.command("accounts")
@click.option("--where", default="", metavar="CONDITIONS", help="Such as 'potential>=1000; tier=A'.")
@click.option("--text", default="", help="Stands in the id, name, address or contact.")
@click.option("--rep", "rep_id", default="", help="The owner; - for accounts that nobody owns.")
@click.option("--overdue", is_flag=True, help="Only those whose longest spacing is over.")
@click.option("--set", "values", multiple=True, metavar="FIELD=VALUE", help="Such as interval_days=14; repeatable.")
@click.option("--try", "only_try", is_flag=True, help="Only say what would change.")
@click.option("--undo", type=int, metavar="EDIT", help="Take an edit back.")
@workspace_option
@json_option
def accounts(
    *,
    where: str,
    text: str,
    rep_id: str,
    overdue: bool,
    values: tuple[str, ...],
    only_try: bool,
    undo: int | None,
    folder: Path,
    as_json: bool,
) -> None:
    """Set fields of all accounts that fit, at once or not at all; without any option, list the last edits."""
    if undo is not None and values:
        raise click.UsageError("Give --set or --undo, not both.")
    if not values and (where or text or rep_id or overdue or only_try):
        raise click.UsageError("Say what is to change, such as --set interval_days=14.")
    office, who = enter(folder)
    if undo is not None:
        again, stayed = undo_edit(office, who, undo)
        told = f"{counted(again, 'account')} as before; {stayed} stay as changed since."
        _tell(as_json, {"back": again, "stayed": stayed}, told)
        return
    if not values:
        edits = list_account_edits(office, who)
        lines = "\n".join(
            f"{one.number}  {one.made_at} {one.by}: {one.said}{' (taken back)' if one.undone_at else ''}"
            for one in edits
        )
        kept = [picked(one, "number", "made_at", "by", "said", "undone_at") for one in edits]
        _tell(as_json, kept, lines or "None.")
        return
    asked, changes = Asked(text, rep_id=rep_id, overdue=overdue, where=where), _changes(values)
    found = preview_edit(office, who, asked, changes)
    if only_try:
        _tell(as_json, preview_json(found), _previewed(found))
        show_problems(found.problems)
        click.get_current_context().exit(2 if found.problems else 0)
    edit = edit_accounts(office, who, asked, changes, found.seen)
    back = f"take it back: roundsman plan accounts --undo {edit.number}"
    made = picked(edit, "number", "made_at", "by", "said", "undone_at")
    _tell(as_json, made, f"{edit.said} (edit {edit.number}; {back})")


def _changes(values: tuple[str, ...]) -> dict[str, str | int | float]:
    pairs = [value.partition("=") for value in values]
    wrong = next((value for value, (_, sign, _) in zip(values, pairs, strict=True) if not sign), None)
    if wrong is not None:
        raise click.BadParameter(f"{wrong!r} is not written like interval_days=14", param_hint="--set")
    return {name.strip(): value.strip() for name, _, value in pairs}


def preview_json(found: BulkPreview) -> dict[str, object]:
    """Return what an edit would change, for machines."""
    return {
        "matched": found.matched,
        "accounts": [one.id for one in found.accounts],
        "problems": [problem_json(one) for one in found.problems],
        "seen": found.seen,
    }


def _previewed(found: BulkPreview) -> str:
    if found.problems:
        return f"Nothing would change: {len(found.problems)} of {counted(found.matched, 'account')} cannot take it."
    return f"{counted(len(found.accounts), 'account')} of {found.matched} would change."


def _tell(as_json: bool, value: object, said: str) -> None:  # noqa: FBT001 - what was asked for
    if as_json:
        emit_json(value)
    else:
        click.echo(said)
