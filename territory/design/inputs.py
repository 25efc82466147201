"""What people say about the design they want."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from territory.accounts import Account, Rep
from territory.design.workload import TravelEstimate
from territory.success import Successes


@dataclass(frozen=True, slots=True)
class DesignInputs:
    """What people say about the design they want.

    Attributes
    ----------
    accounts, reps : tuples, in any order
    workload_tolerance : float
        Greatest distance of a rep's workload from the target, as a part of it.
    potential_tolerance : float or None
        The same for potential; None does not balance it.
    neighbours : tuple of pairs of account ids, or None
        Adjacent accounts (`adjacency.road_adjacency`); None does not ask for contiguity.
    owners : dict of account id to rep id
        The present alignment.
    locks : tuple of (account id, rep id)
        Locks beside the accounts' own `owner_lock`.
    home_share : float
        How much travel is counted from home, see `DesignProblem`.
    stay_s : float
        What keeping the owner is worth, see `DesignProblem`.
    workload_h : dict of account id to float
        Hours a year that are known (from routed weeks); the others are estimated.
    visits : dict of account id to float
        Visits a year that plans would make, above 0; the others follow from their interval.
    past : Successes or None
        What reps have closed, where it is weighed.
    success_s : float
        What the success of who has won everything is worth, in seconds of travel at each visit.
    """

    accounts: tuple[Account, ...]
    reps: tuple[Rep, ...]
    workload_tolerance: float = 0.05
    potential_tolerance: float | None = None
    neighbours: tuple[tuple[str, str], ...] | None = None
    owners: Mapping[str, str] = field(default_factory=dict)
    locks: tuple[tuple[str, str], ...] = ()
    home_share: float = 0.5
    stay_s: float = 0.0
    estimate: TravelEstimate = field(default_factory=TravelEstimate)
    workload_h: Mapping[str, float] = field(default_factory=dict)
    visits: Mapping[str, float] = field(default_factory=dict)
    past: Successes | None = None
    success_s: float = 0.0
