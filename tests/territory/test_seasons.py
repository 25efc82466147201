"""Season indices against simulated sales whose truth is known, and against the traps of real ones."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from territory.sales import Sales
from territory.seasons.decompose import enough_to_be_robust
from territory.seasons.edit import ahead, edited
from territory.seasons.estimate import SURE_ENOUGH, estimate
from territory.seasons.segment import raw_season
from territory.seasons.shrink import drawn_together, towards_flat
from territory.seasons.values import Floats, Seasons

FIRST = date(2023, 1, 1)


def simulated(seed: int, accounts: int = 300, months: int = 36, noise: float = 0.3) -> tuple[Floats, Floats, Sales]:
    """Return the segment's true index, the accounts' true indices, and growing, noisy sales made from them."""
    random = np.random.default_rng(seed)
    segment = 1 + 0.4 * np.sin(2 * np.pi * np.arange(12) / 12 + random.uniform(0, 6))
    segment /= segment.mean()
    own = segment * np.exp(0.1 * random.normal(size=(accounts, 12)))
    own /= own.mean(axis=1, keepdims=True)
    time = np.arange(months)
    level = random.lognormal(8, 1, size=(accounts, 1)) * np.exp(random.normal(0.005, 0.01, size=(accounts, 1)) * time)
    amounts = level * own[:, time % 12] * np.exp(noise * random.normal(size=(accounts, months)) - noise**2 / 2)
    return segment, own, Sales(tuple(f"A{n}" for n in range(accounts)), FIRST, amounts, "CHF")


def changed(sales: Sales, amounts: Floats) -> Sales:
    return Sales(sales.accounts, sales.first, amounts, sales.currency)


@pytest.mark.parametrize("seed", range(3))
def test_the_errors_are_within_what_is_promised(seed: int) -> None:
    segment, own, sales = simulated(seed)
    seasons = estimate(sales, {})
    assert np.abs(seasons.segments[""].index - segment).mean() <= 0.05
    assert np.abs(seasons.index - own).mean() <= 0.10


def test_shrinking_is_better_than_the_segment_alone_and_than_the_account_alone() -> None:
    segment, own, sales = simulated(4, noise=0.2)
    years = sales.amounts.reshape(300, 3, 12)
    alone = (years / years.mean(axis=2, keepdims=True)).mean(axis=1)
    shrunk = np.abs(estimate(sales, {}).index - own).mean()
    assert shrunk < min(np.abs(segment - own).mean(), np.abs(alone - own).mean())


TIME = np.arange(36)
MANY, SOME = np.arange(300)[:, None] < 100, np.random.default_rng(0).random((300, 36)) < 0.15
TRAPS: dict[str, Floats] = {
    "promotion": np.where(TIME == 17, 2.5, 1.0),
    "lost quarter": np.where((TIME > 20) & (TIME < 24), 0.4, 1.0),
    "level shift": np.where(TIME < 18, 1.0, 1.4),
    "gaps": np.where(SOME, np.nan, 1.0),
    "months without sales": np.where(SOME, 0.0, 1.0),
    "late starters": np.where(MANY & (TIME < 20), np.nan, 1.0),
    "sleepers": np.where(MANY, 0.0, 1.0),
}
"""Factors on the sales, by account and month."""


@pytest.mark.parametrize("trap", TRAPS)
def test_one_trap_does_not_spoil_the_segment(trap: str) -> None:
    segment, _, sales = simulated(5)
    seasons = estimate(changed(sales, sales.amounts * TRAPS[trap]), {})
    assert np.abs(seasons.segments[""].index - segment).mean() <= 0.05
    assert np.isfinite(seasons.index).all()


@pytest.mark.parametrize("trap", ["plain", "promotion", "lost quarter"])
@pytest.mark.parametrize("months", [24, 25, 30, 33, 35, 36])
@pytest.mark.parametrize("accounts", [1, 12])
def test_no_season_hangs_on_the_last_bits_of_the_sales(accounts: int, months: int, trap: str) -> None:
    for seed in range(6):
        _, _, sales = simulated(seed, accounts=accounts, months=months)
        sales = changed(sales, sales.amounts * TRAPS.get(trap, np.ones(36))[:months])
        shaken = sales.amounts * (1 + 1e-12 * np.random.default_rng(seed).uniform(-1, 1, sales.amounts.shape))
        one, other = estimate(sales, {}), estimate(changed(sales, shaken), {})
        assert np.abs(one.index - other.index).max() < 1e-8
        assert one.segments[""].unsure == pytest.approx(other.segments[""].unsure, rel=1e-8)


@pytest.mark.parametrize(("gone", "robust"), [((), True), ((17,), False)])
def test_the_robust_form_asks_for_three_years_of_each_calendar_month(gone: tuple[int, ...], robust: bool) -> None:
    known = ~np.isin(np.arange(36), gone)
    assert enough_to_be_robust(known, np.arange(36) % 12) is robust


def alike(seed: int, accounts: int = 10, noise: float = 0.8) -> tuple[Floats, Sales, dict[str, str]]:
    """Return five small segments of nearly one season, their sales and who belongs to which."""
    random = np.random.default_rng(seed)
    base = 1 + 0.4 * np.sin(2 * np.pi * np.arange(12) / 12)
    truth = base * np.exp(0.05 * random.normal(size=(5, 12)))
    truth /= truth.mean(axis=1, keepdims=True)
    spread = np.exp(noise * random.normal(size=(5 * accounts, 36)) - noise**2 / 2)
    amounts = 100 * np.repeat(np.tile(truth, 3), accounts, axis=0) * spread
    sales = Sales(tuple(f"{row // accounts}-{row}" for row in range(len(amounts))), FIRST, amounts, "CHF")
    return truth, sales, {name: name[0] for name in sales.accounts}


@pytest.mark.parametrize("seed", range(2))
def test_small_noisy_segments_lean_on_each_other(seed: int) -> None:
    truth, sales, segment = alike(seed)
    found = estimate(sales, segment).segments
    together = np.mean([np.abs(found[str(n)].index - truth[n]).mean() for n in range(5)])
    alone = [estimate(changed_rows(sales, n), {}).segments[""].index for n in range(5)]
    raw = [raw_season(changed_rows(sales, n).amounts, sales.month_of_year) for n in range(5)]
    apart = [one.index for one in raw if one is not None]
    assert together < 0.85 * np.mean([np.abs(index - truth[n]).mean() for n, index in enumerate(apart)])
    assert together < np.mean([np.abs(index - truth[n]).mean() for n, index in enumerate(alone)])


def changed_rows(sales: Sales, segment: int) -> Sales:
    rows = slice(10 * segment, 10 * segment + 10)
    return Sales(sales.accounts[rows], FIRST, sales.amounts[rows], "CHF")


def test_a_segment_too_noisy_for_what_is_promised_is_named_with_its_expected_error() -> None:
    _, sales, segment = alike(3)
    seasons = estimate(sales, segment)
    assert {problem.code for problem in seasons.problems} == {"season-unsure"}
    assert all(one.unsure > SURE_ENOUGH for one in seasons.segments.values())
    _, _, steady = simulated(3, accounts=100, noise=0.1)
    assert estimate(steady, {}).problems == ()


@pytest.mark.parametrize(("accounts", "noise"), [(60, 0.5), (20, 0.3), (10, 0.1)])
def test_the_expected_error_is_near_the_true_one(accounts: int, noise: float) -> None:
    found = [(estimate(sales, {}).segments[""], truth) for truth, _, sales in drawn(accounts, noise)]
    true = np.mean([np.abs(one.index - truth).mean() for one, truth in found])
    assert true < np.mean([one.unsure for one, _ in found]) < 3 * true


def drawn(accounts: int, noise: float) -> list[tuple[Floats, Floats, Sales]]:
    return [simulated(seed, accounts=accounts, noise=noise) for seed in range(3)]


def test_a_year_of_noise_is_flat_and_a_sharp_month_without_noise_stays() -> None:
    noise = 0.1 * np.random.default_rng(0).normal(size=12)
    left = towards_flat(noise - noise.mean(), 0.02)
    assert np.abs(left).mean() < 0.3 * np.abs(noise).mean()
    december = np.eye(12)[11] - 1 / 12
    assert towards_flat(december, 0.0) == pytest.approx(december)
    assert np.abs(towards_flat(december, 0.001) - december).max() < 0.05


def test_segments_that_truly_differ_keep_what_is_theirs() -> None:
    one, other = np.array([0.5] * 6 + [1.5] * 6), np.array([1.5] * 6 + [0.5] * 6)
    kept = drawn_together([one, other], [1e-4, 1e-4])
    assert np.abs(kept[0] - one).max() < 0.01
    merged = drawn_together([one, other], [10.0, 10.0])
    assert np.abs(merged[0] - merged[1]).max() < 0.01


def test_segments_are_kept_apart() -> None:
    one, _, first = simulated(6)
    other, _, second = simulated(7)
    sales = Sales(
        (*first.accounts, *(f"B{n}" for n in range(300))), FIRST, np.vstack([first.amounts, second.amounts]), "CHF"
    )
    seasons = estimate(sales, {name: name[0] for name in sales.accounts})
    assert np.abs(seasons.segments["A"].index - one).mean() <= 0.05
    assert np.abs(seasons.segments["B"].index - other).mean() <= 0.05


def test_the_hold_out_says_where_an_index_beats_a_flat_year_and_where_it_does_not() -> None:
    _, _, sales = simulated(8)
    segment = estimate(sales, {}).segments[""]
    assert segment.checked is not None
    assert segment.checked.trusted
    assert segment.accounts_checked is not None
    assert segment.accounts_checked.trusted
    shuffled = np.random.default_rng(1).permuted(sales.amounts, axis=1)
    noise = estimate(changed(sales, shuffled), {}).segments[""]
    assert noise.accounts_checked is not None
    assert not noise.accounts_checked.trusted


def test_the_hold_out_never_sees_the_year_that_judges_it() -> None:
    _, _, sales = simulated(9)
    before = estimate(sales.without_last(12), {}).segments[""].index
    doubled = changed(sales, np.hstack([sales.amounts[:, :-12], sales.amounts[:, -12:] * np.linspace(1, 5, 12)]))
    checked = estimate(doubled, {}).segments[""].checked
    assert checked is not None
    ratio = doubled.amounts[:, -12:] / doubled.amounts[:, -12:].mean(axis=1, keepdims=True)
    assert checked.index == pytest.approx(np.abs(before - ratio.mean(axis=0)).mean(), abs=0.02)


def test_two_years_give_an_index_without_a_check() -> None:
    _, _, sales = simulated(10, months=24)
    segment = estimate(sales, {}).segments[""]
    assert (segment.checked, segment.accounts_checked) == (None, None)


@pytest.mark.parametrize("months", [1, 3, 23])
def test_less_than_two_years_is_said_and_no_flat_year_is_passed_off_as_a_season(months: int) -> None:
    _, _, sales = simulated(11, accounts=4, months=months)
    seasons = estimate(sales, {})
    assert [problem.code for problem in seasons.problems] == ["history-too-short"]
    assert seasons.of("A0") is None
    assert seasons.segments == {}


def test_a_month_that_is_never_known_gives_no_season() -> None:
    _, _, sales = simulated(12, accounts=4)
    amounts = np.where(np.arange(36) % 12 == 7, np.nan, sales.amounts)
    assert estimate(changed(sales, amounts), {}).of("A0") is None


def test_an_account_with_a_short_history_follows_its_segment() -> None:
    _, _, sales = simulated(13)
    amounts = sales.amounts.copy()
    amounts[0, :-5] = np.nan
    seasons = estimate(changed(sales, amounts), {})
    assert seasons.weight[0] == 0
    assert seasons.of("A0") == pytest.approx(seasons.segments[""].index)


def result_of(seed: int, order: list[int]) -> Seasons:
    _, _, sales = simulated(seed, accounts=8)
    return estimate(Sales(tuple(sales.accounts[n] for n in order), FIRST, sales.amounts[order], "CHF"), {})


@settings(max_examples=10, deadline=None)
@given(st.integers(0, 99), st.permutations(range(8)))
def test_indices_have_mean_one_and_no_regard_for_the_order_of_accounts(seed: int, order: list[int]) -> None:
    plain, mixed = result_of(seed, list(range(8))), result_of(seed, order)
    assert np.allclose(plain.index.mean(axis=1), 1)
    assert (plain.index >= 0).all()
    for name in plain.accounts:
        assert plain.of(name) == pytest.approx(mixed.of(name))


@settings(max_examples=10, deadline=None)
@given(st.integers(0, 99), st.floats(0.001, 1000))
def test_the_unit_of_money_has_no_weight(seed: int, rate: float) -> None:
    _, _, sales = simulated(seed, accounts=8)
    assert np.allclose(estimate(sales, {}).index, estimate(changed(sales, sales.amounts * rate), {}).index)


def test_visits_lead_the_sales() -> None:
    index = np.array([0.5] * 6 + [1.5] * 6)
    assert ahead(index, 2)[4:].tolist() == [1.5] * 6 + [0.5, 0.5]


def test_a_month_set_by_hand_leaves_the_year_as_long_as_it_was() -> None:
    index = edited(np.ones(12), {8: 0.0, 12: 2.0})
    assert (index[7], index[11]) == (0.0, 2.0)
    assert index.mean() == pytest.approx(1)
    assert np.ptp(np.delete(index, [7, 11])) == pytest.approx(0)


@pytest.mark.parametrize(
    "by_hand", [{13: 1.0}, {1: -1.0}, {1: 13.0}, {1: float("nan")}, dict.fromkeys(range(1, 13), 2.0)]
)
def test_an_impossible_year_by_hand_is_refused(by_hand: dict[int, float]) -> None:
    with pytest.raises(ValueError, match="months"):
        edited(np.ones(12), by_hand)
