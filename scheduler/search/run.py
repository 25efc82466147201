"""From a horizon to a schedule: prepare, begin, anneal while the budget lasts, read the best."""

from __future__ import annotations

import gc
import logging
from collections.abc import Iterator
from dataclasses import dataclass
from math import ceil, inf
from pathlib import Path

import numpy as np

from routing.stopping import Stop
from scheduler.horizon import Horizon, Schedule
from scheduler.incumbent import Incumbent, listener_now
from scheduler.search.anneal import anneal
from scheduler.search.begin import load
from scheduler.search.depots import depots_chosen
from scheduler.search.evaluate import cost_of
from scheduler.search.facts import (
    ABSENT,
    BEST,
    BEST_COUNT,
    BEST_MISSING,
    CARRIED,
    COUNT,
    EASED,
    LOAD,
    MAX_LOAD,
    NOW,
    VISIT,
    Facts,
    State,
)
from scheduler.search.overload import eased_share
from scheduler.search.population import anneal_all, grow, members, select
from scheduler.search.prepare import Prepared, empty_state, prepare

log = logging.getLogger(__name__)

HOT, COLD = 1.5, 0.025
"""First and last temperature, in units of the way that one visit takes on average."""
ROW = 4.0
"""Visits of an account from which on a search begins hotter: spacing lets them change their days only together."""
HOTTEST = 3.0
"""How many times hotter at most."""
OF_DEPOTS = 10.0
"""How many times hotter a search begins where accounts choose between depots, whose rows move to another one whole."""
WARM = 0.05
"""First temperature when a schedule is given to start from."""
ALWAYS = 1e30
"""A temperature at which every step is kept."""
FINE = 0.25
"""What the load of one visit above a cap costs, in units of temperature, where the temperature is one visit's way."""
MANY_OBJECTS = 200_000
"""New objects after which Python looks for garbage while the kernels are compiled."""
ALONE = 0.01
"""The share of the budget from which on a long search is one of several schedules; until then its length shows."""
STRICT = 0.9
"""The share of the budget from which on no load above a cap is borne, and a visit left out weighs what it is worth."""


def solve(horizon: Horizon, stop: Stop, seed: int, start: Schedule | None = None) -> Schedule:
    """Return the best schedule found within the budget.

    Parameters
    ----------
    horizon : Horizon
        Rows may stand in any order; an account's visits stand in the order in which they take place.
    stop : Stop
        `Steps` makes the schedule reproducible.
    seed : int
    start : Schedule, optional
        A schedule of this very horizon; what of it is still allowed is where the search begins.

    Returns
    -------
    Schedule
        Feasible in every rule; what could not be placed is in `unserved`.
    """
    return search(horizon, stop, seed, start).schedule


@dataclass(frozen=True, slots=True)
class Found:
    """The best schedule, and tours (rep-day, visits) that were met on the way to it."""

    schedule: Schedule
    tours: frozenset[tuple[int, tuple[int, ...]]]


def search(horizon: Horizon, stop: Stop, seed: int, start: Schedule | None = None) -> Found:
    """Do what `solve` does, and keep the tours as they stood about a hundred times on the way."""
    if not horizon.rep_days or not horizon.visits:
        return Found(_empty(horizon, seed), frozenset())
    prepared = prepare(horizon)
    states = [empty_state(prepared.facts, seed)]
    announce_compilation()
    load(prepared, states[0], start)
    tours: set[tuple[int, tuple[int, ...]]] = set()
    taken, listener = 0, listener_now()
    for steps in _cool(prepared.facts, states, stop, seed, warm=start is not None):
        taken = steps
        if listener is not None:
            listener(_incumbent(states))
        for state in states:
            tours.update(_met(prepared, state))
    best = _best(states)
    return Found(_read(horizon, prepared, best, taken, seed), frozenset(tours))


def _best(states: list[State]) -> State:
    return min(states, key=lambda state: (state.total[BEST_MISSING], state.total[BEST]))


def _incumbent(states: list[State]) -> Incumbent:
    best = _best(states)
    return Incumbent(float(best.total[BEST]), int(best.tour[:, BEST_COUNT].sum()))


def _met(prepared: Prepared, state: State) -> Iterator[tuple[int, tuple[int, ...]]]:
    """Yield the tours that the search now stands at and that keep their caps."""
    for d, own in enumerate(prepared.rep_day_of):
        if state.tour[d, CARRIED] > prepared.facts.day[d, MAX_LOAD]:
            continue
        visits = state.node[d, 1 : state.tour[d, COUNT] + 1, VISIT]
        yield own, tuple(prepared.visit_of[v] for v in visits)


