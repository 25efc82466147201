"""What territories hold before and after some accounts change hands: priced while somebody looks on."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from territory.design.costs import blended
from territory.design.problem import DesignProblem, Floats, Ints


@dataclass(frozen=True, slots=True)
class Held:
    """What one territory holds: visits and hours a year (travel between visits estimated), seconds of way a visit."""

    visits: float
    hours: float
    travel_s: float


def seconds_from_centres(problem: DesignProblem, owner: Ints) -> Floats:
    """Return the seconds of a visit to each unit from each seat's present centre and home, shape (p, n).

    A seat that owns nothing has no centre: its ways are those from home. Centres are held where they are, so that
    what a few accounts change is not mixed with what a moved centre does.
    """
    owned = [np.flatnonzero(owner == seat).astype(np.int32) for seat in range(len(problem.seat_ids))]
    held = np.array([len(units) > 0 for units in owned])
    centres = [problem.travel.centre(units, problem.visits) if len(units) else 0 for units in owned]
    seconds = blended(problem, np.array(centres, np.int32))
    return seconds if held.all() else np.where(held[:, None], seconds, problem.travel.from_seats())


def held_by(problem: DesignProblem, owner: Ints, seconds: Floats) -> tuple[Held, ...]:
    """Return what each seat holds of owned units; `owner` is -1 for those that nobody owns."""
    p, owned = len(problem.seat_ids), owner >= 0
    mine, visits = owner[owned], problem.visits[owned]
    made = np.bincount(mine, visits, p)
    hours = np.bincount(mine, problem.measures[problem.measure_names.index("workload")][owned], p)
    driven = np.bincount(mine, visits * seconds[mine, np.flatnonzero(owned)], p)
    return tuple(
        Held(float(made[seat]), float(hours[seat]), float(driven[seat] / made[seat]) if made[seat] > 0 else 0.0)
        for seat in range(p)
    )
