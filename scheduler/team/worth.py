"""What a plan is worth: its cost beside a bound that no plan undercuts, and beside plans made without the search.

Written into a plan's evidence as plain numbers, and read from there again.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass, field, fields

from scheduler.moves import FORGONE, FORGONE_MOVES

Evidence = Mapping[str, str | int | float]


@dataclass(frozen=True, slots=True)
class Made:
    """A way to plan: its cost in the unit of the prices, its driving, and the due visits that it leaves out.

    The cost is without the prices of visits that no plan can serve; `unserved` counts them.
    """

    cost: float
    driving_s: int
    unserved: int


@dataclass(frozen=True, slots=True)
class Proof:
    """What is proven of a plan of one rep or of a team.

    Attributes
    ----------
    bound : float or None
        No plan of the bounded reps costs less; None where there are none.
    bounded_cost : float
        What the plan costs for those reps.
    left_out_cost : float
        The part of it that is the price of visits left out.
    reps, bounded : int
        Reps in all, and those that have a bound.
    impossible : int
        Due visits that no plan can serve.
    """

    bound: float | None = None
    bounded_cost: float = 0.0
    left_out_cost: float = 0.0
    reps: int = 1
    bounded: int = 0
    impossible: int = 0

    @property
    def gap(self) -> float | None:
        """Return the share of the cost that a better plan could save at most; None where nothing is known."""
        if self.bound is None or self.bounded_cost <= 0.0:
            return None
        return max(0.0, self.bounded_cost - self.bound) / self.bounded_cost


@dataclass(frozen=True, slots=True)
class Worth:
    """A plan beside others of the same visits and days.

    Attributes
    ----------
    by_hand, carried : Made or None
        Planned from day to day without a search; the plan that was in force, carried forward. None where the searches
        were cut short, or no plan was in force.
    """

    chosen: Made
    proof: Proof = field(default_factory=Proof)
    by_hand: Made | None = None
    carried: Made | None = None

    def facts(self) -> dict[str, float]:
        """Return the figures by name, those of other plans as ``by_hand.cost``; unknown ones are absent."""
        others = {"by_hand": self.by_hand, "carried": self.carried}
        told_ = {
            f"{name}.{what}": value for name, made in others.items() if made for what, value in asdict(made).items()
        }
        proven = {name: value for name, value in asdict(self.proof).items() if value is not None}
        gap = {} if self.proof.gap is None else {"gap": round(self.proof.gap, 6)}
        return {**asdict(self.chosen), **proven, **gap, **told_}


def total(parts: Collection[Worth]) -> Worth:
    """Add up the reps of a plan; another way to plan is told only if it was for every rep."""
    by_hand, carried = [p.by_hand for p in parts if p.by_hand], [p.carried for p in parts if p.carried]
    return Worth(
        _sum([part.chosen for part in parts]),
        _together([part.proof for part in parts]),
        _sum(by_hand) if parts and len(by_hand) == len(parts) else None,
        _sum(carried) if parts and len(carried) == len(parts) else None,
    )


def _together(proofs: Collection[Proof]) -> Proof:
    """Add up what is known: the gap of a team covers the reps that have a bound."""
    bounds = [proof.bound for proof in proofs if proof.bound is not None]
    return Proof(
        bound=sum(bounds) if bounds else None,
        bounded_cost=sum(proof.bounded_cost for proof in proofs),
        left_out_cost=sum(proof.left_out_cost for proof in proofs),
        reps=sum(proof.reps for proof in proofs),
        bounded=sum(proof.bounded for proof in proofs),
        impossible=sum(proof.impossible for proof in proofs),
    )


def _sum(made: Collection[Made]) -> Made:
    return Made(sum(m.cost for m in made), sum(m.driving_s for m in made), sum(m.unserved for m in made))


def read_worth(evidence: Evidence) -> Worth | None:
    """Return what a stored plan is worth; None for plans of versions that did not tell."""
    chosen = _read(evidence, "")
    if chosen is None:
        return None
    return Worth(chosen, _proof(evidence), _read(evidence, "by_hand."), _read(evidence, "carried."))


def _proof(evidence: Evidence) -> Proof:
    """Return what is proven; plans of older versions told 0 for reps without a bound, so nothing is known of theirs."""
    if "bounded" not in evidence:
        return Proof(reps=0)
    known = {one.name: float(evidence[one.name]) for one in fields(Proof) if one.name in evidence}
    return Proof(
        bound=known.get("bound"),
        bounded_cost=known["bounded_cost"],
        left_out_cost=known["left_out_cost"],
        reps=int(known["reps"]),
        bounded=int(known["bounded"]),
        impossible=int(known["impossible"]),
    )


def _read(evidence: Evidence, name: str) -> Made | None:
    if f"{name}driving_s" not in evidence:
        return None
    cost, driving_s, unserved = (float(evidence[f"{name}{what}"]) for what in ("cost", "driving_s", "unserved"))
    return Made(cost, int(driving_s), int(unserved))


def without_worth(evidence: Evidence, rep_id: str) -> dict[str, str | int | float]:
    """Return a plan's evidence without its worth and that of a rep, whose tours were changed by hand."""
    figures = [one.name for one in fields(Made)]
    proven = [one.name for one in fields(Proof)]
    names = ["gap", *proven, *(f"{whose}{figure}" for whose in ("", "by_hand.", "carried.") for figure in figures)]
    gone = {FORGONE, FORGONE_MOVES, *names, *(f"{rep_id}.{name}" for name in names)}
    return {name: value for name, value in evidence.items() if name not in gone}
