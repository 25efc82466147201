"""The programme over the routes met so far: which of them, in fractions, serve the visits cheapest."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from scipy.optimize import linprog
from scipy.sparse import csc_array, hstack, identity, vstack

from scheduler.bound.nodes import Floats


@dataclass(frozen=True, slots=True)
class Route:
    """A route of a rep-day; `visits` may name one twice."""

    rep_day: int
    price: float
    visits: tuple[int, ...]

    def cost(self, rewards: Floats) -> float:
        """Return the price of the route less the rewards it collects."""
        return self.price - float(rewards[list(self.visits)].sum())


@dataclass(slots=True)
class Master:
    """Routes, and what leaving out each visit costs.

    Attributes
    ----------
    left_out : (visits,)
        Large where a visit must be served.
    idle : float
        Price of a rep-day that is not driven.
    """

    rep_days: int
    left_out: Floats
    idle: float
    routes: list[list[Route]] = field(init=False)

    def __post_init__(self) -> None:
        self.routes = [[Route(rep_day, self.idle, ())] for rep_day in range(self.rep_days)]

    def add(self, route: Route) -> None:
        """Add a route to its rep-day."""
        self.routes[route.rep_day].append(route)

    def cheapest(self, rep_day: int, rewards: Floats) -> Route:
        """Return the cheapest of a rep-day's routes; the first of them is to stay at home."""
        return min(self.routes[rep_day], key=lambda route: route.cost(rewards))

    def rewards(self) -> tuple[float, Floats]:
        """Solve the programme; return its value and the rewards of the visits.

        Raises
        ------
        ArithmeticError
            If HiGHS does not solve it, which a programme that may leave everything out never gives cause for.
        """
        routes = [route for of_day in self.routes for route in of_day]
        prices = np.array([*(route.price for route in routes), *self.left_out])
        limits = np.concatenate([np.full(len(self.left_out), -1.0), np.ones(self.rep_days)])
        found = linprog(prices, A_ub=self._rows(routes), b_ub=limits, method="highs-ds")
        if found.status != 0:
            raise ArithmeticError(f"the programme over {len(routes)} routes was not solved: {found.message}")
        return float(found.fun), -found.ineqlin.marginals[: len(self.left_out)]

    def _rows(self, routes: Sequence[Route]) -> csc_array:
        """Serve or leave out each visit at least once; drive at most one route on each rep-day."""
        visits = [v for route in routes for v in route.visits]
        columns = [k for k, route in enumerate(routes) for _ in route.visits]
        shape, count = (len(self.left_out), len(routes)), len(self.left_out)
        served = csc_array((np.full(len(visits), -1.0), (visits, columns)), shape)
        on_day = [route.rep_day for route in routes], range(len(routes))
        days = csc_array((np.ones(len(routes)), on_day), (self.rep_days, len(routes)))
        none = csc_array((self.rep_days, count))
        return csc_array(vstack([hstack([served, -identity(count)]), hstack([days, none])]))
