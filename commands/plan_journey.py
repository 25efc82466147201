"""`roundsman plan journey`: fixed days in a cycle of weeks that repeats."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from commands.arguments import DAY
from commands.context import enter, workspace_option
from commands.travel import measured_by
from office.plans.drafts import next_monday
from office.plans.journeys import make_journey
from routing.stopping import Steps


@click.command("journey")
@click.argument("rep")
@click.option("--weeks", type=click.IntRange(1, 53), default=4, show_default=True, help="Usual are 4, 6, 8 and 13.")
@click.option("--start", type=DAY, help="Its first Monday.  [default: next Monday]")
@click.option("--steps", type=click.IntRange(1), default=20_000, show_default=True)
@workspace_option
def journey(*, rep: str, weeks: int, start: date | None, steps: int, folder: Path) -> None:
    """Make a permanent journey plan: REP's accounts get fixed days in a cycle of weeks that repeats."""
    office, who = enter(folder)
    first = start or next_monday(office.clock().date())
    if first.weekday() != 0:
        raise click.BadParameter(f"{first} is no Monday", param_hint="--start")
    found = make_journey(office, who, measured_by(office), rep, first, weeks, stop=Steps(steps))
    click.echo(
        f"{len(found.rules)} accounts have their days in a cycle of {weeks} weeks; {len(found.without)} found none."
    )
    for account_id in found.without:
        click.echo(f"  without: {account_id}")
