"""Rewards that the programme over the routes met proposes, priced by routes that remember: until both agree."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

import numpy as np

from scheduler.bound.climb import reward_of_nodes
from scheduler.bound.days import BoundDay, remembering
from scheduler.bound.master import Master, Route
from scheduler.bound.nodes import Floats, Ints
from scheduler.bound.relaxed import Relaxation
from scheduler.bound.routes import LABEL_COLUMNS, NODE, PARENT, START_NODE, cheapest_routes

LABELS = 300_000
"""Room for the labels of one rep-day; beyond it the weaker bound of q-routes serves."""
LOOKS = 2_000_000
"""Looks at pairs of labels for one rep-day; beyond them too."""
ROUTES_A_ROUND = 10
"""Routes that a rep-day gives to the programme in one round."""
PULL = 0.6
"""How far proposed rewards are drawn towards the best ones met."""
CLOSE = 1e-4
"""Relative distance between bound and programme from which on a further round is not worth it."""


@dataclass(slots=True)
class Consulting:
    """The best bound met, the rewards that gave it, and the programme that proposes the next ones.

    `looks` counts all looks at pairs of labels.
    """

    relaxed: Relaxation
    bound: float
    best: Floats
    looks: int = 0
    master: Master = field(init=False)
    labels: Ints = field(init=False)
    costs: Floats = field(init=False)

    def __post_init__(self) -> None:
        self.relaxed = replace(self.relaxed, days=[remembering(day) for day in self.relaxed.days])
        self.master = Master(len(self.relaxed.days), self.relaxed.left_out, self.relaxed.idle)
        self.labels, self.costs = np.empty((LABELS, LABEL_COLUMNS), np.int64), np.empty(LABELS)

    def round(self) -> bool:
        """Ask the programme for rewards, and price every rep-day; return whether another round may raise the bound."""
        value, proposed = self.master.rewards()
        met = self._price(PULL * self.best + (1 - PULL) * proposed) or self._price(proposed)
        return met and self.bound < (value - self.relaxed.allowance) * (1 - CLOSE)

    def _price(self, rewards: Floats) -> bool:
        """Find the cheapest routes under some rewards, and keep the best bound; return whether any was new."""
        total, met = float(rewards.sum()) - self.relaxed.allowance, False
        for rep_day in range(len(self.relaxed.days)):
            least, routes = self._price_day(rep_day, rewards)
            total += min(self.relaxed.idle, least)
            for route in routes:
                self.master.add(route)
            met = met or bool(routes)
        if total > self.bound:
            self.bound, self.best = total, rewards
        return met

    def _price_day(self, rep_day: int, rewards: Floats) -> tuple[float, list[Route]]:
        day, least, routes = self.relaxed.days[rep_day], np.inf, list[Route]()
        below = self.master.cheapest(rep_day, rewards).cost(rewards)
        reward = reward_of_nodes(day, rewards)
        for span in day.spans:
            found, ends, costs, looks = cheapest_routes(span, reward, below, self.labels, self.costs, LOOKS)
            self.looks += looks
            best = [end for end in np.argsort(costs, kind="stable")[:ROUTES_A_ROUND] if ends[end] >= 0]
            routes += [self._route(rep_day, day, int(ends[end]), float(costs[end]), rewards) for end in best]
            least = min(least, found)
        return least, routes

    def _route(self, rep_day: int, day: BoundDay, label: int, cost: float, rewards: Floats) -> Route:
        """Return the route that ends with a label and costs `cost` under the rewards."""
        visits = tuple(day.nodes.taken(node - 1, rewards) for node in reversed(list(self._back(label))))
        return Route(rep_day, cost + float(rewards[list(visits)].sum()), visits)

    def _back(self, label: int) -> Iterator[int]:
        while self.labels[label, NODE] != START_NODE:
            yield int(self.labels[label, NODE])
            label = int(self.labels[label, PARENT])
