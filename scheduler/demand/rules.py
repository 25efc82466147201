"""What a planner may say about an account, about time and about prices: the rules that demand and assembly obey.

Prices are in seconds of driving throughout: 3600 means that an hour's driving would be worth it.
"""

from __future__ import annotations

from dataclasses import astuple, dataclass, field, replace
from datetime import date
from decimal import Decimal
from math import isfinite

from routing.dates import Day
from routing.money import DrivingCost
from routing.problems import Problem
from routing.sentences import sentence
from routing.tour import Window
from scheduler.demand.calendar_rhythm import EXAMPLES, parse_interval
from scheduler.demand.hours import hours_problem
from territory.accounts import Account


@dataclass(frozen=True, slots=True)
class AccountRules:
    """Rules of one account beyond its cadence; the defaults are no rule.

    Attributes
    ----------
    do_not_visit : str
        Why the account may not be visited (no consent, blocked); empty where it may. A hard rule.
    yearly_cap : int or None
        Most visits in a calendar year. A hard rule.
    yearly_minimum : int
        Visits in a calendar year that a contract promises: so many of a year are compulsory.
    first_visit_by : date or None
        A prospect's deadline for its first visit.
    not_before : date or None
        No visit earlier: what was agreed when a visit was skipped.
    weekdays : frozenset of int
        Preferred weekdays, Monday 0; every other day costs the policy's `preference_s`. Empty means any.
    hours : tuple of Window
        Preferred hours. On a day whose opening hours leave room in them, the visit lies in them; other days cost
        `preference_s`.
    rhythm : date or None
        A fixed rhythm: visits lie on this date and whole periods from it, same weekday, same week parity; seasons do
        not move them. None lets the account's weekday rotate as it suits the tours.
    rhythm_weeks : int
        The rhythm's period; 0 takes the interval, rounded to weeks.
    cadence : str
        An interval of the calendar in words, in place of the account's own: `calendar_rhythm.parse_interval`.
    visiting_hours : str
        When visits may take place, in the ``opening_hours`` language, in place of the account's own visiting and
        opening hours.
    """

    do_not_visit: str = ""
    yearly_cap: int | None = None
    yearly_minimum: int = 0
    first_visit_by: date | None = None
    not_before: date | None = None
    weekdays: frozenset[int] = field(default_factory=frozenset)
    hours: tuple[Window, ...] = ()
    rhythm: date | None = None
    rhythm_weeks: int = 0
    cadence: str = ""
    visiting_hours: str = ""


def as_ruled(account: Account, rules: AccountRules) -> Account:
    """Return an account with the visiting hours that its rules give it."""
    return replace(account, visiting_hours=rules.visiting_hours) if rules.visiting_hours else account


def rules_problem(rules: AccountRules, where: str) -> Problem | None:
    """Return what is impossible in the rules of an account, or None."""
    cap = rules.yearly_cap
    if (cap is not None and cap < 0) or rules.yearly_minimum < 0:
        return Problem("rule-impossible", where, "a number of visits in a year cannot be negative", "Give 0 or more.")
    if cap is not None and rules.yearly_minimum > cap:
        cause = sentence(
            "{yearly_minimum} visits are promised, {cap} are the most", yearly_minimum=rules.yearly_minimum, cap=cap
        )
        return Problem("rule-impossible", where, cause, "Promise fewer or allow more.")
    try:
        is_days = bool(rules.cadence) and isinstance(parse_interval(rules.cadence), int)
    except ValueError as error:
        return Problem("rule-impossible", where, str(error), sentence("Write {examples}.", examples=EXAMPLES))
    if is_days:
        cause = sentence("a cadence of {cadence!r} counts days", cadence=rules.cadence)
        return Problem("rule-impossible", where, cause, "Change the account's interval_days.")
    if rules.rhythm_weeks < 0:
        return Problem("rule-impossible", where, "a rhythm has weeks", "Give 1 or more, or 0 for the interval.")
    return hours_problem(rules.visiting_hours, where) if rules.visiting_hours else None


@dataclass(frozen=True, slots=True)
class AccountState:
    """What has happened with an account before the horizon.

    `closed` counts its visits that are done, skipped or declined: the number of the next one. `last_contact` is the
    last visit that took place, ours or a colleague's that counts; None leaves the account's own `last_visit`.
    `done_in` counts the visits done by year.
    """

    closed: int = 0
    last_contact: date | None = None
    done_in: tuple[tuple[int, int], ...] = ()

    def done(self, year: int) -> int:
        """Return the visits done in `year`."""
        return dict(self.done_in).get(year, 0)


@dataclass(frozen=True, slots=True)
class Pin:
    """A visit that the planner or the rep has put on a date, and at a time if `start_s` is given.

    `force` puts it there even if the account is closed then: the rule is broken knowingly. `number` counts the
    account's visits from 0; None where nothing numbered the visit, so that no plan asks for it.
    """

    visit_id: str
    date: Day
    start_s: int | None = None
    force: bool = False
    account_id: str = field(kw_only=True)
    number: int | None = field(kw_only=True)


@dataclass(frozen=True, slots=True)
class Appointment:
    """A one-off at a fixed time with an id of its own: a customer's date, a training, a colleague's visit joined.

    `place_id` is a place of the travel table: an account, a training room, the rep's home.
    """

    id: str
    place_id: str
    date: Day
    start_s: int
    length_s: int
    purpose: str = "appointment"


