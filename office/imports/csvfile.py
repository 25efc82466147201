"""A CSV file as rows of named cells, whatever the spreadsheet that wrote it.

UTF-8 with or without a byte-order mark; comma, semicolon or tab; quoted cells may hold anything, line breaks too.
Rows are numbered as a spreadsheet shows them: the header is row 1.
"""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from routing.named_files import read_named_text
from routing.problems import BadInputError, Problem

CELL_LIMIT = 1_000_000


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its number, its place in words, and its cells by our column names."""

    number: int
    where: str
    cells: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class CsvTable:
    """A file's rows, what was wrong with single rows, and its columns that nobody asked for."""

    rows: tuple[Row, ...]
    problems: tuple[Problem, ...]
    ignored: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns a kind of file has, and what other programs call them.

    Attributes
    ----------
    known : tuple of str
        Ours; any other column is ignored and said to be.
    required : tuple of str
        Must be in the header.
    names : mapping of theirs to ours
        Several of theirs may feed one of ours: their cells are joined by ``", "``.
    values : mapping of ours to (mapping of their value to ours)
        Words that other programs use for ours, compared without regard to case.
    defaults : mapping of ours to value
        Fills cells that are empty or missing.
    """

    known: tuple[str, ...]
    required: tuple[str, ...]
    names: Mapping[str, str]
    values: Mapping[str, Mapping[str, str]]
    defaults: Mapping[str, str]


def read_csv(path: Path, columns: Columns) -> CsvTable:
    """Read a file.

    Raises
    ------
    BadInputError
        If nothing of it can be used: it cannot be read, is empty, not UTF-8, not text, columns missing or named twice.
    """
    records = _records(path)
    if not records:
        raise _unusable(path, "file-empty", "the file is empty", "Export it again, with a header row.")
    header = [name.strip() for name in records[0]]
    ours = [columns.names.get(name, name if name in columns.known else "") for name in header]
    _require_header(path, header, ours, columns)
    rows, problems = [], []
    for number, cells in enumerate(records[1:], start=2):
        where = f"{path.name} row {number}"
        if len(cells) > len(header):
            problems.append(_too_long(where, len(cells), len(header)))
        elif any(cell.strip() for cell in cells):
            rows.append(Row(number, where, _named(ours, cells, columns)))
    if not rows and not problems:
        raise _unusable(path, "file-without-rows", "there is a header but no row", "Export it again.")
    ignored = tuple(name for name, our in zip(header, ours, strict=True) if not our)
    return CsvTable(tuple(rows), tuple(problems), ignored)


def _records(path: Path) -> list[list[str]]:
    text = read_named_text(path, '"CSV UTF-8"')
    if "\0" in text:
        raise _unusable(path, "file-not-text", "this is not a text file", "Export it as CSV UTF-8.")
    csv.field_size_limit(CELL_LIMIT)
    try:
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True))
    except csv.Error as error:
        cause = f"the quoting is broken ({error})"
        remedy = "Look for a quote that is not closed, and export it again as CSV."
        raise _unusable(path, "file-not-csv", cause, remedy) from error


def _delimiter(text: str) -> str:
    """Return the separator of the header: the likeliest of three, outside quotes."""
    header = "".join(part for index, part in enumerate(text.split("\n", 1)[0].split('"')) if index % 2 == 0)
    return max(",;\t", key=header.count)


def _require_header(path: Path, header: Sequence[str], ours: Sequence[str], columns: Columns) -> None:
    problems = [
        Problem("column-twice", f"{path.name} row 1", f"column {name!r} stands {count} times", "Keep one of them.")
        for name, count in Counter(header).items()
        if count > 1 and name
    ]
    supplied = {*ours, *columns.defaults}
    problems += [
        Problem(
            "column-missing",
            f"{path.name} row 1",
            f"there is no column {name!r} among {', '.join(header)}",
            f"Add it, or say which column holds it: --map 'Their name={name}'.",
        )
        for name in columns.required
        if name not in supplied
    ]
    if problems:
        raise BadInputError(problems)


def _named(ours: Sequence[str], cells: Iterable[str], columns: Columns) -> dict[str, str]:
    parts: dict[str, list[str]] = {}
    for name, cell in zip(ours, cells, strict=False):
        if name and cell.strip():
            parts.setdefault(name, []).append(cell.strip())
    named = {name: _ours(columns.values.get(name, {}), ", ".join(found)) for name, found in parts.items()}
    return {**columns.defaults, **named}


def _ours(words: Mapping[str, str], value: str) -> str:
    return words.get(value.casefold(), value)


def _too_long(where: str, cells: int, columns: int) -> Problem:
    cause = f"the row has {cells} cells, the header {columns}"
    return Problem("row-too-long", where, cause, "Put cells that hold the separator in quotes.")


def _unusable(path: Path, code: str, cause: str, action: str) -> BadInputError:
    return BadInputError([Problem(code, str(path), cause, action)])
