"""Ways as much longer as the planner wants them to be."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil

import numpy as np
from numpy.typing import NDArray

from routing.paces import DayTravel, Pace, pace_of
from routing.travel import UNREACHABLE_S
from scheduler.explain.trial import NO_ROAD_S

GRAIN = 1e-9
"""What a product of whole seconds and a factor may stand above a whole number and still be that one."""


def buffered(travel_s: NDArray[np.int32], factor: float) -> NDArray[np.int32]:
    """Return ways with their buffer, in whole seconds rounded up; where there is no road, none."""
    longer = np.ceil(travel_s.astype(np.float64) * factor - GRAIN)
    return np.where(travel_s == UNREACHABLE_S, NO_ROAD_S, longer).astype(np.int32)


@dataclass(frozen=True, slots=True, eq=False)
class BufferedDay:
    """Travel by time of day between some places, with its buffer: looked up way by way.

    Tables of all slots would be five times as large as a horizon's own, and few of their ways are ever asked for.

    Attributes
    ----------
    day : DayTravel
    rows : tuple of int
        The row in `day` of each place.
    factor : float
    """

    day: DayTravel
    rows: tuple[int, ...]
    factor: float

    def pace(self, origin: int, goal: int) -> Pace:
        """Return the way between two places."""
        ways = self.day.ways(self.rows[origin], self.rows[goal])
        longer = (NO_ROAD_S if way == UNREACHABLE_S else ceil(way * self.factor - GRAIN) for way in ways)
        return pace_of(self.day.begins_s, tuple(longer))

    def distance_m(self, origin: int, goal: int, leave_s: int) -> int:
        """Return the metres of the way that is fastest in the slot in which it is begun."""
        return self.day.distance_m(self.rows[origin], self.rows[goal], leave_s)
