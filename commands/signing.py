"""Signing at a terminal: the passphrase is typed unseen, or comes from the environment where nobody sits there."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

from commands.context import now, workspace_option
from office.mileage.acts import Act
from office.mileage.signatures import asks_for_signatures, register, registered, require_signature, sign
from office.opening import Office, open_office
from store.changes import record_change
from store.database import reading, writing

PASSPHRASE, NEW_PASSPHRASE = "ROUNDSMAN_PASSPHRASE", "ROUNDSMAN_NEW_PASSPHRASE"


def acting(office: Office, actor: str) -> Act:
    """Return what somebody does now, signed where the workspace asks for signatures."""
    act = Act(actor, now())
    with reading(office.database) as connection:
        if not asks_for_signatures(connection):
            return act
        passphrase = _typed(PASSPHRASE, f"Passphrase of {actor}")
        if passphrase is None:
            require_signature(connection, act)
        return sign(connection, act, passphrase or "")


def _typed(variable: str, prompt: str, *, twice: bool = False) -> str | None:
    """Return a passphrase from the environment, else from the terminal; None where there is neither."""
    if variable in os.environ:
        return os.environ[variable]
    if not sys.stdin.isatty():
        return None
    return str(click.prompt(prompt, hide_input=True, confirmation_prompt=twice, err=True))


@click.command("person")
@click.argument("person_id", required=False)
@click.option("--administrator", is_flag=True, help="They may register others.")
@click.option("--by", "actor", default="", help="The administrator; the person's own id if not given.")
@workspace_option
def person(*, person_id: str | None, administrator: bool, actor: str, folder: Path) -> None:
    """Let a person sign with a passphrase, or renew it. Without a person, list who signs."""
    office = open_office(folder)
    if person_id is None:
        with reading(office.database) as connection:
            for known, power in registered(connection):
                click.echo(f"{known}{' (administrator)' if power else ''}")
        return
    act = acting(office, actor or person_id)
    new = _typed(NEW_PASSPHRASE, f"New passphrase of {person_id}", twice=True)
    if new is None:
        raise click.UsageError(f"Type the new passphrase at a terminal, or give it in {NEW_PASSPHRASE}.")
    with writing(office.database) as connection:
        register(connection, person_id, new, act, administrator=administrator)
        record_change(connection, "mileage person", f"{person_id} signs from now on", now())
    click.echo(f"{person_id} signs from now on; nothing is attested, claimed or decided on without a signature.")
