"""A step that costs more than it may is given up, and what it is said to cost is what it costs."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from routing.tour import Window
from scheduler.horizon import DueVisit, Horizon, RepDay, Weights
from scheduler.search.anneal import anneal
from scheduler.search.begin import load
from scheduler.search.facts import COST, EXCESS, LIMIT, SPENT, State
from scheduler.search.prepare import empty_state, prepare

HOT, COLD = 1e12, 1e-3
"""Temperatures at which every step is kept, and none that costs anything."""
FINE = 50.0
"""Price of a unit of load above a cap."""


def one_day(seed: int) -> Horizon:
    """Return one rep-day, for which swaps and trades have nothing to do, that cannot serve all its visits."""
    rng = np.random.default_rng(seed)
    where = rng.integers(0, 100, (8, 2))
    travel = np.ceil(np.linalg.norm(where[:, None] - where[None, :], axis=2)).astype(np.int32)
    visits = tuple(
        DueVisit(f"v{k}", f"a{k}", k + 1, 10, 0, 0, 0, float(rng.integers(20, 400)), load=int(rng.integers(1, 9)))
        for k in range(7)
    )
    day = RepDay(0, 0, int(rng.integers(150, 500)), 0, 0, max_load=16)
    return Horizon((day,), visits, (((Window(0, 900),),),), travel, np.zeros_like(travel))


def stepped(horizon: Horizon, temperature: float, steps: int) -> list[tuple[State, float]]:
    """Take steps one by one; return the state after each, and what the step has added, its fine with it."""
    prepared = prepare(horizon)
    state = empty_state(prepared.facts, 1)
    load(prepared, state, None)
    anneal(prepared.facts, state, 1, HOT, HOT, FINE * HOT)
    found = []
    for _ in range(steps):
        before = state.total[COST] + FINE * state.tally[EXCESS]
        anneal(prepared.facts, state, 1, temperature, temperature, FINE * temperature)
        added = state.total[COST] + FINE * state.tally[EXCESS] - before
        found.append((state._replace(total=state.total.copy()), added))
    return found


@settings(deadline=None, max_examples=60)
@given(st.integers(0, 2**32))
def test_what_a_step_is_said_to_cost_is_what_it_costs(seed: int) -> None:
    for state, added in stepped(one_day(seed), HOT, 40):
        assert state.total[SPENT] == pytest.approx(added, abs=1e-6)


def test_a_step_that_costs_more_than_it_may_changes_nothing() -> None:
    dear = [added for state, added in stepped(one_day(5), COLD, 60) if state.total[SPENT] >= state.total[LIMIT]]
    assert len(dear) > 10
    assert set(dear) == {0.0}


def test_no_step_is_given_up_where_what_follows_may_lower_the_cost() -> None:
    horizon = one_day(5)
    liked = replace(horizon.visits[0], day_price=((0, -5.0),))
    balanced = replace(horizon, weights=Weights(balance=1.0))
    for other in (replace(horizon, visits=(liked, *horizon.visits[1:])), balanced):
        assert prepare(other).facts.rising[0] == 0
        assert all(state.total[SPENT] == -np.inf for state, _ in stepped(other, COLD, 20))
    assert prepare(horizon).facts.rising[0] == 1
