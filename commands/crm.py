"""`roundsman crm`: Salesforce and HubSpot both ways."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from commands.calendar import secret_options
from commands.context import emit_json, enter, json_option, say, workspace_option
from commands.verbs import Group

_PAIRED = ("mappings", "defaults", "owners")


@click.group(cls=Group)
def command() -> None:
    """Salesforce and HubSpot both ways: accounts, contacts, deals and activities in, visits out."""


@command.command("connect")
@click.argument("name")
@click.argument("program", type=click.Choice(["salesforce", "hubspot"]))
@click.option("--url", default="", help="Salesforce: the organisation's own address (My Domain), by https.")
@click.option("--client", "client_id", default="", help="Salesforce: the consumer key of the app.")
@click.option("--refresh-token", "refreshes", is_flag=True, help="Salesforce: the secret is a refresh token.")
@click.option("--mapping", "mappings", multiple=True, metavar="NOUN=NAME", help="Read a noun by a kept mapping.")
@click.option("--default", "defaults", multiple=True, metavar="OURS=VALUE", help="For new records, as of an import.")
@click.option("--owner", "owners", multiple=True, metavar="REP=USER", help="The CRM's user (by id) of a rep.")
@secret_options
@workspace_option
def connect(*, folder: Path, variable: str, stdin: bool, **told: Any) -> None:
    """Connect a CRM as NAME; its secret is kept in a file of yours alone, or in the environment."""
    from commands.calendar import secret_of
    from office.crm.connections import CrmSettings, connect_crm

    pairs: dict[str, Any] = {name: _pairs(f"--{name[:-1]}", told.pop(name)) for name in _PAIRED}
    secret = secret_of(variable, stdin=stdin)
    connect_crm(*enter(folder), CrmSettings(**told, **pairs), secret=secret, variable=variable)
    click.echo(f"Connected. Next: roundsman crm sync {told['name']}.")


@command.command("list")
@workspace_option
@json_option
def list_(*, folder: Path, as_json: bool) -> None:
    """Show the connected CRMs, what is there of them, and what was not taken over."""
    from office.crm.connections import CrmState, list_crms

    def facts(state: CrmState) -> dict[str, Any]:
        made, figures = state.connection, state.figures
        return {
            "name": made.name, "program": made.program, "url": made.url, "synced_at": made.synced_at,
            "rest_until": made.rest_until, "error": made.error, "records": dict(figures.records),
            "written": figures.written, "conflicts": figures.conflicts,
            "refused": [{"noun": noun, "id": identity, "why": why} for noun, identity, why in state.refused],
        }  # fmt: skip

    states = list_crms(*enter(folder))
    if as_json:
        emit_json([facts(state) for state in states])
        return
    for state in states:
        made, figures = state.connection, state.figures
        records = ", ".join(f"{count} {noun}" for noun, count in figures.records.items()) or "nothing read yet"
        click.echo(f"{made.name}  {made.program}  {made.url}  synced {made.synced_at or 'never'}")
        click.echo(f"  {records}; {figures.written} visits there; {figures.conflicts} conflicts")
        for noun, identity, why in state.refused:
            click.echo(f"  not taken over: {noun} {identity}: {why}")
        if made.error:
            click.echo(f"  {made.error}")
    if not states:
        say("No CRM is connected. Connect one: roundsman crm connect --help.")


@command.command("sync")
@click.argument("names", nargs=-1)
@workspace_option
@json_option
def sync(*, names: tuple[str, ...], folder: Path, as_json: bool) -> None:
    """Read what changed in the CRMs NAMES (all, if none is named), and bring our visits there up to date."""
    from dataclasses import fields

    from office.crm.connections import list_crms
    from office.crm.sync import CrmReport, sync_crm

    office, who = enter(folder)
    for name in names or [state.connection.name for state in list_crms(office, who)]:
        report = sync_crm(office, who, name, tell=lambda noun, count: say(f"{noun}: {count}"))
        if as_json:
            emit_json({one.name: getattr(report, one.name) for one in fields(CrmReport)})
            continue
        click.echo(
            f"{name}: {report.read} read, {report.taken} taken over, {report.refused} refused; {report.written} visits "
            f"written, {report.removed} removed, {report.not_written} refused; {report.conflicts} conflicts."
        )


@command.command("conflicts")
@click.option("--all", "everything", is_flag=True, help="Those too that were decided.")
@workspace_option
@json_option
def conflicts(*, everything: bool, folder: Path, as_json: bool) -> None:
    """Show the fields that were changed on both sides: ours is kept until somebody decides."""
    from office.crm.conflicts import list_crm_conflicts
    from office.names import list_names

    office, who = enter(folder)
    found, called = list_crm_conflicts(office, who, undecided=not everything), list_names(office, who)
    if as_json:
        names = ["id", "connection", "noun", "record", "about", "field", "ours", "theirs", "kept", "seen_at"]
        emit_json([{name: getattr(one, name) for name in names} for one in found])
        return
    for one in found:
        click.echo(f"{one.id}  {one.connection} {one.noun} {called.account(one.about) or one.record} {one.field}")
        click.echo(f"  ours: {one.ours or '(empty)'}   theirs: {one.theirs or '(empty)'}   kept: {one.kept}")


@command.command("decide")
@click.argument("number", type=int)
@click.argument("keep", type=click.Choice(["ours", "theirs"]))
@workspace_option
def decide(*, number: int, keep: str, folder: Path) -> None:
    """Say whose word holds in conflict NUMBER."""
    from office.crm.conflicts import decide_crm_conflict

    one = decide_crm_conflict(*enter(folder), number, keep)
    click.echo(f"{one.field} of {one.about or one.record}: {keep} holds.")


@command.command("secret")
@click.argument("name")
@workspace_option
def secret(*, name: str, folder: Path) -> None:
    """Read another secret for the CRM NAME from standard input, and keep it."""
    import sys

    from office.crm.connections import change_crm_secret

    change_crm_secret(*enter(folder), name, sys.stdin.readline().rstrip("\r\n"))
    click.echo("Kept.")


@command.command("disconnect")
@click.argument("name")
@workspace_option
def disconnect(*, name: str, folder: Path) -> None:
    """Forget the CRM NAME; what was imported stays, and so do the visits written there."""
    from office.crm.connections import disconnect_crm

    disconnect_crm(*enter(folder), name)
    click.echo("Forgotten.")


def _pairs(option: str, texts: Sequence[str]) -> dict[str, str]:
    pairs = [text.partition("=") for text in texts]
    bad = [text for text, (left, sign, right) in zip(texts, pairs, strict=True) if not (left and sign and right)]
    if bad:
        raise click.UsageError(f"{option} {bad[0]!r} is not LEFT=RIGHT.")
    return {left.strip(): right.strip() for left, _, right in pairs}
