"""Rewards that change after each rep-day that is priced: the incremental subgradient method [1]_.

References
----------
.. [1] A. Nedic and D. Bertsekas (2001), "Incremental subgradient methods for nondifferentiable optimization", SIAM
   Journal on Optimization 12.
"""

from __future__ import annotations

from collections.abc import Sequence
from operator import itemgetter

import numpy as np

from scheduler.bound.days import BoundDay
from scheduler.bound.nodes import Floats, Ints
from scheduler.bound.relaxed import Relaxation, lying_on
from scheduler.bound.routes import quick_route


def sweep(relaxed: Relaxation, rewards: Floats, chances: Floats, order: Sequence[int], step: float) -> Floats:
    """Price each rep-day once, and change the rewards of its visits after it; return the rewards.

    A visit that no route serves gains `step` over all rep-days on which it may lie; a route that serves it takes as
    much.
    """
    for number in order:
        day = relaxed.days[number]
        lying = lying_on(day)
        change = np.zeros(len(rewards))
        change[lying] = 1.0 / chances[lying]
        least, nodes = quickest(day, rewards)
        if least < relaxed.idle:
            for node in nodes:
                change[day.nodes.taken(node - 1, rewards)] -= 1.0
        rewards = np.clip(rewards + step * change, 0.0, relaxed.left_out)
    return rewards


def bound_under(relaxed: Relaxation, rewards: Floats) -> float:
    """Return the bound that rewards give by q-routes."""
    total = float(rewards.sum()) - relaxed.allowance
    for day in relaxed.days:
        least, _ = quickest(day, rewards)
        total += min(relaxed.idle, least)
    return total


def quickest(day: BoundDay, rewards: Floats) -> tuple[float, Ints]:
    """Return the cheapest q-route of a rep-day: its price less the rewards, and its nodes."""
    reward = reward_of_nodes(day, rewards)
    return min((quick_route(span, reward) for span in day.spans), key=itemgetter(0))


def reward_of_nodes(day: BoundDay, rewards: Floats) -> Floats:
    """Return the reward of each node of the arrays, start and end included."""
    return np.concatenate([[0.0], day.nodes.earned(rewards), [0.0]])
