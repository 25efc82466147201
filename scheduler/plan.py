"""A plan as people see it: dated tours with clock times, visits with their identity, and what was left out and why.

Clock times are seconds since the rep's local midnight on `date`; zones are added at the border by whoever writes them.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

from routing.dates import Day
from routing.findings import Finding
from routing.places import Place


class VisitStatus(StrEnum):
    """The life of a visit."""

    DUE = "due"
    DRAFT = "draft"
    PUBLISHED = "published"
    DONE = "done"
    SKIPPED = "skipped"
    DECLINED = "declined"


@dataclass(frozen=True, slots=True)
class PlannedVisit:
    """A visit in its place: `travel_s` and `distance_m` are of the way to it from the stop (or bed) before.

    `number` counts the account's visits from 0; None where nothing numbered it.
    """

    visit_id: str
    account_id: str
    sequence: int
    arrival_s: int
    start_s: int
    end_s: int
    travel_s: int
    distance_m: int
    status: VisitStatus = VisitStatus.DRAFT
    number: int | None = None


@dataclass(frozen=True, slots=True)
class Tour:
    """One rep-day that is driven.

    Attributes
    ----------
    return_travel_s, return_distance_m : int
        The way from the last visit to where the rep sleeps.
    start_place, end_place : str
        Where the day begins and ends: the id of a hotel, or empty for home.
    """

    rep_id: str
    date: Day
    leave_s: int
    return_s: int
    lunch_start_s: int | None
    lunch_s: int
    visits: tuple[PlannedVisit, ...]
    return_travel_s: int
    return_distance_m: int
    start_place: str = ""
    end_place: str = ""

    @property
    def driving_s(self) -> int:
        """Return the seconds driven from bed to bed."""
        return sum(visit.travel_s for visit in self.visits) + self.return_travel_s

    @property
    def distance_m(self) -> int:
        """Return the metres driven from bed to bed."""
        return sum(visit.distance_m for visit in self.visits) + self.return_distance_m

    @property
    def service_s(self) -> int:
        """Return the seconds spent with accounts."""
        return sum(visit.end_s - visit.start_s for visit in self.visits)


@dataclass(frozen=True, slots=True)
class UnservedVisit:
    """A due visit that is in no tour; `reason` is a stable code, `why` what was found, with its facts."""

    visit_id: str
    account_id: str
    rep_id: str
    first_date: date
    last_date: date
    reason: str
    why: Finding
    number: int | None = None


@dataclass(frozen=True, slots=True)
class Night:
    """One night away from home, from the evening of `date` to the morning after.

    Attributes
    ----------
    place_id : str
        The hotel; tours end and begin there by this id.
    name : str
    lat, lon : float
        Degrees.
    price : Decimal
        What the night costs in `currency`, the rep's allowance included.
    """

    rep_id: str
    date: Day
    place_id: str
    name: str
    lat: float
    lon: float
    price: Decimal
    currency: str

    @property
    def place(self) -> Place:
        """Return where the rep sleeps."""
        return Place(self.place_id, self.lat, self.lon)


@dataclass(frozen=True, slots=True)
class Plan:
    """Everybody's tours over a horizon, both ends inclusive, with what made it; `nights` are by rep and date."""

    start: date
    end: date
    tours: tuple[Tour, ...]
    unserved: tuple[UnservedVisit, ...]
    evidence: dict[str, str | int | float] = field(default_factory=dict)
    nights: tuple[Night, ...] = ()
