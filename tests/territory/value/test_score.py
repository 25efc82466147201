"""The score of an account, its labels, and the quality of territories; what cannot be computed says so."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from territory.sales import Sales
from territory.value.labels import Rfm, abc, rfm
from territory.value.quality import composition, quality
from territory.value.score import AccountFigures, ScoreTerms, scores
from tests.territory.ownership.small import account

WHOLE = AccountFigures("A", 1000.0, 0.25, 0.4, 0.1, 0.5)


def test_the_score_is_the_sum_over_the_years_written_out() -> None:
    stay = 0.6 + 0.5 * (0.95 - 0.6)
    by_hand = sum(1000 * 1.1**t * 0.75 * 0.4 * (stay / 1.1) ** t for t in range(5))
    (score,) = scores([WHOLE])
    assert score.value == pytest.approx(by_hand)
    assert (score.missing, score.assumed) == ((), ())


@pytest.mark.parametrize("name", ["potential", "share_of_wallet", "win_probability"])
def test_a_score_without_a_needed_figure_is_not_a_zero(name: str) -> None:
    known = {"potential": 1000.0, "share_of_wallet": 0.25, "win_probability": 0.4} | {name: None}
    (score,) = scores([AccountFigures("A", **known)])
    assert (score.value, score.missing) == (None, (name,))


def test_what_is_assumed_is_named() -> None:
    (score,) = scores([AccountFigures("A", 1000.0, 0.0, 1.0)], ScoreTerms(years=1))
    assert (score.value, score.assumed) == (1000.0, ("growth", "satisfaction"))


shares = st.floats(0, 1)


@given(shares, shares, shares, st.floats(0.01, 0.5))
def test_more_wallet_less_score_more_satisfaction_more_score(
    wallet: float, win: float, happy: float, step: float
) -> None:
    plain = AccountFigures("A", 100.0, wallet, win, 0.0, happy)
    fuller = AccountFigures("A", 100.0, min(1, wallet + step), win, 0.0, happy)
    happier = AccountFigures("A", 100.0, wallet, win, 0.0, min(1, happy + step))
    values = [score.value for score in scores([fuller, plain, happier])]
    assert values == sorted(values, key=lambda value: -1.0 if value is None else value)


def test_terms_that_make_no_sense_are_refused() -> None:
    with pytest.raises(ValueError, match="no sense"):
        ScoreTerms(years=0)


def test_a_is_the_first_four_fifths_of_the_value_with_the_account_that_crosses() -> None:
    values = {"big": 70.0, "next": 15.0, "third": 9.0, "small": 4.0, "least": 2.0, "unknown": None}
    assert abc(values) == {"big": "A", "next": "A", "third": "B", "small": "B", "least": "C", "unknown": ""}


def test_borders_that_do_not_rise_are_refused() -> None:
    with pytest.raises(ValueError, match="rise"):
        abc({}, 0.9, 0.5)


@given(st.dictionaries(st.text("xyz", min_size=1), st.floats(0, 1e6), min_size=1))
def test_no_account_has_a_better_label_than_one_of_more_value(values: dict[str, float]) -> None:
    labels = abc(dict(values))
    ordered = sorted(values, key=lambda name: -values[name])
    assert [labels[name] for name in ordered] == sorted(labels[name] for name in ordered)


def test_fifths_of_recency_frequency_and_money() -> None:
    amounts = np.zeros((6, 14))
    for row in range(5):
        amounts[row, 9 : 10 + row] = 10.0 * (row + 1)
    amounts[5, :] = np.nan
    labels = rfm(Sales(tuple("abcdef"), date(2025, 1, 1), amounts, "CHF"))
    assert [label and label.recency for label in labels.values()] == [1, 2, 3, 4, 5, None]
    assert str(labels["e"]) == "555"
    assert labels["a"] == Rfm(1, 1, 1)


def test_equal_accounts_have_equal_fifths_and_one_who_never_bought_none() -> None:
    labels = rfm(Sales(("a", "b", "c"), date(2025, 1, 1), np.array([[1.0] * 12, [1.0] * 12, [0.0] * 12]), "CHF"))
    assert labels["a"] == labels["b"] == Rfm(None, None, None)
    assert str(labels["a"]) == "---"
    assert labels["a"] is not None
    assert not labels["a"].is_upper
    assert labels["c"] is None


def test_where_nearly_all_bought_last_month_they_are_the_upper_fifths_of_recency() -> None:
    amounts = np.tile(np.arange(1.0, 11.0)[:, None], 12)
    amounts[0, 11] = 0.0  # one of ten did not buy in the last month; nobody bought more often than another else
    labels = [label for label in rfm(Sales(tuple("abcdefghij"), date(2025, 1, 1), amounts, "CHF")).values() if label]
    assert [label.recency for label in labels] == [1] + 9 * [5]
    assert [label.frequency for label in labels] == [1] + 9 * [5]
    assert sum(label.is_upper for label in labels) == 4


def test_a_measure_in_which_nobody_differs_says_nothing_and_the_others_still_do() -> None:
    amounts = np.tile(np.arange(1.0, 11.0)[:, None], 12)
    labels = [label for label in rfm(Sales(tuple("abcdefghij"), date(2025, 1, 1), amounts, "CHF")).values() if label]
    assert {str(label)[:2] for label in labels} == {"--"}
    assert sum(label.is_upper for label in labels) == 4


@given(st.lists(st.integers(0, 6), min_size=2, max_size=30))
def test_equal_values_share_a_fifth_less_never_have_more_and_the_ends_are_reached(money: list[int]) -> None:
    amounts = np.ones((len(money), 12))
    amounts[:, 0] = [1.0 + one for one in money]
    names = tuple(f"a{n:02d}" for n in range(len(money)))
    labels = [label for label in rfm(Sales(names, date(2025, 1, 1), amounts, "CHF")).values() if label]
    found = dict(zip(money, (label.money for label in labels), strict=True))
    assert [label.money for label in labels] == [found[one] for one in money]
    rising = [fifth for _, fifth in sorted(found.items())]
    assert rising == [None] if len(found) == 1 else rising == sorted(rising, key=lambda one: one or 0)
    assert len(found) == 1 or (rising[0], rising[-1]) == (1, 5)


def test_quality_is_potential_per_hour_beside_the_team() -> None:
    rich, poor, unknown = quality({"T1": 100.0, "T2": 300.0, "T3": 5.0}, {"T1": 100.0, "T2": 100.0, "T3": 0.0})
    assert (rich.territory, rich.per_hour, rich.index) == ("T2", 3.0, 150.0)
    assert (poor.territory, poor.index) == ("T1", 50.0)
    assert (unknown.territory, unknown.per_hour, unknown.index) == ("T3", None, None)


def test_composition_says_how_many_and_how_much() -> None:
    base = [account("A", segment="gold", potential=90.0), account("B", segment="tin", potential=5.0)]
    base.append(account("C", segment="tin", potential=5.0))
    tin, gold = composition(base, lambda one: one.segment)
    assert (tin.label, tin.accounts, tin.potential_share) == ("tin", 2, pytest.approx(0.1))
    assert (gold.share, gold.potential_share) == (pytest.approx(1 / 3), pytest.approx(0.9))
    assert composition([account("A")], lambda one: one.segment)[0].potential_share is None
