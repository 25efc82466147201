"""How a file writes numbers and dates: as the person says, else as its own rows show; where neither tells, it is asked.

A column's own cells speak first, then the file's other columns of the kind. Latitudes and longitudes do not speak for
others: machines write them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Generic, Protocol, TypeVar

from office.imports.csvfile import Row
from office.imports.exact import Exact
from office.imports.money_texts import without_currency
from office.imports.uploads import ImportOptions
from routing.problems import Problem
from routing.sentences import sentence
from routing.written_dates import DateOrder, date_readings
from routing.written_numbers import DecimalSign, number_readings

PLACES = frozenset({"lat", "lon"})
Choice = TypeVar("Choice", DecimalSign, DateOrder)


class Readings(Protocol):
    """Reads a cell in every possible way."""

    def __call__(self, text: str) -> Mapping[DecimalSign, Decimal] | Mapping[DateOrder, date]:
        """Return what a text says under each choice."""


@dataclass(frozen=True, slots=True)
class Style:
    """Which decimal sign and which order of dates each column has; a column that is not there is undecided."""

    decimal: Mapping[str, DecimalSign] = field(default_factory=dict)
    dates: Mapping[str, DateOrder] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Seen(Generic[Choice]):
    """What one column shows: choices that single cells leave as the only one, and cells that leave several."""

    evidence: Mapping[Choice, tuple[str, str]]
    open_cells: tuple[tuple[str, str], ...]


def style_of(
    rows: Sequence[Row], numbers: Iterable[str], dates: Iterable[str], options: ImportOptions
) -> tuple[Style, list[Problem], list[Problem]]:
    """Return a file's style, what contradicts the person's word, and what the file itself has decided."""
    wrong: list[Problem] = []
    told: list[Problem] = []
    decimal = _decided(_seen_numbers(rows, numbers), options.decimal, "decimal", wrong, told)
    order = _decided(_seen_dates(rows, dates), options.dates, "dates", wrong, told)
    return Style(decimal, order), wrong, told


def _seen_numbers(rows: Sequence[Row], columns: Iterable[str]) -> dict[str, _Seen[DecimalSign]]:
    return {name: _seen(rows, name, lambda text: number_readings(without_currency(text)[0])) for name in columns}


def _seen_dates(rows: Sequence[Row], columns: Iterable[str]) -> dict[str, _Seen[DateOrder]]:
    return {name: _seen(rows, name, date_readings) for name in columns}


def _seen(rows: Sequence[Row], name: str, read: Readings) -> _Seen:  # type: ignore[type-arg]
    evidence: dict[object, tuple[str, str]] = {}
    doubtful: list[tuple[str, str]] = []
    in_two_ways: dict[str, bool] = {}  # most columns say the same few things again and again
    for row in rows:
        text = row.cells.get(name, "")
        if not text or isinstance(text, Exact):
            continue
        if text not in in_two_ways:
            readings = read(text)
            in_two_ways[text] = len(readings) > 1 and len(set(readings.values())) > 1
            if len(readings) == 1:
                evidence.setdefault(next(iter(readings)), (row.where, text))
        if in_two_ways[text]:
            doubtful.append((row.where, text))
    return _Seen(evidence, tuple(doubtful))


def _decided(
    seen: Mapping[str, _Seen[Choice]], said: Choice | None, option: str, wrong: list[Problem], told: list[Problem]
) -> dict[str, Choice]:
    common = {
        choice: (name, cell[0], cell[1])
        for name, column in seen.items()
        if name not in PLACES
        for choice, cell in column.evidence.items()
    }
    found: dict[str, Choice] = {}
    for name, column in seen.items():
        own = {choice: (name, cell[0], cell[1]) for choice, cell in column.evidence.items()}
        if said is not None:
            found[name] = said
            wrong += _contradicted(said, option, column, own)
        else:
            deciding = own if own or name in PLACES else common
            if len(deciding) == 1:
                choice, by = next(iter(deciding.items()))
                found[name] = choice
                told += _told(name, choice, by, option, column)
    return found


def _contradicted(
    said: Choice, option: str, column: _Seen[Choice], own: Mapping[Choice, tuple[str, str, str]]
) -> list[Problem]:
    """Say where a column that needs the person's word shows another style."""
    other = next((shown for choice, shown in own.items() if choice is not said), None)
    if not column.open_cells or other is None:
        return []
    cause = sentence(
        "{other} is {other_2!r}, which is not --{option} {said}, and {open_cells!r} needs one",
        other=other[0],
        other_2=other[2],
        option=option,
        said=said,
        open_cells=column.open_cells[0][1],
    )
    return [
        Problem(
            f"{option}-contradicted",
            other[1],
            cause,
            sentence("Leave --{option} out, or mend the file.", option=option),
        )
    ]


def _told(name: str, choice: Choice, by: tuple[str, str, str], option: str, column: _Seen[Choice]) -> list[Problem]:
    """Say how cells that can be read in two ways are read, and which other row decided it.

    A latitude or longitude of thousands is none: there is nothing to be said.
    """
    if not column.open_cells or name in PLACES:
        return []
    where, text = column.open_cells[0]
    cause = sentence(
        ("{name} is {text!r}: read as --{option} {choice} ({count} such cells), because {by} is {by_2!r} in {by_3}"),
        name=name,
        text=text,
        option=option,
        choice=choice,
        count=len(column.open_cells),
        by=by[0],
        by_2=by[2],
        by_3=by[1],
    )
    return [
        Problem(
            f"{option}-decided",
            where,
            cause,
            sentence("If that is wrong, say --{option} and import it again.", option=option),
        )
    ]
