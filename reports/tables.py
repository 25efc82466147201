"""Frames as files: CSV that a spreadsheet may open, and Parquet whose columns have the same types on every day."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from mileage.cells import csv_text
from routing.problems import WorldError

if TYPE_CHECKING:
    import pandas as pd

WHOLE = frozenset({
    "interval_days", "least_days", "most_days", "service_s", "start_s", "end_s", "sequence", "travel_s",
})  # fmt: skip
REAL = frozenset({"lat_deg", "lon_deg", "potential", "distance_m", "planned_m", "commute_m", "pay", "value"})
DAYS = frozenset({"last_visit", "date", "start", "end"})
"""The columns that are no text, by name: a column of one name is of one type in every table."""


class TableFormat(StrEnum):
    """How a table is written."""

    CSV = "csv"
    PARQUET = "parquet"


def table_bytes(frame: pd.DataFrame, kind: TableFormat) -> bytes:
    """Return a frame as a file.

    Raises
    ------
    WorldError
        For Parquet without the library that writes it.
    """
    rows = list(_rows(frame))
    names = [str(name) for name in frame.columns]
    if kind is TableFormat.CSV:
        return csv_text(names, [[_short(value) for value in row] for row in rows]).encode()
    return _parquet(names, rows)


def _parquet(names: list[str], rows: list[list[Any]]) -> bytes:
    try:
        import pyarrow as pa  # noqa: PLC0415 - an extra
        import pyarrow.parquet as pq  # noqa: PLC0415
    except ImportError as error:
        raise WorldError("Parquet is written by pyarrow: pip install 'roundsman[parquet]'.") from error
    types = {"whole": pa.int64(), "real": pa.float64(), "day": pa.date32(), "text": pa.string()}
    schema = pa.schema([(name, types[_type(name)]) for name in names])
    columns = [[row[number] for row in rows] for number in range(len(names))]
    arrays = [pa.array(column, schema.field(name).type) for name, column in zip(names, columns, strict=True)]
    out = io.BytesIO()
    pq.write_table(pa.Table.from_arrays(arrays, schema=schema), out)
    return out.getvalue()


def _rows(frame: pd.DataFrame) -> Iterator[list[Any]]:
    """Yield the rows as plain values; what is missing is None, however pandas holds it."""
    there = frame.notna()
    kinds = [_type(str(name)) for name in frame.columns]
    for row, known in zip(frame.itertuples(index=False), there.itertuples(index=False), strict=True):
        yield [
            _plain(value, kind) if is_there else None for value, kind, is_there in zip(row, kinds, known, strict=True)
        ]


def _short(value: Any) -> Any:
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _plain(value: Any, kind: str) -> Any:
    if kind == "whole":
        return int(value)
    if kind == "real":
        return float(value)
    if kind == "day":
        return date(value.year, value.month, value.day)
    return str(value)


def _type(name: str) -> str:
    if name in DAYS:
        return "day"
    return "whole" if name in WHOLE else "real" if name in REAL else "text"
