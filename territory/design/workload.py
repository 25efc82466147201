"""What an account costs in a year: visits times service and the travel that its visits add to a day.

The travel of a visit is estimated from where the account lies, before anyone owns it: the way to its nearest
neighbours (on roads; in a dense area of n accounts over an area A this is the ``k sqrt(n A)`` of a tour, divided by n,
a dozen neighbours standing for the fact that one day visits only some of the accounts;
Beardwood, Halton & Hammersley 1959, Daganzo 1984) and its part of the way from the nearest rep's home and back.
`judged` calibrates both factors on routed days.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from territory.design.problem import Floats

DAYS_A_YEAR = 365.25


@dataclass(frozen=True, slots=True)
class TravelEstimate:
    """How travel in a year is guessed.

    Attributes
    ----------
    per_neighbour : float
        Ways between stops, in mean ways to the `neighbours` nearest accounts.
    per_home : float
        Ways from and to home, in ways there and back shared among a day's visits.
    neighbours : int
    day_s : float
        Length of a working day, lunch left out.
    """

    per_neighbour: float = 1.0
    per_home: float = 1.0
    neighbours: int = 12
    day_s: float = 8 * 3600.0


def visits_a_year(interval_days: Floats) -> Floats:
    """Return visits a year of accounts visited every `interval_days`."""
    return DAYS_A_YEAR / interval_days


def workload_hours(
    visits: Floats, service_s: Floats, near_s: Floats, home_s: Floats, estimate: TravelEstimate
) -> Floats:
    """Return the hours a year of each account.

    Parameters
    ----------
    visits, service_s, near_s, home_s : float arrays, shape (n,)
        Visits a year; seconds of a visit; mean seconds to the nearest accounts; seconds from the nearest home.
    """
    stop_s = service_s + estimate.per_neighbour * near_s
    way_s = 2 * estimate.per_home * home_s
    visits_a_day = np.maximum((estimate.day_s - way_s) / np.maximum(stop_s, 1.0), 1.0)
    return visits * (stop_s + way_s / visits_a_day) / 3600.0


def near_seconds(between: Floats, neighbours: int) -> Floats:
    """Return the mean seconds from each unit to its nearest others, from a table of all pairs, shape (n, n)."""
    count = min(neighbours, len(between) - 1)
    if count < 1:
        return np.zeros(len(between))
    return np.asarray(np.sort(between + np.diag(np.full(len(between), np.inf)), axis=1)[:, :count].mean(axis=1))
