"""What a plan is worth: its cost beside a bound that no plan undercuts, and beside plans made without the search.

Written into a plan's evidence as plain numbers, and read from there again.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass, fields

Evidence = Mapping[str, str | int | float]


@dataclass(frozen=True, slots=True)
class Made:
    """A way to plan: its cost in the unit of the prices, its driving, and the due visits that it leaves out."""

    cost: float
    driving_s: int
    unserved: int


@dataclass(frozen=True, slots=True)
class Worth:
    """A plan beside others of the same visits and days.

    Attributes
    ----------
    bound : float
        No plan costs less; 0 where none was computed.
    by_hand, carried : Made or None
        Planned from day to day without a search; the plan that was in force, carried forward. None where the searches
        were cut short, or no plan was in force.
    """

    chosen: Made
    bound: float = 0.0
    by_hand: Made | None = None
    carried: Made | None = None

    @property
    def gap(self) -> float | None:
        """Return the share of the cost that a better plan could save at most; None where nothing is known."""
        return (self.chosen.cost - self.bound) / self.chosen.cost if self.bound and self.chosen.cost > 0 else None

    def facts(self) -> dict[str, float]:
        """Return the figures by name, those of other plans as ``by_hand.cost`` and the like."""
        others = {"by_hand": self.by_hand, "carried": self.carried}
        told_ = {
            f"{name}.{what}": value for name, made in others.items() if made for what, value in asdict(made).items()
        }
        gap = {} if self.gap is None else {"gap": round(self.gap, 6)}
        return {**asdict(self.chosen), "bound": self.bound, **gap, **told_}


def total(parts: Collection[Worth]) -> Worth:
    """Add up the reps of a plan; another way to plan is told only if it was for every rep."""
    by_hand, carried = [p.by_hand for p in parts if p.by_hand], [p.carried for p in parts if p.carried]
    return Worth(
        _sum([part.chosen for part in parts]),
        sum(part.bound for part in parts),
        _sum(by_hand) if parts and len(by_hand) == len(parts) else None,
        _sum(carried) if parts and len(carried) == len(parts) else None,
    )


def _sum(made: Collection[Made]) -> Made:
    return Made(sum(m.cost for m in made), sum(m.driving_s for m in made), sum(m.unserved for m in made))


def read_worth(evidence: Evidence) -> Worth | None:
    """Return what a stored plan is worth; None for plans of versions that did not tell."""
    chosen = _read(evidence, "")
    if chosen is None:
        return None
    bound = float(evidence.get("bound", 0.0))
    return Worth(chosen, bound, _read(evidence, "by_hand."), _read(evidence, "carried."))


def _read(evidence: Evidence, name: str) -> Made | None:
    if f"{name}driving_s" not in evidence:
        return None
    cost, driving_s, unserved = (float(evidence[f"{name}{what}"]) for what in ("cost", "driving_s", "unserved"))
    return Made(cost, int(driving_s), int(unserved))


def without_worth(evidence: Evidence, rep_id: str) -> dict[str, str | int | float]:
    """Return a plan's evidence without its worth and that of a rep, whose tours were changed by hand."""
    figures = [field.name for field in fields(Made)]
    names = ["bound", "gap", *(f"{whose}{figure}" for whose in ("", "by_hand.", "carried.") for figure in figures)]
    gone = {*names, *(f"{rep_id}.{name}" for name in names)}
    return {name: value for name, value in evidence.items() if name not in gone}
