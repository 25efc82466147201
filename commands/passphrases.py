"""Signing at a terminal: the passphrase is typed unseen, or comes from the environment where nobody sits there."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

from commands.context import enter, enter_for_rep
from office.opening import Office
from office.passphrases import Passphrase
from office.people import Person
from office.signatures import asks_for_signatures, sign

PASSPHRASE, NEW_PASSPHRASE = "ROUNDSMAN_PASSPHRASE", "ROUNDSMAN_NEW_PASSPHRASE"


def enter_signed(folder: Path) -> tuple[Office, Person]:
    """Open the workspace; the person who acts signs where the workspace asks for it."""
    office, who = enter(folder)
    return office, signed(office, who)


def enter_signed_for_rep(folder: Path, rep_id: str) -> tuple[Office, Person]:
    """Open the workspace for something that is a rep's own; the person signs where the workspace asks for it."""
    office, who = enter_for_rep(folder, rep_id)
    return office, signed(office, who)


def signed(office: Office, who: Person) -> Person:
    """Return the person, signed where a passphrase is asked for and given; without one the office refuses."""
    if not asks_for_signatures(office):
        return who
    passphrase = typed(PASSPHRASE, f"Passphrase of {who.id}")
    return who if passphrase is None else sign(office, who, passphrase)


def typed(variable: str, prompt: str, *, twice: bool = False) -> Passphrase | None:
    """Return a passphrase from the environment, else from the terminal; None where there is neither."""
    if variable in os.environ:
        return Passphrase(os.environ[variable])
    if not sys.stdin.isatty():
        return None
    return Passphrase(str(click.prompt(prompt, hide_input=True, confirmation_prompt=twice, err=True)))
