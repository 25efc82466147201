"""What managers write of their territories."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Note:
    """What somebody wrote into a territory's notebook; a comment `answers` the note of a number."""

    territory: str
    written_at: str
    by: str
    text: str
    number: int = 0
    answers: int | None = None
