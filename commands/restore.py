"""`roundsman restore`: a workspace made anew from a backup."""

from __future__ import annotations

import os
from pathlib import Path

import click

from commands.backup import PASSPHRASE
from commands.context import say
from office.backups import restore_office


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@click.option("--database", help="Where its state is kept from now on; a file in FOLDER where none is named.")
def command(*, file: Path, folder: Path, database: str | None) -> None:
    """Make a workspace in FOLDER from the backup FILE; everything is checked before it is kept."""
    with file.open("rb") as source:
        restored = restore_office(folder, source, os.environ.get(PASSPHRASE, ""), database)
    total = sum(restored.rows.values())
    say(f"{folder}: {total} rows of {restored.made_at}, {len(restored.files)} files, all as they were backed up.")
