"""A population: a long search cools several schedules side by side, and copies cheap ones over dear ones.

Population annealing (Iba 2001; Hukushima and Iba 2003): whenever it grows colder, each schedule goes on in as many
copies as its cost makes it likelier now than before. Where most accounts choose between patterns, single searches end
in valleys that lie per cents apart, and more steps change little; four schedules leave the bad valleys in time. Where
spacing alone binds, one schedule with all the steps is better.
"""

from __future__ import annotations

import numpy as np

from scheduler.search.anneal import anneal
from scheduler.search.facts import (
    BEST,
    BEST_COUNT,
    BEST_MISSING,
    BEST_VERSION,
    COST,
    EXCESS,
    MISSING,
    PATTERNS,
    Facts,
    Floats,
    State,
)
from scheduler.search.prepare import first_number

MEMBERS = 4
"""Schedules that are cooled side by side at most."""
ENOUGH = 1_000
"""Steps for each visit that a schedule takes at least; with fewer of them there are fewer schedules."""


def members(facts: Facts, steps: float) -> int:
    """Return how many schedules share `steps` steps: one, unless most accounts choose between patterns."""
    if np.median(np.diff(facts.account[:, PATTERNS])) < 2:
        return 1
    return max(1, min(MEMBERS, int(steps / len(facts.visit)) // ENOUGH))


def grow(states: list[State], count: int, seed: int) -> None:
    """Add copies of the first schedule until there are `count`, each with random numbers of its own."""
    for member in range(len(states), count):
        twin = State._make(array.copy() for array in states[0])
        twin.random[:] = first_number(seed, member)
        states.append(twin)


def anneal_all(facts: Facts, states: list[State], steps: int, hot: float, cold: float, fine: float) -> None:
    """Take `steps` steps together, shared out evenly."""
    count = len(states)
    for member, state in enumerate(states):
        own = steps * (member + 1) // count - steps * member // count
        anneal(facts, state, own, hot, cold, fine)


def select(states: list[State], draw: float, hot: float, cold: float, fine: float) -> None:
    """Copy schedules over others, as the fall of the temperature from `hot` to `cold` asks; each keeps its best one.

    `draw` is a random number from [0, 1), of which all copies follow (systematic resampling), and `fine` the price of a
    unit of load above a cap.
    """
    weights = np.cumsum(_weights(states, 1.0 / cold - 1.0 / hot, fine))
    count = len(states)
    chosen = np.searchsorted(weights, (draw + np.arange(count)) / count * weights[-1], side="right")
    copies = np.bincount(np.minimum(chosen, count - 1), minlength=count)
    left = [member for member in range(count) if copies[member] == 0]
    for member in np.repeat(np.arange(count), np.maximum(copies - 1, 0)):
        copy(states[member], states[left.pop()])


def _weights(states: list[State], fall: float, fine: float) -> Floats:
    missing = np.array([state.tally[MISSING] for state in states])
    cost = np.array([state.total[COST] + fine * state.tally[EXCESS] for state in states])
    fewest = missing == missing.min()
    return np.where(fewest, np.exp(-fall * np.maximum(cost - cost[fewest].min(), 0.0)), 0.0)


def copy(source: State, into: State) -> None:
    """Let a schedule go on from where another one is; its best one and its random numbers stay its own."""
    best, counts, number = into.total[[BEST, BEST_MISSING]], into.tour[:, BEST_COUNT].copy(), into.random.copy()
    for name in State._fields:
        if name != "best_route":
            np.copyto(getattr(into, name), getattr(source, name))
    into.total[[BEST, BEST_MISSING]], into.tour[:, BEST_COUNT], into.random[:] = best, counts, number
    into.tour[:, BEST_VERSION] = -1
