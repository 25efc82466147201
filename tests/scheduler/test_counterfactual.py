"""What people would have done: allowed in every rule, and told in driving and unserved visits."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import given, settings

from routing.stopping import Steps
from scheduler.checking.day import check_rep_day
from scheduler.checking.schedule import check
from scheduler.checking.violation import Violation
from scheduler.horizon import Horizon, RepDay
from scheduler.search import solve
from scheduler.team.counterfactual import by_hand, carried_forward
from tests.scheduler.line_horizons import MINUTE, NOON, all_days, due, line_horizon, small_horizons


@settings(max_examples=60, deadline=None)
@given(small_horizons())
def test_a_plan_by_hand_breaks_no_rule(horizon: Horizon) -> None:
    assert [v for v in check(horizon, by_hand(horizon).schedule) if v.code != "compulsory-left-out"] == []


@settings(max_examples=30, deadline=None)
@given(small_horizons())
def test_a_plan_that_still_fits_is_carried_forward_whole(horizon: Horizon) -> None:
    plan = solve(horizon, Steps(20), seed=1)
    days = zip(horizon.rep_days, plan.tours, strict=True)
    old = [(horizon.visits[v].id, day.day) for day, tour in days for v in tour]
    kept = carried_forward(horizon, old)
    assert (kept.schedule.tours, kept.unserved) == (plan.tours, len(plan.unserved))


def test_people_drive_to_the_nearest_visit_that_is_due() -> None:
    horizon = line_horizon(due("a0", 3, first=0, last=0), due("b0", 1, first=0, last=0), due("c0", 2, first=3, last=4))
    found = by_hand(horizon)
    assert found.schedule.tours == ((1, 0), (), (), (), (2,))
    assert (found.driving_s, found.unserved) == (100 * MINUTE, 0)


def test_a_visit_at_its_last_chance_goes_before_nearer_ones() -> None:
    horizon = line_horizon(due("a0", 1, minutes=300, last=1), due("b0", 4, minutes=300, first=0, last=0), days=2)
    assert by_hand(horizon).schedule.tours == ((1,), (0,))


def test_a_compulsory_visit_goes_before_others() -> None:
    must = replace(due("b0", 4, minutes=300, last=0), compulsory=True)
    found = by_hand(line_horizon(due("a0", 1, minutes=300, last=0), must, days=1))
    assert (found.schedule.tours, found.unserved) == (((1,),), 1)


def test_what_the_old_plan_did_not_know_is_unserved() -> None:
    horizon = line_horizon(due("a0"), due("b0"))
    found = carried_forward(horizon, [("a0", 2), ("gone", 3)])
    assert (found.schedule.tours[2], found.unserved) == ((0,), 1)


def test_a_visit_outside_its_new_window_is_dropped() -> None:
    assert carried_forward(line_horizon(due("a0", first=3)), [("a0", 2)]).unserved == 1


def test_the_rules_are_not_asked_of_what_is_too_long_for_the_day(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []

    def counted(horizon: Horizon, rep_day: RepDay, tour: list[int]) -> Iterator[Violation]:
        asked.append(len(tour))
        return check_rep_day(horizon, rep_day, tour)

    monkeypatch.setattr("scheduler.team.counterfactual.check_rep_day", counted)
    visits = tuple(due(f"{name}0", 1, 120, last=0) for name in "abcdefgh")
    horizon = all_days(line_horizon(*visits, days=1), lunch=NOON)
    assert len(by_hand(horizon).schedule.tours[0]) == 4
    assert asked == [1, 2, 3, 4]
