"""Whatever the horizon: no rule is broken, sums are true, order of rows leaves no trace, pins stay."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from itertools import permutations
from math import inf
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from routing.stopping import Steps
from scheduler.checking.schedule import check
from scheduler.horizon import DueVisit, Horizon, RepDay, Schedule
from scheduler.search import cost_of, solve, validate
from scheduler.search.anneal import anneal
from scheduler.search.begin import load
from scheduler.search.facts import COST, DRIVEN, EXCESS, SERVED, WORK
from scheduler.search.prepare import empty_state, prepare
from tests.scheduler.search.judge import violations
from tests.scheduler.search.worlds import horizons, road

SPLITMIX_STEP = 0x9E3779B97F4A7C15


@settings(deadline=None, max_examples=80)
@given(horizons(), st.integers(0, 99))
def test_no_rule_is_broken_and_the_stated_cost_is_real(horizon: Horizon, seed: int) -> None:
    schedule = solve(horizon, Steps(150), seed)
    assert violations(horizon, schedule) == []
    assert check(horizon, schedule) == ()
    assert schedule.cost == pytest.approx(cost_of(horizon, schedule.tours))


@settings(deadline=None, max_examples=50)
@given(horizons(), st.sampled_from([inf, 1e6]))
def test_the_running_sums_are_those_of_the_schedule(horizon: Horizon, fine: float) -> None:
    if not horizon.rep_days:
        return
    prepared = prepare(horizon)
    state = empty_state(prepared.facts, 3)
    load(prepared, state, None)
    anneal(prepared.facts, state, 60, 500.0, 500.0, fine)
    tours: list[list[int]] = [[] for _ in horizon.rep_days]
    for d, own in enumerate(prepared.rep_day_of):
        tours[own] = [prepared.visit_of[v] for v in state.node[d, 1 : state.tour[d, 0] + 1, 1]]
    assert state.total[COST] == pytest.approx(cost_of(horizon, tours))
    assert state.tally[WORK] == (state.tour[:, DRIVEN] + state.tour[:, SERVED]).sum()
    above = [sum(horizon.visits[v].load for v in tour) - cap for tour, cap in zip(tours, caps(horizon), strict=True)]
    assert state.tally[EXCESS] == sum(max(0, excess) for excess in above)
    assert fine < inf or state.tally[EXCESS] == 0


def test_two_seeds_never_draw_the_same_numbers_one_a_little_later() -> None:
    """SplitMix64 adds its step at each draw: so many steps apart are two seeds' beginnings."""
    facts = prepare(road()).facts
    begins = [int(empty_state(facts, seed).random[0]) for seed in range(200)]
    draws = [(one - other) * pow(SPLITMIX_STEP, -1, 2**64) % 2**64 for one, other in permutations(begins, 2)]
    assert min(draws) > 10**12


@settings(deadline=None, max_examples=40)
@given(horizons(), st.randoms(use_true_random=False))
def test_the_order_of_rows_leaves_no_trace(horizon: Horizon, random: Random) -> None:
    accounts = list(dict.fromkeys(visit.account for visit in horizon.visits))
    random.shuffle(accounts)
    visits = [visit for account in accounts for visit in horizon.visits if visit.account == account]
    shuffled = replace(horizon, visits=tuple(visits))
    assert named(horizon, solve(horizon, Steps(60), 5)) == named(shuffled, solve(shuffled, Steps(60), 5))


@settings(deadline=None, max_examples=40)
@given(horizons(), st.randoms(use_true_random=False), st.booleans())
def test_the_order_of_rep_days_leaves_no_trace(horizon: Horizon, random: Random, alike: bool) -> None:
    """Twins of one day are told apart by all that they are; with `alike`, never by their shifts."""
    if alike:
        shift = {day.day: (day.start_s, day.end_s) for day in horizon.rep_days}
        days = [replace(day, start_s=shift[day.day][0], end_s=shift[day.day][1]) for day in horizon.rep_days]
        horizon = replace(horizon, rep_days=tuple(days))
    order = list(range(len(horizon.rep_days)))
    random.shuffle(order)
    shuffled = replace(horizon, rep_days=tuple(horizon.rep_days[d] for d in order))
    assert driven(horizon, solve(horizon, Steps(60), 5)) == driven(shuffled, solve(shuffled, Steps(60), 5))


def driven(horizon: Horizon, schedule: Schedule) -> Counter[tuple[RepDay, tuple[str, ...]]]:
    """Return what is driven on which rep-day; of two that are the same in everything, either may drive a tour."""
    return Counter(zip(horizon.rep_days, map(tuple, named(horizon, schedule)), strict=True))


def caps(horizon: Horizon) -> list[float]:
    return [inf if day.max_load is None else day.max_load for day in horizon.rep_days]


def named(horizon: Horizon, schedule: Schedule) -> list[list[str]]:
    return [[horizon.visits[v].id for v in tour] for tour in schedule.tours]


@settings(deadline=None, max_examples=40)
@given(horizons())
def test_a_compulsory_visit_once_placed_is_never_left_out(horizon: Horizon) -> None:
    first = solve(horizon, Steps(20), 1)
    again = solve(horizon, Steps(60), 2, first)
    must = {v for v, visit in enumerate(horizon.visits) if visit.compulsory}
    assert len(must & set(again.unserved)) <= len(must & set(first.unserved))


@settings(deadline=None, max_examples=40)
@given(horizons())
def test_one_account_more_never_moves_a_pinned_visit(horizon: Horizon) -> None:
    first = solve(horizon, Steps(40), 1)
    pinned = pin(horizon, first)
    more = DueVisit("new", "zz", 2, 600, 0, 11, 0, 1e9)
    grown = replace(pinned, visits=(*pinned.visits, more))
    second = solve(grown, Steps(60), 2, first)
    before = {v: d for d, tour in enumerate(first.tours) for v in tour if pinned.visits[v].compulsory}
    after = {v: d for d, tour in enumerate(second.tours) for v in tour}
    assert {v: horizon.rep_days[d].day for v, d in before.items()} == {
        v: horizon.rep_days[after[v]].day for v in before
    }


def pin(horizon: Horizon, schedule: Schedule) -> Horizon:
    """Return the horizon with every other served visit compulsory on its day."""
    visits = [replace(visit, compulsory=False) for visit in horizon.visits]
    for day, tour in zip(horizon.rep_days, schedule.tours, strict=True):
        for v in tour[::2]:
            visits[v] = replace(visits[v], first_day=day.day, last_day=day.day, compulsory=True)
    return replace(horizon, visits=tuple(visits))


@settings(deadline=None, max_examples=40)
@given(horizons())
def test_starting_from_a_schedule_never_ends_worse(horizon: Horizon) -> None:
    first = solve(horizon, Steps(30), 1)
    again = solve(horizon, Steps(0), 2, first)
    must = {v for v, visit in enumerate(horizon.visits) if visit.compulsory}
    if len(must & set(first.unserved)) == len(must & set(again.unserved)):
        assert again.cost <= first.cost + 1e-6


@settings(deadline=None, max_examples=40)
@given(horizons())
def test_validating_never_fails(horizon: Horizon) -> None:
    assert all(problem.code and problem.action for problem in validate(horizon))
