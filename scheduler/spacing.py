"""How far apart two visits of an account lie that are served next to each other, whatever was left out between them.

A visit that is left out lets the spacing grow by its own most days, and by nothing else: so taking visits out of a
schedule never breaks the spacing of those that stay.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from scheduler.horizon import Horizon

NEXT_DAY = 1
"""Two visits of one account never lie on one day."""


@dataclass(frozen=True, slots=True)
class Gap:
    """Fewest and most days between two visits."""

    least: int
    most: int


def gap_between(horizon: Horizon, chain: Sequence[int], earlier: int, later: int) -> Gap:
    """Return the days allowed between two visits of an account of which none between them is served.

    Parameters
    ----------
    chain : sequence of int
        The account's visits in the order in which they take place.
    earlier, later : int
        Places in `chain`.
    """
    after = [horizon.visits[v] for v in chain[earlier + 1 : later + 1]]
    return Gap(max(NEXT_DAY, after[-1].least_gap_days), sum(visit.most_gap_days for visit in after))


def served_neighbours(chain: Sequence[int], day_of: dict[int, int], at: int) -> tuple[int | None, int | None]:
    """Return the places in `chain` of the nearest served visits before and after place `at`, or None."""
    before = next((k for k in range(at - 1, -1, -1) if chain[k] in day_of), None)
    return before, next((k for k in range(at + 1, len(chain)) if chain[k] in day_of), None)
