"""What other programs call our columns: ready maps for two CRMs, and the user's own ``theirs=ours``."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from routing.problems import BadInputError, Problem

_FOLDER = Path(__file__).with_name("maps")
PROGRAMS = tuple(sorted(path.stem for path in _FOLDER.glob("*.toml")))
"""Each has a map of its accounts, which serves for the other files too, and one of its opportunities."""


@dataclass(frozen=True, slots=True)
class ColumnMap:
    """Their column names to ours, and their words to ours by column."""

    names: Mapping[str, str] = field(default_factory=dict)
    values: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


def ready_map(program: str, what: str = "accounts") -> ColumnMap:
    """Return the map of a program in `PROGRAMS` for accounts or opportunities."""
    table = tomllib.loads((_FOLDER / f"{program}.toml").read_text(encoding="utf-8"))[what]
    words = {ours: {theirs.casefold(): our for theirs, our in pairs.items()} for ours, pairs in table["values"].items()}
    return ColumnMap(table["names"], words)


def pairs(option: str, texts: Sequence[str], known: Sequence[str], *, ours_first: bool) -> dict[str, str]:
    """Read ``theirs=ours`` (or ``ours=value`` if `ours_first`); columns that we do not have are refused."""
    problems, read = [], {}
    remedy = f"Ours are: {', '.join(known)}."
    for text in texts:
        left, sign, right = text.partition("=")
        ours = left.strip() if ours_first else right.strip()
        if not sign or ours not in known:
            cause = "this names none of our columns"
            problems.append(Problem("option-unreadable", f"{option} {text!r}", cause, remedy))
        read[left.strip()] = right.strip()
    if problems:
        raise BadInputError(problems)
    return read
