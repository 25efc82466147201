"""`roundsman territory rollout`: what an experiment showed goes to other territories, stage by stage."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Any

import click

from commands.arguments import Kind
from commands.context import enter, say, workspace_option
from commands.numbers import FiniteRange
from commands.territory_local import read_hours, read_weekdays
from office.reviews.overrides import LONGEST_DAYS, Override
from office.reviews.rollouts import RolloutAsked, begin_rollout, carry_out_stages, list_rollouts, revert_stage
from scheduler.wording import counted
from territory.rollout import StageAsked

_SHARE = re.compile(r"(\d{1,3})%")


def _stage(text: str) -> StageAsked:
    day, _, whom = text.partition("=")
    begins = date.fromisoformat(day)
    share = _SHARE.fullmatch(whom)
    if share:
        return StageAsked(begins, share=int(share[1]) / 100)
    return StageAsked(begins, tuple(name for name in whom.split(",") if name))


def _number(text: str) -> tuple[int, int]:
    rollout, _, stage = text.partition(".")
    return int(rollout), int(stage)


@click.command("rollout")
@click.argument("experiment", required=False)
@click.option("--segment", default="", help="Only accounts of this segment.")
@click.option("--interval", "interval_days", type=click.IntRange(1, LONGEST_DAYS), help="Days from visit to visit.")
@click.option("--times", "interval_times", type=FiniteRange(0.1, 10), help="Present intervals times this.")
@click.option("--weekdays", type=Kind("DAYS", read_weekdays), help="Preferred weekdays, such as Mo,Th; - lifts them.")
@click.option("--hours", type=Kind("HH:MM-HH:MM", read_hours), help="Preferred hours, joined by commas; - lifts them.")
@click.option("--visiting-hours", metavar="HOURS", help="Visits only then, such as 'Mo-Fr 10:00-12:00'; - lifts it.")
@click.option("--reason", default="", help="Why it goes on; needed unless the experiment showed that it helps.")
@click.option(
    "--stage", "stages", multiple=True, type=Kind("DATE[=WHOM]", _stage),
    help="When a stage begins, and for whom: 30%, or territories joined by commas; without, for all that are left.",
)  # fmt: skip
@click.option("--revert", type=Kind("ROLLOUT.STAGE", _number), help="Take a stage back, such as 1.2.")
@click.option("--due", is_flag=True, help="Begin every stage whose day has come.")
@workspace_option
def rollout(
    *, experiment: str | None, stages: tuple[StageAsked, ...], revert: tuple[int, int] | None, due: bool, reason: str,
    folder: Path, **wanted: Any,
) -> None:  # fmt: skip
    """Let what EXPERIMENT tried go to other territories by dates; without it, list the stages.

    A stage whose day has come begins at once, a later one by itself that morning where a server runs; each is taken
    back by one act.
    """
    office, who = enter(folder)
    if revert:
        back, stay = revert_stage(office, who, *revert)
        click.echo(f"{counted(back, 'account')} as before; {stay} were changed since and stay.")
        return
    if due:
        click.echo(f"{counted(carry_out_stages(office, who), 'stage')} began.")
        return
    if experiment:
        if wanted["visiting_hours"] == "-":
            wanted["visiting_hours"] = ""
        override = Override(**wanted)
        begin_rollout(office, who, RolloutAsked(experiment, override, stages, reason))
    found = list_rollouts(office, who)
    if not found.stages:
        say(f"No roll-out yet. Experiments: {', '.join(one.name for one in found.experiments) or 'none'}.")
    for one in found.stages:
        changed = f", {counted(len(one.after), 'account')} changed" if one.after else ""
        click.echo(
            f"{one.rollout}.{one.stage}  {one.experiment}  {one.begins}  {one.state.value}{changed}  "
            f"{', '.join(one.territories)}  (experiment: {one.shown.value}{one.reason and f'; {one.reason}'})"
        )
