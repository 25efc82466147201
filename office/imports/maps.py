"""What other programs call our columns: ready maps for some CRMs, and the user's own ``theirs=ours``."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from routing.problems import BadInputError, Problem
from routing.sentences import sentence

_FOLDER = Path(__file__).with_name("maps")
PROGRAMS = tuple(sorted(path.stem for path in _FOLDER.glob("*.toml")))
"""Each has a map of its accounts, one of its deals and one of its activities; other files have none."""


@dataclass(frozen=True, slots=True)
class ColumnMap:
    """Their column names to ours, and their words to ours by column; words are compared without regard to case."""

    names: Mapping[str, str] = field(default_factory=dict)
    values: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


def ready_map(program: str, what: str = "accounts") -> ColumnMap:
    """Return the map of a program in `PROGRAMS` for a kind of file.

    Raises
    ------
    BadInputError
        If the program has none for it.
    """
    maps = tomllib.loads((_FOLDER / f"{program}.toml").read_text(encoding="utf-8"))
    if what not in maps:
        cause = sentence(
            "{program} has a map for {names}, and none for {what}", program=program, names=", ".join(maps), what=what
        )
        action = "Say which column is which: --map 'Their name=OURS'."
        raise BadInputError([Problem("map-missing", f"--from {program}", cause, action)])
    table = maps[what]
    return ColumnMap(table["names"], folded(table.get("values", {})))


def folded(words: Mapping[str, Mapping[str, str]]) -> dict[str, dict[str, str]]:
    """Return words by column with theirs folded, as they are compared."""
    return {ours: {theirs.casefold(): our for theirs, our in pairs.items()} for ours, pairs in words.items()}


def pairs(option: str, texts: Sequence[str], known: Sequence[str], *, ours_first: bool) -> dict[str, str]:
    """Read ``theirs=ours`` (or ``ours=value`` if `ours_first`); columns that we do not have are refused."""
    problems, read = [], {}
    remedy = sentence("Ours are: {names}.", names=", ".join(known))
    for text in texts:
        left, sign, right = text.partition("=") if ours_first else text.rpartition("=")
        ours = left.strip() if ours_first else right.strip()
        if not sign or not all(part in known for part in ours.split("+")):
            cause = "this names none of our columns"
            problems.append(Problem("option-unreadable", f"{option} {text!r}", cause, remedy))
        read[" ".join(left.split())] = right.strip()
    if problems:
        raise BadInputError(problems)
    return read


def word_pairs(option: str, texts: Sequence[str], known: Sequence[str]) -> dict[str, dict[str, str]]:
    """Read ``ours:their word=our word``, such as ``kind:Kunde=customer``."""
    problems: list[Problem] = []
    read: dict[str, dict[str, str]] = {}
    for text in texts:
        column, colon, words = text.partition(":")
        theirs, sign, our = words.rpartition("=")
        if not (colon and sign and theirs.strip()) or column.strip() not in known:
            cause, action = (
                "this is not OURS:THEIRS=OUR, such as kind:Kunde=customer",
                sentence("Ours are: {names}.", names=", ".join(known)),
            )
            problems.append(Problem("option-unreadable", f"{option} {text!r}", cause, action))
        read.setdefault(column.strip(), {})[theirs.strip().casefold()] = our.strip()
    if problems:
        raise BadInputError(problems)
    return read
