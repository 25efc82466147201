"""What a tour can spare spares looking at it, and changes nothing else: what fits to the second is found."""

from __future__ import annotations

from itertools import permutations
from math import inf

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from routing.stopping import Steps
from routing.tour import Lunch, Window
from scheduler.checking.day import check_rep_day
from scheduler.horizon import DueVisit, Horizon, RepDay
from scheduler.search import solve
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


@st.composite
def tight_days(draw: st.DrawFn) -> Horizon:
    """Draw one day of two or three visits that just fit or just do not, with lunch or without, on one-way roads."""
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    count = int(rng.integers(2, 4))
    travel = rng.integers(5, 15, (count + 1, count + 1)).astype(np.int32)
    np.fill_diagonal(travel, 0)
    opens = rng.integers(0, 60, count)
    lunch = Lunch(int(rng.integers(0, 60)), int(rng.integers(60, 120)), int(rng.integers(1, 20)))
    return Horizon(
        rep_days=(RepDay(0, 0, int(rng.integers(60, 140)), 0, 0, lunch if rng.random() < 0.6 else None),),
        visits=tuple(DueVisit(f"v{v}", f"a{v}", v + 1, int(rng.integers(5, 40)), 0, 0, v, 1e9) for v in range(count)),
        hours=tuple(((Window(int(w), int(w + rng.integers(40, 120))),),) for w in opens),
        travel_s=travel,
        distance_m=travel,
    )


@settings(deadline=None, max_examples=300)
@given(tight_days())
def test_what_fits_to_the_second_in_any_order_is_served(horizon: Horizon) -> None:
    (day,), visits = horizon.rep_days, range(len(horizon.visits))
    served = [n for n in visits for tour in permutations(visits, n + 1) if not any(check_rep_day(horizon, day, tour))]
    assert len(solve(horizon, Steps(400), 1).tours[0]) == max(served, default=-1) + 1


def test_the_one_order_that_fits_is_found_though_each_pair_is_cheaper_the_other_way_round() -> None:
    travel = np.array([[0, 13, 6, 6], [5, 0, 9, 10], [14, 6, 0, 6], [12, 14, 6, 0]], np.int32)
    horizon = Horizon(
        rep_days=(RepDay(0, 0, 117, 0, 0, Lunch(34, 82, 2)),),
        visits=tuple(DueVisit(f"v{v}", f"a{v}", v + 1, (35, 8, 11)[v], 0, 0, v, 1e9) for v in range(3)),
        hours=(((Window(23, 110),),), ((Window(42, 106),),), ((Window(46, 90),),)),
        travel_s=travel,
        distance_m=travel,
    )
    (day,) = horizon.rep_days
    assert [tour for tour in permutations(range(3)) if not any(check_rep_day(horizon, day, tour))] == [(0, 2, 1)]
    assert {solve(horizon, Steps(400), seed).tours for seed in range(20)} == {((0, 2, 1),)}


def test_a_place_that_is_a_shortcut_saves_seconds() -> None:
    travel = np.array([[0, 100, 20], [100, 0, 10], [20, 10, 0]], np.int32)
    assert least_detours(travel).tolist() == [0, 0, -70]


def test_a_place_that_few_reach_is_no_shortcut_and_makes_none() -> None:
    never = np.iinfo(np.int32).max
    travel = np.array([[0, 10, never], [10, 0, never], [30, 30, 0]], np.int32)
    assert least_detours(travel).tolist() == [0, 0, 0]


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
    with pytest.raises(ValueError, match="day has 14 columns instead of 15"):
        keep_columns(facts._replace(day=facts.day[:, :-1]))
