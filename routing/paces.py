"""How long a way takes by when it begins: the same all day, or at the pace of each hour that it is driven in.

Times are whole seconds since local midnight, days repeat. Who leaves later never arrives earlier (first in, first out).

References
----------
Ichoua, Gendreau, Potvin (2003), Vehicle dispatching with time-dependent travel times, European Journal of Operational
Research 144: speeds, not times, are constant within a slot.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from math import ceil, inf
from typing import TYPE_CHECKING, Protocol

from routing.travel import UNREACHABLE_S, TravelTable

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

DAY_S = 86_400
NEVER = 2**60
"""A time that does not come; none is driven from or to."""


class Pace(Protocol):
    """The way between two places, by when it is driven."""

    def after(self, leave_s: int, pause: tuple[int, int] = (0, 0)) -> int:
        """Return the arrival of who leaves then, and rests on the way for (from when, seconds)."""

    def before(self, arrive_s: int) -> int:
        """Return the latest leaving that arrives by then, without a rest."""


@dataclass(frozen=True, slots=True)
class Even:
    """A way that takes the same `seconds` all day; `NEVER` where no road leads."""

    seconds: int

    def after(self, leave_s: int, pause: tuple[int, int] = (0, 0)) -> int:
        """Return the arrival of who leaves then, and rests on the way for (from when, seconds)."""
        return leave_s + self.seconds + pause[1]

    def before(self, arrive_s: int) -> int:
        """Return the latest leaving that arrives by then, without a rest."""
        return arrive_s - self.seconds


@dataclass(frozen=True, slots=True)
class Hourly:
    """A way that takes `ways[k]` seconds if it is driven wholly in slot k, which begins at `begins_s[k]`."""

    begins_s: tuple[int, ...]
    ways: tuple[int, ...]

    def after(self, leave_s: int, pause: tuple[int, int] = (0, 0)) -> int:
        """Return the arrival of who leaves then, and rests on the way for (from when, seconds)."""
        if leave_s >= NEVER:
            return leave_s
        if not pause[1]:
            slot, ends = self._slot(leave_s)
            if leave_s + self.ways[slot] <= ends:
                return leave_s + self.ways[slot]
            return ceil(self._drive(leave_s, 1.0, inf)[0] - 1e-6)
        now, left = self._drive(leave_s, 1.0, float(pause[0]))
        return ceil(self._drive(now + pause[1], left, inf)[0] - 1e-6)

    def _drive(self, leave_s: float, left: float, until_s: float) -> tuple[float, float]:
        """Drive from a time until the way or the time is over; return the time and the share of the way still left."""
        now = leave_s
        while left > 0 and now < until_s:
            slot, ends = self._slot(now)
            way, span = self.ways[slot], min(ends, until_s) - now
            if left * way <= span:
                return now + left * way, 0.0
            left -= span / way
            now += span
        return now, left

    def _slot(self, now: float) -> tuple[int, float]:
        """Return the slot of a moment, and when it ends."""
        of_day = now % DAY_S
        slot = bisect_right(self.begins_s, of_day) - 1
        ends = self.begins_s[slot + 1] if slot + 1 < len(self.begins_s) else DAY_S
        return slot, now - of_day + ends

    def before(self, arrive_s: int) -> int:
        """Return the latest leaving that arrives by then, without a rest."""
        if abs(arrive_s) >= NEVER // 2:
            return arrive_s
        slot = self._slot(arrive_s)[0]
        if self.ways[slot] <= arrive_s % DAY_S - self.begins_s[slot]:  # nearly always: it is left in the same slot
            return arrive_s - self.ways[slot]
        early, late = arrive_s - max(self.ways), arrive_s - min(self.ways)
        while early < late:
            middle = (early + late + 1) // 2
            early, late = (middle, late) if self.after(middle) <= arrive_s else (early, middle - 1)
        return early


class DayWays(Protocol):
    """The ways between some places by time of day."""

    def pace(self, origin: int, goal: int) -> Pace:
        """Return the way between two places."""

    def distance_m(self, origin: int, goal: int, leave_s: int) -> int:
        """Return the metres of the way that is fastest when it is begun."""


def pace_of(begins_s: tuple[int, ...], ways: tuple[int, ...]) -> Pace:
    """Return a way that takes some seconds in each slot; without a road in one of them it is never driven."""
    if UNREACHABLE_S in ways:
        return Even(NEVER)
    return Even(ways[0]) if len(set(ways)) == 1 else Hourly(begins_s, ways)


@dataclass(frozen=True, slots=True, eq=False)
class DayTravel:
    """Travel tables by time of day.

    Attributes
    ----------
    begins_s : tuple of int
        Seconds since midnight at which each slot begins, the first 0, ascending.
    tables : tuple of TravelTable
        One for each slot, over the same places.
    """

    begins_s: tuple[int, ...]
    tables: tuple[TravelTable, ...]

    def __post_init__(self) -> None:
        if self.begins_s[:1] != (0,) or list(self.begins_s) != sorted(set(self.begins_s)):
            raise ValueError(f"slots must begin at 0 and ascend: {self.begins_s}")
        if len({table.place_ids for table in self.tables}) != 1 or len(self.tables) != len(self.begins_s):
            raise ValueError("every slot needs a table over the same places")

    def pace(self, origin: int, goal: int) -> Pace:
        """Return the way between two rows."""
        return pace_of(self.begins_s, self.ways(origin, goal))

    def ways(self, origin: int, goal: int) -> tuple[int, ...]:
        """Return the seconds of the way between two rows, slot by slot."""
        return tuple(int(table.travel_s[origin, goal]) for table in self.tables)

    def distance_m(self, origin: int, goal: int, leave_s: int) -> int:
        """Return the metres of the way that is fastest in the slot in which it is begun."""
        slot = bisect_right(self.begins_s, leave_s % DAY_S) - 1
        return int(self.tables[slot].distance_m[origin, goal])

    def slowest(self, first_s: int, last_s: int) -> NDArray[np.int32]:
        """Return for each pair the seconds in the slowest slot between two times of a day.

        Whoever drives between these times needs no more, whenever that is and however many slots a way lies in.
        """
        import numpy as np  # noqa: PLC0415 - slow to import, and lists of what is kept need none of it

        ends = (*self.begins_s[1:], DAY_S)
        met = [
            table.travel_s
            for begins, end, table in zip(self.begins_s, ends, self.tables, strict=True)
            if any(begins + shift <= last_s and first_s <= end + shift for shift in (0, DAY_S))
        ]
        return np.asarray(np.maximum.reduce(met), np.int32)
