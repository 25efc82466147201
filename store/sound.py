"""Rows held against what their table says they are: a database can be written to by other hands."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, TypeVar

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from store.instants import written
from store.tables.types import Amount, Instant, Word

_Value = TypeVar("_Value")

_KINDS: tuple[tuple[type[sa.types.TypeEngine[Any]], type], ...] = (
    (sa.Date, date),
    (sa.String, str),
    (sa.Integer, int),
)
"""What Python makes of a column's cells."""


@dataclass(frozen=True, slots=True)
class Unsound:
    """A row that cannot be read as what it was written as: its table, its key, and why."""

    table: str
    key: str
    cause: str


def sound(
    connection: Connection, table: sa.Table, read: Callable[[Mapping[str, Any]], _Value], spoilt: list[Unsound]
) -> Iterator[_Value]:
    """Yield what `read` makes of every row by its key; a row of which it makes nothing goes to `spoilt`."""
    columns = [_raw(column) for column in table.columns]
    query = sa.select(*columns).order_by(*table.primary_key.columns)
    names = [column.name for column in table.columns]
    for values in connection.execute(query):
        row = dict(zip(names, values, strict=True))
        try:
            yield read({column.name: _cell(column, row[column.name]) for column in table.columns})
        except (ValueError, ArithmeticError, LookupError) as error:
            key = "/".join(str(row[column.name]) for column in table.primary_key.columns)
            spoilt.append(Unsound(table.name, key, str(error) or "a number cannot be read"))


def _raw(column: sa.Column[Any]) -> sa.ColumnElement[Any]:
    """Return a column whose cells come as they are stored: one date or word that is none would stop the reading."""
    return (
        sa.type_coerce(column, sa.String).label(column.name)
        if isinstance(column.type, (sa.Date, Word, Amount, Instant))
        else column
    )


def _cell(column: sa.Column[Any], value: Any) -> Any:
    if value is None and column.nullable:
        return None
    if isinstance(column.type, Amount):
        return Decimal(value)
    if isinstance(column.type, Word):
        return column.type.kind(value)
    if isinstance(column.type, Instant):
        return _instant(column.name, value)
    for kind, python in _KINDS:
        if isinstance(column.type, kind):
            found = date.fromisoformat(value) if python is date and isinstance(value, str) else value
            if not isinstance(found, python) or isinstance(found, bool):
                raise ValueError(f"its {column.name} is {value!r}")  # noqa: TRY004 - what is stored is wrong, not us
            return found
    return value


def _instant(name: str, value: Any) -> str:
    if not isinstance(value, str | datetime):
        raise ValueError(f"its {name} is {value!r}")  # noqa: TRY004 - what is stored is wrong, not us
    return written(datetime.fromisoformat(value) if isinstance(value, str) else value)
