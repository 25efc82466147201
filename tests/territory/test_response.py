"""Response curves are found again where history can tell, and refused where it cannot."""

from __future__ import annotations

import numpy as np
import pytest

from territory.response import Curve, YearSeen, fit


def history(
    seed: int, *, noise: float = 0.02, spread: float = 0.0, accounts: int = 80
) -> tuple[list[YearSeen], dict[str, float]]:
    """Return three years of accounts on one curve (base 0.1, gain 0.5, rate 0.15) and each account's true level."""
    random = np.random.default_rng(seed)
    levels = {f"A{n}": float(np.exp(spread * random.normal())) for n in range(accounts)}
    years = []
    for name, level in levels.items():
        for _ in range(3):
            visits = float(random.integers(1, 30))
            share = level * (0.1 + 0.5 * (1 - np.exp(-0.15 * visits))) + noise * random.normal()
            years.append(YearSeen(name, "gold", visits, float(share)))
    return years, levels


def test_the_curve_is_found_again() -> None:
    years, _ = history(1)
    curve = fit(years).curves["gold"]
    visits = np.arange(0.0, 30.0)
    truth = Curve(0.1, 0.5, 0.15, 0, 0).share(visits)
    assert np.abs(curve.share(visits)[2:] - truth[2:]).max() < 0.02
    assert curve.error == pytest.approx(0.02, rel=0.3)


@pytest.mark.parametrize(("noise", "spread"), [(0.02, 0.3), (0.15, 0.1)])
def test_levels_drawn_to_the_segment_are_nearer_the_truth_than_the_accounts_own(noise: float, spread: float) -> None:
    years, levels = history(2, noise=noise, spread=spread)
    responses = fit(years)
    curve = responses.curves["gold"]
    own = {
        name: sum(y.share for y in years if y.account == name)
        / sum(float(curve.share(np.array(y.visits))) for y in years if y.account == name)
        for name in levels
    }
    drawn = np.mean([abs(responses.levels[name] - level) for name, level in levels.items()])
    alone = np.mean([abs(own[name] - level) for name, level in levels.items()])
    segment = np.mean([abs(1 - level) for level in levels.values()])
    assert drawn <= alone * 1.02
    assert drawn < segment


def test_accounts_that_do_not_differ_are_all_drawn_to_one() -> None:
    years, _ = history(3, noise=0.1)
    assert np.abs(np.array(list(fit(years).levels.values())) - 1).mean() < 0.06


@pytest.mark.parametrize(
    ("years", "code"),
    [
        ([YearSeen(f"A{n}", "tin", 12.0, 0.1 + n / 100) for n in range(30)], "response-unknown"),
        ([YearSeen("A", "tin", 2.0 * n, 0.1) for n in range(5)], "response-unknown"),
        ([YearSeen(f"A{n}", "tin", float(n), 0.9 - n / 100) for n in range(30)], "response-flat"),
    ],
)
def test_a_history_that_cannot_tell_gives_no_curve_and_says_so(years: list[YearSeen], code: str) -> None:
    responses = fit(years)
    assert responses.curves == {}
    assert [(problem.code, problem.where) for problem in responses.problems] == [(code, "segment tin")]


def test_a_curve_is_concave_and_rising() -> None:
    share = fit(history(4)[0]).curves["gold"].share(np.arange(40.0))
    assert (np.diff(share) > 0).all()
    assert (np.diff(share, 2) <= 1e-12).all()
