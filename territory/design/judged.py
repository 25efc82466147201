"""A design priced by real routes: a scheduler, passed in, plans sample weeks, and the estimate is measured on them.

`territory` may not know the scheduler; whoever does passes a function. What it drives on the sampled weeks, seasons and
nights included, calibrates the estimate of travel, damped and capped so that a short sample cannot swing it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from territory.design.workload import TravelEstimate

DAMPING = 0.5
LEAST, MOST = 0.5, 2.0
"""A calibration changes a factor by half of what was seen, and never by more than between these."""


@dataclass(frozen=True, slots=True)
class Routed:
    """What a rep's sample weeks came to: hours driven and served, visits made, visits left out, nights away."""

    driving_h: float
    service_h: float
    visits: int
    unserved: int = 0
    nights: int = 0


@dataclass(frozen=True, slots=True)
class Judged:
    """One rep: hours of driving that were estimated for as many visits, and hours driven."""

    rep_id: str
    estimated_h: float
    routed: Routed

    @property
    def error(self) -> float:
        """Return the estimate's error as a part of what was driven; positive if it was too much."""
        return self.estimated_h / self.routed.driving_h - 1 if self.routed.driving_h else 0.0


@dataclass(frozen=True, slots=True)
class Judgement:
    """All reps, the error of the whole, the mean error of a rep, and the calibrated estimate."""

    reps: tuple[Judged, ...]
    error: float
    mean_error: float
    calibrated: TravelEstimate


def judge(
    territories: Sequence[tuple[str, Sequence[str]]],
    travel_h_per_visit: Callable[[str], float],
    schedule: Callable[[str, Sequence[str]], tuple[Routed, dict[str, int]]],
    estimate: TravelEstimate,
) -> Judgement:
    """Price territories by real routes.

    Parameters
    ----------
    territories : sequence of (rep id, account ids)
    travel_h_per_visit : function of an account id
        The estimate's hours of driving for one visit.
    schedule : function of (rep id, account ids)
        Plans the sample weeks; returns what was driven, and how often each account was visited.
    """
    judged = []
    for rep_id, accounts in territories:
        routed, visits = schedule(rep_id, accounts)
        estimated = sum(count * travel_h_per_visit(account) for account, count in visits.items())
        judged.append(Judged(rep_id, estimated, routed))
    driven = sum(one.routed.driving_h for one in judged)
    guessed = sum(one.estimated_h for one in judged)
    error = guessed / driven - 1 if driven else 0.0
    mean = sum(abs(one.error) for one in judged) / len(judged) if judged else 0.0
    return Judgement(tuple(judged), error, mean, calibrated(estimate, driven, guessed))


def calibrated(estimate: TravelEstimate, driven_h: float, guessed_h: float) -> TravelEstimate:
    """Return the estimate with its factors moved towards what was driven."""
    if not driven_h or not guessed_h:
        return estimate
    ratio = min(max((driven_h / guessed_h) ** DAMPING, LEAST), MOST)
    return replace(estimate, per_neighbour=estimate.per_neighbour * ratio, per_home=estimate.per_home * ratio)
