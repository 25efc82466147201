"""Where most accounts choose between patterns, a long search cools several schedules; cheap ones are copied."""

from __future__ import annotations

from dataclasses import replace
from math import inf

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings

from routing.stopping import Steps
from scheduler.checking.schedule import check
from scheduler.horizon import Horizon
from scheduler.search import cost_of, solve
from scheduler.search.anneal import anneal
from scheduler.search.begin import load
from scheduler.search.facts import BEST, COST, MISSING, State
from scheduler.search.population import MEMBERS, anneal_all, copy, grow, members, select
from scheduler.search.prepare import Prepared, empty_state, prepare
from tests.scheduler.search.judge import violations
from tests.scheduler.search.test_full_tours import star
from tests.scheduler.search.worlds import horizons, road


def begun(prepared: Prepared) -> State:
    state = empty_state(prepared.facts, 1)
    load(prepared, state, None)
    anneal(prepared.facts, state, 1, 1e30, 1e30, inf)
    return state


@pytest.fixture
def states() -> list[State]:
    """Return schedules that went on apart from one beginning, so that each costs something else."""
    prepared = prepare(star())
    found = [begun(prepared)]
    grow(found, 4, seed=1)
    anneal_all(prepared.facts, found, 400, 5000.0, 5000.0, inf)
    return found


def costs(states: list[State]) -> list[float]:
    return [float(state.total[COST]) for state in states]


@pytest.mark.parametrize(("steps", "count"), [(207_000, 1), (416_000, 2), (10**7, MEMBERS)])
def test_the_longer_the_search_the_more_schedules(steps: int, count: int) -> None:
    facts = prepare(star()).facts
    assert (len(facts.visit), members(facts, steps)) == (208, count)


@pytest.mark.parametrize(("choosing", "count"), [(0, 1), (1, 1), (2, MEMBERS), (3, MEMBERS)])
def test_where_few_accounts_choose_there_is_one_schedule(choosing: int, count: int) -> None:
    free = road(visits=3)
    patterns = {visit.account: ((0,), (2,)) for visit in free.visits[:choosing]}
    assert members(prepare(replace(free, patterns=patterns)).facts, 10**9) == count


def test_members_go_on_differently_and_share_out_the_steps(states: list[State]) -> None:
    assert len(set(costs(states))) == 4
    assert len({int(state.random[0]) for state in states}) == 4


def test_where_it_grows_no_colder_all_schedules_go_on(states: list[State]) -> None:
    before = costs(states)
    select(states, 0.5, 1000.0, 1000.0, 0.0)
    assert costs(states) == before


def test_where_it_grows_cold_at_once_the_cheapest_goes_on_alone_and_every_best_is_kept(states: list[State]) -> None:
    before, best, numbers = costs(states), [float(s.total[BEST]) for s in states], [int(s.random[0]) for s in states]
    select(states, 0.5, 1000.0, 1e-3, 0.0)
    assert costs(states) == [min(before)] * 4
    assert [float(s.total[BEST]) for s in states] == best
    assert [int(s.random[0]) for s in states] == numbers


def test_compulsory_visits_count_for_more_than_any_price(states: list[State]) -> None:
    dearest = int(np.argmax(costs(states)))
    for member, state in enumerate(states):
        state.tally[MISSING] = member != dearest
    select(states, 0.5, 1000.0, 1e-3, 0.0)
    assert costs(states) == [costs(states)[dearest]] * 4


def test_a_copy_is_a_schedule_of_its_own(states: list[State]) -> None:
    facts, (source, into) = prepare(star()).facts, states[:2]
    copy(source, into)
    before, best = costs([source])[0], float(into.total[BEST])
    anneal(facts, into, 3000, 100.0, 1.0, inf)
    assert costs([source])[0] == before
    assert float(into.total[BEST]) < best


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(horizons())
def test_several_schedules_break_no_rule_and_come_again(monkeypatch: pytest.MonkeyPatch, horizon: Horizon) -> None:
    monkeypatch.setattr("scheduler.search.run.members", lambda *_: MEMBERS)
    schedule = solve(horizon, Steps(300), 5)
    assert (violations(horizon, schedule), check(horizon, schedule)) == ([], ())
    assert schedule.cost == pytest.approx(cost_of(horizon, schedule.tours))
    assert schedule.steps == (300 if horizon.rep_days else 0)
    assert solve(horizon, Steps(300), 5) == schedule
