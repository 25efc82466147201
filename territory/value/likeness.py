"""What the best customers have in common, and which prospects are like them.

A feature is a text per account (segment, category, municipality, a size class). The likeness of a prospect is the
posterior of naive Bayes with smoothed counts (Manning, Raghavan and Schuetze 2008, ch. 13): it can be read feature by
feature, and it is judged on customers it has not seen before anybody relies on it.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

Features = Mapping[str, Mapping[str, str]]
"""The features of each account by name: ``features[account][name]``; an unknown one is left out."""


@dataclass(frozen=True, slots=True)
class Trait:
    """A value that is more (or less) frequent among the best than in the base.

    Attributes
    ----------
    lift : float
        Its frequency among the best over that in the base.
    chance : float
        Probability of at least so many among the best if they were drawn at random (hypergeometric).
    """

    feature: str
    value: str
    among_best: int
    in_base: int
    lift: float
    chance: float


@dataclass(frozen=True, slots=True)
class Likeness:
    """How like the best a prospect is: a probability, and what each feature adds to its logarithmic odds."""

    account: str
    score: float
    reasons: tuple[tuple[str, str, float], ...]


@dataclass(frozen=True, slots=True, eq=False)
class Model:
    """Counts of feature values among the best and the rest of the customers."""

    best: Mapping[tuple[str, str], int]
    rest: Mapping[tuple[str, str], int]
    kinds: Mapping[str, int]
    best_total: Mapping[str, int]
    rest_total: Mapping[str, int]
    prior: float


def top_decile(values: Mapping[str, float | None], share: float = 0.10) -> tuple[str, ...]:
    """Return the accounts of the greatest values that are known: at least one, of equal values the first by id."""
    known = sorted((-value, account) for account, value in values.items() if value is not None)
    return tuple(account for _, account in known[: max(1, round(share * len(known)))]) if known else ()


def profile(features: Features, best: Collection[str]) -> tuple[Trait, ...]:
    """Return what sets the `best` apart from all accounts of `features`, the least likely by chance first."""
    from scipy.stats import hypergeom  # noqa: PLC0415 - scipy is large, and few who serve need it

    chosen = {account for account in best if account in features}
    base = Counter(pair for known in features.values() for pair in known.items())
    among = Counter(pair for account in chosen for pair in features[account].items())
    traits = []
    for (feature, value), count in base.items():
        known = [account for account in features if feature in features[account]]
        drawn = sum(account in chosen for account in known)
        if drawn:
            seen = among[feature, value]
            lift = (seen / drawn) / (count / len(known))
            chance = float(hypergeom.sf(seen - 1, len(known), count, drawn))
            traits.append(Trait(feature, value, seen, count, lift, chance))
    return tuple(sorted(traits, key=_order))


def _order(trait: Trait) -> tuple[float, float, str, str]:
    """Order by nine digits: traits that are as likely are told apart by their names, not by the last bits."""
    return float(f"{trait.chance:.9g}"), -round(trait.lift, 9), trait.feature, trait.value


def learn(features: Features, best: Collection[str]) -> Model:
    """Return what tells the `best` from the other accounts of `features`; both must be there (`ValueError`)."""
    chosen = set(best) & set(features)
    others = set(features) - chosen
    if not chosen or not others:
        raise ValueError("likeness needs some best accounts and some others")
    sides = [Counter(pair for account in side for pair in features[account].items()) for side in (chosen, others)]
    totals = [Counter(name for account in side for name in features[account]) for side in (chosen, others)]
    kinds = Counter(name for name, _ in {*sides[0], *sides[1]})
    return Model(sides[0], sides[1], kinds, totals[0], totals[1], len(chosen) / len(features))


def likeness(model: Model, account: str, known: Mapping[str, str]) -> Likeness:
    """Return how like the best an account is; a feature that no customer has says nothing."""
    reasons = []
    for name, value in sorted(known.items()):
        if name in model.kinds:
            kinds = model.kinds[name] + 1
            best = (model.best.get((name, value), 0) + 1) / (model.best_total.get(name, 0) + kinds)
            rest = (model.rest.get((name, value), 0) + 1) / (model.rest_total.get(name, 0) + kinds)
            reasons.append((name, value, math.log(best / rest)))
    odds = math.log(model.prior / (1 - model.prior)) + sum(weight for _, _, weight in reasons)
    reasons.sort(key=lambda reason: -abs(reason[2]))
    return Likeness(account, 1 / (1 + math.exp(-odds)), tuple(reasons))


def judged(features: Features, best: Collection[str], folds: int = 5) -> float | None:
    """Return how often a best customer scores above another one, each unseen by its model; 0.5 is a coin, None unknown.

    The area under the ROC curve over `folds` parts taken by the order of ids; None where a part lacks either side.
    """
    ids = sorted(features)
    chosen = set(best)
    seen: dict[str, float] = {}
    for fold in range(folds):
        train = {account: features[account] for number, account in enumerate(ids) if number % folds != fold}
        if not 0 < len(chosen & set(train)) < len(train):
            return None
        model = learn(train, chosen & set(train))
        seen |= {account: likeness(model, account, features[account]).score for account in ids[fold::folds]}
    return _auc([seen[account] for account in ids], [account in chosen for account in ids])


def _auc(values: Sequence[float], wanted: Sequence[bool]) -> float:
    from scipy.stats import rankdata  # noqa: PLC0415 - scipy is large, and few who serve need it

    ranks = rankdata(values)
    hits = sum(wanted)
    above = sum(rank for rank, hit in zip(ranks, wanted, strict=True) if hit) - hits * (hits + 1) / 2
    return float(above / (hits * (len(wanted) - hits)))
