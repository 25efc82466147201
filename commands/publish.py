"""`roundsman publish`: put a plan in force."""

from __future__ import annotations

from pathlib import Path

import click

from commands.context import emit_json, json_option, now, workspace_option
from office.opening import open_office
from office.plans.publication import publish


@click.command()
@click.argument("plan", type=int, required=False)
@workspace_option
@json_option
def command(*, plan: int | None, folder: Path, as_json: bool) -> None:
    """Put PLAN (the newest, if none is named) in force: from then on calendars and mileage speak of it."""
    done = publish(open_office(folder), plan, now())
    if as_json:
        emit_json({"plan": done.number, "replaced": done.replaced.id if done.replaced else None})
    elif not done.changed:
        click.echo(f"Plan {done.number} is in force already; nothing changed.")
    else:
        instead = f", instead of plan {done.replaced.id}" if done.replaced else ""
        click.echo(f"Plan {done.number} is in force{instead}.")
