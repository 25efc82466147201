"""`roundsman territory move | retire | decisions | undo`: owners decided by hand, and taking it back."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from commands.arguments import MIDNIGHT
from commands.context import emit_json, enter, json_option, show_problems, workspace_option
from commands.territory_shared import (
    handed_over,
    handover_json,
    handover_options,
    joint_visit_json,
    show_joint_visits,
)
from commands.travel import measured_by
from office.accounts.named import account_meant
from office.names import list_names
from office.ownership.decisions import DecisionListed, list_ownership_decisions, undo_ownership
from office.ownership.moves import MoveOrder, move_account, propose_move
from office.ownership.retirements import propose_retirement, retire_rep
from territory.handover import When, handover_words
from territory.handover_facts import Timing

on_option = click.option("--on", type=MIDNIGHT, help="The day.  [default: today]")


@click.command("move")
@click.argument("account")
@click.argument("rep_id", metavar="REP")
@on_option
@handover_options
@click.option("--joint", is_flag=True, help="Fix a joint visit of both reps.")
@click.option("--reason", default="", help="For whoever asks later.")
@click.option("--dry-run", is_flag=True, help="Show what would change and keep nothing.")
@workspace_option
@json_option
def move(
    *,
    account: str,
    rep_id: str,
    on: datetime | None,
    when: str,
    days: int,
    retain: int,
    a_week: int,
    joint: bool,
    reason: str,
    dry_run: bool,
    folder: Path,
    as_json: bool,
) -> None:
    """Give ACCOUNT to REP."""
    office, who = enter(folder)
    order = MoveOrder(
        account_meant(office, who, account),
        rep_id,
        on.date() if on else None,
        Timing(When(when), retain),
        days,
        a_week,
        joint_visit=joint,
    )
    made = propose_move(office, who, measured_by(office) if joint else None, order)
    decision = 0 if dry_run else move_account(office, who, made, reason)
    show_problems(made.joint.problems)
    one = made.handover
    if as_json:
        visits = [*map(joint_visit_json, made.joint.found)]
        emit_json({"handover": handover_json(one), "joint_visits": visits, "decision": decision})
        return
    click.echo(f"{one.on}  {handed_over(one.move, list_names(office, who))}: {handover_words(one)}")
    show_joint_visits(made.joint)
    if decision:
        click.echo(f"Take it back with: roundsman territory undo {decision}")


@click.command("retire")
@click.argument("rep_id", metavar="REP")
@click.option("--on", "last", type=MIDNIGHT, required=True, help="The last day of work.")
@click.option("--to", "successor", help="One rep who takes all accounts.  [default: for each the nearest with room]")
@click.option("--reason", default="", help="For whoever asks later.")
@click.option("--dry-run", is_flag=True, help="Show what would change and keep nothing.")
@workspace_option
@json_option
def retire(
    *,
    rep_id: str,
    last: datetime,
    successor: str | None,
    reason: str,
    dry_run: bool,
    folder: Path,
    as_json: bool,
) -> None:
    """Let REP go: the accounts are others' from the day after, and no design gives REP any more."""
    office, who = enter(folder)
    made = propose_retirement(office, who, measured_by(office), rep_id, last.date(), successor)
    decision = 0 if dry_run else retire_rep(office, who, made, reason)
    show_problems(made.problems)
    if as_json:
        takers = {"takers": dict(made.takers), "extra_h": dict(made.extra_h)}
        emit_json({"rep_id": rep_id, "last_day": made.last_day.isoformat(), **takers, "decision": decision})
        return
    names = list_names(office, who)
    for account, taker in sorted(made.takers.items()):
        click.echo(f"  {names.account(account)} -> {names.rep(taker)}")
    for rep, hours in made.extra_h.items():
        click.echo(f"{names.rep(rep)}: {hours:.0f} hours a year more")
    verb = "would be" if dry_run else "are"
    click.echo(f"{len(made.takers)} accounts of {names.rep(rep_id)} {verb} others' after {made.last_day}.")


@click.command("decisions")
@workspace_option
@json_option
def decisions(*, folder: Path, as_json: bool) -> None:
    """List what was decided about owners, the newest first."""
    office, who = enter(folder)
    found = list_ownership_decisions(office, who)
    if as_json:
        emit_json([*map(_json, found)])
        return
    for one in found:
        made = one.decision
        why = f" ({made.reason})" if made.reason else ""
        click.echo(
            f"{made.number:>4}  {made.made_at[:10]}  {made.by}  {made.kind.value}: {made.summary}{why}"
            f"{'; taken back' if one.undone else ''}"
        )


@click.command("undo")
@click.argument("number", type=click.IntRange(1))
@on_option
@click.option("--reason", default="", help="For whoever asks later.")
@workspace_option
@json_option
def undo(*, number: int, on: datetime | None, reason: str, folder: Path, as_json: bool) -> None:
    """Take decision NUMBER about owners back: design, realignment, cover, rules, move, retirement, or an undo."""
    office, who = enter(folder)
    made = undo_ownership(office, who, number, on=on.date() if on else None, reason=reason)
    if as_json:
        emit_json(_json(made))
        return
    click.echo(f"Decision {number} is taken back{f' from {made.first}' if made.first else ''}.")


def _json(one: DecisionListed) -> dict[str, object]:
    made = one.decision
    return {
        "number": made.number,
        "kind": made.kind.value,
        "made_at": made.made_at,
        "by": made.by,
        "summary": made.summary,
        "reason": made.reason,
        "undoes": made.undoes,
        "accounts": one.accounts,
        "first": one.first and one.first.isoformat(),
        "undone": one.undone,
    }
