"""`roundsman territory redate`: planned hand-overs follow the deals that they wait for."""

from __future__ import annotations

from pathlib import Path

import click

from commands.context import emit_json, enter, json_option, show_problems, workspace_option
from commands.territory_shared import handover_json, joint_visit_json, show_joint_visits
from commands.travel import measured_by
from office.ownership.handover_dates import keep_redating, propose_redating
from territory.waiting import Redated


@click.command("redate")
@click.option("--dry-run", is_flag=True, help="Show what would change and keep nothing.")
@workspace_option
@json_option
def redate(*, dry_run: bool, folder: Path, as_json: bool) -> None:
    """Date hand-overs again whose deals closed sooner, or are expected at another time, than was known."""
    office, who = enter(folder)
    made = propose_redating(office, who, measured_by(office))
    if not dry_run:
        keep_redating(office, who, made)
    show_problems((*made.problems, *made.joint.problems))
    if as_json:
        visits = [*map(joint_visit_json, made.joint.found)]
        emit_json({"waiting": made.waiting, "changes": [*map(_json, made.changes)], "joint_visits": visits})
        return
    for one in made.changes:
        move = one.before.move
        click.echo(f"  {one.before.on} -> {one.after.on}  {move.account_id}: {move.from_id} -> {move.to_id}: {one.why}")
    show_joint_visits(made.joint)
    verb = "would get" if dry_run else "get"
    click.echo(f"{len(made.changes)} of {made.waiting} hand-overs that heed deals {verb} another date.")


def _json(one: Redated) -> dict[str, object]:
    return {"before": one.before.on.isoformat(), "after": handover_json(one.after), "why": one.why}
