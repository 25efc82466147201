"""A rep's own targets: how far each is reached, and where that lies in the range of the team."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from office.door import Act, thinks
from office.reviews.kept import read_review, whole_review
from territory.targets import Attainment, results


@dataclass(frozen=True, slots=True)
class OwnTargets:
    """What a rep sees.

    Attributes
    ----------
    targets : tuple of (Attainment, float or None)
        Each target with what is due of it by now, None where it is due at its end.
    ratio : float or None
        How far they are reached together, by their weights; None where nothing is known.
    least, greatest : float or None
        The same of the territory that is the least and the most far.
    """

    targets: tuple[tuple[Attainment, float | None], ...]
    ratio: float | None
    least: float | None
    greatest: float | None
    at: datetime


@thinks
def read_own_targets(act: Act) -> OwnTargets:
    """Return the targets of the territories that the person holds, and the range of the team without names."""
    mine = read_review.inside(act)
    everybody = [one.ratio for one in results(whole_review(act).analysis.attained) if one.ratio is not None]
    own = [one.ratio for one in results(mine.analysis.attained) if one.ratio is not None]
    return OwnTargets(
        tuple(zip(mine.analysis.attained, mine.analysis.due, strict=True)),
        sum(own) / len(own) if own else None,
        min(everybody, default=None),
        max(everybody, default=None),
        mine.at,
    )