def is_compiled() -> bool:
    """Return whether this process or an earlier one has compiled the kernels."""
    stats = anneal.stats  # type: ignore[attr-defined]
    return bool(anneal.signatures) or any(Path(stats.cache_path).glob("anneal.anneal-*.nbi"))  # type: ignore[attr-defined]


def announce_compilation() -> None:
    """Say that the kernels are compiled now, if no earlier run has left them on disk."""
    if not is_compiled():
        log.info("Compiling the search for this machine; this takes some seconds and happens once.")


def _empty(horizon: Horizon, seed: int) -> Schedule:
    tours: tuple[tuple[int, ...], ...] = tuple(() for _ in horizon.rep_days)
    return Schedule(tours, tuple(range(len(horizon.visits))), cost_of(horizon, tours), None, 0, seed)


def _cool(facts: Facts, states: list[State], stop: Stop, seed: int, *, warm: bool) -> Iterator[int]:
    """Anneal in portions until the budget is used, from the one schedule that is given; yield the steps after each."""
    _take_first_step(facts, states[0])
    random, hot = np.random.default_rng(seed % 2**64), WARM if warm else first_temperature(facts)
    unit, load = _units(facts, states[0])
    eased = 0.0 if warm else eased_share(facts, states[0], unit)
    steps, share, grown = 0, stop.progress(0), warm
    while share < 1.0:
        portion = _portion(steps, share) if steps else 1
        ahead = min(1.0, share * (steps + portion) / steps) if steps else share
        now, then, fine = unit * _temperature(hot, share), unit * _temperature(hot, ahead), FINE * unit**2 / load
        if share >= ALONE and not grown:
            grow(states, members(facts, steps / share), seed)
            grown = True
        if len(states) > 1:
            select(states, random.random(), now, then, fine / now)
        for state in states:
            state.total[EASED] = eased if share < STRICT else 0.0
        anneal_all(facts, states, portion, now, then, fine if share < STRICT else inf)
        steps += portion
        yield steps
        share = stop.progress(steps)


def _units(facts: Facts, state: State) -> tuple[float, float]:
    """Return the way that one visit takes on average, and its load."""
    served = max(1, len(facts.visit) - int(state.tally[ABSENT]))
    return max(float(state.drive[:, NOW].sum()) / served, 1e-9), max(float(facts.visit[:, LOAD].mean()), 1e-9)


def first_temperature(facts: Facts) -> float:
    """Return where a search begins to cool, in units of way.

    It is the hotter, the more visits an account has on average, and hottest where accounts choose between depots.
    """
    if depots_chosen(facts):
        return HOT * OF_DEPOTS
    accounts = len(facts.account) - 1
    return HOT * min(HOTTEST, max(1.0, len(facts.visit) / accounts / ROW))


def _take_first_step(facts: Facts, state: State) -> None:
    """Place every visit once; at first use this compiles the kernels.

    Compiling makes millions of objects that stay: looking for garbage among them as often as usual would take an
    eighth of its time.
    """
    usual = gc.get_threshold()
    gc.set_threshold(MANY_OBJECTS, *usual[1:])
    try:
        anneal(facts, state, 1, ALWAYS, ALWAYS, inf)
    finally:
        gc.set_threshold(*usual)


def _portion(steps: int, share: float) -> int:
    """Return steps for about a hundredth of the budget, at most as many as were taken, never more than are left."""
    if share <= 0:
        return steps
    return max(1, min(steps, ceil(steps / share / 100), ceil(steps / share - steps)))


def _temperature(hot: float, share: float) -> float:
    return float(hot * (COLD / hot) ** share)


def _read(horizon: Horizon, prepared: Prepared, state: State, steps: int, seed: int) -> Schedule:
    tours: list[tuple[int, ...]] = [()] * len(horizon.rep_days)
    for d, own in enumerate(prepared.rep_day_of):
        route = state.best_route[d, : state.tour[d, BEST_COUNT]]
        tours[own] = tuple(prepared.visit_of[v] for v in route)
    served = {v for tour in tours for v in tour}
    unserved = tuple(v for v in range(len(horizon.visits)) if v not in served)
    return Schedule(tuple(tours), unserved, cost_of(horizon, tours), None, steps, seed)
