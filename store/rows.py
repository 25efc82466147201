"""Writing many rows by their key: what is new, what changed, what stayed the same."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

BATCH = 500
"""Rows a statement: well below the number of parameters either database takes."""

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Written:
    """How many rows were new, changed and the same; `keys` are those of the rows that are new or changed."""

    new: int
    changed: int
    same: int
    keys: tuple[tuple[Any, ...], ...] = field(default=(), repr=False, compare=False)


def plain_rows(
    connection: Connection, query: sa.Select[Any], given: Mapping[str, Any] | None = None
) -> Iterator[dict[str, Any]]:
    """Yield rows as plain dictionaries: of ten thousands of rows, looking columns up costs more than reading.

    `given` holds what a question that was made once leaves open.
    """
    result = connection.execute(query, given)
    names = tuple(result.keys())
    return (dict(zip(names, row, strict=True)) for row in result.all())


_ABSENT = object()
"""Stands for a column that a stored row lacks."""


def among(column: sa.ColumnElement[Any]) -> sa.ColumnElement[bool]:
    """Return the condition that a column is one of those that `rows_among` is given.

    A question that holds it is made once: composing it anew costs a page more than the database's answer.
    """
    return column.in_(sa.bindparam("some", expanding=True))


def rows_among(
    connection: Connection, query: sa.Select[Any], wanted: Sequence[str], given: Mapping[str, Any] | None = None
) -> Iterator[dict[str, Any]]:
    """Yield the rows of a question with `among`, asked for so many at a time as a statement takes."""
    for begin in range(0, len(wanted), BATCH):
        yield from plain_rows(connection, query, {**(given or {}), "some": wanted[begin : begin + BATCH]})


def upsert(connection: Connection, table: sa.Table, rows: Sequence[Row]) -> Written:
    """Insert or update `rows` by the table's primary key; each row has every column."""
    keys = [column.name for column in table.primary_key.columns]
    stored = _stored(connection, table, keys, rows)
    pairs = [(row, stored.get(_key(row, keys))) for row in rows]
    new = [row for row, there in pairs if there is None]
    differ = [(row, there) for row, there in pairs if there is not None and dict(row) != there]
    changed = [row for row, _ in differ]
    for batch in batches(new):
        connection.execute(table.insert(), batch)
    if differ:
        names = {name for row, there in differ for name, value in row.items() if there.get(name, _ABSENT) != value}
        _update(connection, table, keys, sorted(names), changed)
    keys_of = tuple(_key(row, keys) for row in (*new, *changed))
    return Written(len(new), len(changed), len(rows) - len(new) - len(changed), keys_of)


def batches(rows: Iterable[Row]) -> Iterator[list[dict[str, Any]]]:
    """Cut rows into lists of at most `BATCH`."""
    iterator = iter(rows)
    while batch := [dict(row) for row in islice(iterator, BATCH)]:
        yield batch


def _stored(
    connection: Connection, table: sa.Table, keys: list[str], rows: Sequence[Row]
) -> dict[tuple[Any, ...], dict[str, Any]]:
    """Return what is stored: of few rows only what may be meant, so that one row costs the same in a large table."""
    query, wanted = sa.select(table), {row[keys[0]] for row in rows}
    if len(wanted) <= BATCH:
        query = query.where(table.c[keys[0]].in_(wanted))
    return {_key(row, keys): row for row in plain_rows(connection, query)}


def _key(row: Mapping[Any, Any], keys: list[str]) -> tuple[Any, ...]:
    return tuple(row[key] for key in keys)


def _update(connection: Connection, table: sa.Table, keys: list[str], names: list[str], rows: Sequence[Row]) -> None:
    """Write the columns of `names` that are other in any of the rows: of a wide table seldom more than a few."""
    statement = (
        table.update()
        .where(*(table.c[key] == sa.bindparam(f"key_{key}") for key in keys))
        .values({name: sa.bindparam(name) for name in names})
    )
    wanted = [(f"key_{name}", name) for name in keys] + [(name, name) for name in names]
    connection.execute(statement, [{bound: row[name] for bound, name in wanted} for row in rows])
