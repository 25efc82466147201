"""`roundsman plan predicted`: visits and kilometres of coming weeks, with the past error of foretelling them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from commands.context import emit_json, enter, json_option, say, workspace_option
from office.names import list_names
from office.plans.predictions import TEAM, list_predictions
from scheduler.team.predicted import Predicted, Told


@click.command("predicted")
@workspace_option
@json_option
def predicted(*, folder: Path, as_json: bool) -> None:
    """Say what coming weeks will bring of visits and kilometres, and how far off that was before."""
    office, who = enter(folder)
    found = list_predictions(office, who)
    if as_json:
        emit_json([{"rep_id": x.rep_id, "visits": _json(x.visits), "metres": _json(x.metres)} for x in found])
        return
    if not found:
        say("No week was published yet.")
    names = list_names(office, who)
    for one in found:
        name = "everybody" if one.rep_id == TEAM else names.rep(one.rep_id)
        click.echo(f"{name}: visits {_said(one.visits, 1)}; km {_said(one.metres, 1000)}")


def _said(one: Predicted, by: int) -> str:
    coming = one.ahead[0] if one.ahead else None
    ahead = "none to come"
    if coming:
        ahead = f"{coming.foretold / by:.0f} ({coming.low / by:.0f}-{coming.high / by:.0f}) next week"
    error = "no past yet" if one.relative is None else f"past error {one.relative:.0%} over {one.judged} weeks"
    return f"{ahead}, {error}, by {one.method}"


def _json(one: Predicted) -> dict[str, Any]:
    return {
        "method": one.method, "judged": one.judged, "error": one.error, "relative": one.relative,
        "past": [_week(x) for x in one.past], "ahead": [_week(x) for x in one.ahead],
    }  # fmt: skip


def _week(one: Told) -> dict[str, Any]:
    return {
        "monday": one.monday.isoformat(), "planned": one.planned, "foretold": one.foretold, "low": one.low,
        "high": one.high, "came": one.came,
    }  # fmt: skip
