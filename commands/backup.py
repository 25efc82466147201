"""`roundsman backup`: one state of a workspace in one file, while it is in use."""

from __future__ import annotations

import os
from pathlib import Path

import click

from commands.context import enter, say, workspace_option
from office.backups import make_backup

PASSPHRASE = "ROUNDSMAN_BACKUP_PASSPHRASE"  # noqa: S105 - the name of a variable


@click.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@workspace_option
def command(*, file: Path, folder: Path) -> None:
    """Back the workspace up into FILE, whoever is working in it.

    With a passphrase in ROUNDSMAN_BACKUP_PASSPHRASE it is sealed, and holds the passwords for other servers too.
    """
    office, who = enter(folder)
    passphrase = os.environ.get(PASSPHRASE, "")
    part = file.with_name(f"{file.name}.part")
    with open(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as out:  # noqa: PTH123 - 0600 at once
        made = make_backup(office, who, out, passphrase)
        out.flush()
        os.fsync(out.fileno())
    part.replace(file)
    say(f"{file}: {made.rows} rows, {len(made.files)} files{', sealed' if passphrase else ''}.")
    if not passphrase:
        say("Passwords for other servers are in sealed backups alone; keep them yourself.")
