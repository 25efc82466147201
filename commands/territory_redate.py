"""`roundsman territory redate`: planned hand-overs follow the deals that they wait for."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import click

from commands.context import emit_json, json_option, now, show_problems, workspace_option
from commands.measuring import measured_by
from office.opening import open_office
from office.ownership.handover_dates import keep_redating, redating
from scheduler.checking.violation import clock


@click.command("redate")
@click.option("--dry-run", is_flag=True, help="Show what would change and keep nothing.")
@workspace_option
@json_option
def redate(*, dry_run: bool, folder: Path, as_json: bool) -> None:
    """Date hand-overs again whose deals closed sooner, or are expected at another time, than was known."""
    office, instant = open_office(folder), now()
    made = redating(office, instant.date())
    show_problems(made.problems)
    keep = made.changes and not dry_run
    booked, problems = keep_redating(office, measured_by(office), made, instant) if keep else ((), ())
    show_problems(problems)
    if as_json:
        visits = [asdict(visit) | {"reps": reps} for visit, reps in booked]
        emit_json({"waiting": made.waiting, "changes": [*map(asdict, made.changes)], "joint_visits": visits})
        return
    for one in made.changes:
        move = one.before.move
        click.echo(f"  {one.before.on} -> {one.after.on}  {move.account_id}: {move.from_id} -> {move.to_id}: {one.why}")
    for visit, reps in booked:
        click.echo(f"  {visit.date} {clock(visit.start_s)}  {visit.place_id}: {' and '.join(reps)} together")
    verb = "would get" if dry_run else "get"
    click.echo(f"{len(made.changes)} of {made.waiting} hand-overs that heed deals {verb} another date.")
