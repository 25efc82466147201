"""How well a rep and an account know each other, from the visits that the rep has made there."""

from __future__ import annotations

HALF = 4.0
"""Visits of a year after which half of the familiarity is there."""


def familiarity(visits: float) -> float:
    """Return from 0 (strangers) towards 1 how well a rep knows an account after so many visits in the last year.

    Each visit adds the same share of what is still missing; at four visits a year it is a half, at twelve 88 %.
    """
    if visits < 0:
        raise ValueError(f"visits cannot be negative: {visits}")
    return float(1 - 0.5 ** (visits / HALF))
