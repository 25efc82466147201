"""A file's table as rows of named cells, whatever the program that wrote it.

Titles above the header and a report's closing words below the rows are left out and said to be. Rows are numbered as a
spreadsheet shows them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from mileage.cells import plain
from office.imports.exact import Exact, trimmed
from office.imports.footers import without_footer
from office.imports.text_files import rows_of, unusable
from office.imports.uploads import Upload
from routing.problems import BadInputError, Problem
from routing.sentences import sentence

TITLE_ROWS = 30
"""So many rows may stand above the header of a formatted report."""

JOINED = {"address": ", ", "notes": ", ", "outcome": ", ", "skills": "|", "languages": "|"}
"""Ours that several columns of theirs may feed together, and what joins their cells; of others they must agree."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its number, its place in words, and its cells by our column names; an empty cell is not there."""

    number: int
    where: str
    cells: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Table:
    """A file's rows and what is to be said about it.

    Attributes
    ----------
    columns : mapping of their name to ours
        The columns that are read.
    ignored : tuple of str
        Columns that nobody asked for.
    header : tuple of str
        The names in the header; `top` is its row.
    refused : int
        How many rows could not be taken apart; `problems` say why.
    footer : tuple of str
        A report's closing words, left out.
    """

    rows: tuple[Row, ...]
    problems: tuple[Problem, ...]
    ignored: tuple[str, ...]
    columns: Mapping[str, str]
    header: tuple[str, ...]
    top: int
    refused: int
    footer: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns a kind of file has, and what other programs call them.

    Attributes
    ----------
    known : tuple of str
        Ours; any other column is ignored and said to be.
    required : tuple of str
        Must be in the header, or have a default.
    for_new : tuple of str
        Must be there too for records that are not known yet.
    names : mapping of theirs to ours
        Compared exactly, else without regard to case; ``address+region`` feeds two of ours.
    values : mapping of ours to (mapping of their value to ours)
        Words that other programs use for ours, compared without regard to case.
    defaults : mapping of ours to value
        Stand in for columns that are missing from the header.
    """

    known: tuple[str, ...]
    required: tuple[str, ...]
    names: Mapping[str, str]
    values: Mapping[str, Mapping[str, str]]
    defaults: Mapping[str, str]
    for_new: tuple[str, ...] = ()


def read_table(upload: Upload, columns: Columns) -> Table:
    """Read a file.

    Raises
    ------
    BadInputError
        If nothing of it can be used: empty, not text, a needed column missing or standing twice with other cells.
    """
    records = rows_of(upload)
    if not any(any(cell.strip() for cell in record) for record in records):
        raise unusable(upload, "file-empty", "the file is empty", "Export it again, with a header row.")
    top = _header_row(records, columns)
    header = [" ".join(name.split()) for name in records[top]]
    ours = _ours_of(header, columns)
    _require_columns(upload, top + 1, header, ours, columns)
    must = {*columns.required, *columns.for_new}
    needed = [place for place, our in enumerate(ours) if must & parts_of([our])]
    body, footer = without_footer(records[top + 1 :], needed)
    rows: list[Row] = []
    problems: list[Problem] = []
    refused = 0
    for number, cells in enumerate(body, start=top + 2):
        where = sentence("{file} row {row}", file=upload.name, row=number)
        if any(cell.strip() for cell in cells[len(header) :]):
            problems.append(_too_long(where, len(cells), len(header)))
            refused += 1
        elif any(cell.strip() for cell in cells):
            before = len(problems)
            named = _named(where, header, ours, cells, columns, problems)
            if len(problems) == before:
                rows.append(Row(number, where, named))
            refused += len(problems) > before
    if not rows and not problems:
        raise unusable(upload, "file-without-rows", "there is a header but no row", "Export it again.")
    read = {name: our for name, our in zip(header, ours, strict=True) if our}
    ignored = tuple(dict.fromkeys(name for name, our in zip(header, ours, strict=True) if name and not our))
    return Table(tuple(rows), tuple(problems), ignored, read, tuple(header), top + 1, refused, footer)


def _header_row(records: Sequence[Sequence[str]], columns: Columns) -> int:
    """Return which row is the header: the first that holds all needed columns, else the first with any cell."""
    needed = set(columns.required) - set(columns.defaults)
    filled = [number for number, record in enumerate(records) if any(cell.strip() for cell in record)]
    for number in filled[:TITLE_ROWS]:
        if needed <= parts_of(_ours_of([" ".join(name.split()) for name in records[number]], columns)):
            return number
    return filled[0]


def _ours_of(header: Sequence[str], columns: Columns) -> list[str]:
    """Return our name of each column, empty where nobody asks for it."""
    exact = {name: name for name in columns.known} | dict(columns.names)
    folded = {name.casefold(): our for name, our in exact.items()}
    found = [exact.get(name, "") for name in header]
    taken = set(found)
    loose = [folded.get(name.casefold(), "") for name in header]
    return [our or (other if other not in taken else "") for our, other in zip(found, loose, strict=True)]


def parts_of(ours: Iterable[str]) -> set[str]:
    """Return our columns that are fed."""
    return {part for our in ours for part in our.split("+") if part}


def _require_columns(upload: Upload, row: int, header: Sequence[str], ours: Sequence[str], columns: Columns) -> None:
    where = sentence("{file} row {row}", file=upload.name, row=row)
    supplied = {*parts_of(ours), *columns.defaults}
    missing = [name for name in columns.required if name not in supplied]
    if missing:
        missing += [name for name in columns.for_new if name not in supplied]
        raise BadInputError([column_missing(where, name, header) for name in missing])


def column_missing(where: str, name: str, header: Sequence[str]) -> Problem:
    """Say that a column that is needed is not in the header."""
    cause = sentence("there is no column {name!r} among {names}", name=name, names=", ".join(_few(header)))
    return Problem(
        "column-missing",
        where,
        cause,
        sentence("Add it, or say which column holds it: --map 'Their name={name}'.", name=name),
    )


def _few(names: Sequence[str], most: int = 40) -> list[str]:
    shown = [name for name in names if name]
    return shown if len(shown) <= most else [*shown[:most], f"... ({len(shown) - most})"]


def _named(  # noqa: PLR0917
    where: str,
    header: Sequence[str],
    ours: Sequence[str],
    cells: Iterable[str],
    columns: Columns,
    problems: list[Problem],
) -> dict[str, str]:
    parts: dict[str, dict[str, str]] = {}
    twice: set[tuple[str, str]] = set()
    for name, our, cell in zip(header, ours, cells, strict=False):
        if our and cell.strip():
            text = plain(trimmed(cell))
            for part in our.split("+") if "+" in our else (our,):
                own = parts.setdefault(part, {})
                if name in own and own[name] != text:
                    twice.add((name, our))
                own.setdefault(name, Exact(text) if isinstance(cell, Exact) else text)
    for name, _ in sorted(twice):
        cause = sentence("column {name!r} stands in the header more than once, with different cells", name=name)
        problems.append(Problem("column-twice", where, cause, "Keep one of them."))
    return {our: _one(where, our, found, columns, problems) for our, found in parts.items()}


def _one(where: str, our: str, found: Mapping[str, str], columns: Columns, problems: list[Problem]) -> str:
    """Return the one cell that several columns of theirs make of ours."""
    words = columns.values.get(our, {})
    if len(found) == 1:
        (text,) = found.values()
        return words.get(text.casefold(), text) if words else text
    texts = [words.get(text.casefold(), text) for text in found.values()]
    if our in JOINED:
        return JOINED[our].join(dict.fromkeys(texts))
    if len(set(texts)) > 1 and not _same_record(our, texts):
        said = ", ".join(f"{name} {text!r}" for name, text in found.items())
        problems.append(
            Problem(
                "columns-disagree",
                where,
                sentence("two columns give {our}: {said}", our=our, said=said),
                "Map one of them only.",
            )
        )
    return texts[0]


def _same_record(our: str, texts: Sequence[str]) -> bool:
    """Return whether ids are Salesforce's short and long form of one."""
    return our.endswith("id") and len({text[:15] for text in texts}) == 1 and {len(text) for text in texts} == {15, 18}


def _too_long(where: str, cells: int, columns: int) -> Problem:
    cause = sentence("the row has {cells} cells, the header {columns}", cells=cells, columns=columns)
    return Problem("row-too-long", where, cause, "Put cells that hold the separator in quotes.")


def named_row(where: str, record: str) -> str:
    """Return where a row is, with the id of what it is about."""
    return sentence("{row} ({record})", row=where, record=record)
