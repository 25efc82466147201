"""Where far more is due than fits, a visit that is left out weighs less while the search is hot."""

from __future__ import annotations

from dataclasses import replace
from math import inf

import pytest

from benchmarks.overlapping import horizon_of
from routing.stopping import Steps
from scheduler.checking.schedule import check
from scheduler.horizon import Horizon
from scheduler.search import run, solve
from scheduler.search.anneal import anneal
from scheduler.search.begin import load
from scheduler.search.facts import ABSENT, CHANGED, EASED, WAS, Facts, State
from scheduler.search.journal import eased_price
from scheduler.search.overload import MOST, WAYS, eased_share
from scheduler.search.population import anneal_all
from scheduler.search.prepare import empty_state, prepare
from scheduler.search.run import ALWAYS, STRICT
from tests.scheduler.search.test_shared_ways import strewn
from tests.scheduler.search.worlds import road


def test_an_overloaded_rep_serves_more_in_a_short_search() -> None:
    """Weighed by what they are worth from the beginning, 327 visits are left out of these three horizons."""
    left_out = 0
    for seed in (1, 2, 3):
        horizon = horizon_of("O6", seed)
        schedule = solve(horizon, Steps(5_000), seed)
        assert check(horizon, schedule) == ()
        left_out += len(schedule.unserved)
    assert left_out < 312


def after_first_step(horizon: Horizon) -> tuple[Facts, State]:
    """Return the horizon's arrays and the schedule that a search begins with."""
    prepared = prepare(horizon)
    state = empty_state(prepared.facts, 1)
    load(prepared, state, None)
    anneal(prepared.facts, state, 1, ALWAYS, ALWAYS, inf)
    return prepared.facts, state


def crowded(visits: int) -> Horizon:
    """Return two days of which each has room for eight visits of half an hour, and so many visits at one place."""
    horizon = road(days=2, visits=visits, max_visits=8)
    return replace(horizon, travel_s=horizon.travel_s * 0, distance_m=horizon.distance_m * 0)


@pytest.mark.parametrize(("visits", "share"), [(19, 0.0), (20, 1 - WAYS / 10), (30, 1 - WAYS / 10)])
def test_a_fifth_left_out_and_no_day_free_is_overload(visits: int, share: float) -> None:
    facts, state = after_first_step(crowded(visits))
    assert state.tally[ABSENT] == visits - 16
    assert eased_share(facts, state, facts.unserved[0] / 10) == pytest.approx(share)


def test_visits_that_are_not_worth_their_way_are_no_overload() -> None:
    """Most of them wait, but so do the days."""
    facts, state = after_first_step(strewn(0))
    assert state.tally[ABSENT] > len(facts.visit) / 2
    assert eased_share(facts, state, facts.unserved[0] / 10) == 0.0


def test_a_visit_weighs_something_however_short_the_ways_and_no_more_than_its_worth() -> None:
    facts, state = after_first_step(crowded(30))
    assert eased_share(facts, state, 1e-9) == MOST
    assert eased_share(facts, state, facts.unserved[0]) == 0.0


def test_compulsory_visits_are_never_eased() -> None:
    horizon = crowded(30)
    compulsory = tuple(replace(visit, compulsory=True) for visit in horizon.visits)
    facts, state = after_first_step(replace(horizon, visits=compulsory))
    assert eased_share(facts, state, 1.0) == 0.0


def test_it_is_eased_until_the_last_tenth_and_never_from_a_schedule_on(monkeypatch: pytest.MonkeyPatch) -> None:
    eased: list[float] = []

    def noted(facts: Facts, states: list[State], steps: int, *temperatures: float) -> None:
        eased.extend([float(states[0].total[EASED])] * steps)
        anneal_all(facts, states, steps, *temperatures)

    monkeypatch.setattr(run, "anneal_all", noted)
    found = solve(crowded(30), Steps(1_000), 1)
    strict = [share == 0.0 for share in eased]
    assert strict == sorted(strict)
    assert 1_000 * (1 - STRICT) - 10 <= strict.count(True) <= 1_000 * (1 - STRICT)
    eased.clear()
    solve(crowded(30), Steps(100), 1, found)
    assert eased == [0.0] * 100


@pytest.mark.parametrize(("before", "after", "sign"), [(0, -1, 1), (-1, 0, -1), (0, 1, 0), (-1, -1, 0)])
def test_only_what_a_step_leaves_out_or_takes_in_is_eased(before: int, after: int, sign: int) -> None:
    facts, state = after_first_step(crowded(30))
    state.tally[CHANGED], state.listed[CHANGED, 0] = 1, 0
    state.seen[0, WAS], state.where[0], state.total[EASED] = before, after, 0.25
    assert eased_price.py_func(facts, state) == pytest.approx(sign * 0.25 * facts.unserved[0])  # type: ignore[attr-defined]
