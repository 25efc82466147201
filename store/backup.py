"""A whole workspace as lines of JSON: a head, the folder's files, each table's rows, and what they must add up to.

The rows are read in one transaction, so a backup is one state of a workspace in use, on either database; and what was
backed up from one database can be restored into the other.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from routing.findings import Finding
from routing.problems import WorldError
from routing.sentences import Sentence, kept, of_kept
from store.rows import batches, plain_rows
from store.schema import newest_schema, upgrade
from store.tables.types import Found, Sentences
from store.tables.whole import METADATA
from store.version import VERSION

FORMAT = 1
Line = dict[str, Any] | list[Any]


class BadBackupError(WorldError):
    """A backup that cannot be restored."""

    def __init__(self, reason: str) -> None:
        super().__init__(f"This backup cannot be restored: {reason}. Nothing was made.")


@dataclass(slots=True)
class Sum:
    """How many rows or files there are, and the sum of their digests: the same in whatever order they come."""

    count: int = 0
    total: int = 0

    def add(self, text: str) -> None:
        """Add one."""
        self.count += 1
        self.total = (self.total + int.from_bytes(hashlib.sha256(text.encode()).digest())) % 2**256

    @property
    def text(self) -> str:
        """Return it as it stands in a backup."""
        return f"{self.count}:{self.total:064x}"


def backup_lines(connection: Connection, files: Iterable[tuple[str, bytes]], made_at: str) -> Iterator[Line]:
    """Yield a backup of what the connection sees, and of some files by their names."""
    yield {"roundsman-backup": FORMAT, "version": VERSION, "schema": newest_schema(), "made_at": made_at}
    sums: dict[str, str] = {}
    kept = Sum()
    for name, content in files:
        line = {"file": name, "content": base64.b64encode(content).decode()}
        kept.add(_text(line))
        yield line
    for table in METADATA.sorted_tables:
        counted = Sum()
        yield {"table": table.name, "columns": [column.name for column in table.columns]}
        for row in rows_of(connection, table):
            counted.add(_text(row))
            yield row
        sums[table.name] = counted.text
    yield {"end": sums, "files": kept.text}


def rows_of(connection: Connection, table: sa.Table) -> Iterator[list[Any]]:
    """Yield a table's rows as JSON values."""
    for row in plain_rows(connection, sa.select(table).execution_options(stream_results=True)):
        yield [_written(row[column.name]) for column in table.columns]


@dataclass(slots=True)
class Restored:
    """What was restored: rows by table, and the folder's files."""

    made_at: str
    rows: dict[str, int] = field(default_factory=dict)
    files: dict[str, bytes] = field(default_factory=dict)


def restore_lines(connection: Connection, lines: Iterator[Line]) -> Restored:
    """Restore as `_restored` does; what no backup of ours would hold is named, not run into."""
    try:
        return _restored(connection, lines)
    except (KeyError, TypeError, ValueError, sa.exc.IntegrityError, sa.exc.StatementError) as error:
        raise BadBackupError("it does not hold together") from error


def _restored(connection: Connection, lines: Iterator[Line]) -> Restored:
    """Make the tables in an empty database and fill them, in the caller's transaction; what was read is checked.

    Raises
    ------
    BadBackupError
        For what is no backup, one of another schema, one that was cut off or altered, or a database that holds tables.
    """
    head = next(lines, {})
    if not isinstance(head, dict) or head.get("roundsman-backup") != FORMAT:
        raise BadBackupError("it is none of roundsman's")
    if head["schema"] != newest_schema():
        needed = f"its schema is {head['schema']}; restore it by roundsman {head['version']}, then upgrade"
        raise BadBackupError(needed)
    if sa.inspect(connection).get_table_names():
        raise BadBackupError("the database holds tables already")
    upgrade(connection)
    restored, kept, end = Restored(str(head["made_at"])), Sum(), None
    while (line := next(lines, None)) is not None:
        if isinstance(line, dict) and "file" in line:
            kept.add(_text(line))
            restored.files[line["file"]] = base64.b64decode(line["content"])
        elif isinstance(line, dict) and "table" in line:
            end = _fill(connection, line, lines, restored)
            while isinstance(end, dict) and "table" in end:
                end = _fill(connection, end, lines, restored)
            break
    if not isinstance(end, dict) or "end" not in end:
        raise BadBackupError("its end is missing: it was cut off")
    if next(lines, None) is not None:  # the packing checks itself where it ends, too
        raise BadBackupError("it goes on after its end")
    _check(connection, end, kept)
    return restored


def _fill(connection: Connection, head: dict[str, Any], lines: Iterator[Line], restored: Restored) -> Line | None:
    """Fill one table and return the line after its rows."""
    table, after = METADATA.tables[head["table"]], None

    def rows() -> Iterator[dict[str, Any]]:
        nonlocal after
        for line in lines:
            if not isinstance(line, list):
                after = line
                return
            restored.rows[table.name] = restored.rows.get(table.name, 0) + 1
            yield {name: _read(table.c[name], value) for name, value in zip(head["columns"], line, strict=True)}

    for batch in batches(rows()):
        connection.execute(table.insert(), batch)
    return after


def _check(connection: Connection, end: dict[str, Any], kept: Sum) -> None:
    """Read what was restored and hold it against what was backed up."""
    if end["files"] != kept.text:
        raise BadBackupError("a file of it was altered")
    for table in METADATA.sorted_tables:
        counted = Sum()
        for row in rows_of(connection, table):
            counted.add(_text(row))
        if counted.text != end["end"].get(table.name):
            raise BadBackupError(f"the rows of {table.name} are not those that were backed up")


def _text(line: Line) -> str:
    return json.dumps(line, sort_keys=True)


def _written(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, Finding):
        return [value.code, {name: kept(fact) if isinstance(fact, str) else fact for name, fact in value.facts}]
    if isinstance(value, Sentence):
        return kept(value)
    return base64.b64encode(value).decode() if isinstance(value, bytes | memoryview) else value


def _read(column: sa.Column[Any], value: Any) -> Any:
    if value is None:
        return sa.null() if isinstance(column.type, sa.JSON) and column.nullable else None
    if isinstance(column.type, sa.Date):
        return date.fromisoformat(value)
    if isinstance(column.type, Found):
        return Finding.of(
            value[0], **{name: of_kept(fact) if isinstance(fact, dict) else fact for name, fact in value[1].items()}
        )
    if isinstance(column.type, Sentences):
        return of_kept(value)
    return base64.b64decode(value) if isinstance(column.type, sa.LargeBinary) else value
