"""What experiments can have shown: a word that is kept, and read without what reckons it."""

from __future__ import annotations

from enum import StrEnum


class Shown(StrEnum):
    """What an experiment showed of its policy."""

    BETTER = "better"
    WORSE = "worse"
    NOTHING = "nothing"
    UNFAIR = "unfair"
    UNKNOWN = "unknown"
