"""What a kind of file is: its columns, how its rows are judged, what is asked outside, and how they are kept."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import Any

from office.door import Act
from office.imports.csvfile import Row
from office.imports.reading import Reading
from office.opening import Office
from routing.problems import Problem
from routing.sentences import sentence
from store.rows import Written

Locate = Callable[[str, str], tuple[float, float] | Problem]
"""Finds an address (second) for a row (first, in words); or says why not."""

Judge = Callable[[Act, Sequence[Row], Reading, list[Problem]], Sequence[Any]]
Complete = Callable[[Office, Sequence[Any], Reading, Locate, list[Problem]], Sequence[Any]]
Keep = Callable[[Act, Sequence[Any]], "Written | Kept"]


@dataclass(frozen=True, slots=True)
class Kept:
    """What was written, and what followed from it at once that whoever imports must know."""

    written: Written
    followed: tuple[Problem, ...] = ()


def _no_ids(_: Act, __: Reading) -> Collection[str]:
    return ()


@dataclass(frozen=True, slots=True)
class FileKind:
    """A kind of file.

    Attributes
    ----------
    columns, required, for_new : tuple of str
        Ours; those that must be in the header; those that must be there too for records that are new.
    numbers, dates : tuple of str
        Columns whose style is decided over the file (`office.imports.styles`).
    describes : str
        ``account`` or ``rep`` where `id` names one that the file describes.
    accounts, reps : tuple of str
        Columns that refer to one that is known.
    judge : callable
        Reads rows into values in one state of the database; every problem is noted.
    complete : callable or None
        Asks roads and geocoders for what the rows do not say, outside of any transaction.
    keep : callable
        Writes the values in the one writing transaction, and says what they touch.
    known_ids : callable
        The ids of the records that are there already, for `for_new`.
    program_map : str
        Which part of a program's map serves it; none where it is empty, and a program is refused.
    """

    name: str
    columns: tuple[str, ...]
    required: tuple[str, ...]
    judge: Judge
    keep: Keep
    for_new: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()
    dates: tuple[str, ...] = ()
    describes: str = ""
    accounts: tuple[str, ...] = ()
    reps: tuple[str, ...] = ()
    complete: Complete | None = None
    known_ids: Callable[[Act, Reading], Collection[str]] = _no_ids
    program_map: str = ""


def twice(where: str, identity: str, first: str) -> Problem:
    """Say that an id stands in a file twice."""
    return Problem(
        "id-twice",
        where,
        sentence("id {identity!r} stands in {first} already", identity=identity, first=first),
        "Give each its own id, or drop one.",
    )
