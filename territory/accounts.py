"""Accounts, reps and what has happened between them: the values that every room above speaks about."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from routing.places import Place


class AccountKind(StrEnum):
    """Whether we sell to the account already."""

    CUSTOMER = "customer"
    PROSPECT = "prospect"


@dataclass(frozen=True, slots=True)
class Account:
    """A business that is visited, or might be.

    Attributes
    ----------
    id : str
        The user's own key; imports update by it.
    interval_days : int
        Days from one visit to the next that are aimed at, before the season's index.
    least_days, most_days : int
        The spacing that is never broken: fewest and most days between two visits.
    cadence : str
        The interval in words of the calendar, such as ``first Tuesday``; empty where it counts days.
    service_s : int
        Seconds that a visit lasts.
    opening_hours : str
        When it is open, in OpenStreetMap's ``opening_hours`` language: a visit takes place then, unless there are
        visiting hours.
    hours_assumed : bool
        True where the hours are the default of the account's category, not known ones.
    potential : float
        Sales that could be won in a year, in the workspace's currency.
    value : float
        What one visit is worth beside others, 1.0 being ordinary: the price of leaving it out is proportional to it.
    last_visit : date or None
        The last visit that really took place.
    owner_lock : str or None
        The id of the rep who must own this account.
    least_experience : float
        The tier that its rep must have.
    contact, phone, email : str
        Whom to ask for there, and how to reach them; empty where nobody needs to know.
    country, region : str
        Whose public holidays are kept there, as for a rep; empty for those of the rep who comes.
    timezone : str
        The IANA name of the clock that its opening hours are written by; empty for the rep's.
    visiting_hours : str
        When it receives a visit, in the same language; they go before opening hours. Empty where it is when it is open.
    call_of, layer : str
        The account and the overlay whose calls these are (`territory.ownership.overlays`); empty for an account.
    tier : str
        A class of one's own, such as A, B or gold, by which agendas may differ; empty where there is none.
    """

    id: str
    name: str
    lat: float
    lon: float
    interval_days: int
    least_days: int
    most_days: int
    service_s: int
    opening_hours: str = ""
    hours_assumed: bool = False
    kind: AccountKind = AccountKind.CUSTOMER
    category: str = ""
    segment: str = ""
    address: str = ""
    potential: float = 0.0
    value: float = 1.0
    skills: frozenset[str] = field(default_factory=frozenset)
    languages: frozenset[str] = field(default_factory=frozenset)
    last_visit: date | None = None
    owner_lock: str | None = None
    contact: str = ""
    phone: str = ""
    email: str = ""
    least_experience: float = 0.0
    country: str = ""
    region: str = ""
    timezone: str = ""
    cadence: str = ""
    visiting_hours: str = ""
    call_of: str = ""
    layer: str = ""
    tier: str = ""

    @property
    def place(self) -> Place:
        """Return where the account is."""
        return Place(self.id, self.lat, self.lon)


@dataclass(frozen=True, slots=True)
class Rep:
    """A person who visits accounts.

    Attributes
    ----------
    working_hours : str
        In the ``opening_hours`` language, such as ``Mo-Th 08:00-17:00; Fr 08:00-13:00``.
    lunch : str
        ``11:30-13:30/45``: starts between the two times, lasts 45 minutes; empty for none.
    country, region : str
        ISO 3166-1 alpha-2 code and a subdivision code of the ``holidays`` library: the public holidays that are kept.
    timezone : str
        An IANA name.
    max_driving_s, max_visits, max_day_s : int or None
        Caps on one day; that of `max_day_s` is from door to door, waiting and lunch counted.
    starts, ends : date or None
        First and last day of work; None where it is not limited.
    experience : float
        The rep's tier, 0 for a beginner: an account may ask for a least one.
    address : str
        Where the days start, as it stands in a mileage log; empty where the log shall only say "home".
    """

    id: str
    name: str
    lat: float
    lon: float
    working_hours: str
    timezone: str
    country: str
    region: str = ""
    lunch: str = ""
    max_driving_s: int | None = None
    max_visits: int | None = None
    skills: frozenset[str] = field(default_factory=frozenset)
    languages: frozenset[str] = field(default_factory=frozenset)
    capacity: float = 1.0
    email: str = ""
    starts: date | None = None
    ends: date | None = None
    address: str = ""
    experience: float = 0.0
    max_day_s: int | None = None

    @property
    def home(self) -> Place:
        """Return where the rep's days start and end."""
        return Place(self.id, self.lat, self.lon)
