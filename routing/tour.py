"""The tour of one rep-day as values: what is asked of the day's solver, and what it answers.

Times are seconds since the rep's local midnight. A service must start at or after a window opens and END by the time
it closes; both ends are inclusive. Lunch may be taken at any moment on the way, between two stops or before home.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from routing.paces import DayWays

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True, order=True)
class Window:
    """A span of the day in which a service may lie."""

    opens_s: int
    closes_s: int

    def __post_init__(self) -> None:
        if not self.opens_s <= self.closes_s:
            raise ValueError(f"a window cannot close ({self.closes_s}) before it opens ({self.opens_s})")


@dataclass(frozen=True, slots=True)
class Lunch:
    """A break of `length_s` that starts between `earliest_s` and `latest_s`."""

    earliest_s: int
    latest_s: int
    length_s: int


@dataclass(frozen=True, slots=True)
class Stop:
    """One service of a rep-day; `place` is a row of the travel table, `windows` are sorted and do not overlap.

    `price_s` is what leaving the stop out costs, in seconds of driving; None: it may not be left out.
    """

    place: int
    service_s: int
    windows: tuple[Window, ...]
    price_s: int | None = None


@dataclass(frozen=True, slots=True, eq=False)
class TourProblem:
    """One rep-day: leave `start_place` at `start_s` or later, serve the stops, be at `end_place` by `end_s`.

    A rep who is at `end_place` by the time lunch may begin takes none; every other rep takes it between `start_s` and
    `end_s`. Legs of `routing.travel.UNREACHABLE_S` cannot be driven. `max_day_s` caps the time from leaving to coming
    home, waiting counted, and lunch unless it is taken before leaving. `max_stops` caps how many are served.

    With `day`, legs are timed at the pace of the hours in which they are driven; `travel_s` is then what the order of
    the stops is judged by.
    """

    stops: tuple[Stop, ...]
    start_place: int
    end_place: int
    start_s: int
    end_s: int
    lunch: Lunch | None
    travel_s: NDArray[np.int32]
    max_driving_s: int | None = None
    max_day_s: int | None = None
    max_stops: int | None = None
    day: DayWays | None = None


@dataclass(frozen=True, slots=True)
class TimedStop:
    """When stop number `stop` (an index into the problem's stops) is reached, begun and ended.

    Where lunch is taken on the way, `arrival_s` is after it.
    """

    stop: int
    arrival_s: int
    start_s: int
    end_s: int


@dataclass(frozen=True, slots=True)
class TimedTour:
    """A rep-day in driving order. `lunch_start_s` is None where no lunch is asked, or home is reached before it.

    `legs_s` are the seconds driven on each leg, `driving_s` their sum.
    """

    stops: tuple[TimedStop, ...]
    leave_s: int
    return_s: int
    lunch_start_s: int | None
    driving_s: int
    legs_s: tuple[int, ...]

    @property
    def length_s(self) -> int:
        """Return the seconds from door to door: driving, services, waiting, and lunch on the way."""
        return self.return_s - self.leave_s
