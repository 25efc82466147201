"""`roundsman plan predicted`: visits and kilometres of coming weeks, with the past error of foretelling them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from commands.context import emit_json, enter, json_option, say, workspace_option
from office.names import list_names
from office.plans.predictions import TEAM, list_predictions
from office.reviews.sales_forecasts import list_sales_forecasts
from scheduler.team.predicted import Predicted, Told
from territory.sales_forecasts import Foretold, SalesForecast


@click.command("predicted")
@click.option("--sales", is_flag=True, help="Sales by month, as they were foretold after each import of sales.")
@workspace_option
@json_option
def predicted(*, sales: bool, folder: Path, as_json: bool) -> None:
    """Say what coming weeks will bring of visits and kilometres, or months of sales, and how far off that was."""
    office, who = enter(folder)
    if sales:
        _sales(list_sales_forecasts(office, who), as_json=as_json)
        return
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


def _sales(found: tuple[Foretold, ...], *, as_json: bool) -> None:
    if as_json:
        emit_json([
            {
                "territory": x.territory, "error": x.error, "relative": x.relative,
                "past": [_month(y) for y in x.past], "ahead": [_month(y) for y in x.ahead],
            }
            for x in found
        ])  # fmt: skip
        return
    if not found:
        say("Nothing was foretold yet: it is after each import of sales, from 18 months on record on.")
    for one in found:
        error = "no past yet" if one.relative is None else f"past error {one.relative:.0%} over {len(one.past)} months"
        months = [f"{x.month:%Y-%m} {x.foretold:,.0f} {x.currency} ({x.low:,.0f}-{x.high:,.0f})" for x in one.ahead]
        click.echo(f"{one.territory or 'everybody'}: {'; '.join(months) or 'none to come'}, {error}")


def _month(one: SalesForecast) -> dict[str, Any]:
    return {
        "month": one.month.isoformat(), "made_on": one.made_on.isoformat(), "method": one.method,
        "foretold": one.foretold, "low": one.low, "high": one.high, "currency": one.currency, "came": one.came,
    }  # fmt: skip


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