DEAREST, STEEPEST = 1e9, 10
"""The highest price, in seconds of driving, and the fastest growth that a planner may ask for."""


MOST_BY_DEALS = 100
"""So many times over may a mean account's open deals raise what it is worth."""

MOST_HOURS = 24
"""The longest day that a planner may allow."""


@dataclass(frozen=True, slots=True)
class Policy:
    """A planner's weights.

    Attributes
    ----------
    unserved_s : float
        Price of leaving out an ordinary visit that is due on its day.
    value_share : float
        Volume against value, 0..1: at 0 every visit counts the same, at 1 each counts by its account's value.
    deals : float
        How much an account's open deals raise what it is worth: by this times its deals beside those of a mean account
        with deals; 0 leaves deals out of plans.
    growth : float
        How the price grows with the time since the last visit: times (days since / interval) to this power.
    off_target_s : float
        Price of each day by which a visit misses its target.
    preference_s : float
        Price of a day or hour that the account does not prefer.
    weekday_s : float
        Price of a day of another weekday than the account's last visit had, for every account that has no rhythm and
        names no weekdays of its own; 0 lets weekdays rotate as it suits the tours.
    month_s : float
        Price of a day in another month than the season aims the visit at.
    move_s : float
        Price of moving a visit to another day than it had in the plan before.
    prospect_share : float or None
        Share of the working time that visits to prospects may take, ways apart; None does not limit it.
    balance : float
        Price of uneven days, per hour squared (see `Weights`).
    way_factor : float
        By how much ways are planned longer than the roads say, so that visits are reached on time: 1.15 is 15 %.
    round_visits_to_s : float
        Published visits start on multiples of so many seconds where the day leaves room for it; 0 leaves them as they
        are driven, to the second.
    late_if_closed : bool
        Whether a visit without any open working day in its window may come later; each one is reported.
    longest_day_h : float
        Most hours from door to door on any rep's day, waiting and lunch counted, as the law on working time may ask; 0
        does not limit them. A rep's own cap counts where it is less.
    longest_week_h : float
        Most hours from door to door in any rep's week, shared by its working days; 0 does not limit them.
    per_hour, per_km : float
        What an hour of driving and a kilometre cost, in the workspace's currency. Together they make a kilometre worth
        so many seconds of driving; without them only time counts.
    """

    unserved_s: float = 12_000.0
    value_share: float = 1.0
    deals: float = 0.0
    growth: float = 1.0
    off_target_s: float = 20.0
    preference_s: float = 900.0
    weekday_s: float = 0.0
    month_s: float = 1800.0
    move_s: float = 600.0
    prospect_share: float | None = None
    balance: float = 60.0
    way_factor: float = 1.0
    round_visits_to_s: float = 300.0
    late_if_closed: bool = True
    longest_day_h: float = 0.0
    longest_week_h: float = 0.0
    per_hour: float = 0.0
    per_km: float = 0.0

    def __post_init__(self) -> None:
        if not all(isfinite(value) for value in astuple(self) if value is not None):
            raise ValueError("a weight is a finite number")
        if not 0 <= self.value_share <= 1 or not 0 <= (self.prospect_share or 0) <= 1:
            raise ValueError("value_share and prospect_share are shares between 0 and 1")
        if not 0 <= self.deals <= MOST_BY_DEALS:
            raise ValueError(f"deals lies between 0 (none) and {MOST_BY_DEALS}")
        if not 1 <= self.way_factor <= 3:
            raise ValueError("way_factor is between 1 and 3")
        wishes = (self.off_target_s, self.preference_s, self.weekday_s, self.month_s, self.move_s)
        prices = (self.unserved_s, self.growth, *wishes)
        if min(*prices, self.balance, self.per_hour, self.per_km) < 0:
            raise ValueError("a price cannot be negative")
        if self.growth > STEEPEST or max(*prices, self.balance, self.per_metre) > DEAREST:
            raise ValueError(f"growth is at most {STEEPEST}, a price (and that of a metre) at most {DEAREST:g} s")
        if not 0 <= self.round_visits_to_s <= 3600:
            raise ValueError("round_visits_to_s lies between 0 and 3600 seconds")
        if not 0 <= self.longest_day_h <= MOST_HOURS:
            raise ValueError(f"longest_day_h lies between 0 (no limit) and {MOST_HOURS} hours")
        if not 0 <= self.longest_week_h <= 7 * MOST_HOURS:
            raise ValueError(f"longest_week_h lies between 0 (no limit) and {7 * MOST_HOURS} hours")
        if self.per_km and not self.per_hour:
            raise ValueError("per_km needs per_hour: prices are in seconds of driving, and an hour must cost something")

    def driving_cost(self, currency: str) -> DrivingCost | None:
        """Return what driving costs; None where the planner has not said it."""
        if not self.per_hour:
            return None
        return DrivingCost(Decimal(str(self.per_hour)), Decimal(str(self.per_km)), currency)

    def longest_day_s(self, own_s: int | None) -> int | None:
        """Return the cap from door to door of a rep with a cap of their own, or none: the lesser of the two."""
        caps = [cap for cap in (own_s, round(self.longest_day_h * 3600)) if cap]
        return min(caps, default=None)

    @property
    def per_metre(self) -> float:
        """Return what a metre is worth, in seconds of driving."""
        return self.per_km / 1000 / (self.per_hour / 3600) if self.per_hour else 0.0
