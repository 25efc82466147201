"""Where a rep-day can stop: one node for each account instead of one for each of its visits that may lie there.

An account has one visit a day, so those of its visits that lie at one place, take equally long and keep the same hours
on a day are one stop, which earns what the best of them earns.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from scheduler.horizon import DueVisit, Horizon

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Groups = tuple[tuple[int, ...], ...]
"""The visits of each node of a rep-day, in the account's order."""


@dataclass(frozen=True, slots=True, eq=False)
class Nodes:
    """The stops of one rep-day, and what their visits cost there.

    Attributes
    ----------
    visits : Groups
        Indices into the horizon's visits.
    member, price : (most visits of a node, nodes)
        A node's visits below each other; -1 pads. Their prices of the day; infinite pads.
    """

    visits: Groups
    member: NDArray[np.int64]
    price: Floats

    def earned(self, rewards: Floats) -> Floats:
        """Return what each node earns: the most of its visits' rewards less their prices of the day."""
        return np.asarray((rewards[self.member] - self.price).max(axis=0))

    def taken(self, node: int, rewards: Floats) -> int:
        """Return the visit with which a node earns the most."""
        return int(self.member[np.argmax(rewards[self.member[:, node]] - self.price[:, node]), node])

    def price_of(self, node: int, v: int) -> float:
        """Return the price of the day of a visit of a node."""
        return float(self.price[self.visits[node].index(v), node])


def nodes_of(groups: Groups, day: int, prices: Sequence[Mapping[int, float]]) -> Nodes:
    """Return the nodes of a day; `prices` are those of every visit of the horizon, by day."""
    shape = (max(map(len, groups), default=1), len(groups))
    member, price = np.full(shape, -1, np.int64), np.full(shape, np.inf)
    for node, group in enumerate(groups):
        member[: len(group), node] = group
        price[: len(group), node] = [prices[v].get(day, 0.0) for v in group]
    return Nodes(groups, member, price)


def prices_by_day(visit: DueVisit) -> dict[int, float]:
    """Return the price of serving a visit on a day, beside the way; no other day has one."""
    prices: dict[int, float] = {}
    for day, price in visit.day_price:
        prices[day] = prices.get(day, 0.0) + price
    return prices


def grouped(horizon: Horizon, day: int, visits: Sequence[int]) -> Iterator[tuple[int, ...]]:
    """Yield the visits of each node of a day; `visits`, those that may lie on it, stand in the order of the horizon."""
    open_: dict[str, list[int]] = {}
    for v in visits:
        account = horizon.visits[v].account
        if account in open_ and _one_stop(horizon, day, open_[account], v):
            open_[account].append(v)
        else:
            if account in open_:
                yield tuple(open_[account])
            open_[account] = [v]
    yield from map(tuple, open_.values())


def _one_stop(horizon: Horizon, day: int, group: Sequence[int], v: int) -> bool:
    """Say whether a visit is the same stop as those before it, and never on one day with them."""
    first, visit = horizon.visits[group[0]], horizon.visits[v]
    alike = (first.place, first.service_s) == (visit.place, visit.service_s)
    same = horizon.hours[first.hours][day] == horizon.hours[visit.hours][day]
    return alike and same and never_together(horizon, visit.account)


def never_together(horizon: Horizon, account: str) -> bool:
    """Say whether no two visits of an account may lie on one day: only a pattern can name a day twice."""
    return all(len(set(days)) == len(days) for days in horizon.patterns.get(account, ()))
