"""A far cluster is visited where all its visits together are worth the way, though none of them alone is."""

from __future__ import annotations

import numpy as np

from routing.stopping import Steps
from routing.tour import Window
from scheduler.checking.schedule import check
from scheduler.horizon import DueVisit, Horizon, RepDay
from scheduler.search import solve

CLUSTERS, EACH, AWAY, ABOUT, CAP = 8, 30, 3000, 250, 25
"""Clusters, visits of each, how far they are and how wide, and visits that a tour can carry."""


def strewn(seed: int) -> Horizon:
    """Return clusters around home, more tours than clusters, and visits worth a tenth of the way out and back."""
    rng, angles = np.random.default_rng(seed), np.arange(CLUSTERS) * 2 * np.pi / CLUSTERS
    around = [rng.normal((AWAY * np.cos(a), AWAY * np.sin(a)), ABOUT, (EACH, 2)) for a in angles]
    where = np.vstack([np.zeros((1, 2)), *around])
    travel = np.round(np.linalg.norm(where[:, None] - where[None, :], axis=2)).astype(np.int32)
    visits = tuple(
        DueVisit(f"v{k:03}", f"a{k:03}", k, 0, 0, 0, 0, float(rng.integers(200, 600)), load=1)
        for k in range(1, len(where))
    )
    days = (RepDay(0, 0, 10**6, 0, 0, max_load=CAP),) * (CLUSTERS + 4)
    return Horizon(days, visits, (((Window(0, 10**6),),),), travel, np.zeros_like(travel))


def test_a_tour_is_opened_for_each_cluster() -> None:
    for seed in range(4):
        horizon = strewn(seed)
        schedule = solve(horizon, Steps(500), seed)
        assert check(horizon, schedule) == ()
        assert len(schedule.unserved) <= CLUSTERS * (EACH - CAP)
        assert schedule.cost < 0.9 * sum(visit.price_unserved for visit in horizon.visits)
