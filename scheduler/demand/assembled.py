"""A horizon with what it was made of."""

from __future__ import annotations

from dataclasses import dataclass

from routing.findings import Finding
from routing.paces import DayWays
from routing.problems import Problem
from scheduler.demand.due import Due, Relaxation, Withheld
from scheduler.demand.request import Request
from scheduler.demand.stints import Crossing
from scheduler.demand.workdays import WorkCalendar
from scheduler.horizon import Horizon


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A due visit that the search never sees, because no tour could hold it."""

    due: Due
    reason: str
    why: Finding


@dataclass(frozen=True, slots=True, eq=False)
class Assembled:
    """A horizon with what it was made of; `due` is parallel to `horizon.visits`.

    `assumed_hours` names the accounts whose hours are the default of their category, `places` gives the rows of the
    horizon's tables their ids; `day` is the travel between these places by time of day, where that is known.
    `crossings` are the hand-overs of the request's accounts with a visit on both sides.
    """

    request: Request
    horizon: Horizon
    due: tuple[Due, ...]
    calendar: WorkCalendar
    left_out: tuple[LeftOut, ...] = ()
    relaxed: tuple[Relaxation, ...] = ()
    withheld: tuple[Withheld, ...] = ()
    assumed_hours: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()
    places: tuple[str, ...] = ()
    day: DayWays | None = None
    crossings: tuple[Crossing, ...] = ()
