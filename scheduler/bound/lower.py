"""No schedule costs less: a lower bound on the cost of a horizon, from the cheapest route of every rep-day.

Left out are spacing, all of patterns but their days, caps, balance; a route may return to a visit that its ng-memory
has forgotten, and visits may be shared among fractions of routes. What is left is the linear programme that chooses
one route for each rep-day so that every visit is served or paid for [1]_. For any rewards of the visits, their sum and
the cheapest route of every rep-day under them are a bound (Lagrange). Rewards are raised for visits on no route and
lowered for those on several [2]_: at first by routes that forget nearly everything, which is quick. Where that has
settled, the programme over the routes met proposes them, drawn towards the best ones [3]_.

References
----------
.. [1] M. Desrochers, J. Desrosiers and M. Solomon (1992), "A new optimization algorithm for the vehicle routing problem
   with time windows", Operations Research 40.
.. [2] M. Held, P. Wolfe and H. Crowder (1974), "Validation of subgradient optimization", Mathematical Programming 6.
.. [3] P. Wentges (1997), "Weighted Dantzig-Wolfe decomposition for linear mixed-integer programming", International
   Transactions in Operational Research 4.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np

from routing.stopping import Stop
from scheduler.bound.days import BoundDay, Floats, Ints, bound_days, round_size
from scheduler.bound.master import Master, Route
from scheduler.bound.routes import LABEL_COLUMNS, NODE, PARENT, START_NODE, cheapest_routes, quick_route
from scheduler.horizon import Horizon, Schedule

REMEMBERED = 10
"""Near visits that a route does not return to."""
LABELS = 300_000
"""Room for the labels of one rep-day; beyond it the weaker bound of q-routes serves."""
ROUTES_A_ROUND = 10
"""Routes that a rep-day gives to the programme in one round."""
FIRST_SHARE, FIRST_STRIDE, QUICK_STRIDE, LAST_STRIDE = 0.75, 0.3, 0.1, 0.05
"""Share of the tours' prices that is handed out as first rewards; how far a step goes at first, from where on steps are
not quick any more, and how far it goes at last."""
FULL = 8
"""What pricing with ng-routes takes, beside pricing with q-routes."""
PATIENCE, SHORTER, MEMORY = 2, 0.6, 0.4
"""Steps without gain before strides become shorter, by how much, and how much of the last direction is kept."""
PULL = 0.6
"""How far proposed rewards are drawn towards the best ones met."""
CLOSE = 1e-4
"""Relative distance between bound and programme from which on a further round is not worth it."""
DEAR = 1e7
"""Price of leaving out what must be served."""


def lower_bound(horizon: Horizon, schedule: Schedule, stop: Stop) -> float:
    """Return a number that no schedule undercuts which serves at least the same compulsory visits.

    Parameters
    ----------
    horizon : Horizon
    schedule : Schedule
        Any schedule of the horizon: its tours give the first rewards; it says which compulsory visits can be served.
    stop : Stop
        Steps are millions of pairs of visits times units of time, over all rep-days priced by q-routes; pricing by
        ng-routes counts as eight times that. No round is made where one alone would take more.

    Returns
    -------
    float
        At least the sum of what days pay for visits: 0 where no price of a day is negative.
    """
    if stop.progress(round_size(horizon)) > 1.0:
        return paid(horizon)
    bounding = Bounding(horizon, schedule)
    while bounding.round() and stop.progress(bounding.work) < 1.0:
        pass
    return bounding.bound


def paid(horizon: Horizon) -> float:
    """Return what days pay for visits at most: the bound that needs no look at any route; 0 or less."""
    return float(sum(min(0.0, *(price for _, price in v.day_price), 0.0) for v in horizon.visits))


@dataclass(frozen=True, slots=True)
class Priced:
    """What some rewards gave: their bound, how often each visit is served, whether new routes were met."""

    bound: float
    served: Floats
    met: bool


@dataclass(slots=True)
class Bounding:
    """The best bound met, the rewards that gave it, and what proposes the next ones."""

    horizon: Horizon
    schedule: Schedule
    bound: float = field(init=False)
    work: int = 0
    value: float = np.inf
    stride: float = FIRST_STRIDE
    idle: int = 0
    best: Floats = field(init=False)
    trial: Floats = field(init=False)
    direction: Floats | None = None
    master: Master = field(init=False)
    days: list[BoundDay] = field(init=False)
    labels: Ints = field(init=False)
    costs: Floats = field(init=False)
    size: int = field(init=False)
    account: Ints = field(init=False)

    def __post_init__(self) -> None:
        self.bound, self.size = paid(self.horizon), round_size(self.horizon)
        numbers = {account: n for n, account in enumerate(sorted({visit.account for visit in self.horizon.visits}))}
        self.account = np.array([numbers[visit.account] for visit in self.horizon.visits], np.int64)
        dropped = set(self.schedule.unserved)
        must = [DEAR * (v not in dropped) if visit.compulsory else None for v, visit in enumerate(self.horizon.visits)]
        left_out = [v.price_unserved if m is None else m for v, m in zip(self.horizon.visits, must, strict=True)]
        self.master = Master(len(self.horizon.rep_days), np.array(left_out))
        self.days = bound_days(self.horizon, REMEMBERED)
        self.labels, self.costs = np.empty((LABELS, LABEL_COLUMNS), np.int64), np.empty(LABELS)
        self.best = self.trial = np.zeros(len(left_out))
        for rep_day, tour in enumerate(self.schedule.tours):
            if tour:
                route = self._route(rep_day, [self.days[rep_day].visits.index(v) + 1 for v in tour])
                self.master.add(route)
                self.trial[list(tour)] = FIRST_SHARE * self._shares(rep_day, route)
        self.trial = self._alike(self.trial)

    def _alike(self, values: Floats) -> Floats:
        """Return for each visit the mean over its account's visits."""
        means = np.bincount(self.account, values) / np.maximum(np.bincount(self.account), 1)
        return np.asarray(means[self.account])

    def _shares(self, rep_day: int, route: Route) -> Floats:
        """Share a route's price among its visits by the detour that each one makes."""
        day, price = self.days[rep_day], self.days[rep_day].arrays.price
        nodes = [START_NODE, *(day.visits.index(v) + 1 for v in route.visits), len(day.visits) + 1]
        detours = [
            price[a, b] + price[b, c] - price[a, c] for a, b, c in zip(nodes, nodes[1:], nodes[2:], strict=False)
        ]
        parts = np.maximum(detours, 0.0) + 0.01 * abs(route.price) + 1e-9
        return np.minimum(route.price * parts / parts.sum(), self.master.left_out[list(route.visits)])

    def round(self) -> bool:
        """Price every rep-day once; return whether another round may raise the bound."""
        if not self.days or not len(self.trial):
            return False
        return self._climb() if self.stride > LAST_STRIDE else self._consult()

    def _climb(self) -> bool:
        """Step from the rewards that were tried last towards serving each visit once."""
        before = self.bound
        priced = self._price_quickly(self.trial) if self.stride > QUICK_STRIDE else self._price(self.trial)
        self.idle = 0 if self.bound > before else self.idle + 1
        if self.idle > PATIENCE:
            self.stride, self.idle, self.trial = self.stride * SHORTER, 0, self.best
        wanted = 1.0 - priced.served
        kept = wanted if self.direction is None else self.direction
        self.direction = (1 - MEMORY) * wanted + MEMORY * kept
        gap, length = self.schedule.cost - priced.bound, float((self.direction**2).sum())
        if gap <= CLOSE * abs(self.schedule.cost) or not length:
            return False
        self.trial = np.clip(self.trial + self.stride * gap / length * self.direction, 0.0, self.master.left_out)
        return True

    def _consult(self) -> bool:
        """Ask the programme over the routes met for rewards."""
        self.value, proposed = self.master.rewards()
        met = self._price(PULL * self.best + (1 - PULL) * proposed).met
        if not met:
            met = self._price(proposed).met
        return met and self.bound < self.value * (1 - CLOSE)

    def _price(self, rewards: Floats) -> Priced:
        """Find the cheapest routes under some rewards, and keep their bound if it is the best."""
        self.work += FULL * self.size
        total, served, met = float(rewards.sum()), np.zeros(len(rewards)), False
        for rep_day in range(len(self.days)):
            least, routes = self._price_day(rep_day, rewards)
            total += min(0.0, least)
            for route in routes:
                self.master.add(route)
            cheapest = routes[0] if routes else self.master.cheapest(rep_day, rewards)
            np.add.at(served, list(cheapest.visits), 1.0)
            met = met or bool(routes)
        return self._noted(total, rewards, served, met=met)

    def _noted(self, total: float, rewards: Floats, served: Floats, *, met: bool) -> Priced:
        if total > self.bound:
            self.bound, self.best = total, rewards
        return Priced(total, served, met)

    def _price_quickly(self, rewards: Floats) -> Priced:
        """Find the cheapest q-routes under some rewards, and keep their bound if it is the best."""
        self.work += self.size
        total, served = float(rewards.sum()), np.zeros(len(rewards))
        for day in self.days:
            least, nodes = quick_route(day.arrays, self._rewards_on(day, rewards))
            if least < 0:
                total += least
                np.add.at(served, [day.visits[node - 1] for node in nodes], 1.0)
        return self._noted(total, rewards, served, met=True)

    def _rewards_on(self, day: BoundDay, rewards: Floats) -> Floats:
        return np.concatenate([[0.0], rewards[list(day.visits)], [0.0]])

    def _price_day(self, rep_day: int, rewards: Floats) -> tuple[float, list[Route]]:
        day = self.days[rep_day]
        reward = self._rewards_on(day, rewards)
        below = self.master.cheapest(rep_day, rewards).cost(rewards)
        least, ends, costs = cheapest_routes(day.arrays, reward, below, self.labels, self.costs)
        best = [end for end in np.argsort(costs, kind="stable")[:ROUTES_A_ROUND] if ends[end] >= 0]
        return least, [self._route(rep_day, list(self._back(int(ends[end])))[::-1]) for end in best]

    def _back(self, label: int) -> Iterator[int]:
        while self.labels[label, NODE] != START_NODE:
            yield int(self.labels[label, NODE])
            label = int(self.labels[label, PARENT])

    def _route(self, rep_day: int, nodes: list[int]) -> Route:
        day = self.days[rep_day]
        price = sum(float(day.arrays.price[a, b]) for a, b in pairwise([START_NODE, *nodes, len(day.visits) + 1]))
        return Route(rep_day, price, tuple(day.visits[node - 1] for node in nodes))
