"""What managers hand in: files with what stands beside them, and the day on which they take effect."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from commands.arguments import MIDNIGHT
from commands.context import now
from office.reviews.manager_files import files_beside
from routing.named_files import read_named_text
from territory.manager_files import FileKind, ManagerFile

FILE = click.Path(dir_okay=False, path_type=Path)
on_option = click.option("--on", type=MIDNIGHT, help="The day.  [default: today]")


def manager_file(kind: FileKind, path: Path, on: datetime | None) -> ManagerFile:
    """Read a file and, for rules, the polygons that stand beside it; raises `BadInputError` if one cannot be read."""
    text = read_named_text(path)
    beside = {name: read_named_text(path.parent / name) for name in files_beside(kind, text, path.name)}
    return ManagerFile(kind, path.name, (on or now()).date(), text, beside)
