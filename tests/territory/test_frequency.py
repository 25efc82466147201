"""Suggested intervals: against every choice there is on small cases, against the bound on large ones."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from territory.frequency import Calling, suggest


def brute_force(callings: list[Calling], hours: float, cost: float) -> float:
    """Return the most profit of all choices within floors, caps and hours, each counted out."""
    ranges = [range(min(calling.floor, calling.cap), calling.cap + 1) for calling in callings]
    return max(
        sum(
            one.margin * (1 - np.exp(-one.rate * n)) - n * one.hours * cost
            for one, n in zip(callings, choice, strict=True)
        )
        for choice in itertools.product(*ranges)
        if sum(one.hours * n for one, n in zip(callings, choice, strict=True)) <= hours + 1e-9
    )


@st.composite
def small(draw: st.DrawFn) -> list[Calling]:
    return [
        Calling(
            f"A{n}",
            draw(st.floats(0, 10_000)),
            draw(st.floats(0.02, 1.5)),
            draw(st.sampled_from([0.5, 0.75, 1.0, 1.7, 2.3])),
            draw(st.integers(0, 6)),
            draw(st.integers(0, 2)),
            draw(st.integers(2, 6)),
        )
        for n in range(draw(st.integers(1, 4)))
    ]


@settings(max_examples=150, deadline=None)
@given(small(), st.floats(0, 25), st.sampled_from([0.0, 20.0, 200.0]))
def test_small_cases_are_solved_to_a_thousandth_of_the_optimum(
    callings: list[Calling], spare: float, cost: float
) -> None:
    hours = sum(one.floor * one.hours for one in callings) + spare
    plan = suggest(callings, hours, cost)
    best = brute_force(callings, hours, cost)
    assert plan.profit <= best + 1e-6 * abs(best) + 1e-6
    assert plan.profit >= best - 0.001 * abs(best) - 1e-6
    assert plan.bound >= best - 1e-6 * abs(best) - 1e-6
    assert plan.hours <= hours + 1e-9
    for one, made in zip(callings, plan.suggestions, strict=True):
        assert min(one.floor, one.cap) <= made.visits <= one.cap


@settings(max_examples=30, deadline=None)
@given(small(), st.floats(0, 25), st.randoms(use_true_random=False))
def test_the_order_of_accounts_has_no_weight(
    callings: list[Calling], hours: float, random: np.random.Generator
) -> None:
    mixed = list(callings)
    random.shuffle(mixed)
    assert suggest(mixed, hours) == suggest(callings, hours)


def many(count: int) -> list[Calling]:
    random = np.random.default_rng(1)
    return [
        Calling(
            f"A{n:05}",
            float(random.lognormal(7, 1)),
            float(random.uniform(0.05, 0.6)),
            float(random.uniform(0.5, 2)),
            12,
            1,
        )
        for n in range(count)
    ]


def test_a_large_case_states_a_gap_next_to_nothing() -> None:
    plan = suggest(many(2000), 15_000, cost_per_hour=30)
    assert 0 <= plan.gap < 1e-6
    assert plan.hours <= 15_000
    assert plan.price_per_hour > 0


def test_the_same_hours_bring_more_than_the_present_intervals() -> None:
    callings = many(200)
    present = sum(one.present * one.hours for one in callings)
    plan = suggest(callings, present)
    assert plan.profit > plan.present_profit
    assert sum(made.gain for made in plan.suggestions) == pytest.approx(plan.profit - plan.present_profit)


def test_without_a_floor_the_optimum_leaves_an_account_unvisited_and_a_floor_keeps_it() -> None:
    rich = Calling("rich", 10_000, 0.1, 1, 12)
    (poor_made, _) = suggest([Calling("poor", 10, 0.1, 1, 12), rich], 12).suggestions
    (held_made, _) = suggest([Calling("poor", 10, 0.1, 1, 12, floor=2), rich], 12).suggestions
    assert (poor_made.visits, poor_made.interval_days) == (0, None)
    assert (held_made.visits, held_made.interval_days, held_made.held_by) == (2, 182, "floor")


def test_a_legal_cap_is_never_passed() -> None:
    (made,) = suggest([Calling("A", 10_000, 0.1, 1, 12, cap=3)], 1000).suggestions
    assert (made.visits, made.held_by) == (3, "cap")


def test_a_visit_that_does_not_earn_its_hours_is_not_suggested_although_there_is_time() -> None:
    (made,) = suggest([Calling("A", 100, 1.0, 1, 12)], 1000, cost_per_hour=10).suggestions
    assert made.visits == 2
    assert suggest([Calling("A", 100, 1.0, 1, 12)], 1000, cost_per_hour=10).price_per_hour == 0


def test_floors_that_need_more_than_the_year_are_kept_and_counted_out() -> None:
    plan = suggest([Calling("A", 100, 1.0, 2, 12, floor=10), Calling("B", 100, 1.0, 1, 12)], 15)
    assert [made.visits for made in plan.suggestions] == [10, 0]
    (problem,) = plan.problems
    assert problem.code == "floors-exceed-hours"
    assert "5 hours" in problem.action


def test_a_floor_above_the_cap_is_named_and_the_cap_holds() -> None:
    plan = suggest([Calling("A", 100, 1.0, 1, 12, floor=5, cap=3)], 100)
    assert [problem.code for problem in plan.problems] == ["floor-above-cap"]
    assert plan.suggestions[0].visits == 3


@pytest.mark.parametrize("wrong", [{"margin": -1.0}, {"rate": 0.0}, {"hours": 0.0}, {"floor": -1}])
def test_impossible_figures_are_refused(wrong: dict[str, float]) -> None:
    with pytest.raises(ValueError, match="impossible"):
        Calling(**({"account": "A", "margin": 1.0, "rate": 1.0, "hours": 1.0, "present": 1.0} | wrong))
