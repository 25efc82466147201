"""`roundsman territory cover`: who looks after a rep's accounts for a time."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from commands.arguments import MIDNIGHT
from commands.context import emit_json, enter, json_option, show_problems, workspace_option
from commands.travel import measured_by
from office.names import list_names
from office.ownership.covers import keep_cover, propose_cover


@click.command("cover")
@click.argument("rep_id", metavar="REP")
@click.option("--from", "first", type=MIDNIGHT, required=True, help="First day away.")
@click.option("--until", "last", type=MIDNIGHT, help="Last day away; without it the seat is vacant.")
@click.option("--dry-run", is_flag=True, help="Show who would cover and keep nothing.")
@workspace_option
@json_option
def cover(*, rep_id: str, first: datetime, last: datetime | None, dry_run: bool, folder: Path, as_json: bool) -> None:
    """Give a rep's accounts to the neighbours with room while REP is away; they are REP's again afterwards."""
    office, who = enter(folder)
    made = propose_cover(office, who, measured_by(office), rep_id, first.date(), last.date() if last else None)
    decision = 0 if dry_run else keep_cover(office, who, made)
    show_problems(made.problems)
    if as_json:
        spells = [{"account_id": one.account_id, "rep_id": one.rep_id} for one in made.spells]
        days = {"first": made.first.isoformat(), "last": made.last and made.last.isoformat()}
        emit_json(
            {"rep_id": made.rep_id, **days, "spells": spells, "extra_h": dict(made.extra_h), "decision": decision}
        )
        return
    names = list_names(office, who)
    until = f" to {made.last}" if made.last else " on"
    for one in made.spells:
        click.echo(f"  {made.first}{until}  {names.account(one.account_id)} -> {names.rep(one.rep_id)}: {one.reason}")
    for rep, hours in made.extra_h.items():
        click.echo(f"{names.rep(rep)}: {hours:.0f} hours more")
