"""Recombining tours: better where the tours allow it, never worse, and no rule broken."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings

from routing.stopping import Steps
from scheduler.horizon import Horizon, Schedule
from scheduler.search import cost_of
from scheduler.search.polish import recombine
from scheduler.search.run import search
from tests.scheduler.search.judge import violations
from tests.scheduler.search.worlds import horizons, road


def scheduled(horizon: Horizon, *tours: tuple[int, ...]) -> Schedule:
    served = {v for tour in tours for v in tour}
    unserved = tuple(v for v in range(len(horizon.visits)) if v not in served)
    return Schedule(tours, unserved, cost_of(horizon, tours), None, 0, 0)


def test_a_better_schedule_is_put_together_from_the_tours_of_two() -> None:
    horizon = road(days=2, visits=4, max_visits=2)
    crossed = scheduled(horizon, (0, 3), (1, 2))
    assert recombine(horizon, crossed, [(0, (0, 1)), (1, (2, 3))], 1.0).cost == 1200 * 2 + 1200 * 4


def test_without_better_tours_the_schedule_stays() -> None:
    horizon = road(days=2, visits=2)
    best = scheduled(horizon, (0, 1), ())
    assert recombine(horizon, best, [(0, (0,)), (1, (1,))], 1.0) == best


def test_where_nothing_is_served_the_schedule_stays() -> None:
    horizon = replace(road(days=1, visits=1), rep_days=(), hours=((),))
    best = scheduled(horizon)
    assert recombine(horizon, best, [], 1.0) == best


@pytest.mark.parametrize(("least", "cost"), [(1, 4800), (2, 6000)])
def test_spacing_holds_between_recombined_tours(least: int, cost: float) -> None:
    """Visits 1 and 2 are of one account; the cheaper tour would bring them to days 1 and 2."""
    horizon = road(days=3, visits=2)
    again = replace(horizon.visits[1], id="again", least_gap_days=least)
    horizon = replace(horizon, visits=(*horizon.visits, again))
    best = scheduled(horizon, (1,), (0,), (2,))
    assert recombine(horizon, best, [(1, (0, 1))], 1.0).cost == cost


@pytest.mark.parametrize(("patterns", "cost"), [(((0, 2), (1, 2)), 4800), (((0, 2),), 6000)])
def test_patterns_hold_between_recombined_tours(patterns: tuple[tuple[int, ...], ...], cost: float) -> None:
    horizon = road(days=3, visits=2)
    visits = (*horizon.visits, replace(horizon.visits[1], id="again"))
    horizon = replace(horizon, visits=visits, patterns={"a2": patterns})
    best = scheduled(horizon, (1,), (0,), (2,))
    assert recombine(horizon, best, [(1, (0, 1))], 1.0).cost == cost


@settings(deadline=None, max_examples=25)
@given(horizons())
def test_recombining_breaks_no_rule_and_costs_no_more(horizon: Horizon) -> None:
    found = [search(horizon, Steps(30), seed) for seed in (1, 2)]
    better = recombine(horizon, found[0].schedule, found[0].tours | found[1].tours, 0.2)
    assert violations(horizon, better) == []
    assert better.cost <= found[0].schedule.cost
