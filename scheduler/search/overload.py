"""Overload: while a search is hot, a visit that is left out weighs less where far more is due than fits.

Leaving a visit out costs many ways of a visit, far more than a way may be longer in a step that is kept. So a search
that cools settles which visits are left out first, while its tours are still loose, and only then tightens the tours;
the room that this gains lies in pieces too small for a visit. Weighed by a few ways, a visit may leave a day to others
until the tours are tight (decision 174).
"""

from __future__ import annotations

import numpy as np

from scheduler.search.facts import ABSENT, COUNT, MUST, Facts, State

LEFT_OUT = 0.2
"""The share of visits that the first step leaves out, from which on a horizon is overloaded, ..."""
FREE = 0.05
"""... and the share of rep-days that it leaves free at most: where more are free, visits are not worth their way."""
WAYS = 3.0
"""What leaving out a visit weighs then, in ways that a visit takes on average."""
MOST = 0.9
"""The share that is passed over at most, however short the ways are."""


def eased_share(facts: Facts, state: State, way: float) -> float:
    """Return the share of the prices of visits left out that verdicts pass over.

    Parameters
    ----------
    facts : Facts
    state : State
        The schedule after the first step.
    way : float
        The price of the way that one visit takes on average.
    """
    worth = facts.unserved[facts.visit[:, MUST] == 0]
    if len(worth) == 0 or not is_overloaded(facts, state):
        return 0.0
    usual = float(np.median(worth))
    return min(MOST, max(0.0, 1.0 - WAYS * way / usual)) if usual > 0 else 0.0


def is_overloaded(facts: Facts, state: State) -> bool:
    """Return whether the first step has left out many visits although hardly a rep-day is free."""
    free = np.count_nonzero(state.tour[:, COUNT] == 0)
    return bool(state.tally[ABSENT] >= LEFT_OUT * len(facts.visit) and free <= FREE * len(facts.day))
