"""Curves on which a manager chooses, and designs judged by routes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from routing.stopping import Steps
from territory.design import build_problem, check, solve
from territory.design.judged import Routed, calibrated, judge
from territory.design.scenarios import design_scenarios, equal_against_experienced, moved_against_travel, tilted
from territory.design.workload import TravelEstimate


def test_fewer_accounts_move_as_keeping_an_owner_is_worth_more(country: Any) -> None:
    problem = build_problem(country.inputs, country.table)
    present = np.roll(solve(problem, Steps(20), 1).owner, 4)
    curve = moved_against_travel(replace(problem, owner=present), (0.0, 300.0, 100_000.0), Steps(60), 1)
    moved = [one.metrics.moved_units for one in curve]
    assert moved == sorted(moved, reverse=True)
    assert moved[0] > moved[-1]
    assert curve[0].metrics.travel_s <= curve[-1].metrics.travel_s


def test_potential_leans_to_the_experienced(country: Any) -> None:
    problem = build_problem(replace(country.inputs, potential_tolerance=0.05, workload_tolerance=0.25), country.table)
    curve = equal_against_experienced(problem, np.array([1.0, 1.0, 1.6]), (0.0, 1.0), Steps(60), 1)
    share = [one.metrics.seats[2].totals["potential"] / problem.measures[1].sum() for one in curve]
    assert share[0] == pytest.approx(1 / 3, abs=0.02)
    assert share[1] == pytest.approx(1.6 / 3.6, abs=0.03)


def test_tilting_needs_a_balanced_potential(country: Any) -> None:
    with pytest.raises(ValueError, match="tolerance"):
        tilted(build_problem(country.inputs, country.table), np.ones(3), 0.5)


def test_scenarios_stand_side_by_side(country: Any) -> None:
    wide = build_problem(replace(country.inputs, workload_tolerance=0.3), country.table)
    tight = build_problem(country.inputs, country.table)
    made = design_scenarios({"wide": wide, "tight": tight}, Steps(40), 1)
    assert [one.name for one in made] == ["wide", "tight"]
    assert check(wide, made[0].design) == check(tight, made[1].design) == []
    assert made[0].metrics.travel_s <= made[1].metrics.travel_s


def test_an_estimate_that_was_too_low_is_raised_by_half_of_the_error() -> None:
    def schedule(_: str, accounts: Sequence[str]) -> tuple[Routed, dict[str, int]]:
        return Routed(driving_h=4.0, service_h=10.0, visits=4), dict.fromkeys(accounts, 2)

    answer = judge([("r0", ["a", "b"])], lambda _: 0.25, schedule, TravelEstimate())
    assert answer.reps[0].estimated_h == 1.0
    assert answer.error == -0.75
    assert answer.calibrated.per_neighbour == pytest.approx(2.0)


def test_an_estimate_that_was_right_stays() -> None:
    assert calibrated(TravelEstimate(), 5.0, 5.0) == TravelEstimate()
    assert calibrated(TravelEstimate(), 0.0, 5.0) == TravelEstimate()


def test_the_equal_end_of_the_curve_is_the_most_equal(country: Any) -> None:
    problem = build_problem(replace(country.inputs, potential_tolerance=0.15, workload_tolerance=0.3), country.table)
    tilts = (0.0, 0.25, 0.5, 0.75, 1.0)
    curve = equal_against_experienced(problem, np.array([1.0, 1.0, 1.6]), tilts, Steps(100), 1)
    held = [[seat.totals["potential"] for seat in one.metrics.seats] for one in curve]
    apart = [max(one) / min(one) for one in held]
    assert apart[0] == min(apart)
    assert [one.setting for one in curve] == list(tilts)
    assert held[-1][2] > held[0][2]
