"""What uneven days cost at least, as a price of each day alone.

Balance prices the squared deviations of the days' work from their mean, which ties all days together. The square of
the work of all days, W, is at most its secant over the range in which W lies; so the deviations from a fixed `level`
m are no more than those from the mean, but for a constant: the sum of (w - mean)^2 is at least the sum of (w - m)^2
less ((most - least) / 2)^2 / days. A day that is not driven costs m^2, one that is driven (m - w)^2 while w < m, by an
estimate of its work from above.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from scheduler.bound.nodes import Floats
from scheduler.horizon import DueVisit, Horizon

HOUR_S = 3600.0


@dataclass(frozen=True, slots=True)
class Level:
    """The work of a day from which deviations are counted.

    Attributes
    ----------
    work_s : float
    price : float
        Of a squared second.
    range_price : float
        What all days together may cost less than their deviations from the level.
    """

    work_s: float
    price: float
    range_price: float

    @property
    def idle(self) -> float:
        """Return the price of a day that is not driven."""
        return self.price * self.work_s**2


def level_of(horizon: Horizon, cost: float, dropped: set[int]) -> Level | None:
    """Return the level for all schedules that cost no more than `cost`; None where balance costs nothing.

    `dropped` are the compulsory visits that need not be served.
    """
    days, price = len(horizon.rep_days), horizon.weights.balance / HOUR_S**2
    if not price or not days:
        return None
    spent = cost - sum(min(0.0, *(p for _, p in visit.day_price), 0.0) for visit in horizon.visits)
    services = sum(visit.service_s for visit in horizon.visits)
    least = services - _left_out_s(horizon.visits, spent, dropped)
    most = float(sum(day.end_s - day.start_s for day in horizon.rep_days))
    if horizon.weights.per_driving_s:
        most = min(most, services + spent / horizon.weights.per_driving_s)
    if most <= least:
        return None
    return Level((least + most) / 2 / days, price, price / days * ((most - least) / 2) ** 2)


def _left_out_s(visits: Iterable[DueVisit], spent: float, dropped: set[int]) -> float:
    """Return the seconds of service that may be left out for no more than `spent`, parts of visits included."""
    free, priced = 0.0, list[DueVisit]()
    for v, visit in enumerate(visits):
        if v in dropped or (not visit.compulsory and visit.price_unserved <= 0.0):
            free += visit.service_s
        elif not visit.compulsory:
            priced.append(visit)
    for visit in sorted(priced, key=lambda visit: -visit.service_s / visit.price_unserved):
        share = min(1.0, max(0.0, spent) / visit.price_unserved)
        free, spent = free + share * visit.service_s, spent - share * visit.price_unserved
    return free


def added_at_home(level: Level, columns: int, unit_s: int, least: int) -> Floats:
    """Return what a day costs by the units from its start to coming home, lunch taken out.

    A leg takes less than one unit more than the whole units counted, and each but the first counts `least` or more:
    so the work is below the units, the same parted by `least`, and one more. Where `least` is 0 nothing is known.
    """
    if not level.price or least < 1:
        return np.zeros(columns)
    work_s = unit_s * (np.arange(columns) * (1 + 1 / least) + 1)
    return np.asarray(level.price * np.maximum(level.work_s - work_s, 0.0) ** 2)
