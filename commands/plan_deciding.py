"""What planners decide: `roundsman plan move`, `swap`, `drop`, `unpin`; each is judged before it is made."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

import click

from commands.arguments import CLOCK, DAY
from commands.context import emit_json, json_option, now, workspace_option
from workspace.opening import open_workspace
from workspace.planner.deciding import Decision, Judged, decide, judge, take_back
from workspace.roads import road_engine

Verb = Callable[..., Any]


def _how(function: Verb) -> Verb:
    for option in (
        json_option,
        workspace_option,
        click.option("--reason", default="", help="Why; it is kept with the decision."),
        click.option("--anyway", is_flag=True, help="Make it although it breaks rules."),
        click.option("--try", "only_try", is_flag=True, help="Only say what it would cost and break."),
        click.option("--plan", "number", type=int, help="The plan that is meant.  [default: the newest]"),
    ):
        function = option(function)
    return function


@click.command("move")
@click.argument("visit")
@click.argument("date", type=DAY)
@click.option("--time", "start_s", type=CLOCK, help="Pin it to a time of day too, such as 10:30.")
@_how
def move(*, visit: str, date: date, start_s: int | None, reason: str, **how: Any) -> None:
    """Put VISIT (its id, or its account's id for the next one) on DATE and keep it there in every later plan."""
    _make(Decision("move", visit, date, start_s, reason=reason), **how)


@click.command("swap")
@click.argument("visit")
@click.argument("other")
@_how
def swap(*, visit: str, other: str, reason: str, **how: Any) -> None:
    """Let VISIT and OTHER, of one rep, change places."""
    _make(Decision("swap", visit, other=other, reason=reason), **how)


@click.command("drop")
@click.argument("visit")
@_how
def drop(*, visit: str, reason: str, **how: Any) -> None:
    """Leave VISIT out: it is closed as skipped, and the account's next one keeps its spacing to it."""
    _make(Decision("drop", visit, reason=reason), **how)


@click.command("unpin")
@click.argument("visit")
@workspace_option
def unpin(*, visit: str, folder: Path) -> None:
    """Take back the pin of VISIT (its whole id)."""
    take_back(open_workspace(folder), visit, now())
    click.echo("The visit is free again; the next plan may move it.")


def _make(decision: Decision, *, number: int | None, only_try: bool, anyway: bool, folder: Path, as_json: bool) -> None:
    workspace = open_workspace(folder)
    engine = road_engine(workspace)
    if only_try:
        judged = judge(workspace, engine, decision, number)
    else:
        judged = decide(workspace, engine, decision, now(), anyway=anyway, number=number)
    if as_json:
        emit_json(asdict(judged) | {"made": not only_try})
    else:
        _show(judged, made=not only_try)


def _show(judged: Judged, *, made: bool) -> None:
    way = f"{judged.before or 'unserved'} -> {judged.after or 'left out'}"
    click.echo(f"{judged.account_id} ({judged.visit_id}): {way}, {judged.price:+.0f} s of driving.")
    for text in judged.broken:
        click.echo(f"  breaks a rule: {text}")
    if made:
        click.echo("Made: the next plan obeys it. Run: roundsman plan")


DECIDING = (move, swap, drop, unpin)
