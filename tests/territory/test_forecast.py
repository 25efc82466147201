"""Forecasts choose by past error, and state it."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from territory.forecast import LAST_YEAR, Forecast, NoForecast, forecast

SEASON = 1 + 0.5 * np.sin(2 * np.pi * np.arange(12) / 12)


def made(series: np.ndarray, months: int = 6) -> Forecast:
    result = forecast(series.tolist(), months)
    assert isinstance(result, Forecast)
    return result


def test_a_season_without_growth_is_foretold_exactly() -> None:
    result = made(100 * np.tile(SEASON, 3))
    assert result.values == pytest.approx(100 * SEASON[:6])
    assert result.error == pytest.approx(0, abs=1e-9)


def test_growth_is_followed_and_last_year_is_beaten() -> None:
    time = np.arange(48)
    result = made(100 * np.tile(SEASON, 4) * 1.01**time)
    came = 100 * SEASON[:6] * 1.01 ** np.arange(48, 54)
    assert result.method == "season and damped growth"
    assert result.error < result.naive_error
    assert np.abs(np.array(result.values) / came - 1).max() < 0.05


def test_noise_around_a_level_is_foretold_by_the_mean() -> None:
    chosen = [made(np.random.default_rng(seed).normal(100, 20, 36)).method for seed in range(20)]
    assert chosen.count("mean of the last year") > 15


def test_the_error_is_the_mean_miss_over_the_origins_counted_by_hand() -> None:
    series = np.random.default_rng(2).normal(100, 10, 30) * np.resize(SEASON, 30)
    result = made(series, months=1)
    misses = [abs(series[start - 12] - series[start]) for start in range(18, 30)]
    assert result.naive_error == pytest.approx(np.mean(misses))
    assert result.origins == 12


def test_most_of_what_comes_lies_within_the_width() -> None:
    random = np.random.default_rng(3)
    hits = []
    for _ in range(60):
        series = 100 * np.resize(SEASON, 42) * (1 + 0.1 * random.normal(size=42))
        result = made(series[:36])
        hits += [low <= came <= high for low, came, high in zip(result.low, series[36:], result.high, strict=True)]
    assert 0.8 < np.mean(hits) <= 1


@pytest.mark.parametrize("series", [[1.0] * 17, [1.0] * 20 + [float("nan")], []])
def test_too_little_or_a_gap_gives_no_forecast_and_says_why(series: list[float]) -> None:
    result = forecast(series, 3)
    assert isinstance(result, NoForecast)
    assert "known" in result.why


def test_nothing_sold_is_foretold_as_nothing_without_a_share() -> None:
    result = made(np.zeros(24))
    assert set(result.values) == {0.0}
    assert result.relative is None


def test_a_forecast_of_no_months_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one"):
        forecast([1.0] * 24, 0)


@settings(max_examples=30, deadline=None)
@given(st.lists(st.floats(0, 1e6), min_size=18, max_size=40), st.integers(1, 14))
def test_a_forecast_has_its_months_and_never_more_past_error_than_last_year(series: list[float], months: int) -> None:
    result = forecast(series, months)
    assert isinstance(result, Forecast)
    assert len(result.values) == months
    assert result.error <= result.naive_error + 1e-9
    assert result.method == LAST_YEAR or result.error < result.naive_error + 1e-9


@pytest.mark.parametrize("series", [np.full(36, 70.1), 100 * np.tile(SEASON, 3), np.tile([10.3, 20.7], 18)])
def test_methods_that_err_alike_are_not_told_apart_by_the_last_bits(series: np.ndarray) -> None:
    random = np.random.default_rng(0)
    found = {made(series * (1 + 1e-12 * random.uniform(-1, 1, len(series)))).method for _ in range(20)}
    assert found == {made(series).method}
