"""The search itself: ruin, recreate, and accept by simulated annealing (Kirkpatrick, Gelatt and Vecchi 1983)."""

from __future__ import annotations

import numpy as np

from scheduler.search.chance import uniform
from scheduler.search.facts import (
    BEST,
    BEST_MISSING,
    CHANGED,
    COST,
    COUNT,
    MISSING,
    STEP,
    TODO,
    TOUCHED,
    VERSION,
    VISIT,
    Facts,
    State,
    entry,
    kernel,
)
from scheduler.search.journal import settle, step_missing, step_price, undo
from scheduler.search.recreate import recreate, retry_all, retry_some
from scheduler.search.ruin import ruin


@kernel
def begin(state: State) -> None:
    """Open the journal of a new step."""
    state.tally[STEP] += 1
    state.tally[TOUCHED] = state.tally[CHANGED] = state.tally[TODO] = 0


@kernel
def remember(state: State) -> None:
    """Keep the schedule as the best one; only tours that changed since the last best are copied."""
    state.total[BEST], state.total[BEST_MISSING] = state.total[COST], state.tally[MISSING]
    for d in range(len(state.tour)):
        if state.best_version[d] != state.tour[d, VERSION]:
            state.best_version[d] = state.tour[d, VERSION]
            state.best_count[d] = state.tour[d, COUNT]
            for i in range(state.tour[d, COUNT]):
                state.best_route[d, i] = state.node[d, i + 1, VISIT]


@kernel
def decide(facts: Facts, state: State, temperature: float) -> None:
    """Keep the step or undo it. A compulsory visit served counts for more than any price."""
    price, missing = step_price(facts, state), step_missing(facts, state)
    if missing < 0 or (missing == 0 and price < -temperature * np.log(1.0 - uniform(state))):
        settle(state, price, missing)
        fewer = state.tally[MISSING] < state.total[BEST_MISSING]
        if fewer or (
            state.tally[MISSING] == state.total[BEST_MISSING] and state.total[COST] < state.total[BEST] - 1e-9
        ):
            remember(state)
    else:
        undo(state)


@entry
def anneal(facts: Facts, state: State, steps: int, hot: float, cold: float) -> None:
    """Take `steps` steps while the temperature falls from `hot` to `cold` geometrically.

    The very first step places every visit that is on no tour, greedily, and is kept as it is.
    """
    for step in range(steps):
        begin(state)
        first = state.tally[STEP] <= 2
        if first:
            retry_all(state)
        else:
            ruin(facts, state)
            retry_some(facts, state)
        recreate(facts, state)
        if first:
            settle(state, step_price(facts, state), step_missing(facts, state))
            remember(state)
        else:
            decide(facts, state, hot * (cold / hot) ** (step / steps))
