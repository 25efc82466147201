"""A step that costs more than it may is given up, and what it is said to cost is what it costs."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from routing.tour import Window
from scheduler.horizon import DueVisit, Horizon, RepDay, Weights
from scheduler.search.anneal import SWAPS, anneal
from scheduler.search.begin import load
from scheduler.search.facts import ABSENT, COST, EASED, EXCESS, LIMIT, SPENT, STEP, State
from scheduler.search.prepare import empty_state, prepare

HOT, COLD = 1e12, 1e-3
"""Temperatures at which every step is kept, and none that costs anything."""
FINE = 50.0
"""Price of a unit of load above a cap."""


def world(seed: int, shortest_s: int, reward: float = 0.0) -> Horizon:
    """Return three rep-days and accounts with a visit on each of them: swaps and trades find nothing to do.

    Places are shortcuts of each other now and then.
    """
    rng = np.random.default_rng(seed)
    travel = rng.integers(20, 100, (6, 6)).astype(np.int32)
    np.fill_diagonal(travel, 0)
    visits = tuple(
        DueVisit(
            f"v{place}-{k}", f"a{place}", place, 10, k, k, 0, float(rng.integers(20, 400)), int(k > 0),
            load=int(rng.integers(1, 7)), day_price=((k, -reward),),
        )
        for place in range(1, 6)
        for k in range(3)
    )  # fmt: skip
    days = tuple(RepDay(k, 0, int(rng.integers(shortest_s, 600)), 0, 0, max_load=20) for k in range(3))
    return Horizon(days, visits, (((Window(0, 900),),) * 3,), travel, np.zeros_like(travel))


WITHOUT_CHAINS = 1 + SWAPS + 1
"""Journals that a step opens for itself, its swaps and its trade; chains, which change the cost after it, open more."""


def stepped(horizon: Horizon, temperature: float, steps: int, eased: float = 0.0) -> list[tuple[State, float]]:
    """Take steps one by one; return the state after each, and what the step has added, its fine with it.

    What a step adds is not known, NaN, where chains of exchanges follow it: what these change is no part of its price.
    """
    prepared = prepare(horizon)
    state = empty_state(prepared.facts, 1)
    load(prepared, state, None)
    anneal(prepared.facts, state, 1, HOT, HOT, FINE * HOT)
    state.total[EASED] = eased
    found = []
    for _ in range(steps):
        before, journals = state.total[COST] + FINE * state.tally[EXCESS], state.tally[STEP]
        anneal(prepared.facts, state, 1, temperature, temperature, FINE * temperature)
        added = state.total[COST] + FINE * state.tally[EXCESS] - before
        if state.tally[STEP] - journals != WITHOUT_CHAINS:
            added = np.nan
        found.append((state._replace(total=state.total.copy(), tally=state.tally.copy()), added))
    return found


@settings(deadline=None, max_examples=60)
@given(st.integers(0, 2**32), st.sampled_from([100, 550]), st.sampled_from([0.0, 15.0]))
def test_a_step_costs_what_it_is_said_to_cost_at_least(seed: int, shortest_s: int, reward: float) -> None:
    """And exactly that, where everything was served before it and is after it."""
    for state, added in stepped(world(seed, shortest_s, reward), HOT, 40):
        if np.isnan(added):
            continue
        assert state.total[SPENT] <= added + 1e-6
        if state.tally[ABSENT] == 0 and state.total[SPENT] > -np.inf:
            assert state.total[SPENT] == pytest.approx(added, abs=1e-6)


def test_a_step_that_costs_more_than_it_may_changes_nothing() -> None:
    dear = [added for state, added in stepped(world(22, 590), COLD, 60) if state.total[SPENT] >= state.total[LIMIT]]
    assert len(dear) > 10
    assert set(dear) == {0.0}


def test_no_step_is_given_up_where_balance_has_a_price_a_visit_is_unserved_or_overload_is_eased() -> None:
    served = world(22, 590)
    assert all(state.total[SPENT] > -np.inf for state, _ in stepped(served, COLD, 20))
    balanced = replace(served, weights=Weights(balance=1.0))
    overfull = replace(served, rep_days=tuple(replace(day, max_visits=3) for day in served.rep_days))
    for horizon in (balanced, overfull):
        assert all(state.total[SPENT] == -np.inf for state, _ in stepped(horizon, COLD, 20))
    assert all(state.total[SPENT] == -np.inf for state, _ in stepped(served, COLD, 20, eased=0.5))


def test_a_shortcut_and_a_reward_lower_the_floor() -> None:
    horizon, rewarded = world(5, 550), world(5, 550, 15.0)
    slow, quick = np.full((6, 6), 90, np.int32), np.full((6, 6), 90, np.int32)
    quick[1, :] = quick[:, 1] = 30
    assert (prepare(replace(horizon, travel_s=slow)).facts.floor == 0).all()
    assert prepare(replace(horizon, travel_s=quick)).facts.floor.tolist() == [-30.0] * 3 + [0.0] * 12
    assert (prepare(rewarded).facts.floor <= -15.0).all()
