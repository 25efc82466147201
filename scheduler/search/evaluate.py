"""What a schedule costs, from the horizon alone; the search's own sums are compared with it in the tests."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from scheduler.horizon import Horizon


def cost_of(horizon: Horizon, tours: Sequence[Sequence[int]]) -> float:
    """Return what `tours`, one for each rep-day, cost: driving, distance, nights, days, balance, unserved visits."""
    served = {v for tour in tours for v in tour}
    cost = sum(night.price for night in horizon.overnights)
    cost += sum(tour_price(horizon, d, tour) for d, tour in enumerate(tours))
    cost += sum(
        visit.price_unserved for v, visit in enumerate(horizon.visits) if v not in served and not visit.compulsory
    )
    return cost + unbalance(horizon, [work_of(horizon, d, tour) for d, tour in enumerate(tours)])


def unbalance(horizon: Horizon, works: Sequence[int]) -> float:
    """Return the price of rep-days whose work, in seconds, differs from their mean."""
    return horizon.weights.balance * float(np.var(works)) * len(works) / 3600.0**2 if works else 0.0


def tour_price(horizon: Horizon, d: int, tour: Sequence[int]) -> float:
    """Return the price of one tour on rep-day `d`: its way and the prices of its visits on that day."""
    _, price = way_of(horizon, d, tour)
    return price + sum(_day_price(horizon, v, horizon.rep_days[d].day) for v in tour)


def work_of(horizon: Horizon, d: int, tour: Sequence[int]) -> int:
    """Return the seconds of driving and service of a tour on rep-day `d`."""
    driving, _ = way_of(horizon, d, tour)
    return driving + sum(horizon.visits[v].service_s for v in tour)


def way_of(horizon: Horizon, d: int, tour: Sequence[int]) -> tuple[int, float]:
    """Return the driving seconds of a tour, and its price; an empty tour stays at home."""
    if not tour:
        return 0, 0.0
    day = horizon.rep_days[d]
    places = [day.start_place, *(horizon.visits[v].place for v in tour), day.end_place]
    driving = int(horizon.travel_s[places[:-1], places[1:]].sum(dtype=np.int64))
    metres = int(horizon.distance_m[places[:-1], places[1:]].sum(dtype=np.int64))
    return driving, horizon.weights.per_driving_s * driving + horizon.weights.per_metre * metres


def _day_price(horizon: Horizon, v: int, day: int) -> float:
    return sum(price for on, price in horizon.visits[v].day_price if on == day)
