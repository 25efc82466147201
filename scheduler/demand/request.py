"""The question that a planner puts for one rep: everything a horizon is made of, as one value."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from routing.paces import DayTravel
from routing.travel import TravelTable
from scheduler.demand.book import Book
from scheduler.demand.rules import Appointment, Pin, Policy
from scheduler.demand.stints import Stints
from scheduler.demand.workdays import Absence, CompanyDay
from scheduler.nights.policy import Hotel, NightPolicy
from scheduler.plan import Night
from territory.accounts import Account, Rep


@dataclass(frozen=True, slots=True, eq=False)
class Request:
    """All that a rep's horizon is made of.

    Attributes
    ----------
    travel : TravelTable
        Between the rep's home (the rep's id), the accounts and the places of appointments.
    day : DayTravel, optional
        The same by time of day: days are planned so that they hold at any hour of the rep's shifts, and timed by it.
    start, days : date and int
        The horizon; everything before `start` has happened or is frozen.
    previous : mapping of visit id to date
        Where the plan before had each visit: another day costs `Policy.move_s`.
    nights : NightPolicy or None
        How the rep stays away overnight; None is never.
    hotels : tuple of Hotel
        Places of `travel` where the rep may sleep.
    stints : mapping of account id to tuple of Stint
        Who owns which of `accounts` when, for those that change owner within the horizon; the others are the rep's own.
    slept : tuple of Night
        Nights away before `start`, by date: they count, and the day after the last one begins there.
    """

    rep: Rep
    accounts: tuple[Account, ...]
    travel: TravelTable
    start: date
    days: int
    book: Book
    policy: Policy = field(default_factory=Policy)
    absences: tuple[Absence, ...] = ()
    company_days: tuple[CompanyDay, ...] = ()
    pins: tuple[Pin, ...] = ()
    appointments: tuple[Appointment, ...] = ()
    previous: Mapping[str, date] = field(default_factory=dict)
    nights: NightPolicy | None = None
    hotels: tuple[Hotel, ...] = ()
    slept: tuple[Night, ...] = ()
    day: DayTravel | None = None
    stints: Stints = field(default_factory=dict)

    def date_of(self, day: int) -> date:
        """Return the date of a day of the horizon."""
        return self.start + timedelta(days=day)

    def day_of(self, when: date) -> int:
        """Return the day of the horizon of a date."""
        return (when - self.start).days
