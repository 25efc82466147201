"""What a visit is worth beside others by the account's score: how scores come into plans where a planner wants it."""

from __future__ import annotations

from collections.abc import Iterable
from statistics import median

from territory.value.score import Score

LEAST, MOST = 0.25, 4.0
"""No visit is worth less or more than this beside an ordinary one: the smallest accounts are visited too."""


def visit_values(scores: Iterable[Score]) -> dict[str, float]:
    """Return the value of a visit to each account that has a score: its score beside the middle one."""
    known = {one.account: one.value for one in scores if one.value is not None}
    middle = median(known.values()) if known else 0.0
    if middle <= 0:
        return {}
    return {account: round(min(MOST, max(LEAST, score / middle)), 2) for account, score in known.items()}
