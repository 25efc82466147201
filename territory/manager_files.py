"""What a manager hands in as a file."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class FileKind(StrEnum):
    """What a manager's file is about."""

    RULES = "rules"
    TARGETS = "targets"
    POLICY = "policy"


@dataclass(frozen=True, slots=True)
class ManagerFile:
    """One version of a file, in force from `valid_from` on; `beside` holds the files it speaks of by name."""

    kind: FileKind
    name: str
    valid_from: date
    text: str
    beside: dict[str, str]
