"""`roundsman territory owners`: rules, what they leave open, decisions, and who owned an account when and why."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from commands.context import emit_json, enter, json_option, show_problems, workspace_option
from commands.presented import picked, problem_json
from commands.territory_files import FILE, manager_file, on_option
from commands.verbs import Group
from mileage.cells import csv_text
from office.names import list_names
from office.ownership.rules import Ruled, Why, apply_rules, decide_conflict, explain_owner, list_owners, set_rules
from territory.manager_files import FileKind
from territory.ownership.timeline import Owned

_YIELDS_SHOWN = 5


@click.group("owners", cls=Group)
def owners() -> None:
    """Who owns which account, by rules that you write and by what was decided since."""


@owners.command("rules")
@click.argument("file", type=FILE)
@on_option
@workspace_option
@json_option
def rules(*, file: Path, on: datetime | None, folder: Path, as_json: bool) -> None:
    """Put the rules in FILE (TOML) in force from a day on."""
    office, who = enter(folder)
    _show(set_rules(office, who, manager_file(FileKind.RULES, file, on)), as_json=as_json)


@owners.command("apply")
@on_option
@workspace_option
@json_option
def apply(*, on: datetime | None, folder: Path, as_json: bool) -> None:
    """Decide again by the rules in force, after an import: only where their own answer is another now."""
    office, who = enter(folder)
    _show(apply_rules(office, who, on.date() if on else None), as_json=as_json)


@owners.command("decide")
@click.argument("account")
@click.argument("territory")
@click.option("--layer", required=True)
@click.option("--why", "reason", default="", help="For whoever asks later.")
@on_option
@workspace_option
@json_option
def decide(
    *, account: str, territory: str, layer: str, reason: str, on: datetime | None, folder: Path, as_json: bool
) -> None:
    """Settle a conflict: ACCOUNT goes to TERRITORY, for as long as that has a claim."""
    office, who = enter(folder)
    made = decide_conflict(office, who, account, territory, layer, on=on.date() if on else None, reason=reason)
    _show(made, as_json=as_json)


@owners.command("why")
@click.argument("account")
@on_option
@workspace_option
@json_option
def why_verb(*, account: str, on: datetime | None, folder: Path, as_json: bool) -> None:
    """Say who owned ACCOUNT on a day, and why."""
    office, who = enter(folder)
    found = explain_owner(office, who, account, on.date() if on else None)
    if as_json:
        emit_json([_why_json(one) for one in found])
        return
    names = list_names(office, who)
    for one in found:
        own = one.owned
        rep = names.rep(own.rep_id) if own.rep_id else ""
        held = f"{own.territory}, {rep or 'no rep'}" if own.territory else rep or "nobody"
        click.echo(f"{one.layer}: {held} since {own.valid_from}: {own.reason}")
        for claim in one.claims:
            click.echo(
                f"    claim of {claim.territory}: {claim.level.name.lower()}, priority {claim.priority}, {claim.rule}"
            )
    if not found:
        click.echo(f"Nobody has owned {names.account(account)} until then.")


@owners.command("list")
@click.option("--layer", default="", help="An overlay's name.  [default: the layer that is visited by]")
@click.option("--format", "form", type=click.Choice(["table", "csv"]), default="table", show_default=True)
@on_option
@workspace_option
@json_option
def listed(*, layer: str, form: str, on: datetime | None, folder: Path, as_json: bool) -> None:
    """List who owns what on a day, in the layer that is visited by or in an overlay."""
    office, who = enter(folder)
    found = list_owners(office, who, on.date() if on else None, layer)
    rows = [_owned_json(one) for one in found]
    if as_json:
        emit_json(rows)
    elif form == "csv":
        names = ("account", "territory", "rep", "since", "rule", "reason")
        click.echo(csv_text(names, [tuple(row[name] for name in names) for row in rows]), nl=False)
    else:
        for row in rows:
            click.echo(
                f"{row['account']:<14}{row['territory'] or '-':<14}{row['rep']:<12}{row['since']}  {row['reason']}"
            )


def _owned_json(one: Owned) -> dict[str, object]:
    return {
        "account": one.account_id,
        "territory": one.territory,
        "rep": one.rep_id,
        "since": one.valid_from.isoformat(),
        "rule": one.rule,
        "decided": one.kind.value if one.kind else None,
        "decision": one.decision,
        "covers": one.covers or None,
        "reason": one.reason,
    }


def _why_json(one: Why) -> dict[str, object]:
    claims = [
        {
            "territory": claim.territory,
            "rule": claim.rule,
            "level": claim.level.name.lower(),
            "priority": claim.priority,
        }
        for claim in one.claims
    ]
    return {"layer": one.layer, **_owned_json(one.owned), "claims": claims}


def _show(made: Ruled, *, as_json: bool) -> None:
    unfit = (one.problem for one in made.unfit)
    show_problems((*made.problems, *(overlap.problem for overlap in made.overlaps), *unfit))
    if as_json:
        emit_json(_json(made))
        return
    click.echo(
        f"From {made.on}: {made.changed} owners changed, {made.handed_over} accounts change the rep who visits them."
    )
    for layer in made.coverage:
        click.echo(
            f"  {layer.layer}: {layer.accounts} accounts; open {len(layer.unowned)} customers and "
            f"{len(layer.unowned_prospects)} prospects, {len(layer.conflicts)} in conflict, {len(layer.vacant)} vacant"
        )
    for conflict in made.conflicts:
        claims = ", ".join(f"{claim.territory} ({claim.rule})" for claim in conflict.claims)
        click.echo(f"  conflict: {conflict.account} in {conflict.layer}: {claims}")
    for overlap in made.overlaps:
        click.echo(f"  overlap: {' and '.join(overlap.territories)} share {overlap.km2:.2f} km2")
    _show_yielding(made)
    if kept := len(made.unowned) - len(made.unvisited):
        click.echo(f"  {kept} accounts keep the rep who visits them until somebody owns them.")
    if made.unvisited:
        click.echo(f"  {len(made.unvisited)} accounts are visited by nobody until somebody owns them.")


def _show_yielding(made: Ruled) -> None:
    for one in made.yielding[:_YIELDS_SHOWN]:
        click.echo(f"  {one.account}: rule {one.rule} ({one.rep}) yields to a later {one.to.value} ({one.holder})")
    if len(made.yielding) > _YIELDS_SHOWN:
        click.echo(f"  ... and {len(made.yielding) - _YIELDS_SHOWN} more rules yield to what was decided since.")


_LAYER = ("layer", "accounts", "unowned", "unowned_prospects", "conflicts", "vacant", "potential_open")
_YIELDING = ("account", "layer", "rule", "territory", "rep", "to", "holder")


def _json(made: Ruled) -> dict[str, object]:
    return {
        "on": made.on.isoformat(),
        "changed": made.changed,
        "handed_over": made.handed_over,
        "unowned": list(made.unowned),
        "unvisited": list(made.unvisited),
        "coverage": [picked(layer, *_LAYER) for layer in made.coverage],
        "overlaps": [picked(one, "layer", "territories", "rules", "km2") for one in made.overlaps],
        "conflicts": [
            {
                "account": one.account,
                "layer": one.layer,
                "claims": [picked(claim, "level", "priority", "territory", "rule") for claim in one.claims],
            }
            for one in made.conflicts
        ],
        "problems": [problem_json(one) for one in made.problems],
        "yielding": [picked(one, *_YIELDING) for one in made.yielding],
        "unfit": [picked(one, "account", "rep", "lacks") for one in made.unfit],
        "decision": made.decision,
    }
