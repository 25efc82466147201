"""Wrong input is named before the search starts; what is right is not."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from routing.stopping import Steps
from routing.tour import Lunch, Window
from routing.travel import UNREACHABLE_S
from scheduler.checking.schedule import check
from scheduler.explain.evaluate import broken_rules
from scheduler.explain.reasons import reason
from scheduler.horizon import Horizon
from scheduler.search import solve, validate
from tests.scheduler.search.worlds import HOUR, road, with_visit


def codes(horizon: Horizon) -> list[str]:
    return [problem.code for problem in validate(horizon)]


def twice(**changes: object) -> Horizon:
    horizon = road(days=5, visits=2)
    return with_visit(replace(horizon, visits=(horizon.visits[0], replace(horizon.visits[0], id="b"))), 1, **changes)


def cut_off() -> Horizon:
    horizon = road()
    travel = horizon.travel_s.copy()
    travel[1, 0] = UNREACHABLE_S
    return replace(horizon, travel_s=travel)


def pinned_together(closes: int) -> Horizon:
    horizon = replace(road(days=1, visits=2), hours=(((Window(9 * HOUR, closes),),),))
    return with_visit(with_visit(horizon, 0, compulsory=True), 1, compulsory=True)


@pytest.mark.parametrize(("code", "horizon"), [
    ("no-working-day", replace(road(), rep_days=())),
    ("no-due-visit", replace(road(), visits=())),
    ("spacing-contradictory", twice(least_gap_days=4, most_gap_days=3)),
    ("spacing-impossible", twice(least_gap_days=5)),
    ("visit-without-day", with_visit(road(days=3), 0, first_day=5, last_day=9)),
    ("visit-closed", replace(road(days=2), hours=(((), ()),))),
    ("window-too-short", replace(road(days=1), hours=(((Window(0, 1799),),),))),
    ("place-unreachable", cut_off()),
    ("lunch-before-shift", road(start_s=14 * HOUR, lunch=Lunch(11 * HOUR, 13 * HOUR, 1800))),
    ("pattern-unfit", replace(road(), patterns={"a1": ((0, 1),)})),
    ("pattern-unfit", replace(road(days=3), patterns={"a1": ((3,), (9,))})),
    ("pattern-unfit", with_visit(replace(road(days=3), patterns={"a1": ((0,),)}), 0, first_day=1)),
    ("overload", with_visit(road(days=1), 0, service_s=10 * HOUR)),
    ("compulsory-clash", pinned_together(10 * HOUR)),
])  # fmt: skip
def test_wrong_input_is_named_and_the_rest_is_planned(code: str, horizon: Horizon) -> None:
    assert code in codes(horizon)
    assert check(horizon, solve(horizon, Steps(20), 1)) == ()


def test_an_account_without_a_fit_pattern_is_left_out_with_its_reason_and_the_rest_is_planned() -> None:
    horizon = replace(road(), patterns={"a1": ((0, 1),)})
    schedule = solve(horizon, Steps(20), 1)
    assert (schedule.unserved, check(horizon, schedule), broken_rules(horizon, schedule.tours)) == ((0,), (), [])
    assert reason(horizon, schedule.tours, 0).code == "no-pattern"


@pytest.mark.parametrize(
    "horizon",
    [
        road(),
        twice(least_gap_days=4, most_gap_days=4),
        replace(road(days=1), hours=(((Window(0, 1800),),),)),
        road(start_s=13 * HOUR, lunch=Lunch(11 * HOUR, 13 * HOUR, 1800)),
        replace(road(), patterns={"a1": ((0,),)}),
        pinned_together(10 * HOUR + 600),
    ],
)
def test_right_input_is_not_named(horizon: Horizon) -> None:
    assert "window-too-short" not in codes(horizon)
    assert codes(horizon) in ([], ["visit-closed"])


def test_ten_times_too_much_work_is_named_and_as_much_as_fits_is_planned() -> None:
    horizon = road(days=2, visits=300)
    horizon = replace(horizon, travel_s=np.minimum(horizon.travel_s, 600).astype(np.int32))
    assert codes(horizon) == ["overload"]
    assert sum(len(tour) for tour in solve(horizon, Steps(50), 1).tours) >= 20
