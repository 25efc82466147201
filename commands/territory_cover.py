"""`roundsman territory cover`: who looks after a rep's accounts for a time."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from pathlib import Path

import click

from commands.context import emit_json, json_option, now, show_problems, workspace_option
from commands.measuring import measured_by
from office.opening import open_office
from office.ownership.covers import cover_rep


@click.command("cover")
@click.argument("rep_id", metavar="REP")
@click.option("--from", "first", type=click.DateTime(["%Y-%m-%d"]), required=True, help="First day away.")
@click.option(
    "--until", "last", type=click.DateTime(["%Y-%m-%d"]), help="Last day away; without it the seat is vacant."
)
@click.option("--dry-run", is_flag=True, help="Show who would cover and keep nothing.")
@workspace_option
@json_option
def cover(*, rep_id: str, first: datetime, last: datetime | None, dry_run: bool, folder: Path, as_json: bool) -> None:
    """Give a rep's accounts to the neighbours with room while REP is away, and back afterwards."""
    office = open_office(folder)
    days = (first.date(), last.date() if last else None)
    made = cover_rep(office, measured_by(office), rep_id, days, now(), keep=not dry_run)
    show_problems(made.problems)
    if as_json:
        emit_json(asdict(made))
        return
    for one in made.spells:
        click.echo(f"  {one.valid_from}  {one.account_id} -> {one.rep_id}: {one.reason}")
    for rep, hours in made.extra_h.items():
        click.echo(f"{rep}: {hours:.0f} hours more")
