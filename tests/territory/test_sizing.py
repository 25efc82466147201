"""How many reps: the build-up, and diminishing returns."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from territory.sizing import KnownSales, SizingRules, response, size_team, spread_hours

HOURS = np.array([10.0, 20.0, 40.0, 30.0])
POTENTIAL = np.array([9000.0, 4000.0, 1000.0, 30000.0])


def test_the_build_up_divides_the_hours() -> None:
    assert size_team(HOURS, POTENTIAL, SizingRules(hours_a_rep=40), 3).build_up == pytest.approx(2.5)


def test_each_rep_adds_less_than_the_one_before_until_all_work_is_done() -> None:
    sizing = size_team(HOURS, POTENTIAL, SizingRules(hours_a_rep=20, cost_a_rep=500), 7)
    marginal = [row.marginal_profit for row in sizing.rows]
    assert marginal == sorted(marginal, reverse=True)
    assert marginal[-1] == pytest.approx(-500)
    assert sizing.best == sum(gain > 0 for gain in marginal)
    assert sizing.rows[-1].covered == 1


def test_dear_reps_make_small_teams() -> None:
    cheap, dear = (size_team(HOURS, POTENTIAL, SizingRules(20, cost), 5).best for cost in (100, 5000))
    assert cheap > dear


@given(st.lists(st.tuples(st.floats(1, 100), st.floats(1, 1e5)), min_size=1, max_size=8), st.floats(0.05, 0.95))
def test_the_next_hour_is_worth_the_same_everywhere(accounts: list[tuple[float, float]], part: float) -> None:
    hours, potential = np.array(accounts).T
    available = part * hours.sum()
    spent = spread_hours(hours, potential, available, 2.0)
    assert spent.sum() == pytest.approx(available, rel=1e-6)
    worth = potential / hours * np.exp(-2.0 * spent / hours)
    inner, full, empty = (spent > 1e-6) & (spent < hours - 1e-6), spent >= hours - 1e-6, spent <= 1e-6
    if inner.any():
        level = worth[inner].mean()
        assert worth[inner] == pytest.approx(level, rel=1e-3)
        assert (worth[full] >= level * 0.999).all()
        assert (worth[empty] <= level * 1.001).all()


def test_full_workload_brings_everything() -> None:
    assert response(np.array([0.0, 1.0]), 2.0).tolist() == [0.0, 1.0]


def test_nonsense_is_refused() -> None:
    with pytest.raises(ValueError, match="positive"):
        SizingRules(hours_a_rep=0)


def test_known_sales_are_what_the_present_team_sells_and_the_other_rows_stand_beside_it() -> None:
    hours, potential, rules = np.full(40, 100.0), np.linspace(1e3, 9e4, 40), SizingRules(cost_a_rep=50_000)
    alone = size_team(hours, potential, rules, 5)
    known = size_team(hours, potential, rules, 5, KnownSales(2, 0.62 * alone.rows[1].sales))
    assert known.rows[1].sales == pytest.approx(0.62 * alone.rows[1].sales)
    assert known.rows[3].sales == pytest.approx(0.62 * alone.rows[3].sales)
    assert (round(known.scale, 9), alone.scale) == (0.62, 1.0)
    assert known.best <= alone.best, "less is sold by one more"
