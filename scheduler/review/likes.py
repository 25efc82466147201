"""What the best customers of the workspace share, and the prospects that are like them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from scheduler.review.gathered import Gathered
from scheduler.review.traits import one_trait, own_traits
from territory.accounts import AccountKind
from territory.value.likeness import Likeness, Trait, judged, learn, likeness, profile, top_decile


@dataclass(frozen=True, slots=True, eq=False)
class Like:
    """What the best customers share, how well that tells unseen ones apart (0.5 is a coin), and prospects like them."""

    best: int
    traits: tuple[Trait, ...]
    judged: float | None
    prospects: tuple[Likeness, ...]


def like_of(known: Gathered, year: Mapping[str, float | None]) -> Like | None:
    """Return what the customers of the greatest sales share; None where there are too few to tell."""
    features: dict[str, dict[str, str]] = defaultdict(dict)
    for one in known.accounts:
        place = one_trait(known.traits, one.id, "admin") or one_trait(known.traits, one.id, "region")
        said = {"segment": one.segment, "category": one.category, "place": place}
        said |= {name: "|".join(values) for name, values in own_traits(known.traits.get(one.id, {})).items()}
        features[one.id] = {name: value for name, value in said.items() if value}
    customers = {one.id: year.get(one.id) for one in known.accounts if one.kind is AccountKind.CUSTOMER}
    base = {name: features[name] for name, sold in customers.items() if sold is not None}
    best = top_decile(customers)
    if not best or len(best) == len(base):
        return None
    model = learn(base, best)
    prospects = [one.id for one in known.accounts if one.kind is AccountKind.PROSPECT]
    found = sorted(
        (likeness(model, name, features[name]) for name in prospects), key=lambda one: (-one.score, one.account)
    )
    return Like(len(best), profile(base, best), judged(base, best), tuple(found))
