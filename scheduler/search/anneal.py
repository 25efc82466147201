"""The search itself: ruin, recreate, and accept by simulated annealing (Kirkpatrick, Gelatt and Vecchi 1983)."""

from __future__ import annotations

import numpy as np

from scheduler.search.begin import load_tours
from scheduler.search.chance import uniform
from scheduler.search.eject import eject
from scheduler.search.facts import (
    ABSENT,
    BEST,
    BEST_COUNT,
    BEST_MISSING,
    BEST_VERSION,
    COST,
    COUNT,
    EXCESS,
    FINE,
    LIMIT,
    MISSING,
    STEP,
    TRUST,
    VERSION,
    VISIT,
    Facts,
    State,
    entry,
    kernel,
    part,
)
from scheduler.search.journal import begin, eased_price, settle, step_excess, step_missing, step_price, undo, with_fine
from scheduler.search.recreate import WHATEVER, recreate, retry_all, retry_near, retry_some
from scheduler.search.reference import refer
from scheduler.search.ruin import drop_dear_tours, ruin
from scheduler.search.swap import swap
from scheduler.search.trade import trade

SWAPS = 5
"""Swaps that a step tries; together they take a third of the time that ruin and recreate take."""
EJECTIONS = 10
"""Chains that a step tries while visits are left out; together they take a third of a step's time."""
TRUSTING = 0.12
"""How often a step pays for unserved visits near each other more than each alone is worth."""
HOPELESS = 5.0
"""Temperatures by which the way may grow at most in a swap, for its rules to be looked at."""


@part
def remember(state: State) -> None:
    """Keep the schedule as the best one; only tours that changed since the last best are copied."""
    state.total[BEST], state.total[BEST_MISSING] = state.total[COST], state.tally[MISSING]
    for d in range(len(state.tour)):
        if state.tour[d, BEST_VERSION] != state.tour[d, VERSION]:
            state.tour[d, BEST_VERSION] = state.tour[d, VERSION]
            state.tour[d, BEST_COUNT] = state.tour[d, COUNT]
            for i in range(state.tour[d, COUNT]):
                state.best_route[d, i] = state.node[d, i + 1, VISIT]


@part
def is_best(state: State) -> bool:
    """Return whether no schedule met so far keeps the caps and is as good."""
    missing, fewest = state.tally[MISSING], state.total[BEST_MISSING]
    better = missing < fewest or (missing == fewest and state.total[COST] < state.total[BEST] - 1e-9)
    return better and state.tally[EXCESS] == 0


@kernel
def draw_limit(state: State, temperature: float) -> None:
    """Draw what the step may add to the cost."""
    state.total[LIMIT] = -temperature * np.log(1.0 - uniform(state))


@kernel
def decide(facts: Facts, state: State) -> None:
    """Keep the step or undo it. A compulsory visit served counts for more than any price."""
    price, missing, excess = step_price(facts, state), step_missing(facts, state), step_excess(facts, state)
    weighed = with_fine(state, price, excess) - eased_price(facts, state)
    if missing < 0 or (missing == 0 and weighed < state.total[LIMIT]):
        settle(state, price, missing, excess)
        if is_best(state):
            remember(state)
    else:
        undo(state)


@part
def retry(facts: Facts, state: State) -> bool:
    """Let some unserved visits wait for their places; return whether they share a tour that may be too dear."""
    state.total[TRUST] = 1.0
    shared = state.tally[ABSENT] > 0 and uniform(state) < TRUSTING
    if shared:
        retry_near(facts, state)
    else:
        retry_some(facts, state)
    return shared


@part
def try_swaps(facts: Facts, state: State, temperature: float) -> None:
    """Try some swaps of tours, each kept or undone for itself."""
    for _ in range(SWAPS):
        begin(state)
        if swap(facts, state, HOPELESS * temperature):
            draw_limit(state, temperature)
            decide(facts, state)


@part
def try_trade(facts: Facts, state: State, temperature: float) -> None:
    """Try to let two accounts trade their rep-days."""
    begin(state)
    if trade(facts, state):
        draw_limit(state, temperature)
        decide(facts, state)


@part
def try_ejections(facts: Facts, state: State, temperature: float) -> None:
    """Try to let visits that are left out take others' places, each chain kept or undone for itself."""
    state.total[TRUST] = 1.0
    for _ in range(EJECTIONS):
        if state.tally[ABSENT] == 0:
            return
        begin(state)
        if eject(facts, state):
            draw_limit(state, temperature)
            decide(facts, state)


@entry
def anneal(facts: Facts, state: State, steps: int, hot: float, cold: float, fine: float) -> None:
    """Take `steps` steps while the temperature falls from `hot` to `cold` geometrically.

    A unit of load above a cap is fined `fine` over the temperature; infinity forbids it.
    The very first step loads the old schedule, which is the best one until a better is met, and places every visit that
    is on no tour, greedily. Where there is no old schedule whatever fits is placed, and tours that are not worth their
    way are emptied.
    """
    facts, state = refer(facts), refer(state)
    for step in range(steps):
        temperature = hot * (cold / hot) ** (step / steps)
        state.total[FINE] = fine / temperature
        first = state.tally[STEP] == 0
        if first:
            load_tours(facts, state)
            if is_best(state):
                remember(state)
        begin(state)
        draw_limit(state, temperature)
        if first:
            shared = state.tally[ABSENT] == len(state.where)
            state.total[TRUST] = WHATEVER if shared else 1.0
            retry_all(state)
        else:
            ruin(facts, state)
            shared = retry(facts, state)
        if recreate(facts, state):
            if shared:
                drop_dear_tours(facts, state)
            decide(facts, state)
        else:
            undo(state)
        if not first:
            try_swaps(facts, state, temperature)
            try_trade(facts, state, temperature)
            try_ejections(facts, state, temperature)
