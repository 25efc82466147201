"""What a review looks at: frozen values that the caller has gathered, as they stand on one day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from territory.accounts import Account
from territory.frequency import FrequencyPlan


class Fate(StrEnum):
    """What became of a planned visit; `open` is one whose day has passed without a word."""

    DONE = "done"
    SKIPPED = "skipped"
    DECLINED = "declined"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class VisitSeen:
    """A visit that was planned for a day of the period, and what became of it."""

    account: str
    territory: str
    day: date
    fate: Fate
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Limits:
    """From where on drift is watched, and from where on it is an alarm; all are shares."""

    workload: tuple[float, float] = (0.05, 0.15)
    potential: tuple[float, float] = (0.10, 0.15)
    coverage: tuple[float, float] = (0.90, 0.80)
    overdue: tuple[float, float] = (0.05, 0.10)


AGREED = Limits()
"""The limits where nothing else was agreed."""


@dataclass(frozen=True, slots=True, eq=False)
class Seen:
    """Everything a review looks at.

    Attributes
    ----------
    today : date
        The review's day; `start` to `end`, both inclusive, is the period whose visits are looked back on.
    owner : mapping of account to territory
        Accounts that nobody owns have no entry.
    reps : mapping of territory to rep
        Empty for a vacant territory.
    hours : mapping of account to workload hours a year
    capacity : mapping of territory to its share of the work, such as the rep's capacity factor
        A territory without an entry counts 1.
    worth : mapping of account to profit a year of its visits
        In money; accounts without an entry are not known.
    hour_value : float
        What one more hour of a rep brings, in money: it turns hours into money and back.
    fixed : frozenset of str
        Accounts that no suggestion may move: locks and named accounts.
    intervals : FrequencyPlan or None
    call_hours : mapping of account to hours of one visit
    local_limits : mapping of territory to Limits, where others were agreed than for the rest
    hours_in : mapping of (account, territory) to hours a year
        What an account would take in another territory, with the travel there; infinite where that rep cannot serve it,
        and as today where there is no entry.
    at_risk : mapping of account to money a year
        What a change of rep would put at stake, by how well the two know each other; nothing without an entry.
    """

    today: date
    start: date
    end: date
    accounts: tuple[Account, ...]
    owner: Mapping[str, str]
    reps: Mapping[str, str]
    hours: Mapping[str, float]
    visits: tuple[VisitSeen, ...] = ()
    capacity: Mapping[str, float] = field(default_factory=dict)
    worth: Mapping[str, float] = field(default_factory=dict)
    hour_value: float = 0.0
    fixed: frozenset[str] = frozenset()
    intervals: FrequencyPlan | None = None
    call_hours: Mapping[str, float] = field(default_factory=dict)
    local_limits: Mapping[str, Limits] = field(default_factory=dict)
    hours_in: Mapping[tuple[str, str], float] = field(default_factory=dict)
    at_risk: Mapping[str, float] = field(default_factory=dict)
