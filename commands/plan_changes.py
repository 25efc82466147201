"""What planners decide by hand: `roundsman plan move`, `pin`, `joint`, `swap`, `drop`, `hand`; and `undo`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import click

from commands.arguments import CLOCK, DAY
from commands.context import emit_json, enter, json_option, workspace_option
from commands.figures import priced
from commands.travel import measured_as
from office.accounts.named import account_meant
from office.names import Names, list_names
from office.plans.decisions import RulesBrokenError, judge_decision, make_decision
from office.visits.moves import unpin_visit
from office.visits.undo import undo_decision
from reports.finding_words import words
from routing.findings import Finding
from routing.problems import BadInputError, Problem
from scheduler.explain.judgement import Decision, Judged

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
    """Put VISIT (its id, or its account's id or name: the next one) on DATE and keep it there in every later plan."""
    _make(Decision("move", visit, date, start_s, reason=reason), **how)


@click.command("pin")
@click.argument("visit")
@click.option("--time", "start_s", type=CLOCK, help="At this time of day, such as 10:30.")
@_how
def pin(*, visit: str, start_s: int | None, reason: str, **how: Any) -> None:
    """Keep VISIT on the day that the plan has it, in every later plan."""
    _make(Decision("pin", visit, start_s=start_s, reason=reason), **how)


@click.command("joint")
@click.argument("visit")
@click.argument("date", type=DAY)
@click.argument("time", type=CLOCK)
@click.option("--with", "companions", multiple=True, required=True, metavar="REP", help="Who joins; repeatable.")
@_how
def joint(*, visit: str, date: date, time: int, companions: tuple[str, ...], reason: str, **how: Any) -> None:
    """Make VISIT a joint one on DATE at TIME: its rep's visit is pinned, the others have an appointment there."""
    _make(Decision("joint", visit, date, time, reason=reason, companions=companions), **how)


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


@click.command("hand")
@click.argument("visit")
@click.argument("rep")
@click.argument("date", type=DAY)
@click.option("--time", "start_s", type=CLOCK, help="Pin it to a time of day too, such as 10:30.")
@_how
def hand(*, visit: str, rep: str, date: date, start_s: int | None, reason: str, **how: Any) -> None:
    """Give VISIT alone to REP on DATE: the account is that rep's for the day, and its owner's again afterwards."""
    _make(Decision("hand", visit, date, start_s, reason=reason, rep=rep), **how)


@click.command("unpin")
@click.argument("visit")
@workspace_option
def unpin(*, visit: str, folder: Path) -> None:
    """Take back the pin of VISIT (its whole id)."""
    office, who = enter(folder)
    unpin_visit(office, who, visit)
    click.echo("The visit is free again; the next plan may move it.")


@click.command("undo")
@click.argument("number", type=int, required=False)
@workspace_option
def undo(*, number: int | None, folder: Path) -> None:
    """Take back decision NUMBER (the last one that stands): draft, pins, dropped visits and dates are as they were."""
    office, who = enter(folder)
    undone = undo_decision(office, who, number)
    said = undone.made.said or f"for the visit to {undone.made.account_id}"
    click.echo(f"Decision {undone.made.number} is taken back: {undone.made.kind} {said}.")
    if undone.withdrawn:
        click.echo(f"Draft {undone.withdrawn} had nothing else to it and is withdrawn.")
    elif undone.draft:
        click.echo(f"Draft {undone.draft} is as it was before it: roundsman publish {undone.draft}")


def _make(decision: Decision, *, number: int | None, only_try: bool, anyway: bool, folder: Path, as_json: bool) -> None:
    office, who = enter(folder)
    decision = replace(
        decision,
        visit=account_meant(office, who, decision.visit),
        other=account_meant(office, who, decision.other),
    )
    engine = measured_as(office, number)
    if only_try:
        judged = judge_decision(office, who, engine, decision, number)
    else:
        try:
            judged = make_decision(office, who, engine, decision, anyway=anyway, number=number)
        except RulesBrokenError as error:
            raise BadInputError([_refused(error.account_id, one) for one in error.broken]) from error
    show_judged(judged, list_names(office, who), made=not only_try, as_json=as_json)


def show_judged(judged: Judged, names: Names, *, made: bool, as_json: bool) -> None:
    """Show what a change by hand does, and, where it is made, how to put it in force or take it back."""
    if as_json:
        emit_json(_json(judged, made=made))
    else:
        _show(judged, names, made=made)


def _refused(account_id: str, broken: Finding) -> Problem:
    action = "Decide otherwise, or make it all the same with --anyway."
    return Problem("decision-breaks-rule", account_id, words(broken), action)


def _json(judged: Judged, *, made: bool) -> dict[str, object]:
    return {
        "visit": judged.visit_id,
        "account": judged.account_id,
        "rep": judged.rep_id,
        "before": judged.before.isoformat() if judged.before else None,
        "after": judged.after.isoformat() if judged.after else None,
        "price_s": judged.price,
        "worth_s": judged.worth,
        "shares": [{"rep": rep, "price_s": price} for rep, price in judged.shares],
        "broken": [{"code": one.code, **dict(one.facts), "text": words(one)} for one in judged.broken],
        "plan": judged.plan,
        "draft": judged.draft,
        "decision": judged.decision,
        "made": made,
    }


def _priced(judged: Judged) -> str:
    """Return what the change costs on the road, and apart from it what a visit left out, or served now, is worth."""
    way = priced(judged.price - judged.worth, judged.cost)
    if not judged.worth:
        return way
    what = "is left out" if judged.worth > 0 else "is served again"
    return f"{way}; a visit worth {abs(judged.worth) / 60:.0f} min of driving {what}"


def _show(judged: Judged, names: Names, *, made: bool) -> None:
    way = f"{judged.before or 'unserved'} -> {judged.after or 'left out'}"
    click.echo(f"{names.account(judged.account_id)}, visit {judged.visit_id}: {way}, {_priced(judged)}.")
    for one in judged.broken:
        click.echo(f"  breaks a rule: {words(one)}")
    for rep_id, price in judged.shares:
        click.echo(f"  {names.rep(rep_id)}: {priced(price, judged.cost)}")
    for rep_id, appointment in judged.appointments:
        click.echo(f"  {names.rep(rep_id)} joins: {appointment.purpose}")
    if not made:
        return
    click.echo(f"Made: every later plan obeys it. Take it back with: roundsman plan undo {judged.decision}")
    if judged.draft is None:
        click.echo("A day cannot be driven in this order as it is. Plan again: roundsman plan")
        return
    same = judged.draft == judged.plan
    what = (
        f"Draft {judged.draft} has it" if same else f"Plan {judged.draft} is plan {judged.plan} with this change alone"
    )
    click.echo(f"{what}. Put it in force with: roundsman publish {judged.draft}")
