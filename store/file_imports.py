"""What was imported when, in and out of its table."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from routing.problems import Problem
from store.database import Connection
from store.tables.imports import file_imports

MOST_PROBLEMS = 200
"""Of one file are kept: they tell what was wrong with it."""


@dataclass(frozen=True, slots=True)
class FileImport:
    """A file that was imported: by whom, when, and what became of its rows.

    `digest` is the SHA-256 of its content; `problems` are the first ones, of `refused` rows and of odd ones.
    """

    made_at: str
    person_id: str
    kind: str
    file_name: str
    digest: str
    new: int
    changed: int
    same: int
    refused: int
    problems: tuple[Problem, ...] = ()
    number: int = 0


def add_file_import(connection: Connection, made: FileImport) -> None:
    """Keep what was imported, under the next number."""
    number = (connection.execute(sa.select(sa.func.max(file_imports.c.number))).scalar() or 0) + 1
    problems = [one.kept() for one in made.problems[:MOST_PROBLEMS]]
    names = ("made_at", "person_id", "kind", "file_name", "digest", "new", "changed", "same", "refused")
    facts = {name: getattr(made, name) for name in names}
    connection.execute(file_imports.insert().values(**facts, number=number, problems=problems))


def read_file_imports(connection: Connection, before: int, most: int) -> tuple[FileImport, ...]:
    """Return what was imported, the newest first, before a number where one is given."""
    query = sa.select(file_imports).order_by(file_imports.c.number.desc()).limit(most)
    if before:
        query = query.where(file_imports.c.number < before)
    rows = (dict(row) for row in connection.execute(query).mappings())
    return tuple(FileImport(**row | {"problems": tuple(map(_problem, row["problems"]))}) for row in rows)


def _problem(kept: Any) -> Problem:
    """Return a problem that was kept: by its sentences, or in English words as an earlier version did."""
    return Problem(*kept) if isinstance(kept, list) else Problem.of_kept(kept)
