"""What a schedule costs, from the horizon alone; the search's own sums are compared with it in the tests."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from scheduler.horizon import Horizon


def cost_of(horizon: Horizon, tours: Sequence[Sequence[int]]) -> float:
    """Return driving, distance, prices of days, balance and unserved visits of `tours`, one for each rep-day."""
    served, cost, works = set[int](), 0.0, []
    for rep_day, tour in zip(horizon.rep_days, tours, strict=True):
        driving, price = _way(horizon, [rep_day.start_place, *_places(horizon, tour), rep_day.end_place])
        served.update(tour)
        works.append((driving if tour else 0) + sum(horizon.visits[v].service_s for v in tour))
        cost += (price if tour else 0.0) + sum(_day_price(horizon, v, rep_day.day) for v in tour)
    cost += sum(
        visit.price_unserved for v, visit in enumerate(horizon.visits) if v not in served and not visit.compulsory
    )
    return cost + horizon.weights.balance * float(np.var(works)) * len(works) / 3600.0**2 if works else cost


def _places(horizon: Horizon, tour: Sequence[int]) -> list[int]:
    return [horizon.visits[v].place for v in tour]


def _way(horizon: Horizon, places: Sequence[int]) -> tuple[int, float]:
    """Return the driving seconds of a way through `places`, and its price."""
    driving = int(horizon.travel_s[places[:-1], places[1:]].sum(dtype=np.int64))
    metres = int(horizon.distance_m[places[:-1], places[1:]].sum(dtype=np.int64))
    return driving, horizon.weights.per_driving_s * driving + horizon.weights.per_metre * metres


def _day_price(horizon: Horizon, v: int, day: int) -> float:
    return sum(price for on, price in horizon.visits[v].day_price if on == day)
