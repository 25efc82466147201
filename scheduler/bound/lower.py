"""No schedule costs less: a lower bound on the cost of a horizon, from the cheapest route of every rep-day.

Left out are spacing but that an account has one visit a day, all of patterns but their days, and caps; a route may
return to a visit that its ng-memory has forgotten, and visits may be shared among fractions of routes. What is left is
the linear programme that chooses one route for each rep-day so that every visit is served or paid for [1]_. For any
rewards of the visits, their sum and the cheapest route of every rep-day under them are a bound (Lagrange). Rewards
climb rep-day by rep-day, at first in coarse time; where the horizon is small enough to settle, the programme over the
routes met proposes them from then on, drawn towards the best ones [2]_.

References
----------
.. [1] M. Desrochers, J. Desrosiers and M. Solomon (1992), "A new optimization algorithm for the vehicle routing problem
   with time windows", Operations Research 40.
.. [2] P. Wentges (1997), "Weighted Dantzig-Wolfe decomposition for linear mixed-integer programming", International
   Transactions in Operational Research 4.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from routing.stopping import Stop
from scheduler.bound.climb import bound_under, sweep
from scheduler.bound.days import groups_by_day, nodes_by_day, pairs_times_seconds, round_size, units_of
from scheduler.bound.nodes import Floats, Groups, Nodes
from scheduler.bound.relaxed import Relaxation, chances_of, first_rewards, relaxation
from scheduler.horizon import Horizon, Schedule

FIRST_STEP, LAST_STEP = 0.6, 1 / 40
"""How far the reward of a visit on no route rises in the first sweep, beside the mean first reward, where there are
`SWEEPS` of them; and in the last sweep beside the first one."""
SWEEPS = 80
"""Fewer sweeps take shorter steps, by the root of their number: they end nearer to where they begin."""
COARSELY = 0.5
"""Share of the climb that is made in coarse time."""
SETTLING, CLIMB = 100, 0.3
"""Where the budget has room for so many rounds, this share of it is climbed; elsewhere all of it."""
SEED = 1
"""Of the order in which rep-days are priced."""
MILLION = 1_000_000


def lower_bound(horizon: Horizon, schedule: Schedule, stop: Stop) -> float | None:
    """Return a number that no schedule undercuts which serves at least the same compulsory visits.

    Parameters
    ----------
    horizon : Horizon
    schedule : Schedule
        Any schedule of the horizon: its tours give the first rewards; it says which compulsory visits can be served.
    stop : Stop
        Steps are millions of pairs of stops times units of time, over all rep-days priced by q-routes; pricing by
        ng-routes counts the looks at pairs of labels besides.

    Returns
    -------
    float or None
        None where nothing is known: the budget has no room for one sweep, or the best bound met is no better than what
        days pay for visits at most.
    """
    if not horizon.visits:
        return 0.0
    extent = extent_of(horizon, schedule)
    if stop.progress(2 * extent.size) > 1.0:
        return None
    bounding = Bounding(horizon, schedule, extent)
    bounding.climb(stop)
    if bounding.settles(stop):
        bounding.consult(stop)
    return bounding.bound if bounding.bound > paid(horizon) else None


def paid(horizon: Horizon) -> float:
    """Return what days pay for visits at most: the bound that needs no look at any route; 0 or less."""
    return float(sum(min(0.0, *(price for _, price in v.day_price), 0.0) for v in horizon.visits))


@dataclass(frozen=True, slots=True, eq=False)
class Extent:
    """How large a horizon is: known before any rep-day is rounded, which takes longer than a budget without room.

    Attributes
    ----------
    groups : list of Groups
        The visits of the nodes of each rep-day.
    pairs_s : int
        Pairs of nodes times seconds, over all rep-days.
    units_s : (int, int)
        Seconds of a coarse and of a fine unit of time.
    """

    groups: list[Groups]
    pairs_s: int
    units_s: tuple[int, int]

    @property
    def size(self) -> int:
        """Return the work of a fine sweep."""
        return round_size(self.pairs_s, self.units_s[1])


def extent_of(horizon: Horizon, schedule: Schedule) -> Extent:
    """Return how large a horizon is; `schedule` says which compulsory visits can be served."""
    groups = groups_by_day(horizon, schedule)
    pairs_s = pairs_times_seconds(horizon, groups)
    return Extent(groups, pairs_s, units_of(pairs_s))


@dataclass(slots=True)
class Bounding:
    """The best bound met, the rewards that gave it, and the work that it took; `size` is the work of a fine sweep."""

    horizon: Horizon
    schedule: Schedule
    extent: Extent
    bound: float = -np.inf
    work: int = 0
    size: int = field(init=False)
    nodes: list[Nodes] = field(init=False)
    fine: Relaxation = field(init=False)
    rewards: Floats = field(init=False)

    def __post_init__(self) -> None:
        self.size = self.extent.size
        self.nodes = nodes_by_day(self.horizon, self.extent.groups)
        self.fine = relaxation(self.horizon, self.schedule, self.nodes, self.extent.units_s[1])
        self.rewards = first_rewards(self.horizon, self.schedule, self.fine)

    @property
    def coarse(self) -> Relaxation:
        """Return the rep-days in coarse time: made when it is asked for, since a short climb never is in it."""
        return relaxation(self.horizon, self.schedule, self.nodes, self.extent.units_s[0])

    def settles(self, stop: Stop) -> bool:
        """Say whether the budget has room for as many rounds as the programme needs."""
        return stop.progress(SETTLING * self.size) < 1.0

    def climb(self, stop: Stop) -> None:
        """Sweep over the rep-days, in coarse and then in fine time, and keep the bound of the last rewards."""
        until = CLIMB if self.settles(stop) else 1.0
        half = COARSELY * (until + stop.progress(self.size))
        shorter = min(1.0, 1.0 / (SWEEPS * stop.progress(self.size))) ** 0.5
        first, chances = FIRST_STEP * shorter * float(self.rewards.mean()), chances_of(self.fine)
        order = np.random.default_rng(SEED)
        for number, (unit_s, end) in enumerate(zip(self.extent.units_s, (half, until), strict=True)):
            size = round_size(self.extent.pairs_s, unit_s)
            if stop.progress(self.work + size) > end - stop.progress(self.size):
                continue
            relaxed = self.fine if number else self.coarse
            while stop.progress(self.work + size) <= end - stop.progress(self.size):
                step = first * LAST_STEP ** (stop.progress(self.work) / until)
                days = order.permutation(len(relaxed.days)).tolist()
                self.rewards = sweep(relaxed, self.rewards, chances, days, step)
                self.work += size
        self.work += self.size
        self.bound = bound_under(self.fine, self.rewards)

    def consult(self, stop: Stop) -> None:
        """Let the programme propose rewards, until nothing is gained."""
        from scheduler.bound.consult import Consulting  # noqa: PLC0415 - HiGHS takes half a second to import

        consulting = Consulting(self.fine, self.bound, self.rewards)
        before, rounds = self.work, 0
        while stop.progress(self.work) < 1.0 and consulting.round():
            rounds += 1
            self.work = before + rounds * self.size + consulting.looks // MILLION
        self.bound = consulting.bound
