"""What the best have in common is found where it is, and not where it is not."""

from __future__ import annotations

import random
from itertools import combinations
from math import comb

import pytest

from territory.value.likeness import judged, learn, likeness, profile, top_decile


def customers(seed: int, *, telling: bool) -> tuple[dict[str, dict[str, str]], list[str]]:
    """Return 200 customers and the best 20, who are mostly clinics if the kind is `telling`."""
    chance = random.Random(seed)
    features = {}
    best = [f"C{n:03}" for n in chance.sample(range(200), 20)]
    for number in range(200):
        name = f"C{number:03}"
        clinic = 0.8 if telling and name in best else 0.2
        kind = "clinic" if chance.random() < clinic else "shop"
        features[name] = {"kind": kind, "town": chance.choice(["Vaduz", "Balzers", "Eschen"])}
    return features, best


def test_the_top_decile_is_the_greatest_tenth_of_what_is_known() -> None:
    values: dict[str, float | None] = {f"A{n:02}": float(n) for n in range(20)} | {"unknown": None}
    assert top_decile(values) == ("A19", "A18")
    assert top_decile({"a": 1.0, "b": None}) == ("a",)
    assert top_decile({"b": None}) == ()


def test_a_telling_trait_comes_first_with_its_lift() -> None:
    features, best = customers(1, telling=True)
    trait = profile(features, best)[0]
    assert (trait.feature, trait.value) == ("kind", "clinic")
    assert trait.lift > 2
    assert trait.chance < 0.001


def test_the_chance_is_that_of_drawing_so_many_counted_out() -> None:
    features = {name: {"kind": "x" if name in "abc" else "y"} for name in "abcdefg"}
    trait = next(trait for trait in profile(features, "abd") if trait.value == "x")
    draws = [sum(name in "abc" for name in draw) for draw in combinations("abcdefg", 3)]
    assert trait.chance == pytest.approx(sum(count >= 2 for count in draws) / comb(7, 3))
    assert trait.lift == pytest.approx((2 / 3) / (3 / 7))


def test_a_prospect_like_the_best_scores_higher_and_says_why() -> None:
    features, best = customers(2, telling=True)
    model = learn(features, best)
    clinic, shop = (likeness(model, kind, {"kind": kind, "planet": "mars"}) for kind in ("clinic", "shop"))
    assert clinic.score > 2 * shop.score
    assert [reason[:2] for reason in clinic.reasons] == [("kind", "clinic")]


def test_the_score_is_bayes_theorem_written_out() -> None:
    features = {"a": {"k": "x"}, "b": {"k": "x"}, "c": {"k": "y"}, "d": {"k": "y"}}
    best, rest = (2 + 1) / (2 + 3), (0 + 1) / (2 + 3)
    expected = 0.5 * best / (0.5 * best + 0.5 * rest)
    assert likeness(learn(features, ["a", "b"]), "p", {"k": "x"}).score == pytest.approx(expected)


def test_knowing_nothing_gives_the_share_of_the_best() -> None:
    features, best = customers(3, telling=True)
    assert likeness(learn(features, best), "p", {}).score == pytest.approx(0.1)


def test_unseen_customers_tell_whether_likeness_is_worth_anything() -> None:
    worth, coin = judged(*customers(4, telling=True)), judged(*customers(4, telling=False))
    assert worth is not None
    assert coin is not None
    assert worth > 0.7
    assert 0.3 < coin < 0.65


def test_too_few_to_judge_is_said() -> None:
    assert judged({"a": {"k": "x"}, "b": {"k": "y"}}, ["a"]) is None


def test_likeness_needs_both_sides() -> None:
    with pytest.raises(ValueError, match="some others"):
        learn({"a": {"k": "x"}}, ["a"])
