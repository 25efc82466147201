"""An effect is found where it was planted, none where there is none, and an unfair comparison is called so."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from territory.experiment import Comparison, Experiment, compare

FIRST = date(2025, 1, 1)
NAMES = tuple(f"T{n:02}" for n in range(20))
TRIAL = Experiment("short", "interval 21 days", date(2026, 1, 1), NAMES[:10], NAMES[10:])


def months(seed: int, effect: float = 0.0, drift: float = 0.0, noise: float = 3.0) -> dict[str, list[float]]:
    """Return a year before and half a year after: shared season, own levels, an effect on the first ten."""
    random = np.random.default_rng(seed)
    shared = 100 + 20 * np.sin(np.arange(18) / 2)
    series = {}
    for name in NAMES:
        own = random.normal(0, 15) + noise * random.normal(size=18)
        tried = name in TRIAL.trying
        series[name] = (shared + own + tried * (effect * (np.arange(18) >= 12) + drift * np.arange(18))).tolist()
    return series


def told(series: dict[str, list[float]], experiment: Experiment = TRIAL) -> Comparison:
    result = compare(experiment, series, FIRST, seed=1)
    assert isinstance(result, Comparison)
    return result


def test_a_planted_effect_is_found_with_its_size() -> None:
    result = told(months(1, effect=10.0))
    assert result.effect == pytest.approx(10, abs=2)
    assert 7 < result.low < result.high < 14
    assert result.telling
    assert result.chance < 0.01
    assert result.share == pytest.approx(0.1, abs=0.03)


def test_the_effect_is_the_difference_of_differences_written_out() -> None:
    series = months(2, effect=4.0)
    moved = {name: np.mean(line[12:]) - np.mean(line[:12]) for name, line in series.items()}
    by_hand = np.mean([moved[name] for name in TRIAL.trying]) - np.mean([moved[name] for name in TRIAL.compared])
    assert told(series).effect == pytest.approx(by_hand)


def test_without_an_effect_one_in_twenty_at_most_is_called_telling() -> None:
    alarms = [told(months(seed)).telling for seed in range(60)]
    assert sum(alarms) <= 8


def test_the_interval_covers_the_truth_most_of_the_time() -> None:
    covered = [(result := told(months(seed, effect=5.0))).low <= 5 <= result.high for seed in range(60)]
    assert np.mean(covered) > 0.8


def test_territories_that_already_moved_apart_make_no_fair_comparison() -> None:
    result = told(months(3, drift=2.0))
    assert not result.fair
    assert not result.telling


def test_with_few_territories_all_exchanges_are_counted() -> None:
    small = Experiment("small", "x", TRIAL.start, NAMES[:2], NAMES[10:12])
    assert told(months(4, effect=500.0), small).chance == pytest.approx(2 / 6)


def test_the_same_seed_gives_the_same_interval() -> None:
    assert told(months(5)) == told(months(5))


@pytest.mark.parametrize(
    ("experiment", "change", "code"),
    [
        (Experiment("e", "x", TRIAL.start, NAMES[:1], NAMES[1:]), {}, "experiment-too-small"),
        (Experiment("e", "x", TRIAL.start, NAMES[:3], NAMES[2:]), {}, "experiment-both-sides"),
        (Experiment("e", "x", date(2026, 4, 1), NAMES[:3], NAMES[3:]), {}, "experiment-too-short"),
        (Experiment("e", "x", date(2025, 3, 1), NAMES[:3], NAMES[3:]), {}, "experiment-too-short"),
        (TRIAL, {"T00": [float("nan")] * 18}, "experiment-too-short"),
        (TRIAL, {"T00": []}, "experiment-too-short"),
    ],
)
def test_what_cannot_be_compared_is_named(experiment: Experiment, change: dict[str, list[float]], code: str) -> None:
    problems = compare(experiment, months(6) | change, FIRST, seed=1)
    assert isinstance(problems, tuple)
    assert code in {problem.code for problem in problems}
