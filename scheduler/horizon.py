"""The problem of one rep's horizon as a value: everything the search, the check and `roundsman solve` may know.

Nothing here knows where a rule comes from: seasons, pins, published weeks and preferences all arrive as windows,
spacing, prices and unremovable visits.

Units: days are whole calendar days counted from the horizon's first day (day 0); times are seconds since local
midnight; travel is in seconds and metres; prices are in one unit throughout, which `Weights` ties to driving.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from routing.tour import Lunch, Window


@dataclass(frozen=True, slots=True)
class RepDay:
    """One day on which the rep may drive; a horizon may hold several with the same `day` (vehicles side by side).

    Attributes
    ----------
    day : int
        Calendar days since day 0.
    start_s, end_s : int
        Earliest leaving and latest return.
    start_place, end_place : int
        Rows of the travel table.
    max_driving_s, max_work_s, max_visits, max_load : int or None
        Caps; work is driving plus service.
    max_day_s : int or None
        Cap on the time from door to door: from leaving to coming home, waiting and lunch counted. A rep who can leave
        later and be home as early does so.
    """

    day: int
    start_s: int
    end_s: int
    start_place: int
    end_place: int
    lunch: Lunch | None = None
    max_driving_s: int | None = None
    max_work_s: int | None = None
    max_visits: int | None = None
    max_load: int | None = None
    max_day_s: int | None = None


@dataclass(frozen=True, slots=True)
class DueVisit:
    """One visit that is due in the horizon.

    Attributes
    ----------
    id : str
        The visit's identity for life.
    account : str
        Visits of one account stand in `Horizon.visits` in the order in which they must take place, each on a day of its
        own.
    first_day, last_day : int
        Days allowed, both inclusive.
    least_gap_days, most_gap_days : int
        Spacing to the account's previous visit that is served. Each visit left out between the two adds its own most
        days to what is allowed; two visits never lie on one day, so a least of 0 is one of 1.
    hours : int
        Row of `Horizon.hours`: when a service may lie, day by day.
    price_unserved : float
        What leaving the visit out costs. Ignored where `compulsory`.
    compulsory : bool
        Never removed once placed, and placed before others: pins, published visits, contracts. A compulsory visit
        that cannot be placed is unserved all the same, and said to be so.
    day_price : tuple of (day, price)
        Extra price of serving the visit on some days: preferences and stability.
    load : int
    """

    id: str
    account: str
    place: int
    service_s: int
    first_day: int
    last_day: int
    hours: int
    price_unserved: float
    least_gap_days: int = 0
    most_gap_days: int = 10**6
    compulsory: bool = False
    day_price: tuple[tuple[int, float], ...] = ()
    load: int = 0


@dataclass(frozen=True, slots=True)
class Weights:
    """What the plan's cost is made of, all in one unit of price.

    `per_driving_s` and `per_metre` price the way; `balance` prices the squared deviation of a rep-day's work from the
    mean, per hour squared: 0 turns it off.
    """

    per_driving_s: float = 1.0
    per_metre: float = 0.0
    balance: float = 0.0


@dataclass(frozen=True, slots=True)
class Bed:
    """A hotel: `place` is a row of the travel table, `price` is that of one night."""

    place: int
    price: float


@dataclass(frozen=True, slots=True)
class Lodging:
    """Where and when the rep may sleep away from home; it allows, and chooses nothing.

    Attributes
    ----------
    beds : tuple of Bed
    willing : frozenset of int
        Days in whose night (from their evening to the next morning) the rep may be away.
    most_in_row, most_a_week : int
        Nights away without one at home between them, and in a week from Monday to Sunday.
    first_weekday : int
        Weekday of day 0; Monday is 0.
    spent : frozenset of int
        Days before day 0 (negative) in whose night the rep is away already.
    home : int
        Where days begin and end that no night away adjoins.
    """

    beds: tuple[Bed, ...]
    willing: frozenset[int]
    most_in_row: int
    most_a_week: int
    first_weekday: int = 0
    spent: frozenset[int] = frozenset()
    home: int = 0


@dataclass(frozen=True, slots=True)
class Overnight:
    """The nights between a rep-day and the next one, spent at one place; `price` is for all of them."""

    rep_day: int
    place: int
    price: float


@dataclass(frozen=True, slots=True, eq=False)
class Horizon:
    """One rep's horizon.

    Attributes
    ----------
    rep_days : tuple of RepDay
        In order of `day`.
    visits : tuple of DueVisit
    hours : tuple of (tuple of (tuple of Window))
        ``hours[row][day]`` are the windows of that calendar day, sorted, not overlapping; an empty tuple means closed.
    patterns : mapping of account to tuple of day tuples
        Where given, an account's visits lie on exactly one of these sets of days; spacing is not asked then.
    travel_s, distance_m : int32 arrays, shape (places, places)
    lodging : Lodging or None
        What nights away are allowed; None is none.
    overnights : tuple of Overnight
        Nights that are taken, in order: the ends of their rep-days are where they are spent, and every schedule of
        this horizon pays for them. `scheduler.nights.settled.settled` makes such a horizon.
    """

    rep_days: tuple[RepDay, ...]
    visits: tuple[DueVisit, ...]
    hours: tuple[tuple[tuple[Window, ...], ...], ...]
    travel_s: NDArray[np.int32]
    distance_m: NDArray[np.int32]
    weights: Weights = Weights()
    patterns: dict[str, tuple[tuple[int, ...], ...]] = field(default_factory=dict)
    lodging: Lodging | None = None
    overnights: tuple[Overnight, ...] = ()


@dataclass(frozen=True, slots=True)
class Schedule:
    """An answer to a `Horizon`.

    Attributes
    ----------
    tours : tuple of tuples of int
        For each rep-day the visits (indices into `Horizon.visits`) in driving order.
    unserved : tuple of int
        Visits on no tour, in order.
    cost : float
        Driving, distance, nights away, prices of days, balance and unserved visits, as `Weights` says.
    bound : float or None
        No schedule costs less than this; None where nothing is known.
    steps : int
        Steps of the search that were taken. With the seed they make the same schedule again if the budget was given in
        steps; within seconds the search cools by the clock, and CP-SAT's recombination needs the tours of all workers.
    seed : int
    """

    tours: tuple[tuple[int, ...], ...]
    unserved: tuple[int, ...]
    cost: float
    bound: float | None
    steps: int
    seed: int
