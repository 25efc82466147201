"""Kept mappings of files, in and out of the database."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from store.rows import Written, upsert
from store.tables.imports import import_mappings


@dataclass(frozen=True, slots=True)
class ImportMapping:
    """How a kind of file is read that comes again.

    Attributes
    ----------
    name, kind : str
        What people call it, and the kind of file.
    program : str
        The program whose ready map is below `names` and `words`; empty for none.
    decimal, dates : str
        The file's style; empty where its rows decide.
    encoding : str
        How the file's text is written; empty for Unicode.
    names, words, defaults : mapping
        Their columns to ours; by our column their words to ours; values for empty cells of new records.
    """

    name: str
    kind: str
    program: str = ""
    decimal: str = ""
    dates: str = ""
    encoding: str = ""
    names: Mapping[str, str] = field(default_factory=dict)
    words: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    defaults: Mapping[str, str] = field(default_factory=dict)


def write_mapping(connection: Connection, mapping: ImportMapping) -> Written:
    """Insert or replace a mapping by its name."""
    return upsert(connection, import_mappings, [asdict(mapping)])


def read_mappings(connection: Connection) -> tuple[ImportMapping, ...]:
    """Return all mappings by name."""
    rows = connection.execute(sa.select(import_mappings).order_by(import_mappings.c.name)).mappings()
    return tuple(ImportMapping(**row) for row in rows)


def remove_mapping_row(connection: Connection, name: str) -> bool:
    """Forget a mapping; return whether there was one."""
    return connection.execute(import_mappings.delete().where(import_mappings.c.name == name)).rowcount > 0
