"""`roundsman plan catch-up`: what is behind in mid-period, and the visits that bring it back in the rest of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import click

from commands.arguments import DAY
from commands.context import emit_json, enter, json_option, say, workspace_option
from commands.travel import measured_by
from office.names import Names, list_names
from office.plans.catch_up import CatchUpAsked, CatchUpProposal, default_period, propose_catch_up, weeks_until
from office.plans.drafts import PlanOrder, make_plan, next_monday
from office.travel import chosen
from routing.stopping import Seconds, Steps
from scheduler.catch_up import NEVER, CatchUp
from scheduler.wording import counted
from territory.sales_lack import SalesLack

HINDRANCES = {
    "no-room": "no day has room for it",
    "closed": "it is not open long enough on any day",
    "too-soon": "no day lies far enough after its last visit",
    "no-way": "no road leads there",
}


@click.command("catch-up")
@click.option("--start", type=DAY, help="The first day of the rest of the period.  [default: next Monday]")
@click.option("--until", type=DAY, help="Its last day.  [default: the end of the quarter]")
@click.option("--rep", default="", help="This rep alone.")
@click.option("--segment", default="", help="Accounts of this segment alone.")
@click.option("--order", is_flag=True, help="Make a draft that keeps these days.")
@click.option("--steps", type=click.IntRange(1), help="With --order: search so many steps for each rep.")
@workspace_option
@json_option
def catch_up(
    *, start: date | None, until: date | None, rep: str, segment: str, order: bool, steps: int | None, folder: Path,
    as_json: bool,
) -> None:  # fmt: skip
    """Propose visits that bring back, in the rest of a period, what is behind its interval or target."""
    office, who = enter(folder)
    today = office.clock().date()
    first, last = default_period(start or next_monday(today))
    asked = CatchUpAsked(first, until or last, rep, segment)
    engine = measured_by(office)
    found = propose_catch_up(office, who, engine, asked)
    if as_json:
        emit_json(proposal_json(found))
    else:
        _show(found, list_names(office, who))
    if order:
        stop = Steps(steps) if steps else Seconds(10.0)
        wanted = PlanOrder(first, weeks_until(first, asked.until), stop, today=min(today, first), travel=chosen(office))
        made = make_plan(office, who, engine, replace(wanted, catch_up=found.days))
        say(f"Plan {made.number} keeps these days. Look at it: roundsman plan diff {made.number}")


def _show(found: CatchUpProposal, names: Names) -> None:
    for lack in found.targets:
        click.echo(f"{lack.territory}: {lack.reached} accounts visited by then, {lack.asked} asked")
    for sales in found.sales:
        click.echo(f"{sales.territory}: {sales.sold:,.0f} {sales.currency} sold by {sales.by}, {_remedy(sales)}")
    for one in found.reps:
        click.echo(
            f"{names.rep(one.rep_id)}: {counted(len(one.visits), 'visit')} to make up for, {one.used_s / 3600:.1f} of "
            f"{one.room_s / 3600:.1f} free hours, {one.detour_m / 1000:.0f} km more; {len(one.lost)} stay behind, "
            f"{len(one.planned)} are planned in time"
        )
        for visit in one.visits:
            click.echo(f"  {visit.date}  {names.account(visit.account_id)}  +{visit.detour_s / 60:.0f} min")
        for lost in one.lost:
            click.echo(f"  not kept: {names.account(lost.account_id)}: {HINDRANCES[lost.hindrance]}")


def _remedy(one: SalesLack) -> str:
    due = f"{one.due:,.0f} due"
    if one.per_visit is None:
        return f"{due}; what a visit brings is not known"
    if not one.visits:
        return f"{due}; no more was sold after visits than without them"
    more = f"{counted(one.visits, 'visit')} more would make up for it, at {one.per_visit:,.2f} each as before"
    return f"{due}; {more}; {counted(one.candidates, 'account')} with potential left have none planned"


def proposal_json(found: CatchUpProposal) -> dict[str, Any]:
    """Return a proposal for machines."""
    return {
        "start": found.asked.start.isoformat(),
        "until": found.asked.until.isoformat(),
        "targets": [{"territory": x.territory, "asked": x.asked, "reached": x.reached} for x in found.targets],
        "sales": [_sales_json(x) for x in found.sales],
        "reps": [_rep_json(one) for one in found.reps],
    }


def _sales_json(one: SalesLack) -> dict[str, Any]:
    return {
        "territory": one.territory, "by": one.by.isoformat(), "sold": one.sold, "due": one.due, "whole": one.whole,
        "currency": one.currency, "per_visit": one.per_visit, "visits": one.visits, "candidates": one.candidates,
    }  # fmt: skip


def _rep_json(one: CatchUp) -> dict[str, Any]:
    visits = [
        {
            "account_id": x.account_id, "why": x.why.value, "since": _since(x.since), "date": x.date.isoformat(),
            "service_s": x.service_s, "detour_s": x.detour_s, "detour_m": x.detour_m,
        }
        for x in one.visits
    ]  # fmt: skip
    lost = [
        {"account_id": x.account_id, "why": x.why.value, "since": _since(x.since), "hindrance": x.hindrance.value}
        for x in one.lost
    ]
    return {"rep_id": one.rep_id, "room_s": one.room_s, "visits": visits, "lost": lost, "planned": list(one.planned)}


def _since(day: date) -> str | None:
    return None if day == NEVER else day.isoformat()
