"""How much of a rep each territory has: whoever holds several is shared among them, and counts once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

VACANT = 1.0
"""A territory that nobody holds is meant for one rep."""


def shared_capacity(holders: Mapping[str, str], capacity: Mapping[str, float]) -> dict[str, float]:
    """Return the capacity of each territory, given its rep (empty where it is vacant) and the reps' own."""
    held = Counter(rep for rep in holders.values() if rep in capacity)
    return {territory: capacity[rep] / held[rep] if rep in capacity else VACANT for territory, rep in holders.items()}
