"""`roundsman territory owners`: rules, what they leave open, decisions, and who owned an account when and why."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from pathlib import Path

import click

from commands.context import emit_json, json_option, now, show_problems, workspace_option
from commands.territory_review import FILE, on_option
from office.opening import open_office
from office.ownership.rules import Ruled, refresh, set_rules, settle, why
from office.reviews.manager_files import manager_file
from store.database import reading, writing
from store.review import FileKind
from territory.ownership.values import Decision


@click.group("owners")
def owners() -> None:
    """Who owns which account, by rules that you write."""


@owners.command("rules")
@click.argument("file", type=FILE)
@on_option
@workspace_option
@json_option
def rules(*, file: Path, on: datetime | None, folder: Path, as_json: bool) -> None:
    """Put the rules in FILE (TOML) in force from a day on."""
    office = open_office(folder)
    given = manager_file(FileKind.RULES, file, (on or now()).date())
    with writing(office.database) as connection:
        _show(set_rules(connection, given, now()), as_json=as_json)


@owners.command("apply")
@on_option
@workspace_option
@json_option
def apply(*, on: datetime | None, folder: Path, as_json: bool) -> None:
    """Decide again by the rules in force: after an import, or when a dated change has come."""
    with writing(open_office(folder).database) as connection:
        _show(refresh(connection, (on or now()).date(), now()), as_json=as_json)


@owners.command("decide")
@click.argument("account")
@click.argument("territory")
@click.option("--layer", required=True)
@click.option("--by", required=True, help="Who decides.")
@click.option("--why", "reason", default="", help="For whoever asks later.")
@on_option
@workspace_option
@json_option
def decide(
    *, account: str, territory: str, layer: str, by: str, reason: str, on: datetime | None, folder: Path, as_json: bool
) -> None:
    """Settle a conflict: ACCOUNT goes to TERRITORY, for as long as that has a claim."""
    ruling = Decision(account, layer, territory, (on or now()).date(), by, reason)
    with writing(open_office(folder).database) as connection:
        _show(settle(connection, ruling, now()), as_json=as_json)


@owners.command("why")
@click.argument("account")
@on_option
@workspace_option
@json_option
def why_verb(*, account: str, on: datetime | None, folder: Path, as_json: bool) -> None:
    """Say who owned ACCOUNT on a day, and why."""
    day = (on or now()).date()
    with reading(open_office(folder).database) as connection:
        found = why(connection, account, day)
    if as_json:
        emit_json([asdict(one) for one in found])
        return
    for one in found:
        own = one.spell.owned
        click.echo(
            f"{own.layer}: {own.territory or 'nobody'} ({own.rep or 'no rep'}) since {one.spell.since}: {own.why}"
        )
        for claim in one.claims:
            click.echo(
                f"    claim of {claim.territory}: {claim.level.name.lower()}, priority {claim.priority}, {claim.rule}"
            )
    if not found:
        click.echo(f"History does not know {account} on {day}.")


def _show(made: Ruled, *, as_json: bool) -> None:
    show_problems((*made.problems, *(overlap.problem for overlap in made.overlaps)))
    if as_json:
        emit_json(asdict(made))
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
    if made.unowned:
        click.echo(f"  {len(made.unowned)} accounts keep the rep who visits them until somebody owns them.")
