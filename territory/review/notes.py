"""What managers write of their territories."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Note:
    """What somebody wrote into a territory's notebook."""

    territory: str
    written_at: str
    by: str
    text: str
