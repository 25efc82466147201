"""A report as a value: sheets of rows, that CSV, XLSX and PDF are written from."""

from __future__ import annotations

from dataclasses import dataclass

COLOURS = ("a3c4e8", "2b6cb0")
"""Of a chart's values, light and dark."""


@dataclass(frozen=True, slots=True)
class Chart:
    """A bar chart beside a sheet: `label` and `values` (one or two, the last drawn dark) name columns."""

    title: str
    label: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    r"""One table.

    Attributes
    ----------
    title : str
        At most 31 characters, none of ``[]:*?/\``: a spreadsheet's tab.
    columns : tuple of str
    rows : tuple of tuples
        Text, whole numbers, decimals, dates or None.
    note : str
        A sentence below the table.
    """

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[object, ...], ...]
    note: str = ""
    charts: tuple[Chart, ...] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """What is handed on: a title, who made it and when, the sheets."""

    title: str
    subtitle: str
    sheets: tuple[Sheet, ...]
