"""What a tour can spare spares looking at it, and changes nothing else."""

from __future__ import annotations

from math import inf

import numpy as np
import pytest
from hypothesis import given, settings

from scheduler.horizon import Horizon
from scheduler.search.anneal import anneal
from scheduler.search.begin import load
from scheduler.search.facts import COST, NEEDS, NEVER, SERVICE, Facts, State, keep_columns
from scheduler.search.prepare import Prepared, empty_state, least_detours, prepare
from tests.scheduler.search.worlds import horizons


@settings(deadline=None, max_examples=80)
@given(horizons())
def test_a_search_that_looks_at_every_tour_finds_the_same(horizon: Horizon) -> None:
    if not horizon.rep_days:
        return
    prepared = prepare(horizon)
    blind = prepared.facts.visit.copy()
    blind[:, NEEDS] = -NEVER
    here, there = searched(prepared, prepared.facts), searched(prepared, prepared.facts._replace(visit=blind))
    assert here.total[COST] == there.total[COST]
    assert (here.where == there.where).all()


def searched(prepared: Prepared, facts: Facts) -> State:
    state = empty_state(facts, 3)
    load(prepared, state, None)
    anneal(facts, state, 100, 500.0, 5.0, inf)
    return state


def test_a_place_that_is_a_shortcut_saves_seconds() -> None:
    travel = np.array([[0, 100, 20], [100, 0, 10], [20, 10, 0]], np.int32)
    assert least_detours(travel).tolist() == [0, 0, -70]


def test_of_too_many_places_no_more_than_the_longest_way_is_saved(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("scheduler.search.prepare.MEASURED", 2)
    travel = np.array([[0, 100, 20], [100, 0, 10], [20, 10, 0]], np.int32)
    assert least_detours(travel).tolist() == [-100, -100, -100]


@settings(deadline=None, max_examples=20)
@given(horizons())
def test_a_visit_needs_its_service_unless_its_place_is_a_shortcut(horizon: Horizon) -> None:
    if horizon.rep_days:
        visit = prepare(horizon).facts.visit
        assert (visit[:, NEEDS] <= visit[:, SERVICE]).all()


@settings(deadline=None, max_examples=1)
@given(horizons().filter(lambda horizon: bool(horizon.rep_days)))
def test_arrays_of_other_columns_than_compiled_for_are_refused(horizon: Horizon) -> None:
    facts = prepare(horizon).facts
    with pytest.raises(ValueError, match="day has 13 columns instead of 14"):
        keep_columns(facts._replace(day=facts.day[:, :-1]))
